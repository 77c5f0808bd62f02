"""`bench layers`: engines side by side, their rounds interleaved; one row a configuration in build/bench.json."""
from __future__ import annotations

import json
import os
import platform
import statistics
import subprocess
import time
from pathlib import Path

import bench_report
import building
import kernelspec
import places
from bench_engines import Engine, has_torch
from console import say, usage_error
from prerequisites import Debian

RESULTS = places.BUILD / "bench.json"
SHAPES = ((32, 128), (64, 256), (64, 512))
BASE = {"mode": "train", "cell": "lstm", "precision": "float", "batch": 64, "steps": 64, "hidden": 256, "layers": 1,
        "directions": 1, "threads": 2}


def _load(**changes) -> dict:
    return {**BASE, **changes}


def groups(quick: bool) -> dict[str, list[list[tuple[str, int, dict]]]]:
    """Name -> sets of (engine, size of its thread pools, load); the rounds of a set are interleaved."""
    torch = has_torch()
    if not torch:
        say("PyTorch is not there and is left out; Debian: sudo apt-get install python3-torch libopenblas0-openmp")
    cores = min(2, os.cpu_count() or 1)
    counts = sorted({1, cores})

    def versus(batch: int, hidden: int) -> list:
        shape = {"batch": batch, "hidden": hidden}
        rows = [("ours", 1, _load(**shape, threads=n)) for n in counts]
        rows += [("products", n, _load(**shape, threads=n)) for n in counts]
        rows += [("dl4j", n, _load(**shape, threads=n)) for n in counts]
        rows += [("torch", n, _load(**shape, threads=n)) for n in counts] if torch else []
        return rows + [("cells", 1, _load(**shape, threads=1))]

    def ours(*loads: dict) -> list:
        return [("ours", 1, {**load, "threads": cores}) for load in loads]

    stream = _load(mode="stream", batch=1, steps=1, threads=1)
    found = {
        "engines": [versus(*shape) for shape in SHAPES],
        "stream": [[("ours", 1, stream), ("dl4j", 1, stream), *([("torch", 1, stream)] if torch else [])]],
        "kinds": [ours(*[_load(cell=cell, batch=b, hidden=h) for cell in ("lstm", "gru", "gru-before", "rnn")])
                  for b, h in SHAPES]
                 + [ours(_load(), _load(precision="double"), _load(layers=2), _load(directions=2))],
        "growth": [ours(*[_load(steps=t) for t in (16, 64, 256, 1024)]),
                   ours(*[_load(hidden=h) for h in (64, 128, 256, 512)]),
                   ours(*[_load(batch=b) for b in (8, 16, 32, 64, 128)]),
                   ours(*[_load(layers=n) for n in (1, 2, 3)]),
                   [("ours", 1, _load(threads=n)) for n in counts]],
    }
    return {"engines": found["engines"][:2], "stream": found["stream"]} if quick else found


def _measure(engines: dict, jdk, entries: list, rounds: int, seconds: float) -> list[dict]:
    speeds: list[list[dict]] = [[] for _ in entries]
    for _ in range(rounds):
        for (name, pool, load), measured in zip(entries, speeds):
            key = (name, pool if name in ("products", "dl4j") else 1)
            engine = engines.setdefault(key, Engine(jdk, *key))
            measured.append(engine.measure(load, seconds))
    return [_row(entry, measured) for entry, measured in zip(entries, speeds)]


def _row(entry: tuple[str, int, dict], measured: list[dict]) -> dict:
    name, _, load = entry
    characters = 1 if load["mode"] == "stream" else load["batch"] * load["steps"]
    speeds = [characters * one["steps"] / one["seconds"] for one in measured]
    return {**load, "engine": name, "chars_per_s": round(statistics.median(speeds)), "rounds": len(speeds),
            "min": round(min(speeds)), "max": round(max(speeds)), "allocated_bytes_per_step": measured[-1]["allocated"]}


def describe(load: dict) -> str:
    """B64 T64 H256, and what is special."""
    special = [load["cell"].upper()] if load["cell"] != "lstm" else []
    special += ["double"] if load["precision"] == "double" else []
    special += [f"{load['layers']} layers"] if load["layers"] > 1 else []
    special += ["both directions"] if load["directions"] == 2 else []
    shape = f"H{load['hidden']}" if load["mode"] == "stream" else f"B{load['batch']} T{load['steps']} H{load['hidden']}"
    return " ".join([shape, *special])


def _show(row: dict) -> None:
    allocated = row["allocated_bytes_per_step"]
    spent = "" if allocated is None else f"  {allocated:>12,} B/step"
    print(f"  {describe(row):<28} {row['engine']:<9} {row['threads']} threads  {row['chars_per_s']:>9,} characters/s"
          f"  ({row['min']:,} to {row['max']:,}){spent}", flush=True)


def memory(jdk) -> list[dict]:
    """Peak resident memory: one process for each engine and shape."""
    rows = []
    for batch, hidden in SHAPES:
        for name in ("ours", "dl4j", *(["torch"] if has_torch() else [])):
            threads = 1 if name == "dl4j" else BASE["threads"]
            engine = Engine(jdk, name)
            measured = engine.measure(_load(batch=batch, hidden=hidden, threads=threads), 1.0)
            engine.close()
            rows.append({**_load(batch=batch, hidden=hidden, threads=threads), "engine": name, "peak_mb": measured["peak_mb"]})
            print(f"  {describe(rows[-1]):<28} {name:<9} peak {measured['peak_mb']} MB", flush=True)
    return rows


def processor() -> str:
    info = Path("/proc/cpuinfo")
    names = [line.split(":")[1].strip() for line in info.read_text().splitlines() if line.startswith("model name")] \
        if info.is_file() else []
    return f"{names[0] if names else platform.processor() or platform.machine()}, {os.cpu_count()} cores"


def run(options) -> int:
    jdk = building.ensure_built(Debian())
    rounds, seconds = (3, 0.4) if options.quick else (9, 0.8)
    results = json.loads(RESULTS.read_text()) if RESULTS.is_file() and options.only else {"rows": []}
    wanted = options.only or [*groups(options.quick), *([] if options.quick else ["memory"])]
    results.update(machine=processor(), java=jdk.version, date=time.strftime("%Y-%m-%d"))
    known = [*groups(False), "memory"]
    for name in wanted:
        if name not in known:
            raise usage_error(f"bench layers: expected one of {', '.join(known)}, got {name}")
        print(f"{name}:", flush=True)
        about = results.setdefault("engines", {})
        rows = memory(jdk) if name == "memory" else _group(jdk, groups(options.quick)[name], rounds, seconds, about)
        results["rows"] = [row for row in results["rows"] if row["group"] != name] + [{"group": name, **row} for row in rows]
        places.BUILD.mkdir(exist_ok=True)
        RESULTS.write_text(json.dumps(results, indent=1) + "\n")
    if options.docs:
        bench_report.write(results, describe)
        _draw(jdk)
    print(f"{len(results['rows'])} rows in {places.shown(RESULTS)}")
    return 0


def _draw(jdk) -> None:
    subprocess.run([str(jdk.java), *kernelspec.jvm_options(), "-Djava.awt.headless=true", "-cp", building.library_class_path(),
                    "unrolled.bench.Pictures", str(RESULTS), str(places.ROOT / "docs" / "images")], check=True, stderr=subprocess.DEVNULL)


def _group(jdk, sets: list, rounds: int, seconds: float, about: dict) -> list[dict]:
    """The rows of a group; what each engine says of itself goes into `about`."""
    engines: dict = {}
    rows = []
    try:
        for entries in sets:
            measured = _measure(engines, jdk, entries, rounds, seconds)
            for row in measured:
                _show(row)
            rows += measured
            for engine in engines.values():
                engine.forget()
        about |= {engine.name: engine.about for engine in engines.values()}
    finally:
        for engine in engines.values():
            engine.close()
    return rows
