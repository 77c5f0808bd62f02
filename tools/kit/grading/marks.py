"""The marks of one submission, as they are kept in result.json."""
from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass, field
from pathlib import Path

import cells

FILE = "result.json"
NOT_GRADED = "not graded"
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_FINDING = re.compile(r"\[([a-z0-9]+(?:-[a-z0-9]+)*)\]\s*$")


@dataclass
class Mark:
    """`automatic` is None where a person decides; `message` is the first line of what failed."""

    cell: str
    points: float
    automatic: float | None
    manual: bool
    message: str = ""
    finding: str = ""


@dataclass
class Result:
    """`key` says of what this is the result; it is empty where nothing was graded, so that grading is tried again."""

    student: str
    assignment: str
    outcome: str
    key: str
    marks: list[Mark]
    notes: list[str] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def is_graded(self) -> bool:
        return self.outcome != NOT_GRADED

    @property
    def automatic(self) -> float:
        return sum(mark.automatic or 0 for mark in self.marks)

    @property
    def points(self) -> float:
        return sum(mark.points for mark in self.marks)

    def save(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        partial = folder / f"{FILE}.part"
        partial.write_text(json.dumps(asdict(self), indent=1) + "\n", encoding="utf-8")
        partial.replace(folder / FILE)


def load(folder: Path) -> Result | None:
    try:
        data = json.loads((folder / FILE).read_text(encoding="utf-8"))
        return Result(**{**data, "marks": [Mark(**mark) for mark in data["marks"]]})
    except (OSError, ValueError, TypeError, KeyError):
        return None


def of_notebook(notebook, master) -> list[Mark]:
    """One mark for each graded cell of the instructor's notebook; what is missing in the student's has 0."""
    there = {cells.grade_id(cell): cell for cell in notebook.cells if cells.is_grade(cell)}
    return [_mark(there.get(cells.grade_id(cell)), cell) for cell in master.cells if cells.is_grade(cell)]


def not_graded(student: str, assignment: str, reason: str) -> Result:
    """Our failure or an interruption: no mark at all, rather than a 0 that nobody deserved."""
    return Result(student, assignment, NOT_GRADED, "", [], [reason])


def none(master, message: str) -> list[Mark]:
    return [Mark(cells.grade_id(c), cells.points(c), 0.0, False, message) for c in master.cells if cells.is_grade(c)]


def _mark(cell, original) -> Mark:
    identity, most = cells.grade_id(original), cells.points(original)
    if cell is None:
        return Mark(identity, most, 0.0, False, "the cell is missing")
    try:
        automatic = cells.automatic_mark(cell)
    except ValueError as error:
        return Mark(identity, most, 0.0, False, str(error))
    message = first_message(cell)
    if cells.is_manual(original) and automatic == 0:
        message = "no answer"
    found = _FINDING.search(message)
    return Mark(identity, most, automatic, automatic is None, message, found[1] if found else "")


def take(result: Result, automatic: dict[str, float | None]) -> None:
    """The marks as nbgrader's gradebook has them."""
    for mark in result.marks:
        mark.automatic = automatic[mark.cell]
        mark.manual = mark.automatic is None


def first_message(cell) -> str:
    """What a failed check said, or its part that did in a cell with partial credit."""
    for output in cell.get("outputs", []):
        if output.output_type == "error":
            lines = [_COLOUR.sub("", line) for line in "\n".join(output.get("traceback") or []).split("\n") if line.strip()]
            text = lines[0] if lines else f"{output.ename}: {output.evalue}"
            return re.sub(r"^unrolled\.grade\.CheckFailedException: ", "", text)
        if output.output_type == "stream" and output.name == "stdout":
            crossed = [line[2:] for line in output.text.split("\n") if line.startswith("✗ ")]
            if crossed:
                return crossed[0]
        if output.output_type == "stream" and output.name == "stderr":
            return "the cell wrote to stderr: " + output.text.strip().split("\n")[0][:200]
    return ""


def canary_sang(notebook) -> bool:
    """Whether the cell that must fail did, so that the other marks mean something."""
    return all(any(output.output_type == "error" for output in cell.outputs)
               for cell in notebook.cells if cells.is_grade(cell) and "Canary.sing()" in cell.source)
