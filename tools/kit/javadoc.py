"""`docs`: the library's Javadoc as a site, without network."""
from __future__ import annotations

import os
import shutil
import subprocess

import building
import kernelspec
import places
from console import KitError, Step
from prerequisites import Debian

SITE = places.BUILD / "javadoc"
SOURCES = (places.LIB / "src" / "main" / "java", places.LIB / "target" / "generated-sources" / "double")


def run(_options) -> int:
    jdk = building.ensure_built(Debian())
    shutil.rmtree(SITE, ignore_errors=True)
    log = places.state_file("javadoc.log")
    command = [str(jdk.home / "bin" / "javadoc"), *kernelspec.VECTOR, "-quiet", "-Xdoclint:all,-missing", "-encoding", "UTF-8",
               "-sourcepath", os.pathsep.join(map(str, SOURCES)), "-subpackages", "unrolled", "-classpath", building.library_class_path(),
               "-windowtitle", "Unrolled", "-doctitle", "Unrolled: recurrent networks, clear and fast", "-notimestamp", "-d", str(SITE)]
    with Step("writing the Javadoc"), log.open("w") as out:
        code = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=out, stderr=out).returncode
    if code:
        first = next((line for line in log.read_text().splitlines() if "error" in line), "javadoc said nothing")
        raise KitError(f"writing the Javadoc failed: {first} (whole output: {places.shown(log)})")
    print(f"wrote {places.shown(SITE / 'index.html')}")
    return 0
