"""`./kit grade`: from release to marks. Runs in the Python that has Jupyter."""
from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import autograde  # noqa: E402
import course as places  # noqa: E402
import feedback  # noqa: E402
import gradebook  # noqa: E402
import release  # noqa: E402
import report  # noqa: E402
import validate  # noqa: E402
from course import Course, KitError, usage_error  # noqa: E402
from limits import Limits  # noqa: E402


class Parser(argparse.ArgumentParser):
    def error(self, message: str):
        raise usage_error(f"{message}; see {self.prog} --help")


def number(text: str) -> int:
    value = int(text)
    if value < 1:
        raise argparse.ArgumentTypeError(f"expected at least 1, got {value}")
    return value


def parser() -> Parser:
    top = Parser(prog="./kit grade", description="Assignments: release, validate, autograde, feedback, report.",
                 epilog="docs/instructors.md leads from release to marks")
    commands = top.add_subparsers(dest="command", metavar="COMMAND", required=True, parser_class=Parser)

    def add(name: str, text: str, assignment: bool = True) -> Parser:
        command = commands.add_parser(name, help=text, description=text[0].upper() + text[1:] + ".", allow_abbrev=False)
        command.add_argument("--course", type=Path, default=places.DEFAULT, help="the course's folder (notebooks/assignments)")
        command.add_argument("--own", action="store_true", help="our own runner, even where nbgrader is installed")
        if assignment:
            command.add_argument("assignment", help="such as a3")
        return command

    add("release", "make the student's version and check that nothing is given away")
    check = add("validate", "run the visible tests, as a student does before handing in", assignment=False)
    check.add_argument("file", type=Path)
    grade = add("autograde", "grade submissions, each in its own process")
    grade.add_argument("--submissions", type=Path, help="a folder: STUDENT/a3/a3.ipynb, or flat (the course's submitted/)")
    grade.add_argument("--jobs", type=number, default=2, help="how many at a time (2)")
    grade.add_argument("--seconds", type=number, default=300, help="the longest that a submission may take (300)")
    grade.add_argument("--memory", type=number, default=3000, metavar="MB", help="the most memory that it may take (3000)")
    grade.add_argument("--again", action="store_true", help="also what is graded already")
    add("feedback", "write a page for each student")
    add("report", "write the marks as CSV, and show a histogram and the misconceptions")
    return top


def run(arguments: list[str]) -> int:
    options = parser().parse_args(arguments)
    course = Course(options.course.resolve())
    if "assignment" in options:
        course.check(options.assignment)
    book = gradebook.of(course, options.own) if options.command != "validate" else None
    if options.command == "release":
        release.release(course, options.assignment, book)
    elif options.command == "validate":
        return validate.validate(course, options.file, Limits(), gradebook.is_installed() and not options.own)
    elif options.command == "autograde":
        folder = (options.submissions or course.root / "submitted").resolve()
        limits = Limits(seconds=options.seconds, memory_mb=options.memory)
        results = autograde.Grader(course, options.assignment, folder, limits, options.again, book).run(options.jobs)
        print(autograde.summary(course, options.assignment, results))
        return 0 if all(result.is_graded for result in results) else 1
    elif options.command == "feedback":
        feedback.feedback(course, options.assignment, book)
    else:
        report.report(course, options.assignment, book)
    return 0


def main() -> int:
    try:
        return run(sys.argv[1:])
    except KitError as error:
        print(f"kit: {error}", file=sys.stderr)
        return error.code
    except KeyboardInterrupt:
        print("\nkit: interrupted: what is graded is kept, the same command goes on from there", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main())
