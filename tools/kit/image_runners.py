"""Two ways to run something in an image: a container engine, or an unpacked root file system in namespaces of its own."""
from __future__ import annotations

import json
import shutil
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Iterator

from console import KitError

ROOT = "0:0"
SANDBOX = Path(__file__).with_name("image_sandbox.py")


@dataclass(frozen=True)
class Config:
    """What an image says of itself."""
    user: str
    folder: str
    environment: tuple[str, ...]
    entry_point: tuple[str, ...]


def read_config(file: Path) -> Config:
    return config_of(json.loads(file.read_text()))


def config_of(inspected) -> Config:
    """Out of what `docker inspect`, `podman inspect` or `buildah inspect --type image` print."""
    one = inspected[0] if isinstance(inspected, list) else inspected
    config = one.get("Docker", {}).get("config") or one.get("Config") or one.get("config")
    if not isinstance(config, dict):
        raise KitError("the image's configuration was not understood, expected what `buildah inspect --type image` prints")
    return Config(config.get("User") or "0", config.get("WorkingDir") or "/", tuple(config.get("Env") or ()),
                  tuple(config.get("Entrypoint") or ()))


class Container:
    """Through docker or podman."""

    def __init__(self, engine: str, tag: str):
        self._engine, self._tag = engine, tag
        inspected = subprocess.run([engine, "image", "inspect", tag], capture_output=True, text=True)
        if inspected.returncode:
            raise KitError(f"{engine} has no image {tag}; ./kit image build makes it")
        self.config = config_of(json.loads(inspected.stdout))

    def run(self, command: list[str], *, user: str = "", read_only: bool = False, bare: bool = False,
            text: str = "", seconds: int = 900) -> subprocess.CompletedProcess:
        """Without network. `bare` leaves the entry point out; `text` goes to its standard input."""
        options = ["--rm", "--interactive", "--network", "none", "--security-opt", "no-new-privileges"]
        options += [] if user == ROOT else ["--cap-drop", "ALL"]  # root reads every file by a capability
        options += ["--user", user] if user else []
        options += ["--read-only", "--tmpfs", "/tmp:rw,exec,mode=1777"] if read_only else []
        options += ["--entrypoint", command[0]] if bare else []
        return subprocess.run([self._engine, "run", *options, self._tag, *(command[1:] if bare else command)], input=text, text=True,
                              capture_output=True, timeout=seconds)


class RootFileSystem:
    """Through unshare and chroot, as root and on Linux: the files stay as they are, what is written goes to memory."""

    def __init__(self, root: Path, config: Config):
        if not shutil.which("unshare") or not (root / "bin" / "sh").exists():
            raise KitError(f"{root}: expected an unpacked image, and unshare on PATH")
        self._root, self.config = root, config

    def run(self, command: list[str], *, user: str = "", read_only: bool = False, bare: bool = False,
            text: str = "", seconds: int = 900) -> subprocess.CompletedProcess:
        plan = {"root": str(self._root), "user": user or self.config.user, "read_only": read_only, "folder": self.config.folder,
                "environment": list(self.config.environment), "command": [*(() if bare else self.config.entry_point), *command]}
        namespaces = ["unshare", "--mount", "--pid", "--fork", "--net", "--ipc", "--uts", "--kill-child"]
        return subprocess.run([*namespaces, sys.executable, str(SANDBOX), json.dumps(plan)], input=text, text=True,
                              capture_output=True, timeout=seconds)


@contextmanager
def buildah_root(tag: str) -> Iterator[RootFileSystem]:
    def buildah(*arguments: str) -> str:
        done = subprocess.run(["buildah", *arguments], capture_output=True, text=True)
        if done.returncode:
            raise KitError(f"buildah {arguments[0]}: {done.stderr.strip().splitlines()[-1]}")
        return done.stdout.strip()

    config = config_of(json.loads(buildah("inspect", "--type", "image", tag)))
    container = buildah("from", "--pull-never", tag)
    try:
        yield RootFileSystem(Path(buildah("mount", container)), config)
    finally:
        buildah("rm", container)
