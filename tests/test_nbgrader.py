"""The same marks as nbgrader's, cell for cell, where nbgrader is installed."""
from __future__ import annotations

import contextlib
import importlib.util
import io
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from test_grading import (DEFAULT, EVERYBODY, Course, KitError, Limits, TemporaryCourse, autograde, feedback, gradebook, marks,  # noqa: E402
                          model_class, release, released, report, restore, source)

# nbgrader stops at tampered metadata and at an id that stands there twice, and skips a notebook of another name.
NOT_GRADED_BY_NBGRADER = {"metadata", "doubled", "renamed"}


def is_online() -> bool:
    """As the student `network` finds it out."""
    try:
        socket.create_connection(("1.1.1.1", 443), 0.5).close()
        return True
    except OSError:
        return False


# The cells that nbgrader by itself marks otherwise; docs/instructors.md gives these reasons to instructors.
OTHERWISE = {
    "reader": {"a3-forget-test": 1.0},  # no sandbox: the answer finds the instructor's file
    "network": {"a3-forget-test": 1.0},  # no sandbox: the answer gets through, where there is a network
    "deleted": {"a3-step-test": None},  # a test that is gone waits for a person's mark instead of having 0
}


def otherwise(student: str) -> dict:
    return {} if student == "network" and not is_online() else OTHERWISE.get(student, {})


NEEDED = unittest.skipUnless(importlib.util.find_spec("nbgrader"), "nbgrader is not installed")


@NEEDED
class SameMarks(unittest.TestCase):
    def setUp(self):
        self.folder = Path(tempfile.mkdtemp(prefix="course-"))
        self.addCleanup(shutil.rmtree, self.folder)
        shutil.copytree(DEFAULT / "source", self.folder / "source")
        shutil.copy(DEFAULT / "nbgrader_config.py", self.folder)

    def nbgrader(self, *arguments: str) -> str:
        environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}  # it calls alembic
        done = subprocess.run([sys.executable, "-m", "nbgrader", *arguments], cwd=self.folder, env=environment, text=True, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        return done.stdout

    def grade(self, assignment: str, students: list) -> tuple[dict, str]:
        """nbgrader's marks, and what it said."""
        for student in students:
            model_class.write(student, source, released, self.folder / "submitted")
        said = self.nbgrader("generate_assignment", assignment) + self.nbgrader("autograde", assignment)
        return self.marks(assignment), said[-2000:]

    def test_every_graded_cell_of_the_model_class(self):
        students = [s for s in model_class.CLASS if (EVERYBODY or s.quick) and s.outcome == "graded" and s.name not in NOT_GRADED_BY_NBGRADER]
        for assignment in sorted({student.assignment for student in students}):
            these = [student for student in students if student.assignment == assignment]
            theirs, said = self.grade(assignment, these)
            ours = self.our_marks(assignment)
            for student in these:
                with self.subTest(student=student.name, assignment=assignment):
                    expected = {**ours[student.name], **otherwise(student.name)}
                    self.assertEqual(theirs.get(student.name, said), expected)
            shutil.rmtree(self.folder / "submitted")

    def test_whom_nbgrader_does_not_grade(self):
        for student in model_class.CLASS:
            if student.name in NOT_GRADED_BY_NBGRADER:
                with self.subTest(student=student.name):
                    theirs, said = self.grade(student.assignment, [student])
                    self.assertEqual(set(theirs.get(student.name, {}).values()) - {None}, set(), said)
                    shutil.rmtree(self.folder / "submitted")

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
        grader = autograde.Grader(Course(self.folder), assignment, self.folder / "submitted", Limits(), again=True, book=None)
        with contextlib.redirect_stdout(io.StringIO()):
            results = grader.run(2)
        return {result.student: {mark.cell: mark.automatic for mark in result.marks} for result in results}


@NEEDED
class Through(TemporaryCourse):
    """./kit grade with a gradebook; that the whole model class gets the expected marks through it is ModelClass in test_grading."""

    def setUp(self):
        super().setUp()
        self.book = gradebook.Gradebook(self.course)
        self.book.learn("a3")

    def mark(self, student: str, change=lambda cells: None, handed_in: Path | None = None) -> marks.Result:
        """A notebook that ran without an output: full marks wherever nobody reads."""
        master = release.master(self.course, "a3")
        notebook = restore.restore(release.full_source(self.course, "a3"), master).notebook
        change({cell.metadata.get("nbgrader", {}).get("grade_id"): cell for cell in notebook.cells})
        own = marks.Result(student, "a3", "graded", "k", marks.of_notebook(notebook, master))
        before = {mark.cell: mark.automatic for mark in own.marks}
        marks.take(own, self.book.mark(student, "a3", notebook, handed_in))
        self.assertEqual({mark.cell: mark.automatic for mark in own.marks}, before)
        own.save(self.course.autograded(student, "a3"))
        return own

    def said(self, action, *arguments) -> str:
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            action(*arguments)
        return out.getvalue()

    def test_a_release_is_checked_after_nbgrader_made_it(self):
        self.said(release.release, self.course, "a3", self.book)
        ours, theirs = release.student_version(self.course, "a3"), release.read(self.course.release("a3"))
        self.assertEqual([(cell.source, cell.metadata) for cell in theirs.cells], [(cell.source, cell.metadata) for cell in ours.cells])

    def test_partial_credit_and_outputs_on_stderr(self):
        import nbformat

        def spoil(cells):
            cells["a3-step-test"].outputs = [nbformat.v4.new_output("stream", name="stderr", text="!")]
            cells["a3-split-test"].outputs = [nbformat.v4.new_output("execute_result", data={"text/plain": "2.0"}, execution_count=1)]

        self.assertEqual(self.mark("ada", spoil).automatic, 23 - 4 - 2)

    def test_marks_by_hand_go_from_the_file_to_the_gradebook_and_back(self):
        self.mark("ada")
        self.mark("bob")
        self.said(report.report, self.course, "a3", self.book)
        file = self.course.grades() / "a3-manual.csv"
        file.write_text(file.read_text().replace("ada,a3-words,4,,", "ada,a3-words,4,3,well said"))
        self.said(report.report, self.course, "a3", self.book)
        self.assertEqual(self.book.manual("a3"), {("ada", "a3-words"): (3, "well said")})
        self.book.give("a3", {("ada", "a3-words"): (2, "on second thoughts"), ("bob", "a3-words"): (4, "")})  # as the formgrader does
        self.said(report.report, self.course, "a3", self.book)
        self.assertIn("ada,a3-words,4,2,on second thoughts", file.read_text())
        self.assertIn("bob,a3,27,27,23,4,0,graded,", (self.course.grades() / "a3.csv").read_text())
        with self.assertRaisesRegex(KitError, "no cell a3-nothing of ada"):
            self.book.give("a3", {("ada", "a3-nothing"): (1, "")})

    def test_feedback_is_nbgraders_without_hidden_tests(self):
        self.mark("ada")
        try:
            self.said(feedback.feedback, self.course, "a3", self.book)
        except KitError as error:
            if "bootstrap" in str(error):
                self.skipTest("this nbgrader came without the style sheets of its pages")
            raise
        folder = self.course.feedback("ada", "a3").parent
        page = (folder / "a3.html").read_text()
        self.assertIn("23 of 27 points", page)
        self.assertNotIn("Canary.sing", page)
        self.assertEqual([file.name for file in folder.iterdir()], ["a3.html"])

    def test_what_the_exchange_put_beside_a_submission_stays_beside_what_is_graded(self):
        handed_in = self.submitted / "ada" / "a3" / "a3.ipynb"
        handed_in.parent.mkdir(parents=True)
        for name, text in (("timestamp.txt", "2026-11-30 12:00:00 UTC"), ("submission_secret.txt", "secret")):
            handed_in.with_name(name).write_text(text)
        self.mark("ada", handed_in=handed_in)
        for name in ("timestamp.txt", "submission_secret.txt"):
            self.assertEqual((self.course.autograded("ada", "a3") / name).read_text(), handed_in.with_name(name).read_text())

    def test_cells_that_came_or_went_after_grading_are_a_plain_error(self):
        self.mark("ada")
        file = self.course.source("a3")
        notebook = json.loads(file.read_text())
        notebook["cells"] = [cell for cell in notebook["cells"] if cell["metadata"].get("nbgrader", {}).get("grade_id") != "a3-join-test"]
        file.write_text(json.dumps(notebook))
        with self.assertRaisesRegex(KitError, "nbgrader db assignment remove a3"):
            self.book.learn("a3")


if __name__ == "__main__":
    unittest.main()
