"""Finds a JDK, Maven and Jupyter, and sets up what is missing.

The order is: what is on PATH and good enough; an active conda environment; a virtual environment of the kit's own;
Debian's packages through apt-get.
"""
from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import places
from console import KitError, Step

OLDEST_JDK = 17
JUPYTER_MODULES = ("nbclient", "nbformat", "nbconvert", "jupyter_client")
REQUIREMENTS = Path(__file__).with_name("requirements.txt")
PIP_FAST = ["--retries", "0", "--timeout", "10", "--disable-pip-version-check"]

JUPYTER_PACKAGES = ["python3-nbconvert", "jupyter-nbconvert", "python3-jupyter-client", "jupyter-client", "jupyter-core",
                    "jupyter-notebook"]
LAB_PACKAGE = "jupyterlab"  # Debian 13 and later
JDK_PACKAGES = ["openjdk-21-jdk-headless", "openjdk-17-jdk-headless"]
FONT_PACKAGES = ["libfreetype6", "libharfbuzz0b", "fontconfig", "fonts-dejavu-core"]

MEND = {
    "JDK": "Debian and Windows (WSL): sudo apt-get install default-jdk-headless; Fedora: sudo dnf install"
           " java-21-openjdk-devel; macOS: brew install openjdk@21",
    "Maven": "Debian and Windows (WSL): sudo apt-get install maven; Fedora: sudo dnf install maven; macOS: brew install"
             " maven",
    "Jupyter": "Debian and Windows (WSL): sudo apt-get install jupyter-nbconvert jupyter-client jupyter-notebook;"
               " Fedora: sudo dnf install python3-nbconvert python3-jupyter-client python3-notebook; macOS: brew install"
               " jupyterlab",
    "fonts": "Debian and Windows (WSL): sudo apt-get install fontconfig fonts-dejavu-core libharfbuzz0b; Fedora: sudo dnf"
             " install fontconfig dejavu-sans-fonts",
}


@dataclass(frozen=True)
class Jdk:
    java: Path
    home: Path
    version: str


@dataclass(frozen=True)
class Maven:
    command: str
    is_wrapper: bool


# ---- what is there


def _java_candidates() -> list[Path]:
    homes = [os.environ.get("JAVA_HOME"), os.environ.get("CONDA_PREFIX")]
    found = [Path(home) / "bin" / "java" for home in homes[:1] if home]
    on_path = shutil.which("java")
    found += [Path(on_path)] if on_path else []
    found += [Path(home) / "bin" / "java" for home in homes[1:] if home]
    found += [Path(home) / "lib" / "jvm" / "bin" / "java" for home in homes[1:] if home]
    found += sorted(Path("/usr/lib/jvm").glob("*/bin/java"), reverse=True)
    found += sorted(Path("/opt/homebrew/opt").glob("openjdk*/bin/java"), reverse=True)
    return [java for java in found if java.is_file()]


def _read_jdk(java: Path) -> Jdk | None:
    """Asks the launcher for its home and version; the answer is remembered while the launcher stays the same."""
    real = java.resolve()
    key = f"{real}:{real.stat().st_mtime_ns}"
    memory = places.state_file("jdks.json")
    known = json.loads(memory.read_text()) if memory.is_file() else {}
    if key not in known:
        answer = subprocess.run([str(java), "-XshowSettings:properties", "-version"], capture_output=True, text=True).stderr
        settings = dict(re.findall(r"^\s+(java\.home|java\.version|java\.specification\.version) = (.+)$", answer, re.M))
        known[key] = settings
        memory.write_text(json.dumps(known, indent=1))
    settings = known[key]
    specification = settings.get("java.specification.version", "0")
    home = Path(settings.get("java.home", "/nowhere"))
    feature = 8 if specification.startswith("1.") else int(specification)
    if feature < OLDEST_JDK or not (home / "bin" / "javac").is_file():
        return None
    return Jdk(home / "bin" / "java", home, settings["java.version"])


def find_jdk() -> Jdk | None:
    return next((jdk for jdk in map(_read_jdk, _java_candidates()) if jdk), None)


def find_maven() -> Maven | None:
    """Maven on PATH, then the wrapper where something is there that can fetch and unpack."""
    on_path = shutil.which("mvn")
    if on_path:
        return Maven(on_path, False)
    wrapper = places.ROOT / "mvnw"
    can_fetch = shutil.which("curl") or shutil.which("wget")
    if wrapper.is_file() and can_fetch and shutil.which("unzip"):
        return Maven(str(wrapper), True)
    return None


def _python_candidates() -> list[Path]:
    conda = os.environ.get("CONDA_PREFIX")
    on_path = shutil.which("python3")
    candidates = [Path(sys.executable)]
    candidates += [Path(on_path)] if on_path else []
    candidates += [Path(conda) / "bin" / "python3"] if conda else []
    candidates += [places.VENV / "bin" / "python3", Path("/usr/bin/python3")]
    seen: set[str] = set()
    return [c for c in candidates if c.exists() and not (str(c) in seen or seen.add(str(c)))]


def has_modules(python: Path, *names: str) -> bool:
    check = "import sys, importlib.util as u; sys.exit(any(u.find_spec(n) is None for n in sys.argv[1:]))"
    return subprocess.run([str(python), "-c", check, *names], capture_output=True).returncode == 0


def find_jupyter() -> Path | None:
    """The Python that has Jupyter."""
    return next((python for python in _python_candidates() if has_modules(python, *JUPYTER_MODULES)), None)


def has_fonts() -> bool:
    """Text in pictures needs fontconfig on Linux; other systems bring their own."""
    return not sys.platform.startswith("linux") or shutil.which("fc-match") is not None


# ---- what can be set up


def _as_root() -> list[str] | None:
    if not shutil.which("apt-get"):
        return None
    if os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    can_ask = sudo and (sys.stdin.isatty() or subprocess.run([sudo, "-n", "true"], capture_output=True).returncode == 0)
    return [sudo] if can_ask else None


class Debian:
    """Debian's packages, where root or sudo is to be had."""

    def __init__(self) -> None:
        self._prefix = _as_root()
        self._fresh_lists = False

    def install(self, what: str, packages: list[str]) -> bool:
        if self._prefix is None:
            return False
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        log = places.state_file("apt.log")
        with Step(f"installing {what} with apt-get ({' '.join(packages)})"), log.open("a") as out:
            if not self._fresh_lists:
                subprocess.run([*self._prefix, "apt-get", "update"], stdout=out, stderr=out, env=environment)
                self._fresh_lists = True
            command = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "install", "-y", "--no-install-recommends"]
            done = subprocess.run([*self._prefix, *command, *packages], stdin=subprocess.DEVNULL, stdout=out, stderr=out)
        return done.returncode == 0

    def install_first(self, what: str, alternatives: list[str]) -> bool:
        return any(self.install(what, [package]) for package in alternatives)


def _make_venv() -> bool:
    """A virtual environment with pinned versions; false where pip does not reach its index."""
    log = places.state_file("pip.log")
    python = places.VENV / "bin" / "python3"
    with Step("setting up Jupyter in build/venv with pip"), log.open("w") as out:
        commands = [
            [sys.executable, "-m", "venv", str(places.VENV)],
            # One small package tells within seconds whether the index is there; the whole list would take minutes to fail.
            [str(python), "-m", "pip", "download", *PIP_FAST, "--no-deps", "-q", "-d", str(places.STATE / "probe"),
             _pinned("nbclient")],
            [str(python), "-m", "pip", "install", *PIP_FAST, "-r", str(REQUIREMENTS)],
        ]
        done = all(subprocess.run(c, stdin=subprocess.DEVNULL, stdout=out, stderr=out).returncode == 0 for c in commands)
    if not done:
        shutil.rmtree(places.VENV, ignore_errors=True)
    shutil.rmtree(places.STATE / "probe", ignore_errors=True)
    return done


def _pinned(package: str) -> str:
    return next(line.strip() for line in REQUIREMENTS.read_text().splitlines() if line.startswith(f"{package}=="))


def _missing(what: str) -> KitError:
    return KitError(f"{what} was not found and could not be installed from here (see build/kit/*.log); install it: {MEND[what]}")


def need_jdk(debian: Debian) -> Jdk:
    jdk = find_jdk()
    if not jdk and debian.install_first("a JDK", JDK_PACKAGES):
        jdk = find_jdk()
    if not jdk:
        raise _missing("JDK")
    return jdk


def need_maven(debian: Debian) -> Maven:
    maven = find_maven()
    if not maven and debian.install("Maven", ["maven"]):
        maven = find_maven()
    if not maven:
        raise _missing("Maven")
    return maven


def need_jupyter(debian: Debian) -> Path:
    python = find_jupyter()
    if not python and (_make_venv() or debian.install("JupyterLab", [*JUPYTER_PACKAGES, LAB_PACKAGE])
                       or debian.install("Jupyter", JUPYTER_PACKAGES)):
        python = find_jupyter()
    if not python:
        raise _missing("Jupyter")
    return python


def want_fonts(debian: Debian) -> None:
    if not has_fonts():
        debian.install("fonts for the plots", FONT_PACKAGES)
