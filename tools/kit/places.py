"""Where things lie in the checkout."""
from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BUILD = Path(os.environ.get("UNROLLED_BUILD") or ROOT / "build")  # elsewhere where the checkout is read only
STATE = BUILD / "kit"
VENV = BUILD / "venv"
NOTEBOOKS = ROOT / "notebooks"
EXECUTED = BUILD / "notebooks"
JUPYTER_PATH = BUILD / "jupyter"
GRADING_JUPYTER_PATH = BUILD / "grading-jupyter"
LIB = ROOT / "lib"
KERNEL = ROOT / "kernel"


def state_file(name: str) -> Path:
    STATE.mkdir(parents=True, exist_ok=True)
    return STATE / name


def shown(path: Path) -> str:
    """The path as a person in the checkout would type it."""
    try:
        return str(path.resolve().relative_to(ROOT))
    except ValueError:
        return str(path)
