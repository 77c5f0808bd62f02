"""Bad input to ./kit: one line, the right exit code, no stack trace, nothing written."""
import json
import subprocess
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
USAGE, FAILURE = 2, 1


def kit(*arguments, cwd=ROOT):
    return subprocess.run([str(ROOT / "kit"), *arguments], cwd=cwd, text=True, capture_output=True, stdin=subprocess.DEVNULL)


class BadInput(unittest.TestCase):
    def assertComplains(self, done, code, *words):
        complaint = done.stderr.strip()
        self.assertEqual(done.returncode, code, complaint)
        self.assertEqual(len(complaint.splitlines()), 1, complaint)
        self.assertTrue(complaint.startswith("kit: "), complaint)
        self.assertNotIn("Traceback", done.stdout + done.stderr)
        for word in words:
            self.assertIn(word, complaint)

    def test_noCommandNamesTheCommands(self):
        self.assertComplains(kit(), USAGE, "no command", "run", "doctor")

    def test_anUnknownCommandSuggestsTheNearest(self):
        self.assertComplains(kit("tset"), USAGE, "tset", "did you mean 'test'")

    def test_anUnknownOptionIsNamed(self):
        self.assertComplains(kit("run", "--frobnicate", "10"), USAGE, "--frobnicate", "--help")

    def test_anAbbreviatedOptionIsUnknown(self):
        self.assertComplains(kit("run", "--qui", "10"), USAGE, "--qui")

    def test_runWithoutANotebookIsAUsageError(self):
        self.assertComplains(kit("run"), USAGE, "notebook", "./kit run --help")

    def test_aNotebookThatDoesNotExistIsNamed(self):
        self.assertComplains(kit("run", "99-nowhere"), USAGE, "99-nowhere", "notebooks/")

    def test_aDirectoryIsNoNotebook(self):
        self.assertComplains(kit("run", "lib"), USAGE, "'lib'", ".ipynb")

    def test_anUnknownPartOfTheTestsNamesTheParts(self):
        self.assertComplains(kit("test", "--only", "nothing"), USAGE, "nothing", "java")

    def test_aPortMustBeANumber(self):
        self.assertComplains(kit("lab", "--port", "http"), USAGE, "http")

    def test_userAndPrefixExcludeEachOther(self):
        self.assertComplains(kit("kernel", "install", "--user", "--prefix", "x"), USAGE, "--prefix", "--user")

    def test_uninstallWhereNothingIsInstalledSaysWhereItLooked(self):
        with tempfile.TemporaryDirectory() as folder:
            self.assertComplains(kit("kernel", "uninstall", "--prefix", folder), FAILURE, folder)


class Help(unittest.TestCase):
    def test_eachCommandHasHelpWithAnExample(self):
        for command in ("run", "lab", "test", "kernel", "doctor"):
            with self.subTest(command):
                done = kit(command, "--help")
                self.assertEqual(done.returncode, 0, done.stderr)
                self.assertIn(f"example: ./kit {command}", done.stdout)

    def test_theKitWorksFromAnyFolder(self):
        with tempfile.TemporaryDirectory() as folder:
            self.assertIn("COMMAND", kit("--help", cwd=folder).stdout)


class Notebooks(unittest.TestCase):
    def write(self, folder, *cells, language="java"):
        notebook = {"nbformat": 4, "nbformat_minor": 5,
                    "metadata": {"kernelspec": {"name": "java", "display_name": "Java", "language": language}},
                    "cells": [{"cell_type": "code", "id": f"c{n}", "metadata": {}, "outputs": [], "execution_count": None,
                               "source": source} for n, source in enumerate(cells)]}
        path = Path(folder) / "small-for-tests.ipynb"
        path.write_text(json.dumps(notebook))
        return path

    def test_aCellsValueIsInTheExecutedNotebook(self):
        with tempfile.TemporaryDirectory() as folder:
            path = self.write(folder, "int six = 6;", "six * 7")
            done = kit("run", "--in-place", str(path))
            self.assertEqual(done.returncode, 0, done.stderr)
            executed = json.loads(path.read_text())
            self.assertIn("42", json.dumps(executed["cells"][1]["outputs"]))

    def test_aFailingCellEndsTheCommandWithItsNumberAndError(self):
        with tempfile.TemporaryDirectory() as folder:
            path = self.write(folder, "1 + 1", 'throw new IllegalStateException("on purpose");', "2")
            done = kit("run", "--in-place", str(path))
            self.assertEqual(done.returncode, FAILURE)
            self.assertIn("cell 2 of 3 failed", done.stderr)
            self.assertIn("on purpose", done.stderr)
            self.assertNotIn("Traceback (most recent call last)", done.stderr)

    def test_stderrFailsOnlyOnRequest(self):
        with tempfile.TemporaryDirectory() as folder:
            path = self.write(folder, 'System.err.println("a warning");')
            self.assertEqual(kit("run", "--in-place", str(path)).returncode, 0)
            done = kit("run", "--in-place", "--no-stderr", str(path))
            self.assertEqual(done.returncode, FAILURE)
            self.assertIn("wrote to stderr: a warning", done.stderr)

    def test_aFileThatIsNoNotebookIsRefused(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "broken.ipynb"
            path.write_text("no JSON")
            done = kit("run", str(path))
            self.assertEqual(done.returncode, FAILURE)
            self.assertIn("is not a notebook", done.stderr)


class Kernelspec(unittest.TestCase):
    def test_installedKernelsAreRemovedAndForeignOnesAreKept(self):
        with tempfile.TemporaryDirectory() as prefix:
            spec = Path(prefix) / "share" / "jupyter" / "kernels" / "java" / "kernel.json"
            self.assertEqual(kit("kernel", "install", "--prefix", prefix).returncode, 0)
            self.assertEqual(json.loads(spec.read_text())["language"], "java")
            self.assertEqual(kit("kernel", "uninstall", "--prefix", prefix).returncode, 0)
            self.assertFalse(spec.exists())

            spec.parent.mkdir(parents=True)
            spec.write_text('{"argv": [], "display_name": "another", "language": "java"}')
            done = kit("kernel", "install", "--prefix", prefix)
            self.assertEqual(done.returncode, FAILURE)
            self.assertIn("another kernel", done.stderr)
            self.assertIn("another", spec.read_text())


if __name__ == "__main__":
    unittest.main()
