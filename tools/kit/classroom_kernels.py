"""Many kernels side by side, as in a class; prints what was measured, a JSON object a line. Runs in the Python that has Jupyter."""
from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from jupyter_client.manager import start_new_kernel

TICKS = os.sysconf("SC_CLK_TCK")
FIRST = "1 + 1"
# What a student's kernel has done after the first minutes: the library and ND4J loaded, a layer run, a picture drawn.
AT_WORK = [
    """import org.nd4j.linalg.factory.Nd4j;
    import unrolled.compute.CellKind; import unrolled.lab.*; import unrolled.plot.*; import unrolled.text.*;
    import unrolled.train.*;
    import tech.tablesaw.api.*;
    Lab.start();""",
    """Corpus corpus = Corpus.of(GeneratedText.of(10, 200_000));
    Recipe recipe = Recipe.of(Budget.steps(2)).withEvaluations(1).withSeed(10);
    CharLanguageModel model = Trainer.newModel(ModelShape.of(CellKind.LSTM, 128), corpus.vocabulary(), recipe);""",
    """Nd4j.rand(64, 64).mmul(Nd4j.rand(64, 64)).sumNumber();
    Lab.show(Plot.lines(Table.create(DoubleColumn.create("x", 1, 2), DoubleColumn.create("y", 1, 4)), "x", "y"));""",
]
TRAINING = """double[] speed = new double[1];
new Trainer(model, corpus, Recipe.of(Budget.seconds(%d)).withEvaluations(1).withSeed(10)).run(new TrainingListener() {
  public void onStep(TrainingProgress p) { speed[0] = p.charactersPerSecond(); }
});
System.out.println("speed " + speed[0]);"""
SERVER_SECONDS = 120


class Student:
    """A kernel, timed from before its process starts to its first result."""

    def __init__(self) -> None:
        begin = time.monotonic()
        self.manager, self.client = start_new_kernel(kernel_name="java", startup_timeout=300)
        self.run(FIRST)
        self.seconds_to_first_result = time.monotonic() - begin

    def run(self, code: str, timeout: float = 300) -> str:
        printed = []

        def hear(message) -> None:
            if message["msg_type"] == "stream":
                printed.append(message["content"]["text"])

        reply = self.client.execute_interactive(code, timeout=timeout, output_hook=hear)
        if reply["content"]["status"] != "ok":
            raise SystemExit(f"a cell failed: {reply['content']}")
        return "".join(printed)

    def latency(self) -> float:
        begin = time.monotonic()
        self.run(FIRST)
        return 1000 * (time.monotonic() - begin)

    def prepare(self) -> None:
        for cell in AT_WORK:
            self.run(cell)

    def train(self, seconds: int) -> float:
        """Characters a second, at the end."""
        return float(self.run(TRAINING % seconds, timeout=60 + 20 * seconds).rsplit("speed ", 1)[1])

    @property
    def process(self) -> int:
        return self.manager.provisioner.process.pid

    def close(self) -> None:
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)


def pss_mb(process: int) -> float:
    """Resident memory, each page that processes share divided among them."""
    for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
    return 0.0


def cpu_seconds(process: int) -> float:
    fields = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def measure(students: list[Student], state: str, **more) -> None:
    memory = [pss_mb(student.process) for student in students]
    latencies = [student.latency() for student in students for _ in range(max(1, 30 // len(students)))]
    row = {"state": state, "students": len(students), "pss_mb": round(sum(memory)), "pss_mb_each": round(statistics.mean(memory)),
           "latency_ms": round(statistics.median(latencies)), "latency_ms_slowest": round(max(latencies)), **more}
    print(json.dumps(row), flush=True)


def together(count: int, action, *arguments) -> list:
    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(lambda _: action(*arguments), range(count)))


def idle_cpu(students: list[Student], seconds: float) -> float:
    """Cores that kernels take while nobody asks them anything."""
    before = sum(cpu_seconds(student.process) for student in students)
    time.sleep(seconds)
    return (sum(cpu_seconds(student.process) for student in students) - before) / seconds


def classroom(count: int, training: int, seconds: int) -> None:
    begin = time.monotonic()
    students = together(count, Student)
    all_started = time.monotonic() - begin
    try:
        spent = sum(cpu_seconds(student.process) for student in students)
        measure(students, "started", seconds_until_all=round(all_started, 1), cpu_seconds_each=round(spent / count, 2))
        with ThreadPoolExecutor(count) as pool:
            list(pool.map(Student.prepare, students))
        measure(students, "at work, idle", idle_cores=round(idle_cpu(students, 5.0), 3))
        for trainers in sorted({min(count, number) for number in (1, training)} if training else ()):
            _train(students, trainers, seconds)
    finally:
        for student in students:
            student.close()


def _train(students: list[Student], trainers: int, seconds: int) -> None:
    """So many train; those who do not are asked for their latency meanwhile."""
    with ThreadPoolExecutor(trainers) as pool:
        running = [pool.submit(student.train, seconds) for student in students[:trainers]]
        time.sleep(seconds / 2)
        memory = [pss_mb(student.process) for student in students[:trainers]]
        latencies = [student.latency() for student in students[trainers:][:10]]
        speeds = [one.result() for one in running]
    row = {"state": f"{trainers} training", "students": len(students), "pss_mb_each": round(statistics.mean(memory)),
           "characters_per_second": round(sum(speeds)), "slowest": round(min(speeds)),
           "latency_ms": round(statistics.median(latencies)) if latencies else None,
           "latency_ms_slowest": round(max(latencies)) if latencies else None}
    print(json.dumps(row), flush=True)


def server() -> None:
    """What each student's Jupyter server takes beside the kernel, with its page not yet open."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "JUPYTER_RUNTIME_DIR": folder}
        begin = time.monotonic()
        command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--port", "0", "--allow-root"]
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            while not list(Path(folder).glob("jpserver-*.json")):
                if process.poll() is not None or time.monotonic() > begin + SERVER_SECONDS:
                    raise SystemExit("JupyterLab's server did not start")
                time.sleep(0.1)
            seconds = time.monotonic() - begin
            time.sleep(2)
            row = {"state": "server", "students": 1, "pss_mb_each": round(pss_mb(process.pid)), "seconds_until_all": round(seconds, 1),
                   "cpu_seconds_each": round(cpu_seconds(process.pid), 2)}
            print(json.dumps(row), flush=True)
        finally:
            process.terminate()
            process.wait()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--students", type=int, nargs="+", required=True)
    parser.add_argument("--training", type=int, default=0, help="how many train at the same time")
    parser.add_argument("--seconds", type=int, default=10)
    options = parser.parse_args()
    server()
    for count in options.students:
        classroom(count, min(options.training, count), options.seconds)


if __name__ == "__main__":
    sys.exit(main())
