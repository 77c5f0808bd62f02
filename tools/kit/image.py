"""`image`: builds, checks and runs the classroom's image with docker, podman or buildah, whichever is there and works."""
from __future__ import annotations

import os
import shutil
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path
from typing import Iterator

import doctor
import image_check
import image_runners
import places
from console import KitError, say, usage_error

ENGINES = ("docker", "podman", "buildah")
DOCKERFILE = places.ROOT / ".binder" / "Dockerfile"
TEXT = places.ROOT / "datasets" / "tinyshakespeare" / "input.txt"
TARGETS = ("student", "instructor")


def works(engine: str) -> bool:
    """Docker's client is often there without its service."""
    return shutil.which(engine) is not None and subprocess.run([engine, "info"], capture_output=True).returncode == 0


def engine_of(options) -> str:
    wanted = [options.engine] if options.engine else ENGINES
    found = next((engine for engine in wanted if works(engine)), None)
    if not found:
        raise KitError(f"no container engine works here, expected one of {', '.join(wanted)}; install one: Debian and Windows (WSL)"
                       " sudo apt-get install podman; Fedora: sudo dnf install podman; macOS: Docker Desktop or podman")
    return found


def tag_of(options) -> str:
    return options.tag or f"unrolled:{options.target}"


@contextmanager
def text_in_context(wanted: bool) -> Iterator[str]:
    """Lays Tiny Shakespeare where the build finds it, and takes it away again."""
    found = doctor.text_file() if wanted else None
    if wanted and not found:
        raise KitError("--text: Tiny Shakespeare was not found on this machine; ./kit run 10-lstm-from-scratch --quick fetches it")
    borrowed = wanted and not TEXT.exists()
    if borrowed:
        shutil.copyfile(found, TEXT)
    try:
        yield "tinyshakespeare" if wanted else "generated"
    finally:
        if borrowed:
            TEXT.unlink(missing_ok=True)


def build(options) -> int:
    engine, tag = engine_of(options), tag_of(options)
    command = [engine, "build", "--file", str(DOCKERFILE), "--target", options.target, "--tag", tag]
    command += ["--build-arg", f"BASE={options.base}"] if options.base else []
    command += ["--platform", options.platform] if options.platform else []
    if engine != "docker":  # their own format has no health check
        command += ["--format", "docker"]
        command += ["--layers"] if engine == "buildah" else []
        command += ["--pull-never"] if options.base else []
    command += ["--volume", options.volume] if options.volume else []
    # Docker's other builders keep what they built to themselves.
    environment = {**os.environ, "BUILDX_BUILDER": "default"} if not options.platform else dict(os.environ)
    begin = time.monotonic()
    with text_in_context(options.text) as text:
        code = subprocess.run([*command, "--build-arg", f"TEXT={text}", str(places.ROOT)],
                              env=environment).returncode
    if code:
        raise KitError(f"{engine} build failed; its words are above")
    print(f"built {tag} with {engine} in {time.monotonic() - begin:.0f} s; next: ./kit image check")
    return 0


def check(options) -> int:
    if options.root and not options.config:
        raise usage_error("--root needs --config FILE, what `buildah inspect --type image` or `docker inspect` printed of the image")
    if options.root:
        return image_check.run(image_runners.RootFileSystem(Path(options.root), image_runners.read_config(Path(options.config))),
                               options)
    engine, tag = engine_of(options), tag_of(options)
    if engine == "buildah":
        with image_runners.buildah_root(tag) as root:
            return image_check.run(root, options)
    return image_check.run(image_runners.Container(engine, tag), options)


def run(options) -> int:
    engine, tag = engine_of(options), tag_of(options)
    if engine == "buildah":
        raise KitError("buildah builds and checks; to run the image install podman or docker")
    say(f"http://127.0.0.1:{options.port}/lab, with the token that the server prints; Ctrl-C ends it")
    command = [engine, "run", "--rm", "--interactive", "--publish", f"127.0.0.1:{options.port}:8888",
               "--volume", f"{options.volume or 'unrolled-home'}:/home/jovyan", tag]
    os.execvp(engine, command)


ACTIONS = {"build": build, "check": check, "run": run}


def main(options) -> int:
    return ACTIONS[options.what](options)
