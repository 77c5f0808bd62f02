"""`bench cliff`: is every fresh start as fast as the median, alone and beside busy cores, and does a disturbance cost speed?

A shared machine may change its own speed by a factor of two within seconds. So an engine that was started once and left alone runs
beside, in turns, and what is judged is a start's speed as a part of that engine's in the same turns.
"""
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
TURNS = 9
LOAD = {**BASE, "batch": 32, "hidden": 128}
OTHER_SHAPES = ({**LOAD, "batch": 7, "hidden": 50}, {**LOAD, "cell": "gru", "steps": 16})
SPIN = "while True: pass"


def run(options) -> int:
    jdk = building.ensure_built(Debian())
    alone, beside = (6, 2) if options.quick else (40, 10)
    steady = Engine(jdk, "ours")
    try:
        steady.measure(LOAD, 2.0)
        rows = [_starts(jdk, steady, "alone", alone)]
        busy = [subprocess.Popen([sys.executable, "-c", SPIN]) for _ in range(os.cpu_count() or 1)]
        try:
            rows.append(_starts(jdk, steady, "beside busy cores", beside))
        finally:
            for process in busy:
                process.kill()
                process.wait()
        rows += _disturbed(jdk, steady)
    finally:
        steady.close()
    places.BUILD.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps({"machine": processor(), "java": jdk.version, "date": time.strftime("%Y-%m-%d"), "rows": rows},
                                  indent=1) + "\n")
    print(f"{len(rows)} rows in {places.shown(RESULTS)}")
    return 1 if any(row["slowest"] < SLOWEST for row in rows) else 0


def _speed(engine: Engine, **more) -> float:
    measured = engine.measure(LOAD, 0.2, **more)
    return LOAD["batch"] * LOAD["steps"] * measured["steps"] / measured["seconds"]


def _turns(engine: Engine, steady: Engine) -> tuple[float, float]:
    """Characters a second, and as a part of the steady engine's: medians of some turns."""
    pairs = [(_speed(engine), _speed(steady)) for _ in range(TURNS)]
    return statistics.median(own for own, _ in pairs), statistics.median(own / its for own, its in pairs)


def _row(what: str, measured: list[tuple[float, float]], median: float | None = None) -> dict:
    speeds, parts = zip(*measured)
    against = median or statistics.median(parts)
    row = {"what": what, "chars_per_s": round(statistics.median(speeds)), "measured": len(speeds),
           "slowest": round(min(parts) / against, 3), "below": sum(part < SLOWEST * against for part in parts),
           "slowest_by_the_clock": round(min(speeds) / statistics.median(speeds), 3)}
    print(f"{what}: median {row['chars_per_s']:,} characters/s of {len(speeds)}; beside a steady engine the slowest has"
          f" {row['slowest']:.2f} of the median, {row['below']} below {SLOWEST}; by the clock {row['slowest_by_the_clock']:.2f}", flush=True)
    return row


def _starts(jdk, steady: Engine, where: str, count: int) -> dict:
    measured = []
    for _ in range(count):
        engine = Engine(jdk, "ours")
        engine.measure(LOAD, 0.5)
        measured.append(_turns(engine, steady))
        engine.close()
    return _row(f"fresh starts {where}", measured)


def _disturbed(jdk, steady: Engine) -> list[dict]:
    """In one process: undisturbed rounds give the median, then each disturbance is followed by rounds of its own."""
    engine = Engine(jdk, "ours")
    try:
        engine.measure(LOAD, 0.5)
        before = [_turns(engine, steady) for _ in range(5)]
        median = statistics.median(part for _, part in before)
        rows = [_row("one process", before, median)]
        for how in ("exception", "interrupt"):
            after = []
            for _ in range(5):
                _speed(engine, disturb=how)
                after.append(_turns(engine, steady))
            rows.append(_row(f"after an {how}", after, median))
        after = []
        for n in range(5):
            engine.measure(OTHER_SHAPES[n % len(OTHER_SHAPES)], 0.5)
            after.append(_turns(engine, steady))
        return [*rows, _row("after another shape", after, median)]
    finally:
        engine.close()
