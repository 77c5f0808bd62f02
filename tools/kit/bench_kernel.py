"""`bench kernel`: our kernel's figures against their bars, and other Java kernels beside it."""
from __future__ import annotations

import json
import os
import re
import subprocess
import tempfile
import time
from pathlib import Path

import building
import kernelspec
import notebooks
import places
from bench_layers import processor
from console import KitError
from prerequisites import find_jdk

RESULTS = places.BUILD / "bench-kernel.json"
DOCUMENT = places.ROOT / "docs" / "kernel.md"
BLOCK = re.compile(r"(<!-- begin: figures -->\n).*(<!-- end: figures -->)", re.S)
FIGURES = Path(__file__).with_name("kernel_figures.py")
ANSWERS = Path(__file__).with_name("kernel_answers.py")

# How many of each: in full, and with --quick.
SIZES = {"start": (6, 3), "completion": (10, 3), "starts": (100, 3), "busy": (50, 2), "cells": (10_000, 300), "interrupts": (500, 20),
         "stops": (100, 8), "fuzz": (100_000, 2000)}
GROUPS = ("start", "completion", "starts", "cells", "interrupts", "fuzz", "answers")
CLASS_PATHS = ("IJAVA_CLASSPATH", "JJAVA_CLASSPATH", "RJK_CLASSPATH")


def run(options) -> int:
    python, environment = notebooks.prepare()
    environment |= dict.fromkeys(CLASS_PATHS, building.library_class_path())
    results = json.loads(RESULTS.read_text()) if RESULTS.is_file() and options.only else {}
    results.update(machine=processor(), java=find_jdk().version, date=time.strftime("%Y-%m-%d"), load=os.getloadavg()[0])
    unknown = [group for group in options.only or [] if group not in GROUPS]
    if unknown:
        raise KitError(f"--only: expected some of {', '.join(GROUPS)}, got {', '.join(unknown)}")
    with tempfile.TemporaryDirectory() as folder:
        others = _others(Path(folder), environment)
        for group in options.only or GROUPS:
            begin = time.monotonic()
            results[group] = MEASURES[group](_Runner(python, environment, options.quick), others)
            print(f"{group}: {time.monotonic() - begin:.0f} s", flush=True)
            RESULTS.write_text(json.dumps(results, indent=1) + "\n")
    rows = _rows(results)
    for label, value, bar, good in rows:
        print(f"  {label:<46} {value:<44} {bar:<22} {'' if good is None else 'ok' if good else 'MISSED'}", flush=True)
    for line in _beside(results):
        print(line)
    if options.docs:
        text = f"Machine: {results['machine']}; JDK {results['java']}; {results['date']}; load before: {results['load']:.1f}.\n\n"
        text += "\n".join(["| figure | measured | bar |", "| --- | --- | --- |", *[f"| {label} | {value} | {bar} |" for label, value, bar, _ in rows]])
        block = text + "\n\n" + "\n".join(_beside(results)) + "\n"
        DOCUMENT.write_text(BLOCK.sub(lambda found: found[1] + block + found[2], DOCUMENT.read_text()))
    print(f"written to {places.shown(RESULTS)}")
    return 1 if any(good is False for *_, good in rows) else 0


class _Runner:
    """Calls what measures, in the Python that has Jupyter."""

    def __init__(self, python: Path, environment: dict[str, str], quick: bool) -> None:
        self._python, self._environment, self._quick = python, environment, quick

    def size(self, name: str) -> int:
        return SIZES[name][self._quick]

    def figures(self, function: str, **arguments):
        return self._call(FIGURES, function, json.dumps(arguments))

    def answers(self, name: str):
        return self._call(ANSWERS, name)

    def _call(self, script: Path, *arguments: str):
        with places.state_file("bench-kernel.log").open("a") as log:
            done = subprocess.run([str(self._python), str(script), *arguments], env=self._environment, stdin=subprocess.DEVNULL,
                                  stdout=subprocess.PIPE, stderr=log, text=True)
        if done.returncode:
            raise KitError(f"{script.name} {' '.join(arguments)} failed; see build/kit/bench-kernel.log")
        return json.loads(done.stdout.splitlines()[-1])


def _others(folder: Path, environment: dict[str, str]) -> dict[str, str]:
    """Other Java kernels under names of their own: many are called `java`, as ours is. Label -> name."""
    found = {}
    for number, other in enumerate(kernelspec.others()):
        name = f"beside-{number}"
        (folder / "kernels").mkdir(exist_ok=True)
        (folder / "kernels" / name).symlink_to(other.folder, target_is_directory=True)
        found[other.label] = name
    environment["JUPYTER_PATH"] += os.pathsep + str(folder)
    return found


def _start(runner: _Runner, others: dict[str, str]) -> list[dict]:
    names = {"ours": "java", **others}
    return [{**runner.figures("start", name=name, rounds=runner.size("start")), "kernel": label} for label, name in names.items()]


def _starts(runner: _Runner, _others) -> dict:
    alone = runner.figures("starts", count=runner.size("starts"))
    return {"alone": alone, "beside two busy cores": runner.figures("busy_starts", count=runner.size("busy"))}


def _interrupts(runner: _Runner, _others) -> dict:
    random = runner.figures("interrupts", count=runner.size("interrupts"))
    return {"random": random, "endless": runner.figures("stops", count=runner.size("stops"))}


MEASURES = {
    "start": _start,
    "completion": lambda runner, _others: runner.figures("completion", rounds=runner.size("completion")),
    "starts": _starts,
    "cells": lambda runner, _others: runner.figures("cells", count=runner.size("cells")),
    "interrupts": _interrupts,
    "fuzz": lambda runner, _others: runner.figures("fuzz", count=runner.size("fuzz")),
    "answers": lambda runner, others: {label: runner.answers(name) for label, name in {"ours": "java", **others}.items()},
}


def _rows(results: dict) -> list[tuple[str, str, str, bool | None]]:
    """What was measured, its bar, and whether that is reached."""
    rows = []
    if ours := next(iter(results.get("start", [])), None):
        rows += [("start to a ready kernel: first of the run", f"{ours['ready_cold_s']:.2f} s", "", None),
                 ("start to a ready kernel: later ones", f"{ours['ready_s']:.2f} s", "", None),
                 ("start to the first result", f"{ours['first_result_s']:.2f} s", "1.5 s", ours["first_result_s"] <= 1.5),
                 ("`1 + 1`, median", f"{ours['one_plus_one_ms']:.0f} ms", "30 ms", ours["one_plus_one_ms"] <= 30),
                 ("resident memory after these cells", f"{ours['resident_mb']:.0f} MB", "200 MB", ours["resident_mb"] <= 200)]
    if "completion" in results:
        one = results["completion"]
        rows.append(("completion: median; slowest text", f"{one['median_ms']:.0f} ms; {one['slowest_text_ms']:.0f} ms", "300 ms",
                     one["slowest_text_ms"] <= 300))
        rows.append(("the class path read, from the first completion on", f"{one['class_path_read_s']:.1f} s", "", None))
    for where, one in results.get("starts", {}).items():
        rows.append((f"starts {where}", f"{one['good']} of {one['of']}, slowest {one['slowest_s']:.1f} s", "all", one["good"] == one["of"]))
    if "cells" in results:
        one = results["cells"]
        rows.append((f"{one['cells']:,} cells: memory over the second half", f"{one['slope_kb_a_cell']:.1f} KB a cell;"
                     f" {one['resident_mb_at'][-1][1]:.0f} MB at the end", "flat", None))
        rows.append(("a cell: the first of them; the last", f"{one['first_cells_ms']:.0f} ms; {one['last_cells_ms']:.0f} ms", "", None))
    if "interrupts" in results:
        one, two = results["interrupts"]["random"], results["interrupts"]["endless"]
        rows.append((f"{one['interrupts']} interrupts at random moments", f"{one['lost_kernels']} kernels lost, {one['wrong_cells']} later"
                     " cells wrong", "none", one["lost_kernels"] + one["wrong_cells"] == 0))
        rows.append(("endless cells stopped within 1 s, state kept", f"{two['within_a_second']} of {two['interrupts']}, slowest"
                     f" {two['slowest_s']:.2f} s", "all", two["within_a_second"] == two["state_kept"] == two["interrupts"]))
    if "fuzz" in results:
        one = results["fuzz"]
        rows.append((f"{one['messages']:,} random messages", f"kernel {'alive' if one['kernel_alive'] else 'lost'}, {one['seconds']:.0f} s",
                     "alive", one["kernel_alive"]))
    return rows


def _beside(results: dict) -> list[str]:
    """Tables with a column a kernel."""
    lines = []
    if len(results.get("start", [])) > 1:
        lines += ["| kernel | ready | first result | `1 + 1` | resident |", "| --- | --- | --- | --- | --- |"]
        lines += [f"| {one['kernel']} | {one['ready_s']:.2f} s | {one['first_result_s']:.2f} s | {one['one_plus_one_ms']:.0f} ms |"
                  f" {one['resident_mb']:.0f} MB |" for one in results["start"]] + [""]
    if answers := results.get("answers"):
        lines += ["| cell | " + " | ".join(answers) + " |", "| --- |" + " --- |" * len(answers)]
        lines += ["| " + " | ".join([rows[0][0], *[answer for _, answer in rows]]) + " |" for rows in zip(*answers.values())]
    return lines
