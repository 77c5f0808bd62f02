"""Marks for the campus system, a histogram, and what the class misunderstood."""
from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path
from typing import Dict, Tuple

import marks
from course import Course, KitError, shown

BAR = 40
CLASSES = 10
MANUAL = ["student", "cell", "of", "points", "comment"]


def results(course: Course, assignment: str) -> list[marks.Result]:
    course.check(assignment)
    folders = sorted((course.root / "autograded").glob(f"*/{assignment}"))
    found = [result for result in map(marks.load, folders) if result]
    if not found:
        raise KitError(f"nothing of {assignment} is graded yet: run ./kit grade autograde {assignment} --submissions DIR")
    return found


Given = Dict[Tuple[str, str], Tuple[float, str]]


class ManualMarks:
    """grades/a3-manual.csv: the instructor fills the column `points`; what is filled in is never overwritten.

    Where there is a gradebook, marks are given there too: what was changed in the file since we wrote it goes into the gradebook,
    all else comes out of it.
    """

    def __init__(self, course: Course, assignment: str, book=None):
        self.file = course.grades() / f"{assignment}-manual.csv"
        self._as_written = self.file.with_name(f".{self.file.name}") if book else None
        self.given = _read(self.file)
        if book:
            before = _read(self._as_written)
            changed = {identity: mark for identity, mark in self.given.items() if before.get(identity) != mark}
            book.give(assignment, changed)
            self.given = book.manual(assignment)

    def of(self, student: str, mark: marks.Mark) -> float | None:
        return self.given.get((student, mark.cell), (None, ""))[0]

    def comment(self, student: str, mark: marks.Mark) -> str:
        return self.given.get((student, mark.cell), (None, ""))[1]

    def write(self, found: list[marks.Result]) -> None:
        rows = [[result.student, mark.cell, f"{mark.points:g}", _text(self.of(result.student, mark)),
                 self.comment(result.student, mark)] for result in found for mark in result.marks if mark.manual]
        for file in filter(None, (self.file, self._as_written)):
            _write_csv(file, MANUAL, rows)


def _read(file: Path) -> Given:
    if not file.is_file():
        return {}
    with file.open(newline="", encoding="utf-8-sig") as lines:
        rows = [_read_row(f"{shown(file)}, line {number}", row) for number, row in enumerate(csv.DictReader(lines), 2)]
    return {identity: mark for identity, mark in rows if mark}


def _read_row(where: str, row: dict) -> tuple[tuple[str, str], tuple[float, str] | None]:
    text = (row.get("points") or "").strip()
    try:
        identity, most = (row["student"], row["cell"]), float(row["of"])
        points = float(text.replace(",", ".")) if text else None
    except (KeyError, TypeError, ValueError) as error:
        raise KitError(f"{where}: points: expected a number, got '{text}'") from error
    if points is None:
        return identity, None
    if not 0 <= points <= most:
        raise KitError(f"{where}: points: expected 0 to {most:g}, got {text}")
    return identity, (points, row.get("comment") or "")


def _text(points: float | None) -> str:
    return "" if points is None else f"{points:g}"


def _write_csv(file: Path, header: list[str], rows: list[list[str]]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    partial = file.with_name(file.name + ".part")
    with partial.open("w", newline="", encoding="utf-8") as out:
        csv.writer(out).writerows([header, *rows])
    partial.replace(file)


def total(result: marks.Result, manual: ManualMarks) -> float:
    """A mark by hand takes the place of an automatic one, should somebody have overruled it in the gradebook."""
    given = [manual.of(result.student, mark) for mark in result.marks]
    return sum(mark.automatic or 0 if points is None else points for mark, points in zip(result.marks, given))


def report(course: Course, assignment: str, book=None) -> None:
    every = results(course, assignment)
    manual = ManualMarks(course, assignment, book)
    manual.write(every)
    rows, totals = [], []
    for result in every:
        by_hand = [mark for mark in result.marks if mark.manual]
        waiting = sum(manual.of(result.student, mark) is None for mark in by_hand)
        points = total(result, manual)
        numbers = [f"{points:g}", f"{result.points:g}", f"{result.automatic:g}", f"{points - result.automatic:g}", str(waiting)]
        rows.append([result.student, assignment, *(numbers if result.is_graded else [""] * len(numbers)), result.outcome,
                     "; ".join(result.notes)])
        totals += [points / result.points] if result.is_graded else []
    found = [result for result in every if result.is_graded]
    file = course.grades() / f"{assignment}.csv"
    header = ["student", "assignment", "points", "of", "automatic", "by_hand", "waiting", "outcome", "notes"]
    _write_csv(file, header, rows)
    print(f"{shown(file)}: {len(every)} students")
    if len(found) < len(every):
        print(f"{len(every) - len(found)} of them are not graded and have no points in it: run ./kit grade autograde {assignment} again")
    if not found:
        return
    if any(mark.manual for result in found for mark in result.marks):
        print(f"{shown(manual.file)}: fill in the column 'points', then run this command again")
    print("\n".join(["", *histogram(totals), "", *misconceptions(found), "", *by_cell(found)]))


def histogram(shares: list[float]) -> list[str]:
    counts = Counter(min(int(share * CLASSES), CLASSES - 1) for share in shares)
    most = max(counts.values())
    lines = ["Points, in per cent of all:"]
    for one in range(CLASSES):
        low, high = one * 100 // CLASSES, (one + 1) * 100 // CLASSES
        lines.append(f"  {low:3}-{high:<3}  {'█' * round(BAR * counts[one] / most)} {counts[one] or ''}".rstrip())
    return lines


def misconceptions(found: list[marks.Result]) -> list[str]:
    """By how many students have them, with what the message said."""
    students: dict[str, set[str]] = {}
    texts: dict[str, str] = {}
    for result in found:
        for mark in result.marks:
            if mark.finding and mark.finding != "canary":
                students.setdefault(mark.finding, set()).add(result.student)
                texts.setdefault(mark.finding, mark.message)
    ranked = sorted(students, key=lambda finding: (-len(students[finding]), finding))
    return ["Findings:", *([f"  {len(students[f]):3} × {f}: {texts[f]}" for f in ranked] or ["  none"])]


def by_cell(found: list[marks.Result]) -> list[str]:
    lines = ["Mean points by cell:"]
    names = [mark.cell for mark in found[0].marks if mark.points]
    for name in names:
        these = [mark for result in found for mark in result.marks if mark.cell == name]
        if not any(mark.manual for mark in these):
            mean = sum(mark.automatic or 0 for mark in these) / len(these)
            lines.append(f"  {mean:5.2f} of {these[0].points:g}  {name}")
    return lines


