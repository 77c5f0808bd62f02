"""What a student runs before handing in: the visible tests, in the notebook as it is."""
from __future__ import annotations

import copy
import tempfile
from pathlib import Path

import cells
import gradebook
import marks
import release
import restore
import worker
from course import Course, KitError, shown
from limits import Limits


def validate(course: Course, file: Path, limits: Limits, with_nbgrader: bool = False) -> int:
    if not file.is_file():
        raise KitError(f"no file {file}, expected a notebook (.ipynb)")
    try:
        notebook = restore.read(file)
    except restore.Unreadable as error:
        raise KitError(f"{shown(file)}: {error}; it would get no points") from error
    name = _assignment(course, notebook)
    changed = _changed(course, name, notebook) if name else []
    graded = [cell for cell in notebook.cells if cells.is_grade(cell)]
    if not graded:
        raise KitError(f"{shown(file)} has no graded cell: is it the assignment's notebook?")
    for cell in notebook.cells:
        cell.pop("id", None)
    notebook.nbformat_minor = 4
    executed, reasons = [], []

    def execute(notebook) -> None:
        with tempfile.TemporaryDirectory(prefix="validate-") as folder:
            try:
                reasons.append(worker.run(notebook, limits, Path(folder)))
            except worker.NotStarted as error:
                raise KitError(f"{error}; run ./kit doctor") from error
        executed.append(notebook)

    if with_nbgrader:
        with tempfile.TemporaryDirectory(prefix="validate-") as folder:
            release.write(notebook, Path(folder) / file.name)
            failed = gradebook.failed_cells(Path(folder) / file.name, execute)
    else:
        execute(notebook)
        failed = {cell.source.strip() for cell in notebook.cells if cells.is_grade(cell) and _is_wanting(cell)}
    return _tell(executed[0], failed, changed, reasons[0])


def _assignment(course: Course, notebook) -> str | None:
    for name in course.assignments():
        if restore.belongs(notebook, release.master(course, name)):
            return name
    return None


def _changed(course: Course, name: str, notebook) -> list[str]:
    restored = restore.restore(copy.deepcopy(notebook), release.master(course, name))
    return restored.notes


def _is_wanting(cell) -> bool:
    mark = cells.automatic_mark(cell)
    return mark is not None and (mark < cells.points(cell) or not cells.points(cell) and cells.failed(cell))


def _tell(notebook, wanting: set[str], changed: list[str], reason: str | None) -> int:
    failed = 0
    for cell in notebook.cells:
        if not cells.is_grade(cell) or not cells.points(cell):
            continue
        identity = cells.grade_id(cell)
        if cells.is_manual(cell):
            empty = "YOUR ANSWER HERE" in cell.source
            failed += empty
            print(f"{'✗' if empty else '·'} {identity}: {'no answer yet' if empty else 'a person will read it'}")
            continue
        good = cell.source.strip() not in wanting
        failed += not good
        print(f"{'✓' if good else '✗'} {identity}: {cells.automatic_mark(cell):g} of {cells.points(cell):g}  {marks.first_message(cell)}".rstrip())
    for note in changed:
        print(f"! {note}")
    if reason:
        print(f"! {reason}")
    print("All visible tests pass." if not failed else f"{failed} of the graded cells do not have full points yet.")
    return 1 if failed or reason else 0
