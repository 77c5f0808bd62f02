"""The tables of docs/performance.md, from build/bench.json."""
from __future__ import annotations

import re

import places

DOCUMENT = places.ROOT / "docs" / "performance.md"
BLOCK = re.compile(r"(<!-- begin: tables -->\n).*(<!-- end: tables -->)", re.S)
TITLES = {"engines": "Whole training steps, one LSTM layer", "stream": "One character at a time, H 256",
          "kinds": "Cells, precision, layers, directions (ours)", "growth": "How the cost grows (ours)",
          "memory": "Peak resident memory"}

PICTURES = {"engines": "![Characters a second of each engine as a part of what the matrix products alone allow](images/roofline.svg)",
            "growth": "![Microseconds a character against H, T, B, layers and threads](images/growth.svg)"}


def write(results: dict, describe) -> None:
    text = [f"Machine: {results['machine']}; JDK {results['java']}; {results['date']}. {_engines(results['engines'])}\n"]
    for group, title in TITLES.items():
        rows = [row for row in results["rows"] if row["group"] == group]
        if rows:
            text += [f"### {title}\n", *(_memory(rows, describe) if group == "memory" else _speeds(rows, describe)), ""]
            text += _verdicts(rows, describe) if group in ("engines", "stream") else []
            text += _against_lstm(rows, describe) if group == "kinds" else []
            text += [PICTURES[group], ""] if group in PICTURES else []
    document = DOCUMENT.read_text()
    DOCUMENT.write_text(BLOCK.sub(lambda found: found[1] + "\n".join(text) + "\n" + found[2], document))


def _engines(about: dict) -> str:
    """What the two engines multiply with whose speed hangs on it."""
    said = [f"Ours computes with {about['ours']['kernels']}"] if "ours" in about else []
    if "torch" in about:
        said.append(f"PyTorch is {about['torch']['version']} with {', '.join(about['torch']['blas']) or 'its own products'}")
    return "".join(f"{one}. " for one in said).strip()


def _speeds(rows: list[dict], describe) -> list[str]:
    lines = ["| load | engine | threads | characters/s | slowest to quickest of rounds | bytes/step |",
             "| --- | --- | --- | --- | --- | --- |"]
    for row in rows:
        spent = row["allocated_bytes_per_step"]
        lines.append(f"| {describe(row)} | {row['engine']} | {row['threads']} | {row['chars_per_s']:,} | {row['min']:,} to"
                     f" {row['max']:,} of {row['rounds']} | {'' if spent is None else f'{spent:,}'} |")
    return lines


def _memory(rows: list[dict], describe) -> list[str]:
    return ["| load | engine | MB |", "| --- | --- | --- |",
            *[f"| {describe(row)} | {row['engine']} | {row['peak_mb']} |" for row in rows]]


def _verdicts(rows: list[dict], describe) -> list[str]:
    """Ours at its best against each other engine at its best."""
    lines = ["| load | ours against | ratio |", "| --- | --- | --- |"]
    for load in dict.fromkeys(describe(row) for row in rows):
        best: dict[str, int] = {}
        for row in rows:
            if describe(row) == load:
                best[row["engine"]] = max(best.get(row["engine"], 0), row["chars_per_s"])
        lines += [f"| {load} | {name} | {best['ours'] / speed:.2f} |" for name, speed in best.items() if name != "ours"]
    return [*lines, ""]


def _against_lstm(rows: list[dict], describe) -> list[str]:
    """The lecture says that a GRU is 15 % faster; the LSTM of a shape was timed in the same rounds as the others."""
    lines = ["| load | cell | times the LSTM's speed |", "| --- | --- | --- |"]
    lstm: dict[str, int] = {}
    for row in rows:
        load = describe({**row, "cell": "lstm"})
        if row["cell"] == "lstm":
            lstm[load] = row["chars_per_s"]
        else:
            lines.append(f"| {load} | {row['cell'].upper()} | {row['chars_per_s'] / lstm[load]:.2f} |")
    return [*lines, ""]
