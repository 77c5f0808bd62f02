"""Grades a class: each submission in its own process, two at a time; what is graded stays graded."""
from __future__ import annotations

import copy
import hashlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path

import gradebook
import marks
import release
import restore
import sandbox
import submissions
from course import ROOT, Course, sha256, shown
from gradebook import Gradebook
from limits import Limits

WORKER = Path(__file__).with_name("worker.py")
LAST_RESORT_SECONDS = 60
NOT_TRUSTED = "not trusted"
SECRET_FOLDERS = [ROOT / name for name in (".git", "tests", "notebooks", "lib/src", "kernel/src", "tools")]


class NotGraded(Exception):
    """The grader's own failure, with the reason: no student may get a 0 for it."""


class Grader:
    """Where a gradebook is given, nbgrader makes the marks; elsewhere we do, by its rules."""

    def __init__(self, course: Course, assignment: str, folder: Path, limits: Limits, again: bool = False,
                 book: Gradebook | None = None):
        self.course, self.assignment, self.folder, self.limits, self.again = course, assignment, folder, limits, again
        self.book = book
        self.master = release.master(course, course.check(assignment))
        jars = [*(ROOT / "lib" / "target").glob("unrolled-*.jar"), ROOT / "kernel" / "target" / "unrolled-kernel.jar"]
        self._about = json.dumps([self.master, limits.as_dict(), book is not None], sort_keys=True) + sha256(*sorted(jars))
        self._processes: set[subprocess.Popen] = set()
        self._lock = threading.Lock()
        self._stopping = False

    def run(self, jobs: int) -> list[marks.Result]:
        found = submissions.find(self.folder, self.assignment)
        if not sandbox.is_available():
            print("no namespaces on this system: submissions are graded with limits, but with the network and files of this user",
                  flush=True)
        if self.book:
            self.book.learn(self.assignment)
        self._note_waiting(found)
        with tempfile.TemporaryDirectory(prefix="grading-") as scratch:  # a worker that is killed cannot tidy up
            self._scratch = scratch
            return self._all(found, ThreadPoolExecutor(jobs))

    def _all(self, found: list[submissions.Submission], pool: ThreadPoolExecutor) -> list[marks.Result]:
        results = []
        try:
            futures = [pool.submit(self.one, submission) for submission in found]
            for number, future in enumerate(as_completed(futures), 1):
                result, fresh = future.result()
                results.append(result)
                self._tell(number, len(found), result, fresh)
        except BaseException:
            self.stop()
            pool.shutdown(wait=True, cancel_futures=True)
            raise
        pool.shutdown()
        return sorted(results, key=lambda result: result.student)

    def stop(self) -> None:
        with self._lock:
            self._stopping = True
            for process in self._processes:
                _end(process)

    @staticmethod
    def _tell(number: int, total: int, result: marks.Result, fresh: bool) -> None:
        state = f"{result.seconds:.0f} s" if fresh else "graded before"
        points = f"{result.automatic:g} of {result.points:g}  " if result.is_graded else ""
        print(f"{number}/{total}  {result.student}  {points}{result.outcome}  ({state})", flush=True)

    def _note_waiting(self, found: list[submissions.Submission]) -> None:
        """Before the first one runs: whatever ends this run, the report names those who have no mark."""
        for submission in found:
            target = self.course.autograded(submission.student, self.assignment)
            known = marks.load(target)
            if not known or known.key not in ("", self._key(submission)):
                marks.not_graded(submission.student, self.assignment, "not graded yet").save(target)

    def one(self, submission: submissions.Submission) -> tuple[marks.Result, bool]:
        target = self.course.autograded(submission.student, self.assignment)
        key = self._key(submission)
        known = marks.load(target)
        if known and known.key == key and not self.again:
            return known, False
        begin = time.monotonic()
        try:
            result, notebook = self._grade(submission, key)
            self._keep(submission, result, notebook, target)
        except NotGraded as error:
            result = marks.not_graded(submission.student, self.assignment, str(error))
        except OSError as error:
            result = marks.not_graded(submission.student, self.assignment, f"{error.filename or 'the system'}: {error.strerror}")
        if not result.is_graded and known and known.key == key:
            return known, False  # a second look that failed takes nothing away
        result.seconds = round(time.monotonic() - begin, 1)
        try:
            result.save(target)
        except OSError as error:  # what stands there says "not graded"
            result = marks.not_graded(submission.student, self.assignment, f"the result cannot be written: {error.strerror}")
        return result, True

    def _key(self, submission: submissions.Submission) -> str:
        handed_in = sha256(submission.file) if submission.file else "nothing"
        return hashlib.sha256((self._about + handed_in).encode()).hexdigest()

    def _grade(self, submission: submissions.Submission, key: str):
        """The result and the notebook behind it, if there is one."""

        def result(outcome: str, graded: list[marks.Mark], notes=()) -> marks.Result:
            return marks.Result(submission.student, self.assignment, outcome, key, graded, [*submission.notes, *notes])

        if submission.file is None:
            return result("nothing handed in", marks.none(self.master, submission.notes[0])), None
        try:
            handed_in = restore.read(submission.file)
        except restore.Unreadable as error:
            return result("unreadable", marks.none(self.master, str(error)), [str(error)]), None
        if not restore.belongs(handed_in, self.master):
            reason = f"no cell of {self.assignment} is in it" if handed_in.cells else "the notebook has no cells"
            return result("another assignment", marks.none(self.master, reason), [reason]), None
        restored = restore.restore(handed_in, self.master)
        notebook, reason = self._execute(restored.notebook)
        graded = marks.of_notebook(notebook, self.master)
        notes = restored.notes + ([reason] if reason else [])
        if not marks.canary_sang(notebook):
            notes.append("the canary did not fail: this run sees no failures, so nothing counts")
            return result(NOT_TRUSTED, marks.none(self.master, notes[-1]), notes), notebook
        return result("stopped" if reason else "graded", graded, notes), notebook

    def _keep(self, submission: submissions.Submission, result: marks.Result, notebook, target: Path) -> None:
        if self.book:
            ran = notebook is not None and result.outcome != NOT_TRUSTED
            marked = notebook if ran else _not_executed(copy.deepcopy(self.master), result.notes[-1])
            try:
                automatic = self.book.mark(submission.student, self.assignment, marked, submission.file)
            except gradebook.Refused as error:
                raise NotGraded(f"nbgrader did not mark it: {error}") from error
            marks.take(result, automatic)
        if notebook is not None and not (self.book and result.outcome != NOT_TRUSTED):
            release.write(notebook, target / f"{self.assignment}.ipynb")

    def _execute(self, notebook):
        """The executed notebook and why it ended early."""
        import nbformat

        hidden = [*SECRET_FOLDERS, self.course.root, self.folder]
        job = {"notebook": notebook, "limits": self.limits.as_dict(), "hide": [str(folder.resolve()) for folder in hidden],
               "environment": {**sandbox.environment()}}
        environment = {**os.environ, **sandbox.environment(), "PYTHONDONTWRITEBYTECODE": "1", "TMPDIR": self._scratch}
        process = subprocess.Popen(sandbox.command([sys.executable, str(WORKER)]), stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE, text=True, env=environment, start_new_session=True, cwd="/")
        with self._lock:
            self._processes.add(process)
            if self._stopping:
                _end(process)
        try:
            output, errors = process.communicate(json.dumps(job), timeout=self.limits.seconds + LAST_RESORT_SECONDS)
            answer = json.loads(output)
        except (subprocess.TimeoutExpired, ValueError, OSError) as error:
            _end(process)
            if self._stopping:
                raise NotGraded("grading was interrupted") from error
            if isinstance(error, subprocess.TimeoutExpired):
                raise NotGraded("the grading process did not end") from error
            raise NotGraded(f"the grading process failed: {(errors.strip().splitlines() or ['no message'])[-1][:300]}") from error
        finally:
            with self._lock:
                self._processes.discard(process)
        if "not_started" in answer:
            raise NotGraded(f"{answer['not_started']}; run ./kit doctor")
        return nbformat.from_dict(answer["notebook"]), answer["reason"]


def _not_executed(notebook, reason: str):
    import worker

    for cell in notebook.cells:
        if cell.cell_type == "code":
            worker.not_executed(cell, reason)
    return notebook


def _end(process: subprocess.Popen) -> None:
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except OSError:
        pass


def summary(course: Course, assignment: str, results: list[marks.Result]) -> str:
    manual = sum(any(mark.manual for mark in result.marks) for result in results)
    missing = sum(not result.is_graded for result in results)
    others = [result for result in results if result.outcome != "graded"]
    lines = [f"{len(results)} submissions of {assignment}: {len(results) - len(others)} graded to the end,"
             f" {manual} wait for marks by hand; results in {shown(course.root / 'autograded')}"]
    lines += [f"  {result.student}: {result.outcome}: {'; '.join(result.notes)}" for result in others]
    if missing:
        lines.append(f"{missing} not graded, by no fault of theirs: mend the reason and run the same command again")
    return "\n".join(lines)


__all__ = ["Grader", "summary"]
