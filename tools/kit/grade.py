"""`grade`: hands over to the grading commands, in the Python that has Jupyter."""
from __future__ import annotations

import os
import subprocess
from pathlib import Path

import building
import kernelspec
import places
from prerequisites import Debian, need_jupyter

COMMANDS = Path(__file__).with_name("grading")


def run(arguments: list[str]) -> int:
    debian = Debian()
    python = need_jupyter(debian)
    environment = dict(os.environ)
    if arguments[:1] and arguments[0] in ("validate", "autograde") and not {"-h", "--help"} & set(arguments):
        environment = kernelspec.generate(building.ensure_built(debian), places.GRADING_JUPYTER_PATH)
    process = subprocess.Popen([str(python), str(COMMANDS), *(arguments or ["--help"])], env=environment)
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            continue  # the child got it too, keeps what is graded and ends by itself
