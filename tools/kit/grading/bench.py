"""Grades copies of the model class's submissions of assignment 3, and watches the runner's memory."""
from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import autograde  # noqa: E402
import gradebook  # noqa: E402
import limits  # noqa: E402
import release  # noqa: E402
from course import DEFAULT, ROOT, Course  # noqa: E402

sys.path.insert(0, str(ROOT / "tests"))
import model_class  # noqa: E402

ASSIGNMENT, JOBS = "a3", 2
MEMORY_AT = (1 / 6, 1 / 2, 1)
MEMORY_GROWTH_MB = 30
BAR_SECONDS = 30


class Measured(autograde.Grader):
    """Notes the runner's memory as the class goes by."""

    memory: dict = {}

    def _tell(self, number, total, result, fresh) -> None:
        self.memory[number] = limits.status(os.getpid()).get("VmRSS", 0) / 1024
        if number % 25 == 0 or number == total:
            print(f"{number}/{total}, the runner has {self.memory[number]:.0f} MB", flush=True)


def a_class(course: Course, folder: Path, count: int) -> None:
    """So many submissions: the model class's, again and again, but the one of 100 MB."""
    students = [s for s in model_class.CLASS if s.assignment == ASSIGNMENT and s.name != "huge"]
    sources = {name: json.loads(json.dumps(release.full_source(course, name))) for name in course.assignments()}
    released = {name: json.loads(json.dumps(release.student_version(course, name))) for name in course.assignments()}
    for number in range(count):
        model_class.write(students[number % len(students)], sources.get, released.get, folder / "once")
        one = next((folder / "once").iterdir())
        (folder / "submitted").mkdir(exist_ok=True)
        one.rename(folder / "submitted" / f"{number:03}-{one.name}")


def main() -> int:
    count = int(sys.argv[1])
    with tempfile.TemporaryDirectory(prefix="course-") as name:
        folder = Path(name)
        shutil.copytree(DEFAULT / "source", folder / "source")
        shutil.copy(DEFAULT / "nbgrader_config.py", folder)
        course = Course(folder)
        a_class(course, folder, count)
        grader = Measured(course, ASSIGNMENT, folder / "submitted", limits.Limits(), book=gradebook.of(course))
        begin = time.monotonic()
        results = grader.run(JOBS)
        seconds = time.monotonic() - begin
    return tell(results, seconds, grader.memory)


def tell(results: list, seconds: float, memory: dict) -> int:
    each = sorted(result.seconds for result in results)
    cores = min(JOBS, os.cpu_count() or 1)
    a_core = seconds * cores / len(results)
    points = [max(1, round(part * len(results))) for part in MEMORY_AT]
    print(f"{len(results)} submissions of {ASSIGNMENT} in {seconds / 60:.1f} minutes, {JOBS} at a time on {cores} cores: {a_core:.1f} s a"
          f" submission and core (bar {BAR_SECONDS}); median {each[len(each) // 2]:.1f} s, slowest {each[-1]:.1f} s")
    print("outcomes: " + ", ".join(f"{count} {outcome}" for outcome, count in Counter(r.outcome for r in results).most_common()))
    print("the runner's memory: " + ", ".join(f"{memory[point]:.0f} MB after {point}" for point in points))
    growth = memory[points[-1]] - memory[points[0]]
    good = a_core <= BAR_SECONDS and growth <= MEMORY_GROWTH_MB and all(result.is_graded for result in results)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
