"""The student's version of an assignment, by the rules of `nbgrader generate_assignment`, and the checks of a release."""
from __future__ import annotations

import copy
import re
from pathlib import Path

import nbformat

import cells
from course import Course, KitError, shown

STUB = {"code": '// YOUR CODE HERE\nthrow new UnsupportedOperationException("not written yet");',
        "markdown": "YOUR ANSWER HERE"}
SOLUTION = ("BEGIN SOLUTION", "END SOLUTION")
HIDDEN = ("BEGIN HIDDEN TESTS", "END HIDDEN TESTS")
SCHEME = ("BEGIN MARK SCHEME", "END MARK SCHEME")


def read(file: Path):
    return nbformat.read(str(file), as_version=4)


def full_source(course: Course, name: str):
    """The assignment with solutions and hidden tests: header, then body, with checksums."""
    notebook = read(course.source(name))
    if course.header().is_file():
        notebook.cells = [*read(course.header()).cells, *notebook.cells]
    return notebook


def cut(source: str, marks: tuple[str, str], stub: str | None, where: str) -> tuple[str, bool]:
    """Takes out the lines between two marks; the stub, indented, comes in their place."""
    kept, inside, found = [], False, False
    for line in source.split("\n"):
        if marks[0] in line:
            if inside:
                raise KitError(f"{where}: '{marks[0]}' stands inside another one, expected '{marks[1]}' first")
            inside = found = True
            indent = re.match(r"\s*", line).group(0)
            kept += [indent + piece for piece in stub.split("\n")] if stub is not None else []
        elif marks[1] in line:
            inside = False
        elif not inside:
            kept.append(line)
    if inside:
        raise KitError(f"{where}: '{marks[0]}' has no '{marks[1]}'")
    return "\n".join(kept), found


def with_checksums(notebook):
    for cell in notebook.cells:
        if cells.is_ours(cell):
            cell.metadata.nbgrader["checksum"] = cells.checksum(cell)
            cell.metadata.nbgrader["cell_type"] = cell.cell_type
    return notebook


def master(course: Course, name: str):
    """What autograding restores: solutions cut out, hidden tests still in."""
    notebook = copy.deepcopy(full_source(course, name))
    for number, cell in enumerate(notebook.cells, 1):
        where = f"{name}, cell {number} ({cells.grade_id(cell) or 'no id'})"
        _lock(cell)
        cell.source, replaced = cut(cell.source, SOLUTION, STUB.get(cell.cell_type), where)
        if replaced and not cells.is_solution(cell):
            raise KitError(f"{where}: a solution stands in a cell that is no solution cell; mark the cell as one")
        if cells.is_solution(cell) and not replaced:
            cell.source = STUB[cell.cell_type]
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    return with_checksums(notebook)


def _lock(cell) -> None:
    if cells.is_solution(cell):
        cell.metadata["deletable"] = False
    elif cells.is_locked(cell):
        cell.metadata["deletable"] = cell.metadata["editable"] = False


def student_version(course: Course, name: str):
    notebook = master(course, name)
    for number, cell in enumerate(notebook.cells, 1):
        where = f"{name}, cell {number} ({cells.grade_id(cell) or 'no id'})"
        cell.source, hidden = cut(cell.source, HIDDEN, None, where)
        if hidden and not cells.is_grade(cell):
            raise KitError(f"{where}: hidden tests stand in a cell that is not graded; mark the cell as a test")
        cell.source, _ = cut(cell.source, SCHEME, None, where)
    return with_checksums(notebook)


def _lines_between(source: str, marks: tuple[str, str]) -> set[str]:
    """The telling lines of a region: not brackets, not comments that say nothing."""
    found, inside = set(), False
    for line in source.split("\n"):
        if marks[0] in line or marks[1] in line:
            inside = marks[0] in line
        elif inside and len(line.strip()) > 8:
            found.add(line.strip())
    return found


def problems(course: Course, name: str, released=None) -> list[str]:
    """What must not be in a release; empty for a good one."""
    source, released = full_source(course, name), released or student_version(course, name)
    text = "\n".join(cell.source for cell in released.cells)
    lines = {line.strip() for line in text.split("\n")}
    found = []
    for what, marks in (("solution", SOLUTION), ("hidden test", HIDDEN), ("mark scheme", SCHEME)):
        secret = set().union(*(_lines_between(cell.source, marks) for cell in source.cells))
        found += [f"a line of a {what} is in the student's version: {line}" for line in sorted(secret & lines)]
        found += [f"'{mark}' is in the student's version" for mark in marks if mark in text]
    return found + _structure(source, released)


def _structure(source, released) -> list[str]:
    found = []
    identities = [cells.grade_id(cell) for cell in released.cells if cells.is_ours(cell)]
    found += [f"the cell id '{one}' is used twice" for one in sorted({i for i in identities if identities.count(i) > 1})]
    if not identities:
        found.append("no cell is graded")
    language = source.metadata.get("kernelspec", {}).get("language")
    if language != "java":
        found.append(f"kernelspec.language is {language!r}, expected 'java': nbgrader picks the stub by it")
    for cell in released.cells:
        where = f"cell '{cells.grade_id(cell)}'"
        if cells.is_grade(cell) and not isinstance(cells.info(cell).get("points"), (int, float)):
            found.append(f"{where} is graded and has no points")
        if cells.is_solution(cell) and cell.cell_type == "code" and "throw new" not in cell.source:
            found.append(f"{where}: its stub does not throw, so that an untouched answer would pass")
        if cells.is_locked(cell) and cell.metadata.get("editable") is not False:
            found.append(f"{where} is a test and can be edited")
        if cell.cell_type == "code" and cell.outputs:
            found.append(f"{where} has outputs")
    if not any("Canary.sing()" in cell.source and cells.is_grade(cell) for cell in source.cells):
        found.append("no graded cell calls unrolled.grade.Canary.sing(): nothing would prove that failures are seen")
    return found


def total(notebook) -> float:
    return sum(cells.points(cell) for cell in notebook.cells if cells.is_grade(cell))


def write(notebook, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(target.name + ".part")
    nbformat.write(notebook, str(partial))
    partial.replace(target)


def _refuse(name: str, found: list[str], written: Path | None = None) -> None:
    if found:
        if written:
            written.unlink()
        raise KitError(f"{name} is not released: " + "; ".join(found))


def release(course: Course, name: str, book=None) -> Path:
    course.check(name)
    target = course.release(name)
    _refuse(name, problems(course, name))
    if book:
        book.release(name)
        _refuse(name, problems(course, name, read(target)), target)
    else:
        write(student_version(course, name), target)
    manual = sum(cells.points(cell) for cell in read(target).cells if cells.is_manual(cell))
    print(f"released {name}: {total(read(target)):g} points, {manual:g} of them marked by hand: {shown(target)}")
    return target
