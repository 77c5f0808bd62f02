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
MISSING = [part for part in PARTS if not shutil.which(part)]
# What a test needs in place of a campus: users without accounts, a door without passwords, and a way in for this program.
CONFIGURATION = """
load_subconfig({local!r})
c.JupyterHub.authenticator_class = "dummy"
c.SimpleLocalProcessSpawner.home_dir_template = {home!r} + "/{{username}}"
c.JupyterHub.bind_url = "http://127.0.0.1:{ports[0]}"
c.JupyterHub.hub_port = {ports[1]}
c.ConfigurableHTTPProxy.api_url = "http://127.0.0.1:{ports[2]}"
c.JupyterHub.services = [{{"name": "test", "api_token": {token!r}}}]
c.JupyterHub.load_roles = [{{"name": "test", "services": ["test"], "scopes": ["admin:users", "admin:servers", "access:servers"]}}]
c.Spawner.args += {arguments!r}
"""


def free_ports(count):
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports


@unittest.skipIf(MISSING, f"not installed: {', '.join(MISSING)} (Debian: apt-get install jupyterhub)")
class Classroom(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True) if sys.version_info >= (3, 10) \
            else tempfile.TemporaryDirectory()
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
            arguments=["--allow-root"] if os.geteuid() == 0 else []))
        environment = {**os.environ, "UNROLLED_QUICK": "1", "UNROLLED_NOTEBOOKS": str(given),
                       "UNROLLED_SPAWNER": "jupyterhub.spawner.SimpleLocalProcessSpawner"}
        cls.log = cls.folder / "hub.log"
        with cls.log.open("w") as log:
            hub = subprocess.Popen(["jupyterhub", "-f", str(configuration)], cwd=cls.folder, env=environment, stdout=log, stderr=log)
        cls.addClassCleanup(hub.wait)
        cls.addClassCleanup(hub.terminate)
        cls.address = f"http://127.0.0.1:{ports[0]}/"
        cls.hub = remote_notebook.Server(cls.address + "hub/", token)
        cls.wait_for("the hub", lambda: cls.hub.ask("api/"))

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
            if time.monotonic() > end:
                raise AssertionError(f"{what} was not ready after {PATIENCE_SECONDS} s:\n{cls.log.read_text()[-4000:]}")
            time.sleep(0.5)

    def attend(self, student):
        """Logs in, opens the server, runs the notebook; gives the cells and when they ran."""
        self.hub.ask(f"api/users/{student}", "POST")
        self.hub.ask(f"api/users/{student}/server", "POST")
        self.wait_for(f"{student}'s server", lambda: self.hub.ask(f"api/users/{student}")["servers"].get("", {}).get("ready"))
        server = remote_notebook.Server(f"{self.address}user/{student}/", self.hub.token)
        begin = time.monotonic()
        cells = remote_notebook.run(server, self.homes / student / "notebooks" / NOTEBOOK, "notebooks")
        return cells, begin, time.monotonic()

    def test_twoStudentsRunTheNotebookAtOnce(self):
        with ThreadPoolExecutor() as pool:
            ada, grace = pool.map(self.attend, STUDENTS)
        self.assertEqual(ada[0], grace[0])
        self.assertGreater(ada[0], 20)
        self.assertLess(max(ada[1], grace[1]), min(ada[2], grace[2]), "one began after the other had ended")

    def test_aStudentDoesNotEnterAnothersServer(self):
        self.hub.ask("api/users/mallory", "POST")
        stranger = remote_notebook.Server(f"{self.address}user/{STUDENTS[0]}/", "0" * 32)
        with self.assertRaises(urllib.error.HTTPError) as refused:
            stranger.ask("api/kernels")
        self.assertIn(refused.exception.code, (401, 403, 404, 424, 503))


if __name__ == "__main__":
    unittest.main()
