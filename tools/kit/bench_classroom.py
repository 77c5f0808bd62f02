"""`bench classroom`: how many students this machine holds; rows in build/bench-classroom.json."""
from __future__ import annotations

import json
import os
import re
import subprocess
import time
from pathlib import Path

import bench_layers
import notebooks
import places
from console import KitError

RESULTS = places.BUILD / "bench-classroom.json"
DOCUMENT = places.ROOT / "docs" / "classroom.md"
BLOCK = re.compile(r"(<!-- begin: classroom -->\n).*(<!-- end: classroom -->)", re.S)
KERNELS = Path(__file__).with_name("classroom_kernels.py")
CLASS, MEMORY_MB, START_SECONDS = 30, 8192, 30
COLUMNS = {"students": "kernels", "state": "state", "seconds_until_all": "all ready [s]", "cpu_seconds_each": "CPU each [s]",
           "pss_mb": "memory, all [MB]", "pss_mb_each": "memory, each [MB]", "latency_ms": "`1 + 1`, median [ms]",
           "latency_ms_slowest": "slowest [ms]", "characters_per_second": "characters/s, all"}


def run(options) -> int:
    if not Path("/proc/self/smaps_rollup").is_file():
        raise KitError("bench classroom reads memory from /proc, expected Linux, found none; run it in the image")
    python, environment = notebooks.prepare()
    counts, training, seconds = ((1, 4), 2, 4) if options.quick else ((1, 10, CLASS), CLASS, 15)
    command = [str(python), str(KERNELS), "--students", *map(str, counts), "--training", str(training), "--seconds", str(seconds)]
    results = {"machine": bench_layers.processor(), "date": time.strftime("%Y-%m-%d"), "load_before": os.getloadavg()[0], "rows": []}
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
    for line in process.stdout:
        row = json.loads(line)
        results["rows"].append(row)
        print("  " + ", ".join(f"{title} {row[key]}" for key, title in COLUMNS.items() if row.get(key) is not None), flush=True)
    if process.wait():
        raise KitError("the kernels did not get through; what was measured until then is above")
    RESULTS.write_text(json.dumps(results, indent=1) + "\n")
    print(f"{len(results['rows'])} rows in {places.shown(RESULTS)}")
    if options.docs:
        document = DOCUMENT.read_text()
        DOCUMENT.write_text(BLOCK.sub(lambda found: found[1] + table(results) + found[2], document))
    return 0 if all([verdict(*bar) for bar in bars(results["rows"])]) else 1


def bars(rows: list[dict]) -> list[tuple[str, float, float]]:
    """What a class of 30 must reach: what, measured, at most."""
    of_class = {row["state"]: row for row in rows if row["students"] == CLASS}
    if not of_class:
        return []
    return [(f"seconds until {CLASS} kernels have answered", of_class["started"]["seconds_until_all"], START_SECONDS),
            (f"MB of {CLASS} idle kernels with the library in use", of_class["at work, idle"]["pss_mb"], MEMORY_MB)]


def verdict(what: str, measured: float, at_most: float) -> bool:
    print(f"{what}: {measured:,.0f}, bar {at_most:,}: {'reached' if measured <= at_most else 'MISSED'}")
    return measured <= at_most


def table(results: dict) -> str:
    lines = [f"Machine: {results['machine']}; {results['date']}; load before the start {results['load_before']:.1f}.\n",
             "| " + " | ".join(COLUMNS.values()) + " |", "|" + " --- |" * len(COLUMNS)]
    for row in results["rows"]:
        lines.append("| " + " | ".join(_cell(row.get(key)) for key in COLUMNS) + " |")
    return "\n".join(lines) + "\n"


def _cell(value) -> str:
    return "" if value is None else f"{value:,}" if isinstance(value, int) else str(value)
