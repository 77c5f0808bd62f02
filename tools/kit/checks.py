"""`test`: every test there is, and one plain count at the end."""
from __future__ import annotations

import re
import shutil
import subprocess
import sys
import time
import xml.etree.ElementTree as xml
from dataclasses import dataclass
from pathlib import Path

import browser
import building
import notebooks
import places
from console import say
from prerequisites import Debian, need_maven

PARTS = ("java", "kit", "kernel", "notebooks", "shell", "browser")
ON_REQUEST = ("browser",)  # minutes more, and it wants Chromium and Node.js
SCRIPTS = ("kit", ".ci/run", "kernel/spec/launch", "deploy/image/start")
SUITES, LONG_SUITES = "test_*.py", "long_*.py"


@dataclass(frozen=True)
class Count:
    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def __add__(self, other: Count) -> Count:
        return Count(self.passed + other.passed, self.failed + other.failed, self.skipped + other.skipped)

    def __str__(self) -> str:
        return f"{self.passed} passed, {self.failed} failed" + (f", {self.skipped} skipped" if self.skipped else "")


def one(good: bool) -> Count:
    return Count(passed=1) if good else Count(failed=1)


def run(options) -> int:
    python, environment = notebooks.prepare()
    patterns = [SUITES, LONG_SUITES] if options.long else [SUITES]
    actions = {
        "java": lambda: java_tests(options.long),
        "kit": lambda: python_tests(python, environment, places.ROOT / "tests", patterns),
        "kernel": lambda: python_tests(python, environment, places.KERNEL / "tests", patterns),
        "notebooks": lambda: notebook_tests(python, environment),
        "shell": shell_checks,
        "browser": lambda: Count(*browser.run(python, environment)),
    }
    wanted = set(options.only or [part for part in PARTS if part not in ON_REQUEST])
    if options.browser:
        wanted.add("browser")
    total = Count()
    for part in PARTS:
        if part not in wanted:
            continue
        begin = time.monotonic()
        print(f"== {part}", flush=True)
        count = actions[part]()
        print(f"== {part}: {count} in {time.monotonic() - begin:.0f} s", flush=True)
        total += count
    print(total)
    return 1 if total.failed or not total.passed else 0


def java_tests(with_long: bool) -> Count:
    """Unit, property and architecture tests, formatter and lint, by Maven; those tagged "long" only on request."""
    for report in _reports():
        report.unlink()
    debian = Debian()
    jdk = building.ensure_built(debian)
    code, output = building.run_maven_offline_first(jdk, need_maven(debian),
                                                    ["-fae", "verify", *building.CLASSPATH_GOAL, *(["-Dlong"] if with_long else [])],
                                                    "Maven: compile, test, check the format")
    count = Count()
    for report in _reports():
        count += read_report(report)
    if code:
        for line in [line for line in output.splitlines() if line.startswith("[ERROR]")][:60]:
            print(line)
        say("the whole output is in build/kit/maven.log")
    else:
        building.note_built()
    # Compiler warnings and the format fail the build without failing a test: the build itself counts as one check.
    return count + one(code == 0 or count.failed > 0)


def _reports() -> list[Path]:
    return [report for module in (places.LIB, places.KERNEL)
            for report in (module / "target" / "surefire-reports").glob("TEST-*.xml")]


def read_report(report: Path) -> Count:
    suite = xml.parse(report).getroot().attrib
    failed = int(suite["failures"]) + int(suite["errors"])
    skipped = int(suite["skipped"])
    return Count(int(suite["tests"]) - failed - skipped, failed, skipped)


def python_tests(python: Path, environment: dict[str, str], folder: Path, patterns: list[str]) -> Count:
    """The unittest files of a folder whose names match one of the patterns."""
    return sum((_python_suite(python, environment, folder, pattern) for pattern in patterns if any(folder.glob(pattern))), Count())


def _python_suite(python: Path, environment: dict[str, str], folder: Path, pattern: str) -> Count:
    environment = {**environment, "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run([str(python), "-m", "unittest", "discover", "-s", str(folder), "-p", pattern], env=environment,
                          cwd=places.ROOT, text=True, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    count = read_unittest(done.stdout)
    if done.returncode or count.failed:
        print(done.stdout)
    return count if count.passed + count.failed + count.skipped and (done.returncode == 0 or count.failed) else Count(failed=1)


def read_unittest(output: str) -> Count:
    ran = re.search(r"^Ran (\d+) tests?", output, re.M)
    verdict = re.search(r"^(?:OK|FAILED)\s*(?:\((.*)\))?\s*$", output, re.M)
    if not ran or not verdict:
        return Count(failed=1)
    numbers = {key: int(value) for key, value in re.findall(r"(\w+)=(\d+)", verdict[1] or "")}
    failed = numbers.get("failures", 0) + numbers.get("errors", 0)
    skipped = numbers.get("skipped", 0)
    return Count(int(ran[1]) - failed - skipped, failed, skipped)


def notebook_tests(python: Path, environment: dict[str, str]) -> Count:
    """Each notebook in the quick setting, with no error and nothing on stderr."""
    count = Count()
    for source in notebooks.all_notebooks():
        print(source.stem, flush=True)
        target = places.BUILD / "test-notebooks" / source.name
        count += one(notebooks.execute(python, {**environment, "UNROLLED_QUICK": "1"}, source, target, "--no-stderr") == 0)
    return count


def shell_checks() -> Count:
    if not shutil.which("shellcheck"):
        Debian().install("shellcheck", ["shellcheck"])
    shellcheck = shutil.which("shellcheck")
    if not shellcheck:
        print("shellcheck is not installed and cannot be had from here: skipped")
        return Count(skipped=len(SCRIPTS))
    count = Count()
    for script in SCRIPTS:
        count += one(subprocess.run([shellcheck, str(places.ROOT / script)], stdout=sys.stdout).returncode == 0)
    return count
