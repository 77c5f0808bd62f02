"""The same marks as nbgrader's, cell for cell, where nbgrader is installed."""
from __future__ import annotations

import contextlib
import importlib.util
import io
import json
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from test_grading import DEFAULT, EVERYBODY, Course, Limits, autograde, model_class, released, source  # noqa: E402

# nbgrader stops at tampered metadata and skips a notebook of another name; ./kit grade restores and grades both.
NOT_GRADED_BY_NBGRADER = {"metadata", "renamed", "doubled"}


@unittest.skipUnless(importlib.util.find_spec("nbgrader"), "nbgrader is not installed")
class SameMarks(unittest.TestCase):
    def setUp(self):
        self.folder = Path(tempfile.mkdtemp(prefix="course-"))
        self.addCleanup(shutil.rmtree, self.folder)
        shutil.copytree(DEFAULT / "source", self.folder / "source")
        shutil.copy(DEFAULT / "nbgrader_config.py", self.folder)

    def nbgrader(self, *arguments: str) -> str:
        done = subprocess.run([sys.executable, "-m", "nbgrader", *arguments], cwd=self.folder, text=True, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        return done.stdout

    def test_every_graded_cell_of_the_model_class(self):
        students = [s for s in model_class.CLASS if (EVERYBODY or s.quick) and s.outcome == "graded" and s.name not in NOT_GRADED_BY_NBGRADER]
        for assignment in sorted({student.assignment for student in students}):
            submitted = self.folder / "submitted"
            shutil.rmtree(submitted, ignore_errors=True)
            these = [student for student in students if student.assignment == assignment]
            for student in these:
                model_class.write(student, source, released, submitted)
            said = self.nbgrader("generate_assignment", assignment)
            said += self.nbgrader("autograde", assignment)
            theirs = self.marks(assignment)
            ours = self.our_marks(assignment)
            for student in these:
                with self.subTest(student=student.name, assignment=assignment):
                    self.assertEqual(theirs.get(student.name, said[-2000:]), ours[student.name])

    def test_a_release_is_nbgraders_cell_for_cell(self):
        for assignment in Course(self.folder).assignments():
            said = self.nbgrader("generate_assignment", assignment)
            file = self.folder / "release" / assignment / f"{assignment}.ipynb"
            self.assertTrue(file.is_file(), said[-2000:])
            theirs = json.loads(file.read_text())["cells"]
            self.assertEqual(len(released(assignment)["cells"]), len(theirs))
            for ours, other in zip(released(assignment)["cells"], theirs):
                self.assertEqual((ours["source"], ours["metadata"]), ("".join(other["source"]), other["metadata"]))

    def marks(self, assignment: str) -> dict[str, dict[str, float | None]]:
        from nbgrader.api import Gradebook

        with Gradebook(f"sqlite:///{self.folder / 'gradebook.db'}") as book:
            return {submission.student.id: {grade.name: None if grade.needs_manual_grade else grade.auto_score or 0.0
                                            for notebook in submission.notebooks for grade in notebook.grades}
                    for submission in book.assignment_submissions(assignment)}

    def our_marks(self, assignment: str) -> dict[str, dict[str, float | None]]:
        grader = autograde.Grader(Course(self.folder), assignment, self.folder / "submitted", Limits(), again=True)
        with contextlib.redirect_stdout(io.StringIO()):
            results = grader.run(2)
        return {result.student: {mark.cell: mark.automatic for mark in result.marks} for result in results}


if __name__ == "__main__":
    unittest.main()
