"""nbgrader's cell metadata and how it makes a mark of a cell's output: schema version 3, nbgrader 0.9."""
from __future__ import annotations

import hashlib

LOCKING = ("deletable", "editable")


def info(cell) -> dict:
    return cell.metadata.get("nbgrader") or {}


def grade_id(cell) -> str | None:
    return info(cell).get("grade_id")


def is_grade(cell) -> bool:
    return bool(info(cell).get("grade"))


def is_solution(cell) -> bool:
    return bool(info(cell).get("solution"))


def is_locked(cell) -> bool:
    """Whether the instructor's source takes the place of what was handed in."""
    if not info(cell) or is_solution(cell):
        return False
    return is_grade(cell) or bool(info(cell).get("locked"))


def is_ours(cell) -> bool:
    return is_grade(cell) or is_solution(cell) or is_locked(cell)


def points(cell) -> float:
    return float(info(cell).get("points") or 0)


def is_manual(cell) -> bool:
    """A written answer: a person marks it."""
    return is_grade(cell) and (is_solution(cell) or cell.cell_type != "code")


def checksum(cell) -> str:
    digest = hashlib.md5()
    parts = [cell.source, cell.cell_type, str(is_grade(cell)), str(is_solution(cell)), str(is_locked(cell)), grade_id(cell)]
    if is_grade(cell):
        parts.append(str(points(cell)))
    for part in parts:
        digest.update(part.encode())
    return digest.hexdigest()


def failed(cell) -> bool:
    """An error, or anything on stderr."""
    return any(output.output_type == "error" or (output.output_type == "stream" and output.name == "stderr")
               for output in cell.get("outputs", []))


def automatic_mark(cell) -> float | None:
    """What the outputs of an executed graded cell are worth; None where a person decides."""
    most = points(cell)
    if is_solution(cell):
        return 0.0 if info(cell).get("checksum") == checksum(cell) else None
    if cell.cell_type != "code":
        return None
    for output in cell.outputs:
        if output.output_type == "error" or (output.output_type == "stream" and output.name == "stderr"):
            return 0.0
        if output.output_type == "execute_result":
            return _partial(output, most)
    return most


def _partial(output, most: float) -> float:
    """A cell's value, where it reads as a number, is the mark."""
    try:
        value = float(output["data"]["text/plain"])
    except (KeyError, TypeError, ValueError):
        return most
    if value > most:
        raise ValueError(f"a graded cell gave {value}, which is more than its {most} points")
    return value if value >= 0 else most
