"""The class path of the cells, and what may be said about it in a cell."""
import os
import subprocess
import tempfile
import unittest
from pathlib import Path
from unittest import mock

from client import Kernel, WithKernel

ANSWER = "package far; public class Answer { public static int get() { return %d; } }"


def tool(name: str) -> str:
    home = os.environ.get("JAVA_HOME")
    return str(Path(home) / "bin" / name) if home else name


def compiled(folder: Path, answer: int) -> Path:
    """A folder with one class, far.Answer."""
    source = folder / "far" / "Answer.java"
    source.parent.mkdir(parents=True, exist_ok=True)
    source.write_text(ANSWER % answer)
    classes = folder / f"classes {answer}"
    subprocess.run([tool("javac"), "--release", "17", "-d", str(classes), str(source)], check=True)
    return classes


def jar(folder: Path, name: str, answer: int, *more: str) -> Path:
    """A jar with one class, far.Answer."""
    subprocess.run([tool("jar"), "cf", str(folder / name), "-C", str(compiled(folder, answer)), ".", *more], check=True)
    return folder / name


def manifest_only(path: Path, *lines: str) -> Path:
    """A jar of nothing but a manifest."""
    text = path.with_suffix(".txt")
    text.write_text("".join(line + "\n" for line in lines))
    subprocess.run([tool("jar"), "cfm", str(path), str(text)], check=True)
    return path


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


class Compilation(unittest.TestCase):
    """The compiler finds on the class path what the JVM would load from it."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="classes ü ")
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def answers(self, expected: str, *elements: Path, code: str = "far.Answer.get()"):
        class_path = os.pathsep.join(map(str, elements))
        with mock.patch.dict(os.environ, {"UNROLLED_CLASSPATH": class_path}), Kernel() as kernel:
            executed = kernel.run(code)
            self.assertEqual(executed.value, expected, executed.trace)

    def test_theFirstOfTheClassPathWins(self):
        one, two = jar(self.folder, "one.jar", 1), compiled(self.folder, 2)
        self.answers("1", one, two)
        self.answers("2", two, one)

    def test_whatAJarsManifestNamesIsThereToo(self):
        jar(self.folder, "far away.jar", 3)
        self.answers("3", manifest_only(self.folder / "path.jar", "Class-Path: gone.jar far%20away.jar https://example.org/x.jar"))

    def test_ofAJarForSeveralReleasesTheOneOfThisJvmCounts(self):
        newer = compiled(self.folder / "newer", 5)
        self.answers("5", jar(self.folder, "both.jar", 4, "--release", "17", "-C", str(newer), "."))

    def test_aBrokenJarIsLeftOut(self):
        broken = self.folder / "broken.jar"
        broken.write_bytes(b"PK, but no archive")
        self.answers("6", broken, jar(self.folder, "whole.jar", 6))

    def test_aClassThatAppearsInAFolderBeforeItsPackageIsAskedForIsFound(self):
        classes = self.folder / "classes 7"
        classes.mkdir()
        with mock.patch.dict(os.environ, {"UNROLLED_CLASSPATH": str(classes)}), Kernel() as kernel:
            self.assertIn("does not exist", kernel.run("import near.Answer;").trace)
            compiled(self.folder, 7)
            self.assertEqual(kernel.run("far.Answer.get()").value, "7")

    @unittest.skipUnless(Path("/proc/self/fd").is_dir(), "what is open is read from /proc")
    def test_noJarIsOpenedBeforeACellNamesAPackageOfTheClassPath(self):
        opened = 'Files.list(Path.of("/proc/self/fd")).filter(Files::isSymbolicLink).map(f -> {' \
            ' try { return Files.readSymbolicLink(f).toString(); } catch (IOException e) { return ""; } })' \
            '.filter(f -> f.endsWith("watched.jar")).count()'
        watched = jar(self.folder, "watched.jar", 8)
        self.answers("0", watched, code=opened)
        self.answers("1", watched, code=f"far.Answer.get();\n{opened}")


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
