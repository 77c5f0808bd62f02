"""How a kernel starts and ends: places with odd names, limits, moves, and a server that is killed."""
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path
from unittest import mock

from client import Kernel

SPEC = Path(os.environ["JUPYTER_PATH"].split(os.pathsep)[0]) / "kernels" / "java"
# A stand-in for the notebook server: starts a kernel, tells its process, and waits to be killed.
SERVER = """
import sys, time
from jupyter_client.manager import start_new_kernel
manager, client = start_new_kernel(kernel_name="java", startup_timeout=60)
print(manager.provisioner.process.pid, flush=True)
time.sleep(600)
"""


def is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return "\nState:\tZ" not in Path(f"/proc/{process}/status").read_text() if Path("/proc/self").exists() else True


class Life(unittest.TestCase):
    def test_aRestartForgetsEverything(self):
        with Kernel() as kernel:
            kernel.run("int x = 1;")
            kernel.manager.restart_kernel(now=False)
            kernel.client.wait_for_ready(timeout=60)
            self.assertEqual(kernel.run("x").reply["status"], "error")
            self.assertEqual(kernel.run("1 + 1").value, "2")

    def test_aServerThatIsKilledLeavesNoKernelBehind(self):
        server = subprocess.Popen([sys.executable, "-c", SERVER], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        kernel = int(server.stdout.readline())
        self.assertTrue(is_alive(kernel))
        server.send_signal(signal.SIGKILL)
        server.wait()
        server.stdout.close()
        end = time.monotonic() + 20
        while is_alive(kernel) and time.monotonic() < end:
            time.sleep(0.2)
        self.assertFalse(is_alive(kernel))

    def test_aLibraryThatEndsTheProcessIsSeenByTheClientWithItsReason(self):
        with Kernel() as kernel:
            number = kernel.send('System.class.getMethod("exit", int.class).invoke(null, 3);')
            self.assertIn("The kernel ends", kernel.late(number, seconds=5))
            self.assertEqual(kernel.process.wait(timeout=20), 3)

    def test_aFullHeapIsAnErrorEachTimeAndTheKernelLives(self):
        with mock.patch.dict(os.environ, {"UNROLLED_MEMORY": "250m"}), Kernel() as kernel:
            for cell in ("byte[][] all = new byte[200_000][];\nfor (int i = 0; i < 200_000; i++) all[i] = new byte[1 << 16];",
                         "List<Object> all = new LinkedList<>();\nwhile (true) all.add(new int[20]);",
                         "Object all = Stream.generate(() -> new int[20]).toList();",
                         "Object all = IntStream.iterate(1, i -> i + 1).boxed().toList();"):
                self.assertIn("OutOfMemoryError", kernel.run(cell, timeout=120).trace)
                self.assertEqual(kernel.run("1 + 1").value, "2")
                self.assertEqual(kernel.run("all = null;").reply["status"], "ok")


class Environment(unittest.TestCase):
    def value(self, code, **environment):
        with mock.patch.dict(os.environ, environment), Kernel() as kernel:
            executed = kernel.run(code)
            self.assertEqual(executed.reply["status"], "ok", executed.trace)
            return executed.value

    def test_memoryAndOptionsAreReadAtEachStart(self):
        shown = self.value('(Runtime.getRuntime().maxMemory() >> 20) + " " + System.getProperty("name")',
                           UNROLLED_MEMORY="333m", UNROLLED_JVM_OPTS="-XX:+UseG1GC '-Dname=two words'")
        self.assertRegex(shown, "^33[0-9] two words$")

    def test_theFolderMayMoveAndEveryPathMayHaveSpacesAndForeignLetters(self):
        with tempfile.TemporaryDirectory(prefix="môved in 課 ") as name:
            shutil.copytree(SPEC, Path(name) / "kernels" / "java")
            work = Path(name) / "arbeit ß"
            work.mkdir()
            environment = {"JUPYTER_PATH": name, "TMPDIR": str(work), "JUPYTER_RUNTIME_DIR": str(work / "runtime"), "LC_ALL": "C"}
            with mock.patch.dict(os.environ, environment), Kernel(cwd=str(work)) as kernel:
                self.assertEqual(kernel.run('Files.exists(Path.of(System.getProperty("user.dir")))').value, "true")
                self.assertIn("arbeit ß", kernel.run('System.getProperty("user.dir")').value)
                self.assertEqual(kernel.run('Class.forName("unrolled.autograd.Tensor").getSimpleName()').value, "Tensor")
                self.assertEqual(kernel.run('Files.writeString(Path.of("größe.txt"), "π").getFileName()').value, "größe.txt")
                self.assertEqual((work / "größe.txt").read_text(encoding="utf-8"), "π")

    def test_theSpecificationHasWhatFrontEndsLookFor(self):
        specification = json.loads((SPEC / "kernel.json").read_text())
        self.assertEqual((specification["language"], specification["interrupt_mode"]), ("java", "message"))
        for logo in ("logo-32x32.png", "logo-64x64.png", "logo-svg.svg"):
            self.assertTrue((SPEC / logo).is_file(), logo)

    def test_badSettingsAreToldInOneLine(self):
        for name, value, expected in (("UNROLLED_MEMORY", "lots", "expected a size such as 4g, got lots"),
                                      ("UNROLLED_JVM_OPTS", "'-Dopen", "expected options as in a shell")):
            done = subprocess.run(["sh", str(SPEC / "launch"), "java", "none.json"], env={**os.environ, name: value},
                                  capture_output=True, text=True)
            self.assertEqual(done.returncode, 1)
            self.assertIn(f"unrolled kernel: {name}: {expected}", done.stderr)


if __name__ == "__main__":
    unittest.main()
