"""`bench`: measurements by name."""
from __future__ import annotations

import bench_cliff
import bench_layers

BENCHES = {
    "layers": ("whole training steps and streaming against DL4J, PyTorch and the matrix products alone", bench_layers.run),
    "cliff": ("fresh starts: is every one as fast as the median", bench_cliff.run),
}


def run(options) -> int:
    return BENCHES[options.name][1](options)
