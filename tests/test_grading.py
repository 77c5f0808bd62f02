"""Grading: a model class with its marks, releases, validation, resuming, reports. UNROLLED_TEST_CLASS=all grades all of the class."""
from __future__ import annotations

import contextlib
import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "tools" / "kit" / "grading"), str(ROOT / "tools" / "kit"), str(ROOT / "tests")]
import autograde  # noqa: E402
import feedback  # noqa: E402
import marks  # noqa: E402
import model_class  # noqa: E402
import release  # noqa: E402
import report  # noqa: E402
import sandbox  # noqa: E402
from course import DEFAULT, Course, KitError  # noqa: E402
from limits import Limits  # noqa: E402

EVERYBODY = os.environ.get("UNROLLED_TEST_CLASS") == "all"


def source(name: str) -> dict:
    return json.loads(json.dumps(release.full_source(Course(DEFAULT), name)))


def released(name: str) -> dict:
    return json.loads(json.dumps(release.student_version(Course(DEFAULT), name)))


class TemporaryCourse(unittest.TestCase):
    def setUp(self):
        self.folder = Path(tempfile.mkdtemp(prefix="course-"))
        self.addCleanup(shutil.rmtree, self.folder)
        shutil.copytree(DEFAULT / "source", self.folder / "source")
        self.course = Course(self.folder)
        self.submitted = self.folder / "submitted"

    def grade(self, assignment: str, **options) -> list[marks.Result]:
        grader = autograde.Grader(self.course, assignment, self.submitted, Limits(), **options)
        with contextlib.redirect_stdout(io.StringIO()):
            return grader.run(2)


class ModelClass(TemporaryCourse):
    def test_every_student_gets_the_expected_mark_for_every_cell(self):
        students = [student for student in model_class.CLASS if (EVERYBODY or student.quick)
                    and (sandbox.is_available() or not student.needs_sandbox)]
        for assignment in sorted({student.assignment for student in students}):
            shutil.rmtree(self.submitted, ignore_errors=True)
            these = [student for student in students if student.assignment == assignment]
            for student in these:
                model_class.write(student, source, released, self.submitted)
            results = {result.student: result for result in self.grade(assignment)}
            for student in these:
                with self.subTest(student=student.name, assignment=assignment):
                    self.check(student, results[student.name])

    def check(self, student: model_class.Student, result: marks.Result) -> None:
        expected = model_class.expected(student, release.master(self.course, student.assignment))
        found = {mark.cell: mark.automatic for mark in result.marks}
        details = [f"{mark.cell}: {mark.message}" for mark in result.marks if mark.automatic != expected[mark.cell]]
        self.assertEqual(found, expected, details + result.notes)
        self.assertEqual(result.outcome, student.outcome, result.notes)

    def test_the_class_is_large_and_names_are_unique(self):
        names = [student.name for student in model_class.CLASS]
        self.assertGreaterEqual(len(names), 40)
        self.assertEqual(len(names), len(set(names)))


class Releases(TemporaryCourse):
    def test_the_points_of_all_assignments_sum_to_100(self):
        names = self.course.assignments()
        self.assertEqual(sum(release.total(release.master(self.course, name)) for name in names), 100)

    def test_no_release_gives_a_solution_or_a_hidden_test_away(self):
        for name in self.course.assignments():
            self.assertEqual(release.problems(self.course, name), [])
            text = json.dumps(released(name))
            self.assertNotIn("Canary.sing", text)
            self.assertNotIn("Rubric", text)

    def spoiled(self, change) -> list[str]:
        file = self.course.source("a3")
        notebook = json.loads(file.read_text())
        change({cell["metadata"].get("nbgrader", {}).get("grade_id"): cell for cell in notebook["cells"]})
        file.write_text(json.dumps(notebook))
        return release.problems(self.course, "a3")

    def test_a_solution_outside_its_region_is_found(self):
        def leak(cells):
            cells["a3-tools"]["source"] = "// return sigmoid(forget.forward(z));\nreturn sigmoid(forget.forward(z));"

        self.assertTrue(any("solution" in problem for problem in self.spoiled(leak)))

    def test_a_test_without_points_is_found(self):
        self.assertTrue(any("points" in p for p in self.spoiled(lambda cells: cells["a3-step-test"]["metadata"]["nbgrader"].pop("points"))))

    def test_a_missing_canary_is_found(self):
        self.assertTrue(any("Canary" in p for p in self.spoiled(lambda cells: cells["a3-canary"].update(source="1 + 1;"))))

    def test_an_open_region_is_a_plain_error(self):
        with self.assertRaisesRegex(KitError, "no 'END SOLUTION'"):
            self.spoiled(lambda cells: cells["a3-step"].update(source="// BEGIN SOLUTION\nreturn s;"))


class BadInput(unittest.TestCase):
    def said(self, *arguments: str) -> tuple[int, str]:
        command = [sys.executable, str(ROOT / "tools" / "kit" / "grading"), *arguments]
        done = subprocess.run(command, text=True, stdin=subprocess.DEVNULL, capture_output=True)
        return done.returncode, done.stderr

    def test_each_is_one_line_that_says_what_was_expected(self):
        for arguments, expected in [(("release", "a9"), "no assignment 'a9'"), (("autograde", "a3", "--submissions", "/nowhere"), "no folder"),
                                    (("autograde", "a3", "--jobs", "0"), "expected at least 1"), (("validate", "/nowhere.ipynb"), "no file"),
                                    (("frobnicate",), "invalid choice")]:
            with self.subTest(arguments=arguments):
                code, message = self.said(*arguments)
                self.assertIn(expected, message)
                self.assertNotIn("Traceback", message)
                self.assertEqual(len(message.strip().splitlines()), 1, message)
                self.assertIn(code, (1, 2))


class AfterGrading(TemporaryCourse):
    """One notebook that nothing of has to run: what follows the marks is what is tested."""

    def setUp(self):
        super().setUp()
        for name in ("empty", "torn"):
            student = next(s for s in model_class.CLASS if s.name == name)
            model_class.write(student, source, released, self.submitted)
        self.grade("a3")

    def said(self, action, *arguments) -> str:
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            action(*arguments)
        return out.getvalue()

    def test_what_is_graded_is_not_graded_again_until_it_changes(self):
        grader = autograde.Grader(self.course, "a3", self.submitted, Limits())
        said = self.said(grader.run, 1)
        self.assertEqual(said.count("graded before"), 2, said)
        (self.submitted / "empty" / "a3" / "a3.ipynb").write_text("{")
        said = self.said(autograde.Grader(self.course, "a3", self.submitted, Limits()).run, 1)
        self.assertEqual(said.count("graded before"), 1, said)

    def test_a_flat_folder_names_students_by_their_files(self):
        flat = self.folder / "flat"
        flat.mkdir()
        for name in ("ada_a3.ipynb", "a3-bob.ipynb", "carol.ipynb"):
            (flat / name).write_text("")
        results = autograde.Grader(self.course, "a3", flat, Limits())
        with contextlib.redirect_stdout(io.StringIO()):
            self.assertEqual([result.student for result in results.run(1)], ["ada", "bob", "carol"])

    def test_marks_by_hand_are_kept_and_checked(self):
        folder = self.course.autograded("hand", "a3")
        marks.Result("hand", "a3", "graded", "k", [marks.Mark("a3-step-test", 4, 4, False), marks.Mark("a3-words", 4, None, True)]).save(folder)
        self.said(report.report, self.course, "a3")
        file = self.course.grades() / "a3-manual.csv"
        file.write_text(file.read_text().replace("hand,a3-words,4,,", "hand,a3-words,4,3,well said"))
        said = self.said(report.report, self.course, "a3")
        self.assertIn("hand,a3,7,8,4,3,0,graded,", (self.course.grades() / "a3.csv").read_text())
        self.assertIn("Points, in per cent", said)
        file.write_text(file.read_text().replace(",3,well said", ",9,"))
        with self.assertRaisesRegex(KitError, "expected 0 to 4, got 9"):
            report.report(self.course, "a3")

    def test_feedback_names_the_reason_and_hides_hidden_tests(self):
        self.said(feedback.feedback, self.course, "a3")
        page = self.course.feedback("torn", "a3").read_text()
        self.assertIn("not valid JSON", page)
        self.assertNotIn("Canary.sing", page)


if __name__ == "__main__":
    unittest.main()
