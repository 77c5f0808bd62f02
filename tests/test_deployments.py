"""conda, Binder, Codespaces, JupyterHub: their files keep the rules of those who read them, and name what is there."""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

try:
    import yaml
except ImportError as missing:
    raise unittest.SkipTest("PyYAML is not installed") from missing

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tools" / "kit"))
import image_runners  # noqa: E402
import places  # noqa: E402
import prerequisites  # noqa: E402

DOCKERFILE = (ROOT / ".binder" / "Dockerfile").read_text()
# A JupyterLab that tells who started it instead of serving.
TELL = "import json, os, sys; print(json.dumps({'python': sys.executable, 'path': os.environ['JUPYTER_PATH']}))"


class Conda(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.environment = yaml.safe_load((ROOT / "environment.yml").read_text())

    def test_theFileHasCondasShape(self):
        self.assertEqual(set(self.environment), {"name", "channels", "dependencies"})
        self.assertEqual(self.environment["channels"], ["conda-forge", "nodefaults"])
        for one in self.environment["dependencies"]:
            self.assertRegex(one, r"^[a-z_]+=\d+(\.\d+)*$", "expected a name and a version")

    def test_itHasWhatTheKitNeedsInVersionsThatItTakes(self):
        found = dict(one.split("=") for one in self.environment["dependencies"])
        self.assertGreaterEqual(int(found["openjdk"]), prerequisites.OLDEST_JDK)
        self.assertGreaterEqual(tuple(map(int, found["python"].split("."))), (3, 9))
        self.assertLessEqual({"maven", "jupyterlab", "nbgrader", "nbclient", "nbconvert", "jupyter_client"}, set(found))
        ours = dict(line.split("==") for line in prerequisites.REQUIREMENTS.read_text().splitlines() if "==" in line)
        for name in ("jupyterlab", "nbconvert", "jupyter_client"):
            self.assertEqual(found[name].split(".")[0], ours[name].split(".")[0], f"{name}: another major version than the kit's own")

    def test_labRunsOnThePythonAndTheJdkOfAnActiveEnvironment(self):
        with tempfile.TemporaryDirectory(dir=places.BUILD) as folder:
            prefix, build = Path(folder) / "envs" / "unrolled", Path(folder) / "build"
            self.make_environment(prefix)
            shutil.copytree(places.STATE, build / "kit")  # what is built stays built
            environment = {key: value for key, value in os.environ.items() if key not in ("JAVA_HOME", "JUPYTER_PATH")}
            environment.update(CONDA_PREFIX=str(prefix), PATH=f"{prefix / 'bin'}{os.pathsep}{os.environ['PATH']}",
                               UNROLLED_BUILD=str(build))
            done = subprocess.run([str(ROOT / "kit"), "lab", "--no-browser"], env=environment, capture_output=True, text=True)
            self.assertEqual(done.returncode, 0, done.stderr)
            told = json.loads(done.stdout)
            self.assertEqual(told["python"], str(prefix / "bin" / "python3"))
            spec = json.loads((Path(told["path"].split(os.pathsep)[0]) / "kernels" / "java" / "kernel.json").read_text())
            self.assertEqual(spec["argv"][2], str(prefix / "lib" / "jvm" / "bin" / "java"))

    @staticmethod
    def make_environment(prefix):
        """A folder as conda makes it: a Python with Jupyter's modules, and a JDK in lib/jvm."""
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(prefix)], check=True)
        packages = next((prefix / "lib").glob("python3*")) / "site-packages"
        for module in (*prerequisites.JUPYTER_MODULES, "jupyterlab"):
            (packages / module).mkdir()
            (packages / module / "__init__.py").touch()
        (packages / "jupyterlab" / "__main__.py").write_text(TELL)

        def link(source, target):
            try:
                os.link(source, target)
            except OSError:  # another disk
                shutil.copy2(source, target)

        jdk = prerequisites.find_jdk()
        shutil.copytree(jdk.home, prefix / "lib" / "jvm", copy_function=link, ignore=shutil.ignore_patterns("jmods", "src.zip"))
        for command in ("java", "javac"):
            (prefix / "bin" / command).symlink_to(prefix / "lib" / "jvm" / "bin" / command)


class Image(unittest.TestCase):
    def test_theRootsDockerfileIsBinders(self):
        self.assertEqual(os.readlink(ROOT / "Dockerfile"), ".binder/Dockerfile")

    def test_theBaseIsPinnedByTagAndDigest(self):
        self.assertRegex(DOCKERFILE, r"(?m)^ARG BASE=debian:trixie-\d{8}-slim@sha256:[0-9a-f]{64}$")

    def test_bindersRulesAreKept(self):
        self.assertRegex(DOCKERFILE, r"(?m)^ARG NB_USER=")
        self.assertRegex(DOCKERFILE, r"(?m)^ARG NB_UID=1000$")
        self.assertRegex(DOCKERFILE, r"(?m)^COPY .*--chown=\$\{NB_UID\} .*\$\{HOME\}/")
        self.assertRegex(DOCKERFILE, r'(?m)^ENTRYPOINT \["tini", "--", "start"\]$')
        stages = re.findall(r"(?m)^FROM (\S+)(?: AS (\S+))?$", DOCKERFILE)
        self.assertEqual(stages[-1], ("student", ""), "Binder builds the last stage")

    def test_everythingThatIsCopiedIsThereAndNotIgnored(self):
        ignored = (ROOT / ".dockerignore").read_text().splitlines()
        kept = [line[1:] for line in ignored if line.startswith("!")]
        for line in re.findall(r"(?m)^COPY (?!--from)(.*)$", DOCKERFILE):
            for source in [word for word in line.split()[:-1] if not word.startswith("--")]:
                self.assertTrue(list(ROOT.glob(source)), f"{source} is not there")
                self.assertTrue(any(k == source or k.startswith(source + "/") or source.startswith(k + "/") for k in kept),
                                f"{source} is ignored")

    def test_theEntryPointExecutesItsArgumentsInAHomeWithNotebooks(self):
        with tempfile.TemporaryDirectory() as folder:
            given, home = Path(folder) / "given", Path(folder) / "home"
            given.mkdir()
            home.mkdir()
            (given / "a.ipynb").write_text("{}")
            start = [str(ROOT / "deploy" / "image" / "start")]
            environment = {**os.environ, "HOME": str(home), "UNROLLED_NOTEBOOKS": str(given)}
            done = subprocess.run([*start, sys.executable, "-c", "import sys; print(sys.argv[1:]); sys.exit(7)", "two words"],
                                  env=environment, cwd=home, capture_output=True, text=True)
            self.assertEqual((done.returncode, done.stdout), (7, "['two words']\n"))
            (home / "notebooks" / "a.ipynb").write_text("the student's")
            subprocess.run([*start, "true"], env=environment, cwd=home, check=True)
            self.assertEqual((home / "notebooks" / "a.ipynb").read_text(), "the student's", "nothing is overwritten")

    def test_configurationsOfAllEnginesAreRead(self):
        inner = {"User": "1000", "WorkingDir": "/home/jovyan", "Env": ["A=b"], "Entrypoint": ["tini"]}
        expected = image_runners.Config("1000", "/home/jovyan", ("A=b",), ("tini",))
        for inspected in ([{"Config": inner}], {"Docker": {"config": inner}}):
            self.assertEqual(image_runners.config_of(inspected), expected)


class Services(unittest.TestCase):
    def test_theDevelopmentContainerNamesAStageThatIsThere(self):
        container = json.loads((ROOT / ".devcontainer" / "devcontainer.json").read_text())
        build = container["build"]
        self.assertEqual((ROOT / ".devcontainer" / build["dockerfile"]).resolve(), ROOT / ".binder" / "Dockerfile")
        self.assertIn(f" AS {build['target']}\n", DOCKERFILE)
        self.assertTrue((ROOT / container["postCreateCommand"].split()[0]).is_file())

    def test_kubernetesAndOneMachineHaveTheSameLimits(self):
        values = yaml.safe_load((ROOT / "deploy" / "jupyterhub" / "values.yaml").read_text())
        course = (ROOT / "deploy" / "jupyterhub" / "course.py").read_text()
        student = values["singleuser"]
        self.assertIn(f'"UNROLLED_MEMORY_LIMIT", "{student["memory"]["limit"]}"', course)
        self.assertIn(f'mem_guarantee = "{student["memory"]["guarantee"]}"', course)
        self.assertIn(f'"UNROLLED_CPU_LIMIT", "{student["cpu"]["limit"]}"', course)
        self.assertIn(f'"UNROLLED_MEMORY": "{student["extraEnv"]["UNROLLED_MEMORY"]}"', course)
        self.assertEqual(student["storage"]["homeMountPath"], "/home/jovyan")

    def test_theConfigurationsCompile(self):
        for file in (ROOT / "deploy" / "jupyterhub").glob("*.py"):
            compile(file.read_text(), str(file), "exec")


if __name__ == "__main__":
    unittest.main()
