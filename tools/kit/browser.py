"""`test --browser`: the notebooks in JupyterLab, driven as a person does, in the system's Chromium."""
from __future__ import annotations

import os
import re
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from typing import Iterator

import notebooks
import places
from building import fingerprint
from console import KitError, Step
from prerequisites import PIP_FAST, has_modules

TESTS = places.ROOT / "tests" / "browser"
FOLDER = places.BUILD / "browser"
COURSE = places.NOTEBOOKS / "assignments"
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
PARTS = ("kernel", "assignment", "notebooks", "classic")  # BROWSER_PARTS and BROWSER_NOTEBOOKS choose among them
OLDEST_NODE = 18
START_SECONDS = 60
# All cells in the document, not only those on the screen: the tests look at every one.
SETTINGS = Path("@jupyterlab", "notebook-extension", "tracker.jupyterlab-settings"), '{"windowingMode": "none"}'


def missing() -> str | None:
    """What the machine lacks for these tests, in words, or None."""
    if not find_chromium():
        return "Chromium"
    if not shutil.which("npm") or node_version() < OLDEST_NODE:
        return f"Node.js {OLDEST_NODE} or newer with npm"
    return None if drive() else "the driver playwright-core, which npm could not fetch (see build/browser/npm.log)"


def find_chromium() -> str | None:
    return next(filter(None, map(shutil.which, CHROMIUMS)), None)


def node_version() -> int:
    node = shutil.which("node")
    answer = subprocess.run([node, "--version"], capture_output=True, text=True).stdout if node else ""
    found = re.match(r"v(\d+)", answer)
    return int(found[1]) if found else 0


def drive() -> bool:
    """Fetches the driver at its pinned version, once."""
    wanted = [TESTS / "package.json", TESTS / "package-lock.json"]
    stamp = FOLDER / "node_modules" / "stamp"
    if stamp.is_file() and stamp.read_text() == fingerprint(wanted):
        return True
    FOLDER.mkdir(parents=True, exist_ok=True)
    for file in wanted:
        shutil.copy2(file, FOLDER / file.name)
    with Step("fetching the browser's driver with npm"), (FOLDER / "npm.log").open("w") as log:
        done = subprocess.run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=FOLDER, stdout=log, stderr=log,
                              stdin=subprocess.DEVNULL)
    if done.returncode == 0:
        stamp.write_text(fingerprint(wanted))
    return done.returncode == 0


def run(python: Path, environment: dict[str, str]) -> tuple[int, int, int]:
    """How many tests passed, failed and were skipped."""
    lack = missing()
    if lack:
        print(f"{lack} was not found: skipped")
        return 0, 0, 1
    prepare(environment)
    wanted = os.environ.get("BROWSER_PARTS", ",".join(PARTS)).split(",")
    runs = []
    if wanted != ["classic"] and not has_modules(python, "jupyterlab"):
        print("JupyterLab was not found: skipped")
        runs.append((0, 0, 1))
    elif wanted != ["classic"]:
        runs.append(drive_pages(python, environment, "jupyterlab", [part for part in wanted if part != "classic"]))
    if "classic" in wanted:
        pythons = find_classics(python)
        runs += [drive_pages(one, environment, "notebook", ["classic"]) for one in pythons] or [(0, 0, 1)]
    print(f"pictures of what was seen: {places.shown(FOLDER / 'pictures')}")
    return tuple(map(sum, zip(*runs)))


def find_classics(python: Path) -> list[Path]:
    """Pythons with the classic Notebook: the kit's or the system's, whose version may be 6, and one with version 7 made by pip."""
    found = [one for one in (python, Path("/usr/bin/python3")) if one.exists() and has_modules(one, "notebook")][:1]
    made = notebook_venv()
    if made:
        found.append(made)
    if not found:
        print("the classic Notebook was not found, and pip does not reach its index: skipped")
    return found


def notebook_venv() -> Path | None:
    python = FOLDER / "notebook" / "bin" / "python3"
    if not python.exists() or not has_modules(python, "notebook"):
        commands = [[sys.executable, "-m", "venv", str(FOLDER / "notebook")],
                    [str(python), "-m", "pip", "install", *PIP_FAST, "notebook>=7,<8"]]
        with Step("setting up the classic Notebook with pip"), (FOLDER / "pip.log").open("w") as log:
            if any(subprocess.run(c, stdin=subprocess.DEVNULL, stdout=log, stderr=log).returncode for c in commands):
                return None
    return python


def drive_pages(python: Path, environment: dict[str, str], application: str, parts: list[str]) -> tuple[int, int, int]:
    """Runs some of the tests against a server of this application."""
    report = FOLDER / f"report-{application}.tap"
    with server(python, environment, application) as (address, token):
        reporters = ["--test-reporter", "spec", "--test-reporter-destination", "stdout", "--test-reporter", "tap",
                     "--test-reporter-destination", str(report)]
        done = subprocess.run(["node", *reporters, str(TESTS / "all.js")], stdin=subprocess.DEVNULL,
                              env={**driver_environment(address, token), "BROWSER_PARTS": ",".join(parts)})
    passed, failed, skipped = read_tap(report.read_text())
    return passed, failed if failed or done.returncode == 0 else 1, skipped


def read_tap(report: str) -> tuple[int, int, int]:
    numbers = {key: int(value) for key, value in re.findall(r"^# (pass|fail|skipped|cancelled) (\d+)$", report, re.M)}
    return numbers.get("pass", 0), numbers.get("fail", 0) + numbers.get("cancelled", 0), numbers.get("skipped", 0)


def driver_environment(address: str, token: str) -> dict[str, str]:
    return {**os.environ, "NODE_PATH": str(FOLDER / "node_modules"), "BROWSER_CHROMIUM": find_chromium(), "BROWSER_TOKEN": token,
            "BROWSER_ADDRESS": address, "BROWSER_FOLDER": str(FOLDER / "notebooks"), "BROWSER_PICTURES": str(FOLDER / "pictures"),
            "BROWSER_KIT": str(places.ROOT / "kit")}


def prepare(environment: dict[str, str]) -> None:
    """Copies of the notebooks, and an assignment as it is handed out."""
    for name in ("notebooks", "pictures", "course"):
        shutil.rmtree(FOLDER / name, ignore_errors=True)
    handed_out = FOLDER / "notebooks" / "assignment"
    handed_out.mkdir(parents=True)
    for notebook in notebooks.all_notebooks():
        shutil.copy2(notebook, FOLDER / "notebooks")
    shutil.copytree(COURSE / "source", FOLDER / "course" / "source")
    release = [str(places.ROOT / "kit"), "grade", "release", "--course", str(FOLDER / "course"), "a1"]
    done = subprocess.run(release, env=environment, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    if done.returncode:
        raise KitError(f"releasing a1 for the browser failed: {done.stderr.strip()}")
    shutil.copy2(FOLDER / "course" / "release" / "a1" / "a1.ipynb", handed_out)
    shutil.copy2(COURSE / "source" / "a1" / "a1.ipynb", handed_out / "source.ipynb")


@contextmanager
def server(python: Path, environment: dict[str, str], application: str) -> Iterator[tuple[str, str]]:
    """A JupyterLab or Notebook with settings, signatures and history of its own; gives its address and token."""
    home = FOLDER / f"home-{application}"
    shutil.rmtree(home, ignore_errors=True)
    file, content = SETTINGS
    (home / "settings" / file).parent.mkdir(parents=True)
    (home / "settings" / file).write_text(content)
    own = {f"JUPYTER_{kind.upper()}_DIR": str(home / kind) for kind in ("config", "data", "runtime")}
    own.update({f"JUPYTERLAB_{kind.upper()}_DIR": str(home / kind) for kind in ("settings", "workspaces")})
    token, port = secrets.token_hex(16), free_port()
    # Notebook 6 has NotebookApp, all else ServerApp; each leaves the other's options aside.
    options = [f"--IdentityProvider.token={token}", f"--NotebookApp.token={token}", f"--ServerApp.root_dir={FOLDER / 'notebooks'}",
               f"--NotebookApp.notebook_dir={FOLDER / 'notebooks'}", "--ServerApp.port_retries=0", "--NotebookApp.port_retries=0"]
    command = [str(python), "-m", application, "--no-browser", "--port", str(port), *options, *notebooks.as_root()]
    with (FOLDER / f"server-{application}.log").open("w") as log:
        process = subprocess.Popen(command, env={**notebooks.with_configuration(environment), **own, "UNROLLED_QUICK": "1"}, stdin=subprocess.DEVNULL, stdout=log,
                                   stderr=log)
        try:
            address = f"http://127.0.0.1:{port}"
            wait_for(address, process, application)
            yield address, token
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(address: str, process: subprocess.Popen, application: str) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        try:
            urllib.request.urlopen(f"{address}/api", timeout=5).close()
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise KitError(f"{application} did not start within {START_SECONDS} s; its words are in build/browser/server-{application}.log")
