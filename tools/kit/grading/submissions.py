"""Finds submissions: nbgrader's folders (STUDENT/a3/a3.ipynb), or a flat folder of notebooks."""
from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from course import safe_name, shown, usage_error


@dataclass(frozen=True)
class Submission:
    student: str
    file: Path | None
    notes: list[str] = field(default_factory=list)


def find(folder: Path, assignment: str) -> list[Submission]:
    if not folder.is_dir():
        raise usage_error(f"no folder {shown(folder)}, expected one with submissions: STUDENT/{assignment}/{assignment}.ipynb"
                          " or a flat folder of .ipynb files")
    nested = [_nested(student, assignment) for student in sorted(folder.iterdir()) if (student / assignment).is_dir()]
    flat = [Submission(_student(file, assignment), file) for file in sorted(folder.glob("*.ipynb"))]
    found = _unique([*nested, *flat])
    if not found:
        raise usage_error(f"{shown(folder)} holds no submission of {assignment}, expected"
                          f" STUDENT/{assignment}/{assignment}.ipynb or a flat folder of .ipynb files")
    return found


def _nested(student: Path, assignment: str) -> Submission:
    name = safe_name(student.name)
    expected = student / assignment / f"{assignment}.ipynb"
    if expected.is_file():
        return Submission(name, expected)
    others = sorted(path for path in (student / assignment).glob("*.ipynb") if path.is_file())
    if len(others) == 1:
        return Submission(name, others[0], [f"the file is called {others[0].name}, not {expected.name}"])
    return Submission(name, None, [f"{len(others)} notebooks, none of them called {expected.name}" if others else "no notebook"])


def _student(file: Path, assignment: str) -> str:
    """ada_a3.ipynb and a3-ada.ipynb are ada's."""
    stem = re.sub(rf"(?:[_\-. ]+{assignment}|^{assignment}[_\-. ]+)(?=$|[_\-. ])?", "", file.stem)
    return safe_name(stem or file.stem)


def _unique(found: list[Submission]) -> list[Submission]:
    """Two files of one name are two submissions: nobody is lost."""
    seen: dict[str, int] = {}
    unique = []
    for one in found:
        seen[one.student] = seen.get(one.student, 0) + 1
        count = seen[one.student]
        unique.append(one if count == 1 else Submission(f"{one.student}-{count}", one.file, [*one.notes, "a second submission"]))
    return unique
