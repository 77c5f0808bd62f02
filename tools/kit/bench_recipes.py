"""`bench recipes`: one change to the recipe at a time, each judged on the last tenth of the training part."""
from __future__ import annotations

import json
import subprocess
import time

import building
import kernelspec
import places
from bench_layers import processor
from console import KitError, usage_error
from java import MAIN_CLASS
from prerequisites import Debian

RESULTS = places.BUILD / "bench-recipes.json"
BASE = {"recipe": 10, "steps": 5900}  # of B 32 and T 64: 12.1 million characters, as many as ten minutes read
TRIALS = {
    "ten minutes' recipe": {},
    "one-hot": {"embedding": 0},
    "one-hot, whole batch": {"embedding": 0, "batch": 64, "steps": 2950},
    "no recurrent dropout": {"recurrent-dropout": 0},
    "no restarts": {"restarts": 0},
    "fall from the beginning": {"cooldown": 1},
    "average": {"average": 500},
    "weight decay": {"weight-decay": 0.05},
    "smaller": {"hidden": 384},
    "larger": {"hidden": 640},
    "two layers": {"layers": 2, "hidden": 384},
    "GRU": {"cell": "gru"},
    "long chunks": {"steps-per-chunk": 128, "steps": 2950},
}
QUICK = {"hidden": 32, "steps": 20}


def run(options) -> int:
    jdk = building.ensure_built(Debian())
    results = json.loads(RESULTS.read_text()) if RESULTS.is_file() else {"rows": []}
    results.update(machine=processor(), java=jdk.version, date=time.strftime("%Y-%m-%d"))
    for name in options.only or TRIALS:
        if name not in TRIALS:
            raise usage_error(f"bench recipes: expected one of {', '.join(TRIALS)}, got {name}")
        settings = {**BASE, **TRIALS[name], **(QUICK if options.quick else {})}
        row = {"name": name, "settings": settings, **_trial(jdk, settings)}
        print(f"{name:<30} {row['loss']:.4f} nats at best, {row['last']:.4f} at the end (training {row['training_loss']:.3f});"
              f" {row['characters'] / 1e6:.1f} M characters in {row['seconds']:,.0f} s", flush=True)
        results["rows"] = [old for old in results["rows"] if old["name"] != name] + [row]
        places.BUILD.mkdir(exist_ok=True)
        RESULTS.write_text(json.dumps(results, indent=1) + "\n")
    print(f"{len(results['rows'])} rows in {places.shown(RESULTS)}")
    return 0


def _trial(jdk, settings: dict) -> dict:
    arguments = [part for key, value in settings.items() for part in (f"--{key}", str(value))]
    out = places.state_file("trial.safetensors")
    done = subprocess.run([str(jdk.java), *kernelspec.training_options(), "-cp", building.library_class_path(), MAIN_CLASS, "train", "--tune",
                           "--json", "--out", str(out), *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    if done.returncode != 0:
        raise KitError(f"bench recipes: a trial failed: {done.stderr.strip().splitlines()[-1]}")
    answer = json.loads(done.stdout)
    last = answer["history"][-1]
    return {"loss": answer["loss_nats"], "last": last["validationLoss"], "training_loss": last["trainingLoss"],
            "characters": last["characters"], "seconds": last["seconds"], "best_step": answer["best_step"]}
