"""Watches a kernel and everything it started, and ends it when it takes too much."""
from __future__ import annotations

import os
import signal
import threading
import time
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class Limits:
    seconds: float = 300
    cell_seconds: int = 60
    memory_mb: int = 3000
    processes: int = 8
    threads: int = 400
    disk_mb: int = 200
    output_mb: int = 2

    def as_dict(self) -> dict:
        return asdict(self)

    def jvm_options(self) -> str:
        """Half of the memory for the heap, a third for what ND4J allocates beside it: Java tells of the end before the watch does."""
        return f"-Xmx{self.memory_mb // 2}m -XX:+UseSerialGC -Dorg.bytedeco.javacpp.maxbytes={self.memory_mb // 3}m"


class Watch:
    """`reason` tells which limit was reached, or stays None."""

    PAUSE = 0.5

    def __init__(self, limits: Limits, folder: Path):
        self.limits = limits
        self.folder = folder
        self.reason: str | None = None
        self._kernel: int | None = None
        self._begin = time.monotonic()
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def start(self, kernel: int) -> None:
        self._kernel = kernel
        self._thread.start()

    def stop(self) -> None:
        self._done.set()
        for process in reversed(descendants(os.getpid())):
            _kill(process)

    def _look(self) -> None:
        while not self._done.wait(self.PAUSE):
            self.reason = self._excess()
            if self.reason:
                for process in [self._kernel, *descendants(os.getpid())]:
                    _kill(process)
                return

    def _excess(self) -> str | None:
        family = descendants(os.getpid())
        each = [status(process) for process in family]
        disk = sum(_size(file) for file in self.folder.rglob("*"))
        checks = [
            ("time", time.monotonic() - self._begin, self.limits.seconds, "seconds"),
            ("memory", sum(s.get("VmRSS", 0) for s in each) / 1024, self.limits.memory_mb, "MB"),
            ("number of threads", sum(s.get("Threads", 0) for s in each), self.limits.threads, ""),
            ("number of processes", len(family), self.limits.processes, ""),
            ("disk", disk / 1e6, self.limits.disk_mb, "MB"),
        ]
        for what, value, most, unit in checks:
            if value > most:
                return f"the limit of {what} was reached ({most:g} {unit}".rstrip() + ")"
        return None


def _size(file: Path) -> int:
    try:
        return file.lstat().st_size
    except OSError:
        return 0


def _kill(process: int | None) -> None:
    try:
        os.kill(process, signal.SIGKILL)
    except (OSError, TypeError):
        pass


def status(process: int) -> dict[str, int]:
    try:
        lines = Path(f"/proc/{process}/status").read_text().splitlines()
    except OSError:
        return {}
    return {key: int(value.split()[0]) for key, _, value in (line.partition(":") for line in lines)
            if key in ("VmRSS", "Threads", "PPid")}


def descendants(root: int) -> list[int]:
    """Where there is a /proc; elsewhere none, and only time is watched."""
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").glob("[0-9]*"):
        parent = status(int(entry.name)).get("PPid")
        if parent is not None:
            children.setdefault(parent, []).append(int(entry.name))
    found, queue = [], [root]
    while queue:
        for child in children.get(queue.pop(), []):
            found.append(child)
            queue.append(child)
    return found
