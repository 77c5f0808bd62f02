"""Grading: a model class with its marks, releases, validation, resuming, reports. UNROLLED_TEST_CLASS=all grades all of the class."""
from __future__ import annotations

import contextlib
import errno
import io
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path
from unittest import mock

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "tools" / "kit" / "grading"), str(ROOT / "tools" / "kit"), str(ROOT / "tests")]
import autograde  # noqa: E402
import feedback  # noqa: E402
import gradebook  # noqa: E402
import marks  # noqa: E402
import model_class  # noqa: E402
import release  # noqa: E402
import report  # noqa: E402
import restore  # noqa: E402, F401
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
        options.setdefault("book", gradebook.of(self.course))  # where nbgrader is installed, it makes the marks
        grader = autograde.Grader(self.course, assignment, self.submitted, Limits(), **options)
        with contextlib.redirect_stdout(io.StringIO()):
            return grader.run(2)


    def hand_in(self, *names: str) -> None:
        for student in model_class.CLASS:
            if student.name in names:
                model_class.write(student, source, released, self.submitted)


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


class Interrupted(TemporaryCourse):
    """The real command, a real kernel, and Ctrl-C."""

    def start(self) -> subprocess.Popen:
        command = [sys.executable, "-u", str(ROOT / "tools" / "kit" / "grading"), "autograde", "a1", "--own", "--jobs", "1",
                   "--course", str(self.folder), "--submissions", str(self.submitted)]
        # Whoever runs the tests in the background has Ctrl-C ignored, and processes inherit that.
        return subprocess.Popen(command, text=True, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                                preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
                                env={**os.environ, "TMPDIR": str(self.scratch)})

    def test_what_is_graded_stays_and_what_is_not_is_graded_next_time(self):
        self.scratch = Path(tempfile.mkdtemp(prefix="scratch-"))
        self.addCleanup(shutil.rmtree, self.scratch, ignore_errors=True)
        self.hand_in("right1")
        one = self.submitted / "right1"
        for name in ("second", "third"):
            shutil.copytree(one, self.submitted / name)
        first = self.start()
        self.addCleanup(first.stdout.close)
        self.addCleanup(first.kill)
        line = next(line for line in first.stdout if "/3" in line)
        time.sleep(2)  # the second is at work
        first.send_signal(signal.SIGINT)
        rest = first.stdout.read()
        self.assertEqual(first.wait(), 130, rest)
        self.assertIn("goes on from there", rest)
        self.assertEqual(list(self.scratch.iterdir()), [])
        self.assertIn("right1  12 of 15  graded", line)
        stamp = (self.course.autograded("right1", "a1") / marks.FILE).stat().st_mtime_ns
        outcomes = {result.student: result.outcome for result in report.results(self.course, "a1")}
        self.assertEqual(outcomes, {"right1": "graded", "second": "not graded", "third": "not graded"})
        said = self.start().communicate()[0]
        self.assertEqual(said.count("graded before"), 1, said)
        self.assertEqual({result.student: result.automatic for result in report.results(self.course, "a1")},
                         {"right1": 12, "second": 12, "third": 12})
        self.assertEqual((self.course.autograded("right1", "a1") / marks.FILE).stat().st_mtime_ns, stamp)


class OurOwnFailures(TemporaryCourse):
    """What is the grader's fault costs no student a point: no mark, and another try."""

    def setUp(self):
        super().setUp()
        self.hand_in("right3", "empty")

    def grade_and_say(self) -> tuple[dict[str, str], str]:
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            grader = autograde.Grader(self.course, "a3", self.submitted, Limits())
            results = grader.run(1)
            print(autograde.summary(self.course, "a3", results))
            report.report(self.course, "a3")
        return {result.student: result.outcome for result in results}, out.getvalue()

    def check(self, said: str, reason: str) -> None:
        self.assertRegex(said, reason)
        self.assertIn("1 of them are not graded", said)
        self.assertIn("right3,a3,,,,,,not graded,", (self.course.grades() / "a3.csv").read_text())
        self.assertIn("empty,a3,0,27", (self.course.grades() / "a3.csv").read_text())
        self.assertEqual(marks.load(self.course.autograded("right3", "a3")).key, "")

    def test_a_kernel_that_does_not_start(self):
        folder = Path(tempfile.mkdtemp(prefix="jupyter-"))  # not in the course, which the sandbox hides
        self.addCleanup(shutil.rmtree, folder)
        spec = folder / "kernels" / "java"
        spec.mkdir(parents=True)
        (spec / "kernel.json").write_text(json.dumps({"argv": ["sh", "-c", "exit 3"], "display_name": "x", "language": "java"}))
        with mock.patch.dict(os.environ, {"JUPYTER_PATH": str(folder)}):
            outcomes, said = self.grade_and_say()
        self.assertEqual(outcomes, {"right3": "not graded", "empty": "unreadable"})
        self.check(said, "the kernel did not start")

    def test_a_library_that_does_not_load(self):
        nothing = tempfile.NamedTemporaryFile(prefix="library-", suffix=".txt")
        self.addCleanup(nothing.close)
        with mock.patch.dict(os.environ, {"UNROLLED_JVM_OPTS": f"-Dunrolled.library={nothing.name}"}):
            outcomes, said = self.grade_and_say()
        self.assertEqual(outcomes["right3"], "not graded", said)
        self.check(said, "cell 'a3-imports', which is the assignment's own, failed")

    def test_a_full_disk(self):
        full = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "/tmp")
        with mock.patch.object(autograde.Grader, "_execute", side_effect=full):
            outcomes, said = self.grade_and_say()
        self.assertEqual(outcomes["right3"], "not graded")
        self.check(said, "No space left")

    def test_a_worker_that_dies(self):
        with mock.patch.object(autograde, "WORKER", Path("/nowhere.py")):
            outcomes, said = self.grade_and_say()
        self.assertEqual(outcomes["right3"], "not graded")
        self.check(said, "the grading process failed")


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
        self.hand_in("empty", "torn")
        self.grade("a3", book=None)

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
