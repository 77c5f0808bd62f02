"""What the Dockerfile runs: lays out the kit for any user and a disk that is read only.

/opt/unrolled/jars has the libraries, in one place and one layer, because they change least; /opt/unrolled/installed has the
kit, our JARs and the kernel, without sources to build from.
"""
from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import building
import kernelspec
import natives
import places
from console import KitError, usage_error
from prerequisites import Debian, need_jdk

JARS = places.ROOT / "jars"
INSTALLED = places.ROOT / "installed"
ASSIGNMENTS = places.ROOT / "assignments"
COMMAND = Path("/usr/local/bin/kit")
TEXT = places.ROOT / "datasets" / "tinyshakespeare" / "input.txt"
TEXT_SHA256 = "86c4e6aa9db7c042ec79f339dcb96d42b0075e16b8fc2e86bf0ca57e2dc565ed"


def jars() -> None:
    """What Maven has built, and all that it needs to run, in JARS and INSTALLED."""
    JARS.mkdir()
    names = []
    dependencies = [Path(jar) for jar in building.dependencies()]
    natives.unpack(dependencies, JARS / "natives")
    for jar in [jar for jar in dependencies if not natives.carries(jar)]:
        shutil.copy2(jar, JARS / jar.name)
        names.append(str(JARS / jar.name))
    kept = [building.library_jar(), building.sources_jar(), building.KERNEL_JAR, building.KERNEL_JAR.parent / "lib",
            building.MATHJAX, places.KERNEL / "spec", places.ROOT / "kit", places.ROOT / "tools"]
    for source in kept:
        target = INSTALLED / source.relative_to(places.ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(source, target) if source.is_dir() else shutil.copy2(source, target)
    (INSTALLED / building.CLASSPATH_FILE.relative_to(places.ROOT)).write_text(os.pathsep.join(names) + "\n")


def release() -> None:
    """The student's version of each assignment, in ASSIGNMENTS."""
    course = places.NOTEBOOKS / "assignments"
    for name in sorted(path.parent.name for path in (course / "source").glob("*/*.ipynb")):
        subprocess.run([str(places.ROOT / "kit"), "grade", "release", name], check=True)
    shutil.copytree(course / "release", ASSIGNMENTS)


def text(which: str) -> None:
    """Keeps Tiny Shakespeare, or sees to it that the image has none."""
    if which == "generated":
        TEXT.unlink(missing_ok=True)
    elif which != "tinyshakespeare":
        raise usage_error(f"TEXT: expected generated or tinyshakespeare, got {which}")
    elif not TEXT.is_file():
        raise KitError("TEXT=tinyshakespeare: expected the text at datasets/tinyshakespeare/input.txt, found none; ./kit image"
                       " build --text puts it there")
    elif hashlib.sha256(TEXT.read_bytes()).hexdigest() != TEXT_SHA256:
        raise KitError("datasets/tinyshakespeare/input.txt: its sha256 is not the one on its card")


def kernel() -> None:
    """Makes the kernel known to every user, with its archive of classes, and `kit` a command."""
    folder = kernelspec.SYSTEM / "kernels" / kernelspec.NAME
    folder.mkdir(parents=True)
    (folder / kernelspec.NATIVES).symlink_to(JARS / "natives")
    kernelspec.write(need_jdk(Debian()), folder, [str(building.library_jar()), *building.dependencies()])
    COMMAND.write_text(f'#!/bin/sh\nexec {places.ROOT}/kit "$@"\n')
    COMMAND.chmod(0o755)
    shutil.rmtree(places.BUILD, ignore_errors=True)


STEPS = {"jars": jars, "release": release, "text": text, "kernel": kernel}

if __name__ == "__main__":
    try:
        STEPS[sys.argv[1]](*sys.argv[2:])
    except KitError as problem:
        sys.exit(f"image: {problem}")
