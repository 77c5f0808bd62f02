"""What `bench kernel` measures and the long kernel suites hold; runs in the Python that has Jupyter."""
from __future__ import annotations

import contextlib
import json
import os
import random
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Iterator

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "kernel" / "tests"))
from client import TIMEOUT, Kernel  # noqa: E402

SPIN = "while True: pass"
COMPLETIONS = ("Math.", "LSTM", "import org.nd4j.", "Strin", '"text".toUpp', "int n = 1;\nn + Mat", "var c = new unrolled.nn.LS")
ENDLESS = {
    "busy": "long n = 0; while (true) n++;",
    "sleep": "Thread.sleep(600_000);",
    "wait": "Object lock = new Object(); synchronized (lock) { lock.wait(); }",
    "reading": "var pipe = java.nio.channels.Pipe.open(); pipe.source().read(java.nio.ByteBuffer.allocate(1));",
    "recursion": "int fib(int n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); }\nfib(60)",
    "catches everything": "while (true) { try { Thread.sleep(10); } catch (Throwable t) { } }",
    "stream": "java.util.stream.LongStream.iterate(0, i -> i + 1).filter(i -> i < 0).findFirst()",
    "training": "var type = org.nd4j.linalg.api.buffer.DataType.FLOAT;\n"
                "var layer = new unrolled.nn.LSTM(unrolled.nn.LayerShape.of(8, 32), type, new Random(1));\n"
                "var x = unrolled.autograd.Tensor.zeros(type, 16, 4, 8);\nwhile (true) layer.forward(x).sequence().sum().backward();",
}


def resident_mb(process: int) -> float:
    """Of a process and its children: some kernels are started by a launcher that stays."""
    table = subprocess.run(["ps", "-A", "-o", "pid=,ppid=,rss="], capture_output=True, text=True, check=True).stdout
    rows = [tuple(map(int, line.split())) for line in table.splitlines()]
    family = {process}
    for pid, parent, _ in sorted(rows):
        if parent in family:
            family.add(pid)
    return sum(rss for pid, _, rss in rows if pid in family) / 1024


@contextlib.contextmanager
def busy_cores() -> Iterator[None]:
    processes = [subprocess.Popen([sys.executable, "-c", SPIN]) for _ in range(2)]
    try:
        yield
    finally:
        for process in processes:
            process.kill()
            process.wait()


def start(name: str = "java", rounds: int = 5, cells: int = 30) -> dict:
    """Seconds from before the process to a ready kernel and to the reply to `1 + 1`; then what one more `1 + 1` takes.

    The first start of a run reads from the disk what later ones find in memory.
    """
    ready, first, latency, memory = [], [], [], []
    for _ in range(rounds):
        begin = time.monotonic()
        with Kernel(name, wait=False) as kernel:
            kernel.ask("kernel_info")
            ready.append(time.monotonic() - begin)
            kernel.reply(kernel.send("1 + 1"))
            first.append(time.monotonic() - begin)
            kernel.client.wait_for_ready(timeout=TIMEOUT)
            times = []
            for _ in range(cells):
                begin = time.monotonic()
                kernel.run("1 + 1")
                times.append(1000 * (time.monotonic() - begin))
            latency.append(statistics.median(times))
            memory.append(resident_mb(kernel.process.pid))
    again = slice(1, None) if rounds > 1 else slice(None)
    return {"kernel": name, "rounds": rounds, "ready_cold_s": ready[0], "first_result_cold_s": first[0],
            "ready_s": statistics.median(ready[again]), "first_result_s": statistics.median(first[again]),
            "one_plus_one_ms": statistics.median(latency), "resident_mb": statistics.median(memory)}


def completion(rounds: int = 10) -> dict:
    """Milliseconds to a completion once the class path has been read, which the first one starts."""
    with Kernel() as kernel:
        begin = time.monotonic()
        while not kernel.complete("LSTMCell")["matches"] and time.monotonic() < begin + TIMEOUT:
            time.sleep(0.05)
        index = time.monotonic() - begin
        slowest, times = 0.0, []
        for code in COMPLETIONS:
            own = []
            for _ in range(rounds):
                begin = time.monotonic()
                kernel.complete(code)
                own.append(1000 * (time.monotonic() - begin))
            times += own
            slowest = max(slowest, statistics.median(own))
    return {"class_path_read_s": index, "median_ms": statistics.median(times), "slowest_text_ms": slowest, "maximum_ms": max(times)}


def starts(count: int) -> dict:
    """How many of so many kernels gave a first result."""
    good, slowest = 0, 0.0
    for _ in range(count):
        begin = time.monotonic()
        try:
            with Kernel() as kernel:
                good += kernel.run("6 * 7").value == "42"
        except Exception as error:  # noqa: BLE001: whatever goes wrong is a start that failed
            print(f"a start failed: {error!r}", file=sys.stderr)
        slowest = max(slowest, time.monotonic() - begin)
    return {"good": good, "of": count, "slowest_s": slowest}


def busy_starts(count: int) -> dict:
    with busy_cores():
        return starts(count)


def slope(points: list[tuple[float, float]]) -> float:
    """Of the line with the least squares."""
    middle = [statistics.mean(axis) for axis in zip(*points)]
    spread = sum((x - middle[0]) ** 2 for x, _ in points)
    return sum((x - middle[0]) * (y - middle[1]) for x, y in points) / spread if spread else 0.0


def cells(count: int) -> dict:
    """Memory of one kernel over so many cells, values and statements in turn: its slope over the second half."""
    with Kernel() as kernel:
        kernel.run("long sum = 0;")
        marks, early, late = [], 0.0, 0.0
        step = max(1, count // 20)
        for number in range(count):
            begin = time.monotonic()
            executed = kernel.run(f"{number} + 1" if number % 2 else f"sum += {number};")
            took = 1000 * (time.monotonic() - begin)
            if executed.reply["status"] != "ok":
                raise AssertionError(executed.trace)
            early, late = (early + took, late) if number < step else (early, late + took if number >= count - step else late)
            if number % step == step - 1:
                marks.append((number + 1, resident_mb(kernel.process.pid)))
        if kernel.run("sum").value != str(sum(range(0, count, 2))):
            raise AssertionError("a cell was lost")
    return {"cells": count, "resident_mb_at": marks, "slope_kb_a_cell": 1024 * slope(marks[len(marks) // 2:]), "first_cells_ms": early / step,
            "last_cells_ms": late / step}


def interrupts(count: int, seed: int = 20261124) -> dict:
    """Interrupts at random moments, before, in and after a cell: no kernel may be lost and no later cell be wrong."""
    chance, lost, wrong, stopped = random.Random(seed), 0, 0, 0
    with Kernel() as kernel:
        kernel.run("int kept = 7; int counter = 0;")
        for number in range(count):
            running = kernel.send("long n = 0; for (int i = 0; i < 60_000_000; i++) n += i;\nn")
            time.sleep(chance.random() * 0.12)
            kernel.manager.interrupt_kernel()
            stopped += kernel.finish(running).reply["status"] == "error"
            after = kernel.run(f"counter = {number}; kept + counter")
            while after.reply.get("ename") == "Interrupted" or after.reply["status"] == "aborted":
                after = kernel.run(f"counter = {number}; kept + counter")  # the interrupt came after its cell had ended
            wrong += after.value != str(7 + number)
        lost = int(not kernel.manager.is_alive())
    return {"interrupts": count, "stopped_a_cell": stopped, "lost_kernels": lost, "wrong_cells": wrong}


def stops(count: int) -> dict:
    """Interrupts of cells that would run for ever, one kind after the other: the seconds to their end."""
    seconds, kept = [], 0
    with Kernel() as kernel:
        kernel.run("int kept = 7;")
        for number in range(count):
            name = list(ENDLESS)[number % len(ENDLESS)]
            executed, took = kernel.interrupted(ENDLESS[name], after=0.3)
            if executed.reply.get("ename") != "Interrupted":
                raise AssertionError(f"{name}: {executed.trace}")
            seconds.append(took)
            kept += kernel.run("kept + 1").value == "8"
    return {"interrupts": count, "within_a_second": sum(one < 1 for one in seconds), "slowest_s": max(seconds), "state_kept": kept}


def fuzz(count: int) -> dict:
    """Random messages, some forged, some broken, some of no sense, as the suite of faults sends them."""
    environment = {**os.environ, "UNROLLED_FUZZ": str(count), "PYTHONPATH": str(ROOT / "kernel" / "tests")}
    begin = time.monotonic()
    done = subprocess.run([sys.executable, "-m", "unittest", "test_faults.Faults.test_randomMessagesEndNothing"], env=environment,
                          capture_output=True, text=True)
    if done.returncode:
        print(done.stderr, file=sys.stderr)
    return {"messages": count, "kernel_alive": done.returncode == 0, "seconds": time.monotonic() - begin}


if __name__ == "__main__":
    print(json.dumps(globals()[sys.argv[1]](**json.loads(sys.argv[2]))))
