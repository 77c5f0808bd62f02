"""`train`, `eval`, `sample`: hands over to the JAR's own commands."""
from __future__ import annotations

import os
import signal
import subprocess
import sys

import building
import kernelspec
import places
from prerequisites import Debian

MAIN_CLASS = "unrolled.cli.Main"
INCUBATOR_NOTICE = b"WARNING: Using incubator modules: jdk.incubator.vector\n"


def run(command: str, arguments: list[str]) -> int:
    jdk = building.ensure_built(Debian())
    environment = {**os.environ, **kernelspec.ONE_THREAD, "UNROLLED_HOME": str(places.ROOT),
                   "UNROLLED_TERMINAL": "1" if sys.stderr.isatty() else ""}
    process = subprocess.Popen([str(jdk.java), *kernelspec.training_options(), "-cp", building.library_class_path(), MAIN_CLASS, command,
                                *arguments], env=environment, stderr=subprocess.PIPE)
    # Ctrl-C reaches the child from the terminal: it saves its best model and ends by itself.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda *_: process.terminate())
    _forward_errors(process.stderr.fileno())
    code = process.wait()
    return 128 - code if code < 0 else code


def _forward_errors(source: int) -> None:
    """Copies the child's stderr, without the notice that the launcher prints about the module which we ask for."""
    start, settled = b"", False
    while True:
        piece = os.read(source, 65536)
        if not settled:
            start += piece
            if piece and len(start) < len(INCUBATOR_NOTICE) and INCUBATOR_NOTICE.startswith(start):
                continue
            piece, settled = start.removeprefix(INCUBATOR_NOTICE), True
            if not piece and start:
                continue
        if not piece:
            return
        sys.stderr.buffer.write(piece)
        sys.stderr.buffer.flush()
