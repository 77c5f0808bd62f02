"""What `image check` runs inside the image, from its standard input: `python3 - survey|serve|notebooks`; answers in JSON."""
from __future__ import annotations

import json
import os
import re
import stat
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

sys.path.insert(0, "/opt/unrolled/tools/kit")
BASE, TOKEN, PORT = "/user/ada-12ab/", "a-token-of-this-check", 8888
SECRET_NAMES = re.compile(r"^(id_(rsa|dsa|ecdsa|ed25519)|\.netrc|\.npmrc|\.pypirc|\.git-credentials|jupyterhub_cookie_secret|\.git)$")
SECRET_TEXT = re.compile(rb"-----BEGIN (\w+ )?PRIVATE KEY-----\r?\n[A-Za-z0-9+/=\r\n]{64}")  # with a key behind the words
SOLUTION_TEXT = re.compile(rb"BEGIN (SOLUTION|HIDDEN TESTS)")
SECRET_VARIABLES = re.compile(r"TOKEN|PASSWORD|SECRET|CREDENTIAL")
SMALL = 1_000_000
# How BinderHub starts a server: JupyterLab where it is there, the older names of the options, an address of its own.
BINDER = ["jupyter-lab", "--ip=0.0.0.0", f"--port={PORT}", f"--NotebookApp.base_url={BASE}", f"--NotebookApp.token={TOKEN}",
          f"--ServerApp.base_url={BASE}", f"--IdentityProvider.token={TOKEN}", "--ServerApp.trust_xheaders=True",
          "--ServerApp.allow_origin=*", "--no-browser"]


def survey() -> dict:
    """Looks at every file, as root."""
    found = {"bytes": 0, "setuid": [], "secrets": [], "solutions": [], "open": [], "variables": []}
    device, seen = os.stat("/opt").st_dev, set()
    for folder, folders, files in os.walk("/"):
        folders[:] = [name for name in folders if os.lstat(os.path.join(folder, name)).st_dev == device
                      and folder + name not in ("/proc", "/sys", "/dev")]
        for name in [*folders, *files]:
            path = os.path.join(folder, name)
            about = os.lstat(path)
            if SECRET_NAMES.match(name):
                found["secrets"].append(path)
            if stat.S_ISDIR(about.st_mode):
                if about.st_mode & stat.S_IWOTH and not about.st_mode & stat.S_ISVTX:
                    found["open"].append(path)
            if not stat.S_ISREG(about.st_mode) or (about.st_dev, about.st_ino) in seen:
                continue
            seen.add((about.st_dev, about.st_ino))
            found["bytes"] += about.st_blocks * 512
            _look_at(path, about, found)
    found["variables"] = [name for name in os.environ if SECRET_VARIABLES.search(name)]
    found["commands"] = [name for name in ("jupyter-lab", "jupyter-notebook", "jupyterhub-singleuser", "java", "javac", "kit")
                         if subprocess.run(["which", name], capture_output=True).returncode]
    return found


def _look_at(path: str, about: os.stat_result, found: dict) -> None:
    if about.st_mode & (stat.S_ISUID | stat.S_ISGID):
        found["setuid"].append(path)
    if about.st_mode & stat.S_IWOTH:
        found["open"].append(path)
    if about.st_size < SMALL and not path.startswith("/usr/lib/python3"):
        content = Path(path).read_bytes()
        if SECRET_TEXT.search(content):
            found["secrets"].append(path)
        if path.endswith(".ipynb") and SOLUTION_TEXT.search(content):
            found["solutions"].append(path)


def _status(address: str) -> int:
    try:
        return urllib.request.urlopen(address, timeout=30).status
    except urllib.error.HTTPError as refused:
        return refused.code
    except OSError:
        return 0


def serve() -> dict:
    """A server as Binder starts it, asked as a browser asks it."""
    import remote_notebook

    before = subprocess.run(["health"]).returncode
    begin = time.monotonic()
    log = open("/tmp/server.log", "w+")
    server = subprocess.Popen(BINDER, stdout=log, stderr=log)
    address = f"http://127.0.0.1:{PORT}{BASE}"
    while _status(address + "api") != 200 and server.poll() is None and time.monotonic() < begin + 120:
        time.sleep(0.2)
    found = {"uid": os.getuid(), "home": os.environ["HOME"], "seconds": round(time.monotonic() - begin, 1)}
    if _status(address + "api") != 200:
        return {**found, "problem": Path("/tmp/server.log").read_text()[-2000:]}
    found["health"] = [before, subprocess.run(["health"]).returncode]
    found["page"] = _status(f"{address}lab?token={TOKEN}")
    found["without_token"] = _status(f"{address}api/kernels")
    found["wrong_token"] = _status(f"{address}api/kernels?token=wrong")
    known = remote_notebook.Server(address, TOKEN)
    found["notebooks"] = sorted(one["name"] for one in known.ask("api/contents/notebooks")["content"] if one["type"] == "notebook")
    begin = time.monotonic()
    kernel = known.start_kernel()
    found["cell"] = kernel.execute('int six = 6; System.out.println(six * 7); java.nio.file.Files.writeString(java.nio.file.Path.of("here"), "x");')
    found["seconds_to_first_cell"] = round(time.monotonic() - begin, 1)
    found["root_processes"] = _root_processes()
    kernel.close()
    server.terminate()
    server.wait()
    return found


def _root_processes() -> list[str]:
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            about = (process / "status").read_text()
            if re.search(r"^Uid:\s+0\b", about, re.M):
                found.append(about.split("\n")[0].split("\t")[1])
        except OSError:
            pass  # it ended meanwhile
    return found


def notebook(name: str) -> dict:
    """One notebook in the quick setting, in this user's home."""
    source = Path.home() / "notebooks" / name
    begin = time.monotonic()
    command = ["python3", "/opt/unrolled/tools/kit/execute.py", str(source), f"/tmp/executed/{name}", "--log", "/tmp/kernel.log",
               "--no-stderr"]
    done = subprocess.run(command, env={**os.environ, "UNROLLED_QUICK": "1"}, capture_output=True, text=True)
    return {"name": name, "code": done.returncode, "seconds": round(time.monotonic() - begin),
            "problem": done.stderr[-1500:] if done.returncode else ""}


if __name__ == "__main__":
    actions = {"survey": survey, "serve": serve, "notebook": notebook}
    print("\n" + json.dumps(actions[sys.argv[1]](*sys.argv[2:])))
