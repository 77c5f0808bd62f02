"""`bench grading`: a class of 300 in one go, seconds a submission and the runner's memory."""
from __future__ import annotations

import subprocess

import building
import kernelspec
import places
from prerequisites import Debian, need_jupyter

SCRIPT = places.ROOT / "tools" / "kit" / "grading" / "bench.py"
CLASS = 300


def run(options) -> int:
    debian = Debian()
    environment = kernelspec.generate(building.ensure_built(debian), places.GRADING_JUPYTER_PATH)
    submissions = 6 if options.quick else CLASS
    return subprocess.run([str(need_jupyter(debian)), str(SCRIPT), str(submissions)], env=environment).returncode
