"""Bad input to ./kit: one line, the right exit code, no stack trace, nothing written."""
import json
import os
import signal
import subprocess
import tempfile
import time
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
USAGE, FAILURE = 2, 1


def kit(*arguments, cwd=ROOT):
    return subprocess.run([str(ROOT / "kit"), *arguments], cwd=cwd, text=True, capture_output=True, stdin=subprocess.DEVNULL)


class Complaining(unittest.TestCase):
    def assertComplains(self, done, code, *words):
        complaint = done.stderr.strip()
        self.assertEqual(done.returncode, code, complaint)
        self.assertEqual(len(complaint.splitlines()), 1, complaint)
        self.assertTrue(complaint.startswith("kit: "), complaint)
        self.assertNotIn("Traceback", done.stdout + done.stderr)
        for word in words:
            self.assertIn(word, complaint)


class BadInput(Complaining):
    def test_noCommandNamesTheCommands(self):
        self.assertComplains(kit(), USAGE, "no command", "run", "doctor")

    def test_anUnknownCommandSuggestsTheNearest(self):
        self.assertComplains(kit("tset"), USAGE, "tset", "did you mean 'test'")

    def test_anUnknownOptionIsNamed(self):
        self.assertComplains(kit("run", "--frobnicate", "10"), USAGE, "--frobnicate", "--help")

    def test_anAbbreviatedOptionIsUnknown(self):
        self.assertComplains(kit("run", "--qui", "10"), USAGE, "--qui")

    def test_seedsAreCountedAndKeptOutOfCommittedNotebooks(self):
        self.assertComplains(kit("run", "--seeds", "0", "10"), USAGE, "--seeds", "at least 1", "got 0")
        self.assertComplains(kit("run", "--seeds", "2", "--in-place", "10"), USAGE, "--in-place")

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

    def test_systemAndPrefixExcludeEachOther(self):
        self.assertComplains(kit("kernel", "install", "--system", "--prefix", "x"), USAGE, "--prefix", "--system")

    def test_uninstallWhereNothingIsInstalledSaysWhereItLooked(self):
        with tempfile.TemporaryDirectory() as folder:
            self.assertComplains(kit("kernel", "uninstall", "--prefix", folder), FAILURE, folder)


class Models(Complaining):
    """train, eval and sample on a small text; one small model serves all tests."""

    TEXT = "ein hut, der stand ihm gut. " * 40
    SMALL = ("--hidden", "8", "--batch", "4", "--steps-per-chunk", "8", "--threads", "1")

    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = Path(folder.name)
        cls.data = cls.folder / "text.txt"
        cls.data.write_text(cls.TEXT)
        cls.model = cls.folder / "model.safetensors"
        cls.trained = kit("train", "--data", str(cls.data), "--steps", "40", *cls.SMALL, "--out", str(cls.model))

    def train(self, *arguments, out="failed.safetensors"):
        """A training that must fail, and leave nothing behind."""
        before = sorted(self.folder.iterdir())
        done = kit("train", "--steps", "2", *self.SMALL, "--out", str(self.folder / out), *arguments)
        self.assertEqual(sorted(self.folder.iterdir()), before)
        return done

    def file(self, name, content: bytes):
        path = self.folder / name
        path.write_bytes(content)
        self.addCleanup(path.unlink)
        return path

    def test_whatTrainSavesEvalScoresAndSampleContinues(self):
        self.assertEqual(self.trained.returncode, 0, self.trained.stderr)
        self.assertIn(str(self.model), self.trained.stderr)
        self.assertRegex(self.trained.stdout, r"\Aloss_nats: \d\.\d{4}\nbits_per_char: \d\.\d{4}\n"
                                              r"perplexity: \d+\.\d{4}\ncharacters: 112\n\Z")
        done = kit("eval", "--model", str(self.model))
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertEqual(done.stdout, self.trained.stdout)
        answer = json.loads(kit("eval", "--model", str(self.model), "--data", str(self.data), "--json").stdout)
        self.assertEqual(f"loss_nats: {answer['loss_nats']:.4f}", done.stdout.splitlines()[0])
        written = kit("sample", "--model", str(self.model), "--prompt", "ein", "--length", "20", "--seed", "7")
        self.assertEqual((written.returncode, written.stderr), (0, ""))
        self.assertRegex(written.stdout, r"\Aein[a-z,. ]{20}\n\Z")
        again = kit("sample", "--model", str(self.model), "--prompt", "ein", "--length", "20", "--seed", "7", "--json")
        self.assertEqual("ein" + json.loads(again.stdout)["text"] + "\n", written.stdout)

    def test_wrongOptionsAreUsageErrors(self):
        for arguments, word in ((("--frobnicate",), "--frobnicate"), (("--hidden", "many"), "--hidden"),
                                (("--lr", "-1"), "--lr"), (("--minutes", "1"), "mutually exclusive")):
            with self.subTest(arguments):
                self.assertComplains(self.train("--data", str(self.data), *arguments), USAGE, word, "./kit train --help")
        huge = kit("train", "--data", str(self.data), "--steps", "2", "--hidden", "99999", "--out", str(self.folder / "huge"))
        self.assertComplains(huge, USAGE, "1 to 16384", "./kit train --help")
        self.assertComplains(kit("eval"), USAGE, "--model", "./kit eval --help")
        self.assertComplains(kit("sample", "--model", str(self.model), "--temperature", "cold"), USAGE, "--temperature")

    def test_filesThatAreNoTextAreNamed(self):
        for path, words in ((self.folder / "nowhere.txt", ["found none"]), (self.folder, ["a directory"]),
                            (self.file("empty.txt", b""), ["empty"]), (self.file("short.txt", b"a few words here"), ["got 16"]),
                            (self.file("latin.txt", b"caf\xe9 " * 30), ["UTF-8", "0xe9", "offset 3"])):
            with self.subTest(path.name):
                self.assertComplains(self.train("--data", str(path)), FAILURE, str(path), "expected", *words)

    def test_anOutputThatCannotBeWrittenIsRefusedBeforeTraining(self):
        for out in (".", "nowhere/model.safetensors"):
            with self.subTest(out):
                done = self.train("--data", str(self.data), out=out)
                self.assertComplains(done, FAILURE, f"--out {self.folder / out}", "expected")

    def test_aModelThatIsMissingOrDamagedIsRefused(self):
        whole = self.model.read_bytes()
        for path, words in ((self.folder / "nowhere.safetensors", ["found none"]),
                            (self.file("cut.safetensors", whole[:-9]), ["truncated"]),
                            (self.file("other.safetensors", b"PK\x03\x04" * 9), ["header"])):
            with self.subTest(path.name):
                self.assertComplains(kit("eval", "--model", str(path)), FAILURE, str(path), "expected", *words)

    def test_charactersOutsideTheVocabularyAreNamed(self):
        self.assertComplains(kit("sample", "--model", str(self.model), "--prompt", "Zug"), FAILURE, "'Z' (U+005A)", "position 0")
        other = self.file("other.txt", b"Zwei " * 20)
        self.assertComplains(kit("eval", "--model", str(self.model), "--data", str(other)), FAILURE, str(other), "'Z'")

    def test_debugShowsWhere(self):
        done = kit("eval", "--model", str(self.folder / "nowhere.safetensors"), "--debug")
        self.assertEqual(done.returncode, FAILURE)
        self.assertIn("at unrolled.train.Checkpoint", done.stderr)

    def test_ctrlCEndsATrainingWithTheBestModelSaved(self):
        out = self.folder / "interrupted.safetensors"
        self.addCleanup(lambda: out.unlink(missing_ok=True))
        training = subprocess.Popen([str(ROOT / "kit"), "train", "--data", str(self.data), "--minutes", "1", *self.SMALL,
                                     "--out", str(out)], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
                                    start_new_session=True, preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL))
        try:
            while not out.exists() and training.poll() is None:  # saved after the first evaluation
                time.sleep(0.1)
            os.killpg(training.pid, signal.SIGINT)
            _, complaint = training.communicate(timeout=60)
        finally:
            training.kill()
        self.assertEqual(training.returncode, 130, complaint)
        self.assertIn("interrupted; the best model so far", complaint)
        self.assertIn(str(out), complaint)
        self.assertIn("loss_nats", kit("eval", "--model", str(out)).stdout)


class Help(unittest.TestCase):
    def test_eachCommandHasHelpWithAnExample(self):
        for command in ("run", "slides", "lab", "test", "kernel", "doctor", "train", "eval", "sample", "guesses"):
            with self.subTest(command):
                done = kit(command, "--help")
                self.assertEqual(done.returncode, 0, done.stderr)
                self.assertIn(f"example: ./kit {command}", done.stdout)

    def test_aReaderThatHasEnoughIsNoError(self):
        with subprocess.Popen([str(ROOT / "kit"), "doctor"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as done:
            done.stdout.close()  # as head does
            complaint = done.stderr.read()
        self.assertEqual((done.returncode, complaint), (141, ""))

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

    def test_aKernelThatJupyterDoesNotKnowIsNamed(self):
        with tempfile.TemporaryDirectory() as folder:
            done = kit("run", "--kernel", "nothing", str(self.write(folder, "1 + 1")))
            self.assertEqual(done.returncode, FAILURE)
            self.assertIn("Jupyter knows no kernel 'nothing'", done.stderr)

    def test_slidesAreMadeOfANotebookByTheBeginningOfItsName(self):
        done = kit("slides", "part1")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(done.stdout.strip(), "slides: build/slides/part1-why-mlps-fail.html")

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
            jars = (spec.parent / "library.txt").read_text().splitlines()
            self.assertTrue(jars and all((spec.parent / jar).is_file() for jar in jars), "nothing outside the folder is needed")
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
