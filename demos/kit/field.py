"""A field as a few paths of cells, one a step of its colour, kept by its inputs as level lines are."""

from functools import lru_cache
from itertools import pairwise

import numpy as np

from demos.kit.paths import rounded
from demos.kit.types import Array

LEVELS = 9
Pair = tuple[float, float]


def field_steps(z: Array, ends: Pair, size: Pair) -> tuple[str, ...]:
    """Return path data a step, from low to high: the cells of z (rows from the top) within a plot of that size."""
    values = np.ascontiguousarray(z, dtype=float)
    return _kept(values.tobytes(), values.shape, ends, size)


@lru_cache(16)
def _kept(values: bytes, shape: tuple[int, int], ends: Pair, size: Pair) -> tuple[str, ...]:
    low, high = ends
    z = np.frombuffer(values).reshape(shape)
    steps = np.clip((z - low) / (high - low) * LEVELS, 0, LEVELS - 1).astype(int)
    tall, wide = size[1] / shape[0], size[0] / shape[1]
    runs: list[list[str]] = [[] for _ in range(LEVELS)]
    for i, row in enumerate(steps):
        edges = np.flatnonzero(np.diff(row, prepend=-1, append=-1)).tolist()
        for start, end in pairwise(edges):
            # Half a unit of overlap hides the seams between neighbouring cells.
            x, y, w = rounded([start * wide, i * tall, (end - start) * wide + 0.5])
            runs[row[start]].append(f"M{x} {y}h{w}v{tall + 0.5:.1f}h-{w}z")
    return tuple("".join(parts) for parts in runs)
