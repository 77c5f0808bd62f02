"""A page for each student: the marks, and the notebook with what the checks said. Hidden tests stay hidden."""
from __future__ import annotations

import html
from pathlib import Path
from typing import Callable

import cells
import marks
import release
from course import Course, shown
from report import ManualMarks, results, total

STYLE = "border-collapse:collapse;font-family:sans-serif;font-size:14px"


def feedback(course: Course, assignment: str, book=None) -> None:
    visible = {cells.grade_id(cell): cell.source for cell in release.student_version(course, assignment).cells if cells.is_locked(cell)}
    manual = ManualMarks(course, assignment, book)
    every = results(course, assignment)
    graded = [result for result in every if result.is_graded]
    for result in graded:
        def prepare(notebook) -> None:
            _prepare(notebook, result, visible, manual)

        if book:
            book.feedback(result.student, assignment, prepare)
        else:
            _write(course.feedback(result.student, assignment), _page(course, result, prepare))
    print(f"wrote {len(graded)} pages: {shown(course.root / 'feedback')}/STUDENT/{assignment}/{assignment}.html")
    if len(graded) < len(every):
        print(f"{len(every) - len(graded)} are not graded and got none: run ./kit grade autograde {assignment} again")


def _write(target: Path, text: str) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(target.name + ".part")
    partial.write_text(text, encoding="utf-8")
    partial.replace(target)


def _prepare(notebook, result: marks.Result, visible: dict[str, str], manual: ManualMarks) -> None:
    """Takes the hidden tests out, and puts the table of marks on top."""
    import nbformat

    for cell in notebook.cells:
        if cells.grade_id(cell) in visible:
            cell.source = visible[cells.grade_id(cell)]
    notebook.cells.insert(0, nbformat.v4.new_markdown_cell(summary(result, manual)))
    notebook.cells[0].pop("id", None)
    notebook.nbformat_minor = 4


def _page(course: Course, result: marks.Result, prepare: Callable) -> str:
    import nbformat
    from nbconvert import HTMLExporter

    file = course.autograded(result.student, result.assignment) / f"{result.assignment}.ipynb"
    notebook = release.read(file) if file.is_file() else nbformat.v4.new_notebook()
    prepare(notebook)
    exporter = HTMLExporter(exclude_input_prompt=True, exclude_output_prompt=True)
    return exporter.from_notebook_node(notebook, {"metadata": {"name": f"{result.assignment}: {result.student}"}})[0]


def summary(result: marks.Result, manual: ManualMarks) -> str:
    """The table of marks, as HTML in a cell of Markdown."""
    rows = "".join(_row(result.student, mark, manual) for mark in result.marks if mark.points)
    notes = "".join(f"<li>{html.escape(note)}</li>" for note in result.notes)
    heading = f"{total(result, manual):g} of {result.points:g} points"
    return (f"<h1>{html.escape(result.assignment)}: {heading}</h1>"
            f"<table style='{STYLE}'><tr><th>cell</th><th>points</th><th>of</th><th>what was found</th></tr>{rows}</table>"
            + (f"<ul>{notes}</ul>" if notes else ""))


def _row(student: str, mark: marks.Mark, manual: ManualMarks) -> str:
    points, text = mark.automatic, mark.message
    if mark.manual:
        points, text = manual.of(student, mark), manual.comment(student, mark) or ("" if manual.of(student, mark) is not None else "not marked yet")
    shown_points = "" if points is None else f"{points:g}"
    return f"<tr><td>{html.escape(mark.cell)}</td><td>{shown_points}</td><td>{mark.points:g}</td><td>{html.escape(text)}</td></tr>"
