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
BASE = {"hidden": 512, "dropout": 0.5, "lr": 0.003, "steps": 3000}
TRIALS = {
    "plain": {},
    "small": {"hidden": 256, "dropout": 0.25, "lr": 0.004, "steps": 9000},
    "late fall": {"cooldown": 0.5},
    "average": {"cooldown": 0.5, "average": 200},
    "half batch": {"batch": 32, "steps": 6000},
    "recurrent dropout": {"recurrent-dropout": 0.25},
    "recurrent dropout, late fall": {"recurrent-dropout": 0.25, "cooldown": 0.5},
    "weight decay": {"weight-decay": 0.1},
    "embedding": {"embedding": 64},
    "two layers": {"layers": 2, "hidden": 384},
    "long chunks": {"steps-per-chunk": 128, "batch": 32},
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
