"""A JupyterHub of this machine, with the course's configuration: two students run notebook 10 at once."""
import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import unittest
import urllib.error
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tools" / "kit"))
import remote_notebook  # noqa: E402

NOTEBOOK = "10-lstm-from-scratch.ipynb"
STUDENTS = ("ada", "grace")
PATIENCE_SECONDS = 180
PARTS = ("jupyterhub", "jupyterhub-singleuser", "configurable-http-proxy")
# What a test needs in place of a campus: users without accounts, a door without passwords, and a way in for this program.
CONFIGURATION = """
load_subconfig({local!r})
c.JupyterHub.authenticator_class = "dummy"
c.SimpleLocalProcessSpawner.home_dir_template = {home!r} + "/{{username}}"
c.JupyterHub.bind_url = "http://127.0.0.1:{ports[0]}"
c.JupyterHub.hub_port = {ports[1]}
c.ConfigurableHTTPProxy.api_url = "http://127.0.0.1:{ports[2]}"
c.JupyterHub.services = [{{"name": "test", "api_token": {token!r}}}]
c.JupyterHub.load_roles = [{{"name": "test", "services": ["test"], "scopes": {scopes!r}}}]
c.Spawner.args += {arguments!r}
"""


def free_ports(count):
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports


def works(command):
    """Also a command that is there may miss its own parts, such as a proxy beside another Node than Debian's."""
    try:
        return subprocess.run([command, "--version"], capture_output=True, timeout=60).returncode == 0
    except OSError:
        return False


MISSING = [part for part in PARTS if not works(part)]


@unittest.skipIf(MISSING, f"missing, or not working: {', '.join(MISSING)} (Debian: apt-get install jupyterhub; the proxy also"
                          " by npm install configurable-http-proxy)")
class Classroom(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = Path(folder.name)
        cls.homes = cls.folder / "homes"
        given = cls.folder / "given"
        for place in (cls.homes, given):
            place.mkdir()
        shutil.copy(ROOT / "notebooks" / NOTEBOOK, given)
        ports, token = free_ports(3), secrets.token_hex(16)
        configuration = cls.folder / "jupyterhub_config.py"
        configuration.write_text(CONFIGURATION.format(
            local=str(ROOT / "deploy" / "jupyterhub" / "jupyterhub_local.py"), home=str(cls.homes), ports=ports, token=token,
            scopes=["admin:users", "admin:servers", "access:servers", "tokens"],
            arguments=["--allow-root"] if os.geteuid() == 0 else []))
        environment = {**os.environ, "UNROLLED_QUICK": "1", "UNROLLED_NOTEBOOKS": str(given),
                       "UNROLLED_SPAWNER": "jupyterhub.spawner.SimpleLocalProcessSpawner"}
        cls.log = cls.folder / "hub.log"
        with cls.log.open("w") as log:
            cls.process = subprocess.Popen(["jupyterhub", "-f", str(configuration)], cwd=cls.folder, env=environment, stdout=log, stderr=log)
        cls.addClassCleanup(cls.process.wait)
        cls.addClassCleanup(cls.process.terminate)
        cls.address = f"http://127.0.0.1:{ports[0]}/"
        cls.hub = remote_notebook.Server(cls.address + "hub/", token)
        cls.wait_for("the hub", lambda: cls.hub.ask("api/"))
        for student in STUDENTS:
            cls.open_server(student)

    @classmethod
    def wait_for(cls, what, ready):
        end = time.monotonic() + PATIENCE_SECONDS
        while True:
            try:
                answer = ready()
                if answer:
                    return answer
            except (urllib.error.URLError, ConnectionError):
                pass
            if time.monotonic() > end or cls.process.poll() is not None:
                raise AssertionError(f"{what} did not become ready:\n{cls.log.read_text()[-4000:]}")
            time.sleep(0.5)

    @classmethod
    def open_server(cls, student):
        cls.hub.ask(f"api/users/{student}", "POST")
        cls.hub.ask(f"api/users/{student}/server", "POST")
        cls.wait_for(f"{student}'s server", lambda: cls.hub.ask(f"api/users/{student}")["servers"].get("", {}).get("ready"))

    def server_of(self, student, token):
        return remote_notebook.Server(f"{self.address}user/{student}/", token)

    def attend(self, student):
        """Runs the notebook in the student's server, and tells when."""
        begin = time.monotonic()
        remote_notebook.run(self.server_of(student, self.hub.token), self.homes / student / "notebooks" / NOTEBOOK, "notebooks")
        return begin, time.monotonic()

    def test_twoStudentsRunTheNotebookAtOnce(self):
        with ThreadPoolExecutor() as pool:
            (ada_begins, ada_ends), (grace_begins, grace_ends) = pool.map(self.attend, STUDENTS)
        self.assertLess(max(ada_begins, grace_begins), min(ada_ends, grace_ends), "one began after the other had ended")

    def test_aStudentEntersTheOwnServerAndNoOther(self):
        ada, grace = STUDENTS
        token = self.hub.ask(f"api/users/{ada}/tokens", "POST", {"note": "this test"})["token"]
        self.assertEqual(self.server_of(ada, token).ask("api/kernels"), [])
        with self.assertRaises(urllib.error.HTTPError) as refused:
            self.server_of(grace, token).ask("api/kernels")
        self.assertEqual(refused.exception.code, 403)


if __name__ == "__main__":
    unittest.main()
