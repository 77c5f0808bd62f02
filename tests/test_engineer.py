"""docs/engineers.md: its example, with the JAR as the only dependency, as somebody else's Maven project sees it."""
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tools" / "kit"))
import building  # noqa: E402
import kernelspec  # noqa: E402
import places  # noqa: E402
from prerequisites import Debian, need_jdk, need_maven  # noqa: E402

GROUP = Path("io", "github", "unrolled")
VERSION = "0.0.0-example"  # nobody else's: it is taken out of the local repository again
PROJECT = """<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>example</groupId>
  <artifactId>example</artifactId>
  <version>1</version>
  <dependencies>{dependency}</dependencies>
</project>"""


def block(language: str, page: str = "docs/engineers.md") -> str:
    return re.search(rf"```{language}\n(.*?)```", (ROOT / page).read_text(encoding="utf-8"), re.S)[1]


def own_version() -> str:
    return re.search(r"<version>(.*?)</version>", (ROOT / "pom.xml").read_text())[1]


def plugin_version() -> str:
    return re.search(r"<dependency-plugin.version>(.*?)<", (ROOT / "pom.xml").read_text())[1]


class Example(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.jdk = need_jdk(Debian())
        jar = next(path for path in map(Path, building.dependencies()) if path.name.startswith("xchart-"))
        repository = jar.parents[5]  # org/knowm/xchart/xchart/VERSION
        for artifact, files in (("unrolled", {"pom": places.LIB / "pom.xml", "jar": building.library_jar()}),
                                ("unrolled-parent", {"pom": places.ROOT / "pom.xml"})):
            folder = repository / GROUP / artifact / VERSION
            folder.mkdir(parents=True, exist_ok=True)
            cls.addClassCleanup(shutil.rmtree, folder, ignore_errors=True)
            for kind, source in files.items():
                target = folder / f"{artifact}-{VERSION}.{kind}"
                if kind == "jar":
                    shutil.copy2(source, target)
                else:
                    target.write_text(source.read_text().replace(own_version(), VERSION, 1))

    def test_theDependencyIsTheOneThatTheBuildMakes(self):
        self.assertIn(f"<version>{own_version()}</version>", block("xml"))
        self.assertEqual(block("xml", "README.md"), block("xml"))

    def test_theFrontPageShowsTheBodyOfTheSameProgram(self):
        program = [line.strip() for line in block("java").splitlines()]
        for line in block("java", "README.md").splitlines():
            self.assertIn(re.sub(r"\s*//.*", "", line), program)

    def test_theExampleCompilesAndRunsWithTheJarAsItsOnlyDependency(self):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            (folder / "pom.xml").write_text(PROJECT.format(dependency=block("xml").replace(own_version(), VERSION)))
            self.run_quietly([need_maven(Debian()).command, "-o", "-q", "-B", "-f", str(folder / "pom.xml"), "-Djavacpp.platform.host",
                              f"org.apache.maven.plugins:maven-dependency-plugin:{plugin_version()}:build-classpath",
                              f"-Dmdep.outputFile={folder / 'classpath'}"], cwd=folder)
            class_path = (folder / "classpath").read_text().strip()
            self.assertIn(f"unrolled-{VERSION}.jar", class_path)
            ours = {Path(jar).name for jar in building.dependencies()}
            theirs = {Path(jar).name for jar in class_path.split(":")} - {f"unrolled-{VERSION}.jar"}
            self.assertEqual(theirs, ours, "others get the very versions that we test with")

            (folder / "Example.java").write_text(block("java"), encoding="utf-8")
            bin = self.jdk.home / "bin"
            self.run_quietly([str(bin / "javac"), "-cp", class_path, "Example.java"], cwd=folder)
            said = self.run_quietly([str(bin / "java"), *kernelspec.VECTOR, "-cp", f"{class_path}:{folder}", "Example"], cwd=folder)
            self.assertEqual(said, "the cat sat on the mat. \n")

    def run_quietly(self, command, cwd):
        done = subprocess.run(command, cwd=cwd, text=True, capture_output=True, stdin=subprocess.DEVNULL)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        return done.stdout


if __name__ == "__main__":
    unittest.main()
