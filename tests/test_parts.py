"""The parts of the kit that decide something by themselves."""
import os
import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tools" / "kit"))
import building  # noqa: E402
import checks  # noqa: E402
import places  # noqa: E402


class Counting(unittest.TestCase):
    def test_unittestsVerdictsAreRead(self):
        self.assertEqual(checks.read_unittest("Ran 7 tests in 1s\n\nOK\n"), checks.Count(7, 0, 0))
        self.assertEqual(checks.read_unittest("Ran 7 tests in 1s\n\nOK (skipped=2)\n"), checks.Count(5, 0, 2))
        self.assertEqual(checks.read_unittest("Ran 7 tests in 1s\n\nFAILED (failures=1, errors=2, skipped=1)\n"),
                         checks.Count(3, 3, 1))

    def test_outputWithoutAVerdictIsAFailure(self):
        self.assertEqual(checks.read_unittest("Segmentation fault"), checks.Count(failed=1))

    def test_surefiresReportsAreRead(self):
        with tempfile.TemporaryDirectory() as folder:
            report = Path(folder) / "TEST-x.xml"
            report.write_text('<testsuite tests="9" failures="1" errors="2" skipped="3"/>')
            self.assertEqual(checks.read_report(report), checks.Count(3, 3, 3))

    def test_theLastLineIsPlain(self):
        self.assertEqual(str(checks.Count(3, 0)), "3 passed, 0 failed")
        self.assertEqual(str(checks.Count(3, 1, 2)), "3 passed, 1 failed, 2 skipped")

    def test_longSuitesAreThoseOfTheirOwnFiles(self):
        with tempfile.TemporaryDirectory() as name:
            for file, tests in (("test_few.py", 1), ("long_many.py", 2)):
                body = "\n".join(f"  def test_{number}(self): pass" for number in range(tests))
                (Path(name) / file).write_text(f"import unittest\nclass T(unittest.TestCase):\n{body}\n")
            run = lambda *patterns: checks.python_tests(Path(sys.executable), dict(os.environ), Path(name), list(patterns))  # noqa: E731
            self.assertEqual(run(checks.SUITES), checks.Count(1))
            self.assertEqual(run(checks.SUITES, checks.LONG_SUITES), checks.Count(3))
            self.assertEqual(run("none_*.py"), checks.Count())


class Fingerprints(unittest.TestCase):
    def test_aChangedByteAndAChangedNameChangeTheFingerprint(self):
        with tempfile.TemporaryDirectory(dir=places.BUILD) as folder:
            one, two = Path(folder) / "one", Path(folder) / "two"
            one.write_text("a")
            first = building.fingerprint([one])
            self.assertEqual(first, building.fingerprint([one]))
            one.write_text("b")
            self.assertNotEqual(first, building.fingerprint([one]))
            one.rename(two)
            self.assertNotEqual(first, building.fingerprint([two]))


if __name__ == "__main__":
    unittest.main()
