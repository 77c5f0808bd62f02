"""Engines that are timed: processes which read a load a line and answer with what they measured."""
from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import building
import kernelspec
import places
from console import KitError
from prerequisites import Jdk, has_modules

ENGINE_CLASS = "unrolled.bench.EngineProcess"
TORCH_PYTHON = Path("/usr/bin/python3")
TORCH_ENGINE = Path(__file__).with_name("bench_torch.py")


def has_torch() -> bool:
    return TORCH_PYTHON.exists() and has_modules(TORCH_PYTHON, "torch")


class Engine:
    """A process with thread pools of a given size; it starts when it is first asked."""

    def __init__(self, jdk: Jdk, name: str, pool: int = 1):
        self.name, self.about, self._process = name, {}, None
        if name == "torch":
            self._command, self._environment = [str(TORCH_PYTHON), str(TORCH_ENGINE)], dict(os.environ)
        else:
            class_path = building.library_class_path()
            options = kernelspec.training_options() if name == "ours" else kernelspec.jvm_options()
            self._command = [str(jdk.java), *options, "-cp", class_path, ENGINE_CLASS, name]
            self._environment = {**os.environ, "OMP_NUM_THREADS": str(pool), "OPENBLAS_NUM_THREADS": str(pool)}

    def _start(self) -> None:
        log = places.state_file(f"bench-{self.name}.log").open("w")
        self._process = subprocess.Popen(self._command, env=self._environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                         stderr=log, text=True)
        self.about = self._answer()

    def _answer(self) -> dict:
        line = self._process.stdout.readline()
        if not line:
            raise KitError(f"the engine '{self.name}' ended without an answer; see build/kit/bench-{self.name}.log")
        return json.loads(line)

    def measure(self, load: dict, seconds: float, **more) -> dict:
        if self._process is None:
            self._start()
        self._process.stdin.write(json.dumps({"load": load, "seconds": seconds, **more}) + "\n")
        self._process.stdin.flush()
        return self._answer()

    def forget(self) -> None:
        """Lets go of the models of the loads so far."""
        if self._process:
            self._process.stdin.write("\n")
            self._process.stdin.flush()

    def close(self) -> None:
        if self._process:
            self._process.stdin.close()
            self._process.wait()
            self._process = None
