"""Marks for the campus system, a histogram, and what the class misunderstood."""
from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

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


class ManualMarks:
    """grades/a3-manual.csv: the instructor fills the column `points`; what is filled in is never overwritten."""

    def __init__(self, course: Course, assignment: str):
        self.file = course.grades() / f"{assignment}-manual.csv"
        self.given: dict[tuple[str, str], tuple[float, str]] = {}
        if self.file.is_file():
            with self.file.open(newline="", encoding="utf-8-sig") as lines:
                for number, row in enumerate(csv.DictReader(lines), 2):
                    self._read(number, row)

    def _read(self, number: int, row: dict) -> None:
        text = (row.get("points") or "").strip()
        if not text:
            return
        try:
            points, most = float(text.replace(",", ".")), float(row["of"])
            identity = row["student"], row["cell"]
        except (KeyError, ValueError) as error:
            raise KitError(f"{shown(self.file)}, line {number}: points: expected a number, got '{text}'") from error
        if not 0 <= points <= most:
            raise KitError(f"{shown(self.file)}, line {number}: points: expected 0 to {most:g}, got {text}")
        self.given[identity] = points, row.get("comment") or ""

    def of(self, student: str, mark: marks.Mark) -> float | None:
        return self.given.get((student, mark.cell), (None, ""))[0]

    def comment(self, student: str, mark: marks.Mark) -> str:
        return self.given.get((student, mark.cell), (None, ""))[1]

    def write(self, found: list[marks.Result]) -> None:
        rows = [[result.student, mark.cell, f"{mark.points:g}", _text(self.of(result.student, mark)),
                 self.comment(result.student, mark)] for result in found for mark in result.marks if mark.manual]
        _write_csv(self.file, MANUAL, rows)


def _text(points: float | None) -> str:
    return "" if points is None else f"{points:g}"


def _write_csv(file: Path, header: list[str], rows: list[list[str]]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    partial = file.with_name(file.name + ".part")
    with partial.open("w", newline="", encoding="utf-8") as out:
        csv.writer(out).writerows([header, *rows])
    partial.replace(file)


def total(result: marks.Result, manual: ManualMarks) -> float:
    return result.automatic + sum(manual.of(result.student, mark) or 0 for mark in result.marks if mark.manual)


def report(course: Course, assignment: str) -> None:
    found = results(course, assignment)
    manual = ManualMarks(course, assignment)
    manual.write(found)
    rows, totals = [], []
    for result in found:
        by_hand = [mark for mark in result.marks if mark.manual]
        waiting = sum(manual.of(result.student, mark) is None for mark in by_hand)
        points = total(result, manual)
        totals.append(points / result.points)
        rows.append([result.student, assignment, f"{points:g}", f"{result.points:g}", f"{result.automatic:g}",
                     f"{points - result.automatic:g}", str(waiting), result.outcome, "; ".join(result.notes)])
    file = course.grades() / f"{assignment}.csv"
    header = ["student", "assignment", "points", "of", "automatic", "by_hand", "waiting", "outcome", "notes"]
    _write_csv(file, header, rows)
    print(f"{shown(file)}: {len(found)} students")
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
        these = [mark for result in found for mark in result.marks if mark.cell == name and not mark.manual]
        if these:
            mean = sum(mark.automatic or 0 for mark in these) / len(these)
            lines.append(f"  {mean:5.2f} of {these[0].points:g}  {name}")
    return lines


