"""Makes of a submission what is graded: the student's answers in the instructor's notebook, by nbgrader's rules."""
from __future__ import annotations

import json
import logging
from dataclasses import dataclass, field
from pathlib import Path

import nbformat

import cells
from release import HIDDEN, cut

LARGEST_BYTES = 100_000_000
logging.getLogger("nbformat").setLevel(logging.CRITICAL)  # it complains about every missing cell id


class Unreadable(Exception):
    """A submission that is no notebook, with the reason."""


@dataclass
class Restored:
    notebook: object
    notes: list[str] = field(default_factory=list)


def read(file: Path):
    if file.stat().st_size > LARGEST_BYTES:
        raise Unreadable(f"the file has {file.stat().st_size / 1e6:.0f} MB, more than {LARGEST_BYTES / 1e6:.0f} MB")
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable(f"the file is not UTF-8 (byte {error.start})") from error
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Unreadable("the file is empty" if not text.strip() else f"the file is not valid JSON: {error}") from error
    try:
        notebook = nbformat.convert(nbformat.from_dict(data), 4)
        notebook.metadata, notebook.cells  # a notebook has both
        for cell in notebook.cells:
            _complete(cell)
    except Exception as error:  # nbformat tells of malformed notebooks with whatever it stumbles over
        raise Unreadable(f"the file is JSON but no notebook ({type(error).__name__}: {error})") from error
    return notebook


def _complete(cell) -> None:
    cell.source = "".join(cell.source) if isinstance(cell.source, list) else str(cell.source)
    if not isinstance(cell.get("metadata"), dict):
        cell.metadata = nbformat.NotebookNode()
    if not isinstance(cell.metadata.get("nbgrader", {}), dict):
        del cell.metadata["nbgrader"]
    if cell.cell_type not in ("code", "markdown", "raw"):
        raise ValueError(f"unknown type of cell {cell.cell_type!r}")
    if cell.cell_type == "code":
        cell.outputs, cell.execution_count = [], None
    cell.pop("id", None)


def restore(submission, master) -> Restored:
    """Test cells get the instructor's source; ids, points and flags are the instructor's whatever was handed in."""
    originals = {cells.grade_id(cell): cell for cell in master.cells if cells.is_ours(cell)}
    result = Restored(nbformat.v4.new_notebook(metadata=dict(master.metadata)))
    seen: set[str] = set()
    kept = []
    for cell in reversed(submission.cells):
        kept.append(_restored(cell, originals, seen, result.notes))
    result.notebook.cells = kept[::-1]
    result.notebook.nbformat_minor = 4
    result.notes += [f"cell '{one}' is missing" for one, cell in originals.items()
                     if one not in seen and (cells.is_grade(cell) or cells.is_solution(cell))]
    return result


def _restored(cell, originals: dict, seen: set[str], notes: list[str]):
    identity = cells.grade_id(cell)
    original = originals.get(identity)
    if original is None or identity in seen:
        if identity in seen:
            notes.append(f"cell '{identity}' stands there twice: the last one counts")
        cell.metadata.pop("nbgrader", None)
        return cell
    seen.add(identity)
    source = original.source if cells.is_locked(original) else cell.source
    if cells.is_locked(original) and not _same_test(cell.source, original.source):
        notes.append(f"test cell '{identity}' was changed: it was restored")
    if _claims(cell) != _claims(original):
        notes.append(f"the metadata of cell '{identity}' was changed: it was restored")
    new = nbformat.v4.new_code_cell if original.cell_type == "code" else nbformat.v4.new_markdown_cell
    restored = new(source=source, metadata=json.loads(json.dumps(original.metadata)))
    restored.pop("id", None)
    return restored


def _claims(cell) -> tuple:
    return cells.is_grade(cell), cells.is_solution(cell), cells.is_locked(cell), cells.points(cell), cell.cell_type


def _same_test(handed_in: str, original: str) -> bool:
    """The student's version of a test lacks the hidden lines."""
    return handed_in.strip() in (original.strip(), cut(original, HIDDEN, None, "test")[0].strip())


def belongs(submission, master) -> bool:
    """Whether any of the submission's cells is of this assignment."""
    ours = {cells.grade_id(cell) for cell in master.cells if cells.is_ours(cell)}
    header = {identity for identity in ours if identity and identity.startswith("header")}
    return any(cells.grade_id(cell) in ours - header for cell in submission.cells)
