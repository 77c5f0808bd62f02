"""`doctor`: what is installed, what is not, and the mend. Changes nothing."""
from __future__ import annotations

import os
import platform
import re
import shutil
import subprocess
import sys
from pathlib import Path

import building
import kernelspec
import places
from prerequisites import JUPYTER_MODULES, MEND, find_jdk, find_jupyter, find_maven, has_fonts

TEXT = Path("tinyshakespeare") / "input.txt"


def _module_version(python: Path, module: str) -> str:
    code = f"import importlib.metadata as m; print(m.version('{module}'))"
    return subprocess.run([str(python), "-c", code], capture_output=True, text=True).stdout.strip()


def _maven_version(command: str) -> str:
    answer = subprocess.run([command, "-v"], capture_output=True, text=True).stdout
    found = re.search(r"Apache Maven (\d[\w.-]*)", answer)
    return found[1] if found else "?"


def text_file() -> Path | None:
    cache = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    folders = [os.environ.get("UNROLLED_DATA"), places.ROOT / "datasets", Path(cache) / "unrolled",
               places.ROOT.parent / "shared" / "datasets"]
    return next((Path(f) / TEXT for f in folders if f and (Path(f) / TEXT).is_file()), None)


def _kernels(jdk) -> tuple[bool, str]:
    """Which loops the layers will run: those of the JAR's own choice, once it is built."""
    if not jdk:
        return False, ""
    listed = subprocess.run([str(jdk.java), "--list-modules"], capture_output=True, text=True).stdout
    if "jdk.incubator.vector" not in listed:
        return False, ""
    if not building.is_built():
        return True, "Vector API (its length is told once the JARs are built)"
    command = [str(jdk.java), *kernelspec.jvm_options(), "-cp", building.library_class_path(), "unrolled.bench.KernelsInUse"]
    return True, subprocess.run(command, capture_output=True, text=True).stdout.strip()


def rows() -> list[tuple[str, bool, str, str]]:
    """Name, found or not, version and place, the mend."""
    jdk, jupyter, text = find_jdk(), find_jupyter(), text_file()
    maven = find_maven()
    table = [("Python", True, f"{platform.python_version()}  {sys.executable}", "")]
    table.append(("JDK 17+", jdk is not None, f"{jdk.version}  {jdk.home}" if jdk else "", MEND["JDK"]))
    if maven and maven.is_wrapper:
        table.append(("Maven", True, "by the wrapper mvnw, fetched at the first build", ""))
    else:
        found = f"{_maven_version(maven.command)}  {maven.command}" if maven else ""
        table.append(("Maven", maven is not None, found, MEND["Maven"]))
    versions = ", ".join(f"{m} {_module_version(jupyter, m)}" for m in JUPYTER_MODULES) if jupyter else ""
    table.append(("Jupyter", jupyter is not None, f"{versions}  {jupyter}" if jupyter else "", MEND["Jupyter"]))
    table.append(("fonts", has_fonts(), "", MEND["fonts"]))
    table.append(("fast kernels", *_kernels(jdk), "the plain loops run without; take a JDK with jdk.incubator.vector"))
    table.append(("JARs built", building.is_built(), "", "the next ./kit run builds them"))
    table.append(("Tiny Shakespeare", text is not None, str(text) if text else "",
                  "fetched when first needed; or put it at datasets/tinyshakespeare/input.txt"))
    table += [(f"{other.label} (Java)", True, f"{other.folder}  (how to use it: docs/kernels.md)", "") for other in kernelspec.others()]
    shellcheck = shutil.which("shellcheck")
    table.append(("shellcheck (tests)", shellcheck is not None, shellcheck or "", "optional: apt-get, dnf or brew install it"))
    return table


def run(_options) -> int:
    table = rows()
    width = max(len(name) for name, *_ in table)
    for name, found, place, mend in table:
        print(f"{name:<{width}}  {'found  ' if found else 'missing'}  {place if found else mend}")
    required = ("JDK 17+", "Jupyter") if building.is_installed() else ("JDK 17+", "Maven", "Jupyter")
    needed = [name for name, found, *_ in table if not found and name in required]
    print()
    if needed:
        print(f"Missing: {', '.join(needed)}. ./kit run and ./kit test install them where pip reaches its index, or where apt-get"
              " and root or sudo are to be had; else use the mend above.")
        return 1
    print("Everything that the kit needs is here.")
    return 0
