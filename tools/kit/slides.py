"""`slides`: a notebook as a page to present from."""
from __future__ import annotations

import subprocess
from pathlib import Path

import notebooks
import places
from console import KitError

WEBPAGE = Path(__file__).with_name("webpage.py")


def run(options) -> int:
    """Slides of what is committed: nothing is executed."""
    sources = [notebooks.find(name) for name in options.notebook]
    python, environment = notebooks.prepare()
    for source in sources:
        target = places.BUILD / "slides" / f"{source.stem}.html"
        done = subprocess.run([str(python), str(WEBPAGE), str(source), str(target)], env=environment, capture_output=True, text=True)
        if done.returncode:
            raise KitError(f"{source.name} cannot be made into slides: {(done.stderr.strip().splitlines() or ['no reason given'])[-1]}")
        print(f"slides: {places.shown(target)}")
    return 0
