"""Where a course's files lie: nbgrader's folders, seen from the course's root."""
from __future__ import annotations

import hashlib
import os
import re
import sys
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from console import KitError, usage_error  # noqa: E402

ROOT = Path(__file__).resolve().parents[3]
DEFAULT = ROOT / "notebooks" / "assignments"


@dataclass(frozen=True)
class Course:
    root: Path

    def assignments(self) -> list[str]:
        folder = self.root / "source"
        return sorted(path.name for path in folder.iterdir() if (path / f"{path.name}.ipynb").is_file()) if folder.is_dir() else []

    def source(self, name: str) -> Path:
        return self.root / "source" / name / f"{name}.ipynb"

    def header(self) -> Path:
        return self.root / "source" / "header.ipynb"

    def release(self, name: str) -> Path:
        return self.root / "release" / name / f"{name}.ipynb"

    def autograded(self, student: str, name: str) -> Path:
        return self.root / "autograded" / student / name

    def feedback(self, student: str, name: str) -> Path:
        return self.root / "feedback" / student / name / f"{name}.html"

    def grades(self) -> Path:
        return self.root / "grades"

    def check(self, name: str) -> str:
        if name not in self.assignments():
            known = ", ".join(self.assignments()) or "none"
            raise usage_error(f"no assignment '{name}' in {shown(self.root / 'source')}, expected one of: {known}")
        return name


def shown(path: Path) -> str:
    relative = os.path.relpath(path)
    return str(path) if relative.startswith("..") else relative


def sha256(*files: Path) -> str:
    digest = hashlib.sha256()
    for file in files:
        digest.update(file.read_bytes() if file.is_file() else b"-")
    return digest.hexdigest()


def safe_name(text: str) -> str:
    """A student's name as the name of a folder."""
    return re.sub(r"[^\w.@+-]+", "_", text).strip(".") or "_"


__all__ = ["Course", "DEFAULT", "KitError", "ROOT", "safe_name", "sha256", "shown", "usage_error"]
