"""`bench`: measurements by name."""
from __future__ import annotations

import bench_classroom
import bench_cliff
import bench_grading
import bench_kernel
import bench_layers
import bench_recipes

BENCHES = {
    "layers": ("whole training steps and streaming against DL4J, PyTorch and the matrix products alone", bench_layers.run),
    "recipes": ("ways to train, compared on the last tenth of the training part; hours", bench_recipes.run),
    "cliff": ("fresh starts: is every one as fast as the median, and after a disturbance too", bench_cliff.run),
    "classroom": ("1 to 30 kernels on this machine: start, memory, latency, training", bench_classroom.run),
    "grading": ("a class of 300 submissions in one go", bench_grading.run),
    "kernel": ("our kernel's start, latency, memory, interrupts and faults, and other Java kernels beside it", bench_kernel.run),
}


def run(options) -> int:
    return BENCHES[options.name][1](options)
