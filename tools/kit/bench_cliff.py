"""`bench cliff`: is every fresh start as fast as the median, alone and beside busy cores, and does a disturbance cost speed?"""
from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time

import building
import places
from bench_engines import Engine
from bench_layers import BASE, processor
from prerequisites import Debian

RESULTS = places.BUILD / "bench-cliff.json"
SLOWEST = 0.8
LOAD = {**BASE, "batch": 32, "hidden": 128}
OTHER_SHAPES = ({**LOAD, "batch": 7, "hidden": 50}, {**LOAD, "cell": "gru", "steps": 16})
SPIN = "while True: pass"


def run(options) -> int:
    jdk = building.ensure_built(Debian())
    alone, beside = (6, 2) if options.quick else (40, 10)
    rows = [_starts(jdk, "alone", alone)]
    busy = [subprocess.Popen([sys.executable, "-c", SPIN]) for _ in range(os.cpu_count() or 1)]
    try:
        rows.append(_starts(jdk, "beside busy cores", beside))
    finally:
        for process in busy:
            process.kill()
            process.wait()
    rows += _disturbed(jdk)
    places.BUILD.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps({"machine": processor(), "java": jdk.version, "date": time.strftime("%Y-%m-%d"), "rows": rows},
                                  indent=1) + "\n")
    print(f"{len(rows)} rows in {places.shown(RESULTS)}")
    return 1 if any(row["slowest"] < SLOWEST for row in rows) else 0


def _speed(measured: dict) -> float:
    return LOAD["batch"] * LOAD["steps"] * measured["steps"] / measured["seconds"]


def _row(what: str, speeds: list[float], against: float) -> dict:
    row = {"what": what, "chars_per_s": round(statistics.median(speeds)), "starts": len(speeds),
           "slowest": round(min(speeds) / against, 3), "below": sum(speed < SLOWEST * against for speed in speeds)}
    print(f"{what}: median {row['chars_per_s']:,} characters/s of {len(speeds)}, slowest {row['slowest']:.2f} of the median;"
          f" {row['below']} below {SLOWEST}", flush=True)
    return row


def _starts(jdk, where: str, count: int) -> dict:
    speeds = []
    for _ in range(count):
        engine = Engine(jdk, "ours")
        speeds.append(_speed(engine.measure(LOAD, 1.5)))
        engine.close()
    return _row(f"fresh starts {where}", speeds, statistics.median(speeds))


def _disturbed(jdk) -> list[dict]:
    """In one process: undisturbed rounds give the median, then each disturbance is followed by rounds of its own."""
    engine = Engine(jdk, "ours")
    try:
        before = [_speed(engine.measure(LOAD, 1.0)) for _ in range(5)]
        median = statistics.median(before)
        rows = [_row("one process", before, median)]
        for how in ("exception", "interrupt"):
            after = [_speed(engine.measure(LOAD, 1.0, disturb=how)) for _ in range(5)]
            rows.append(_row(f"after an {how}", after, median))
        after = []
        for n in range(5):
            engine.measure(OTHER_SHAPES[n % len(OTHER_SHAPES)], 0.5)
            after.append(_speed(engine.measure(LOAD, 1.0)))
        return [*rows, _row("after another shape", after, median)]
    finally:
        engine.close()
