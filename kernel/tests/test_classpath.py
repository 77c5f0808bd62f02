"""The class path of the cells, and what may be said about it in a cell."""
import os
import subprocess
import tempfile
import unittest
from pathlib import Path
from unittest import mock

from client import Kernel, WithKernel

ANSWER = "package far; public class Answer { public static int get() { return %d; } }"


def jar(folder: Path, name: str, answer: int) -> Path:
    """A jar with one class, far.Answer."""
    source = folder / "far" / "Answer.java"
    source.parent.mkdir(exist_ok=True)
    source.write_text(ANSWER % answer)
    home = os.environ.get("JAVA_HOME")
    tool = (lambda command: str(Path(home) / "bin" / command)) if home else (lambda command: command)
    subprocess.run([tool("javac"), "-d", str(folder / "classes"), str(source)], check=True)
    subprocess.run([tool("jar"), "cf", str(folder / name), "-C", str(folder / "classes"), "."], check=True)
    return folder / name


class Magics(WithKernel):
    def test_jarsAndFoldersAreAddedByPathAndByPattern(self):
        with tempfile.TemporaryDirectory(prefix="ordner mit ü ") as name:
            folder = Path(name)
            jar(folder, "answer one.jar", 42)
            self.assertEqual(self.value(f'%jars "{folder}/answer*.jar"\nfar.Answer.get()'), "42")
            (folder / "more").mkdir()
            self.assertIsNone(self.value(f"%classpath '{folder}/more'"))

    def test_aMagicStandsAnywhereAtALinesStart(self):
        executed = self.run_cell("int before = 1;\n%jars /nowhere.jar\nint after = 2;")
        self.assertIn("line 2: %jars", executed.trace)
        self.assertIn("found no /nowhere.jar", executed.trace)
        self.assertIn("kept: before", executed.trace)

    def test_aRemainderIsNoMagic(self):
        self.assertEqual(self.value("int n = 17\n% 5;\nn"), "2")

    def test_whatIsNotUnderstoodNamesWhatIs(self):
        self.assertIn("expected one of %classpath, %jars, %maven", self.trace("%timeit 1 + 1"))
        self.assertIn("expected group:artifact:version, got gson", self.trace("%maven gson"))
        self.assertIn("expected jars or folders, got nothing", self.trace("%jars"))

    def test_mavenFindsALibraryOfTheLocalRepository(self):
        executed = self.run_cell("%maven org.ow2.asm:asm:9.11.1\norg.objectweb.asm.Opcodes.ASM9", timeout=120)
        self.assertIn("asm-9.11.1.jar", executed.text(), executed.trace)
        self.assertEqual(executed.value, str(9 << 16))


class Separation(unittest.TestCase):
    def test_aCellCompilesAndRunsWithItsOwnVersionOfWhatTheKernelUses(self):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            source = folder / "com" / "google" / "gson" / "Gson.java"
            source.parent.mkdir(parents=True)
            source.write_text("package com.google.gson; public class Gson { public String version() { return \"the user's\"; } }")
            subprocess.run(["javac", "-d", str(folder / "classes"), str(source)], check=True)
            with mock.patch.dict(os.environ, {"UNROLLED_CLASSPATH": str(folder / "classes")}), Kernel() as kernel:
                executed = kernel.run("new com.google.gson.Gson().version()")
                self.assertEqual(executed.value, "the user's", executed.trace)
                executed = kernel.run('System.getProperty("java.class.path").contains("unrolled-kernel")')
                self.assertEqual(executed.value, "false")

    def test_theKernelsOwnLibrariesCannotBeCompiledAgainst(self):
        with Kernel() as kernel:
            self.assertIn("does not exist", kernel.run("import org.zeromq.ZMQ;").trace)


if __name__ == "__main__":
    unittest.main()
