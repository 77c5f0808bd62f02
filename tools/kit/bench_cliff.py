"""`bench cliff`: does every fresh start reach the speed of the others, alone and beside busy cores?"""
from __future__ import annotations

import os
import statistics
import subprocess
import sys

import building
from bench_engines import Engine
from bench_layers import BASE
from prerequisites import Debian

SLOWEST = 0.8
LOAD = {**BASE, "batch": 32, "hidden": 128}
SPIN = "while True: pass"


def run(options) -> int:
    jdk = building.ensure_built(Debian())
    alone, beside = (6, 2) if options.quick else (40, 10)
    slow = _starts(jdk, "alone", alone)
    busy = [subprocess.Popen([sys.executable, "-c", SPIN]) for _ in range(os.cpu_count() or 1)]
    try:
        slow += _starts(jdk, "beside busy cores", beside)
    finally:
        for process in busy:
            process.kill()
            process.wait()
    return 1 if slow else 0


def _starts(jdk, where: str, count: int) -> int:
    speeds = []
    for _ in range(count):
        engine = Engine(jdk, "ours")
        measured = engine.measure(LOAD, 1.5)
        speeds.append(LOAD["batch"] * LOAD["steps"] * measured["steps"] / measured["seconds"])
        engine.close()
    median = statistics.median(speeds)
    slow = sum(speed < SLOWEST * median for speed in speeds)
    print(f"{count} fresh starts {where}: median {median:,.0f} characters/s, slowest {min(speeds) / median:.2f} of it;"
          f" {slow} below {SLOWEST}", flush=True)
    return slow
