"""nbgrader, where it is installed: it makes releases, marks what ran in our sandbox, keeps the gradebook, writes feedback."""
from __future__ import annotations

import importlib.util
import io
import logging
import os
import re
import shutil
import sys
import tempfile
import threading
import warnings
from contextlib import contextmanager
from pathlib import Path
from typing import Callable

import cells
import marks
import release
from course import Course, KitError

EXCHANGED = ("timestamp.txt", "submission_secret.txt")  # what nbgrader's exchange puts beside a notebook, and asks for with the feedback
REASON = re.compile(r"^[A-Za-z_][\w.]*: .+$", re.M)  # the last line of a stack trace


def is_installed() -> bool:
    return importlib.util.find_spec("nbgrader") is not None


def of(course: Course, own: bool = False) -> Gradebook | None:
    """The course's gradebook, or None where our own runner does the work."""
    return Gradebook(course) if is_installed() and not own else None


class Refused(Exception):
    """nbgrader did not do it, with the last reason that it gave."""


class Gradebook:
    """A course's gradebook.db. nbgrader's converters change the working folder, so they run one at a time."""

    def __init__(self, course: Course):
        from nbgrader.apps.baseapp import NbGrader

        # nbgrader calls alembic by its name, and this Python may have been found by its path.
        os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
        warnings.filterwarnings("ignore", module=r"nbgrader\.")  # of its use of SQLAlchemy, which nobody here can mend
        self._course = course
        self._said = io.StringIO()
        self._lock = threading.Lock()
        self._app = NbGrader(log_level=logging.CRITICAL)
        self._app.initialize([], root=str(course.root))
        self._app.log.handlers = [logging.StreamHandler(self._said)]
        self._app.log.propagate = False
        self._app.log.setLevel(logging.INFO)
        # Whatever the course's file says of the rest, these two make the release that our own runner makes.
        self._app.config.ClearSolutions.code_stub = {"java": release.STUB["code"]}
        if course.header().is_file():
            self._app.config.IncludeHeaderFooter.header = str(course.header())

    def release(self, assignment: str) -> None:
        """Writes release/, and the assignment's cells into the gradebook."""
        self._generate(assignment, str(self._course.root / "release"))

    def learn(self, assignment: str) -> None:
        """The assignment's cells as they are now; what was released stays."""
        with tempfile.TemporaryDirectory(prefix="release-") as folder:
            self._generate(assignment, folder)

    def _generate(self, assignment: str, folder: str) -> None:
        from nbgrader.converters import GenerateAssignment

        try:
            with self._lock:
                self._convert(GenerateAssignment, assignment, ".", release_directory=folder)
        except Refused as refused:
            if "submissions associated" not in str(refused):
                raise KitError(f"nbgrader did not take {assignment}: {refused}") from refused
            raise KitError(f"cells of {assignment} were added or removed, and nbgrader's gradebook holds submissions of it; take them out with"
                           f" 'nbgrader db assignment remove {assignment} --force' in {self._course.root}, then grade again") from refused

    def mark(self, student: str, assignment: str, notebook, handed_in: Path | None) -> dict[str, float | None]:
        """Takes an executed notebook in; the automatic mark of each graded cell, None where a person decides."""
        from nbgrader.converters import Autograde

        with self._lock, tempfile.TemporaryDirectory(prefix="submitted-") as folder:
            release.write(notebook, Path(folder) / student / assignment / f"{assignment}.ipynb")
            for file in (handed_in.with_name(name) for name in EXCHANGED) if handed_in else ():
                if file.is_file():
                    shutil.copy(file, Path(folder) / student / assignment)
            self._convert(Autograde, assignment, student, executed=notebook, submitted_directory=folder)
            return self._automatic(student, assignment, notebook)

    def _convert(self, converter: type, assignment: str, student: str, executed=None, preprocessors=(), **folders: str) -> None:
        from nbgrader.coursedir import CourseDirectory

        folder = CourseDirectory(parent=self._app, root=str(self._course.root), assignment_id=assignment, student_id=student, **folders)
        folder.ignore = [*folder.ignore, marks.FILE]  # ours, and not for students
        work = converter(coursedir=folder, parent=self._app, force=True)
        if executed is not None:
            work.autograde_preprocessors = [_outputs_of(executed) if _executes(step) else step for step in work.autograde_preprocessors]
        work.preprocessors = [*preprocessors, *work.preprocessors]
        self._said.seek(0)
        self._said.truncate()
        try:
            work.start()
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # nbgrader's converters leave through many doors, SystemExit among them
            reasons = REASON.findall(self._said.getvalue())
            raise Refused(reasons[-1] if reasons else str(error) or type(error).__name__) from error

    @contextmanager
    def _open(self):
        from nbgrader.api import Gradebook as Book
        from nbgrader.coursedir import CourseDirectory

        folder = CourseDirectory(parent=self._app, root=str(self._course.root))
        with Book(folder.db_url, folder.course_id) as book:
            yield book

    def _automatic(self, student: str, assignment: str, notebook) -> dict[str, float | None]:
        there = {cells.grade_id(cell) for cell in notebook.cells if cells.is_grade(cell)}
        automatic = {}
        with self._open() as book:
            for grade in book.find_submission_notebook(assignment, assignment, student).grades:
                if grade.name not in there:  # nbgrader waits for a person here, though there is nothing to read
                    grade.auto_score, grade.needs_manual_grade = 0.0, False
                automatic[grade.name] = grade.auto_score
            book.db.commit()
        return automatic

    def manual(self, assignment: str) -> dict[tuple[str, str], tuple[float, str]]:
        """Marks and comments that a person gave, here or in nbgrader's formgrader, by student and cell."""
        given = {}
        with self._open() as book:
            for submission in book.assignment_submissions(assignment):
                for notebook in submission.notebooks:
                    comments = {comment.name: comment.manual_comment or "" for comment in notebook.comments}
                    given.update({(submission.student.id, grade.name): (grade.manual_score, comments.get(grade.name, ""))
                                  for grade in notebook.grades if grade.manual_score is not None})
        return given

    def give(self, assignment: str, given: dict[tuple[str, str], tuple[float, str]]) -> None:
        from nbgrader.api import MissingEntry

        with self._open() as book:
            for (student, cell), (points, comment) in given.items():
                try:
                    grade = book.find_grade(cell, assignment, assignment, student)
                    book.find_comment(cell, assignment, assignment, student).manual_comment = comment or None
                except MissingEntry as error:
                    raise KitError(f"nbgrader's gradebook has no cell {cell} of {student} for a mark by hand") from error
                grade.manual_score, grade.needs_manual_grade = points, False
            book.db.commit()

    def feedback(self, student: str, assignment: str, prepare: Callable) -> None:
        """Writes nbgrader's page; `prepare` changes the notebook that it shows."""
        from nbgrader.converters import GenerateFeedback

        def prepared(notebook, resources):
            prepare(notebook)
            return notebook, resources

        try:
            with self._lock:
                self._convert(GenerateFeedback, assignment, student, preprocessors=[prepared])
        except Refused as refused:
            raise KitError(f"nbgrader wrote no feedback for {student}: {refused}") from refused


def failed_cells(file: Path, execute: Callable) -> set[str]:
    """The sources of the cells that nbgrader's validation finds wanting; `execute` runs the notebook in place."""
    from nbgrader.preprocessors import CheckCellMetadata, ClearOutput
    from nbgrader.validator import Validator

    class Run:
        def __init__(self, parent):
            pass

        def preprocess(self, notebook, resources):
            execute(notebook)
            return notebook, resources

    validator = Validator(ignore_checksums=True)
    validator.log.handlers = [logging.NullHandler()]
    validator.preprocessors = [CheckCellMetadata, ClearOutput, Run]
    try:
        found = validator.validate(str(file))
    except KitError:
        raise
    except Exception as error:  # of tampered metadata, of a mark above the points: nbgrader has many words for it
        raise KitError(f"nbgrader does not take this notebook: {error}") from error
    if "type_changed" in found:
        raise KitError(f"{len(found['type_changed'])} cells are no longer of the type that they had (code or Markdown): nbgrader would not run this notebook")
    return {cell["source"] for cell in found.get("failed", [])}


def _executes(step) -> bool:
    return (step if isinstance(step, str) else step.__name__).endswith("Execute")


def _outputs_of(executed):
    """In place of nbgrader's Execute: the outputs that came out of our sandbox."""

    def fill(notebook, resources):
        if [cell.source for cell in notebook.cells] != [cell.source for cell in executed.cells]:
            raise ValueError("nbgrader marks another notebook than the one that ran")
        for cell, ran in zip(notebook.cells, executed.cells):
            if cell.cell_type == "code":
                cell.outputs, cell.execution_count = ran.outputs, ran.execution_count
        return notebook, resources

    return fill
