"""PyTorch's engine of `bench layers`: the protocol of unrolled.bench.EngineProcess, run by a Python that has torch."""
from __future__ import annotations

import json
import re
import resource
import sys
import time
from pathlib import Path

import torch

SYMBOLS = 65


class Training:
    """A whole training step of the same model; the one-hot input is dense, as nn.LSTM wants it."""

    def __init__(self, load: dict):
        torch.manual_seed(1)
        kind = {"lstm": torch.nn.LSTM, "gru": torch.nn.GRU, "rnn": torch.nn.RNN}[load["cell"]]
        dtype = torch.float64 if load["precision"] == "double" else torch.float32
        self.layer = kind(SYMBOLS, load["hidden"], load["layers"], bidirectional=load["directions"] == 2).to(dtype)
        self.head = torch.nn.Linear(load["hidden"] * load["directions"], SYMBOLS).to(dtype)
        ids = torch.randint(SYMBOLS, (load["steps"], load["batch"]))
        self.inputs = torch.nn.functional.one_hot(ids, SYMBOLS).to(dtype)
        self.targets = torch.randint(SYMBOLS, (load["steps"] * load["batch"],))
        self.parameters = [*self.layer.parameters(), *self.head.parameters()]
        self.adam = torch.optim.Adam(self.parameters, lr=1e-3)

    def step(self) -> None:
        self.adam.zero_grad()
        sequence, _ = self.layer(self.inputs)
        logits = self.head(sequence).reshape(-1, SYMBOLS)
        torch.nn.functional.cross_entropy(logits, self.targets).backward()
        torch.nn.utils.clip_grad_norm_(self.parameters, 1)
        self.adam.step()


class Stream:
    """One character at a time with LSTMCell: quicker than nn.LSTM with one step."""

    def __init__(self, load: dict):
        self.cell = torch.nn.LSTMCell(SYMBOLS, load["hidden"])
        self.head = torch.nn.Linear(load["hidden"], SYMBOLS)
        self.rows = torch.eye(SYMBOLS).unsqueeze(1)
        self.state = (torch.zeros(1, load["hidden"]), torch.zeros(1, load["hidden"]))
        self.next = 0

    def step(self) -> None:
        with torch.no_grad():
            self.state = self.cell(self.rows[self.next], self.state)
            self.head(self.state[0])
        self.next = (self.next + 7) % SYMBOLS


def run(engine, load: dict, seconds: float) -> dict:
    torch.set_num_threads(load["threads"])
    at_once = 100 if load["mode"] == "stream" else 1
    begin, steps, passed = time.perf_counter(), 0, 0.0
    while passed < seconds:
        for _ in range(at_once):
            engine.step()
        steps += at_once
        passed = time.perf_counter() - begin
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return {"steps": steps, "seconds": passed, "allocated": None, "peak_mb": peak}


def blas() -> list[str]:
    """The files of the library that its products come from; with a slow one the comparison would be worth nothing."""
    torch.ones(2, 2) @ torch.ones(2, 2)
    maps = Path("/proc/self/maps")
    loaded = {Path(line.split()[-1]).name for line in maps.read_text().splitlines()} if maps.is_file() else set()
    return sorted(name for name in loaded if re.match(r"lib(openblas|blas|blis|atlas|mkl|cblas)", name))


def main() -> None:
    engines: dict[str, object] = {}
    print(json.dumps({"engine": "torch", "version": torch.__version__, "blas": blas()}), flush=True)
    for line in sys.stdin:
        if not line.strip():
            engines.clear()
            continue
        request = json.loads(line)
        load, key = request["load"], json.dumps(request["load"])
        if key not in engines:
            engines[key] = Stream(load) if load["mode"] == "stream" else Training(load)
            run(engines[key], load, 2 * request["seconds"])
        print(json.dumps(run(engines[key], load, request["seconds"])), flush=True)


if __name__ == "__main__":
    main()
