"""Builds the JARs with Maven, only when their sources or a pom changed."""
from __future__ import annotations

import fcntl
import hashlib
import os
import re
import subprocess
from contextlib import contextmanager
from pathlib import Path
from typing import Iterator

import places
from console import KitError, Step
from prerequisites import Debian, Jdk, Maven, need_jdk, need_maven

CLASSPATH_FILE = places.LIB / "target" / "classpath.txt"
KERNEL_JAR = places.KERNEL / "target" / "unrolled-kernel.jar"
MATHJAX = places.LIB / "target" / "web" / "tex-svg-full.js"
CLASSPATH_GOAL = ["dependency:build-classpath", "-Dmdep.outputFile=target/classpath.txt", "-DincludeScope=runtime"]
NOTHING_ELSE = ["-Dmaven.test.skip=true", "-Dspotless.check.skip=true"]
# The first build also fetches what tests and the formatter need, so that they work without network ever after.
FETCH_ALL = ["-Dtest=NoTestHasThisName", "-Dsurefire.failIfNoSpecifiedTests=false"]


def poms() -> list[Path]:
    return [places.ROOT / "pom.xml", places.LIB / "pom.xml", places.KERNEL / "pom.xml",
            places.ROOT / ".mvn" / "maven.config", places.ROOT / ".mvn" / "jvm.config"]


def fingerprint(files: list[Path]) -> str:
    digest = hashlib.sha256()
    for file in sorted(files):
        digest.update(str(file.relative_to(places.ROOT)).encode())
        digest.update(file.read_bytes() if file.is_file() else b"")
    return digest.hexdigest()


def sources() -> list[Path]:
    return [file for module in (places.LIB, places.KERNEL) for file in (module / "src" / "main").rglob("*") if file.is_file()]


def library_jar() -> Path | None:
    jars = [jar for jar in (places.LIB / "target").glob("unrolled-*.jar")
            if not re.search(r"-(sources|javadoc|tests)\.jar$", jar.name)]
    return jars[0] if len(jars) == 1 else None


def sources_jar() -> Path:
    """The library's sources, from which the kernel shows Javadoc."""
    jar = library_jar()
    return jar.with_name(jar.stem + "-sources.jar")


def dependencies() -> list[str]:
    return CLASSPATH_FILE.read_text().strip().split(os.pathsep) if CLASSPATH_FILE.is_file() else []


def library_class_path() -> str:
    return os.pathsep.join([str(library_jar()), *dependencies()])


def _stamp(name: str) -> Path:
    return places.state_file(f"{name}.stamp")


def _is_stamped(name: str, value: str) -> bool:
    stamp = _stamp(name)
    return stamp.is_file() and stamp.read_text() == value


def is_installed() -> bool:
    """Whether this kit came without sources, as in the image: then nothing can be newer than its JARs."""
    return library_jar() is not None and not sources()


def is_built() -> bool:
    return (library_jar() is not None and sources_jar().is_file() and KERNEL_JAR.is_file() and bool(dependencies())
            and all(Path(jar).exists() for jar in dependencies())
            and (is_installed() or (MATHJAX.is_file() and _is_stamped("built", fingerprint(poms() + sources())))))


def note_built() -> None:
    _stamp("built").write_text(fingerprint(poms() + sources()))
    _stamp("fetched").write_text(fingerprint(poms()))


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    with places.state_file("lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def run_maven(jdk: Jdk, maven: Maven, arguments: list[str], title: str) -> tuple[int, str]:
    """Runs Maven with its output in build/kit/maven.log, and returns its exit code and what it said."""
    environment = {**os.environ, "JAVA_HOME": str(jdk.home)}
    command = [maven.command, "-B", *arguments]
    fetched, lines = 0, []
    with Step(title) as step, places.state_file("maven.log").open("w") as log:
        process = subprocess.Popen(command, cwd=places.ROOT, env=environment, stdin=subprocess.DEVNULL,
                                   stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace")
        for line in process.stdout:
            log.write(line)
            if line.startswith(("Downloaded", "Downloading", "Progress")):
                fetched += line.startswith("Downloaded")
                step.detail = f"{fetched} files fetched"
                continue
            lines.append(line)
            goal = re.match(r"\[INFO\] --- (\S+?):\S+?:(\S+)", line)
            if goal:
                step.detail = f"{goal[1]} {goal[2]}"
    return process.wait(), "".join(lines)


def run_maven_offline_first(jdk: Jdk, maven: Maven, arguments: list[str], title: str) -> tuple[int, str]:
    """Asks no registry where everything is here already: faster, and it works without network."""
    code, output = run_maven(jdk, maven, ["-o", *arguments], title)
    if code and "offline mode" in output:
        code, output = run_maven(jdk, maven, arguments, f"{title} (fetching what is missing)")
    return code, output


def build_error(what: str, output: str) -> KitError:
    errors = [line[8:].strip() for line in output.splitlines() if line.startswith("[ERROR] ") and line[8:].strip()]
    first = errors[0] if errors else (output.strip().splitlines() or ["Maven said nothing"])[-1]
    return KitError(f"{what} failed: {first} (whole output: build/kit/maven.log; prerequisites: ./kit doctor)")


def ensure_built(debian: Debian) -> Jdk:
    jdk = need_jdk(debian)
    with _one_at_a_time():
        if not is_built():
            _build(jdk, need_maven(debian))
    return jdk


def _build(jdk: Jdk, maven: Maven) -> None:
    for jar in (places.LIB / "target").glob("unrolled-*.jar"):
        jar.unlink()
    if _is_stamped("fetched", fingerprint(poms())):
        code, output = run_maven_offline_first(jdk, maven, [*NOTHING_ELSE, "package", *CLASSPATH_GOAL], "building the JARs")
    else:
        code, output = run_maven(jdk, maven, [*FETCH_ALL, "verify", *CLASSPATH_GOAL],
                                 "building the JARs for the first time (fetches about 300 MB)")
    if code:
        raise build_error("building the JARs", output)
    note_built()
    if not is_built():
        raise KitError("the build left no complete JARs, expected lib/target/unrolled-*.jar and"
                       f" {places.shown(KERNEL_JAR)}; run ./kit doctor")
