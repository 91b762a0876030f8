"""Level lines of a surface, by contourpy, kept by their inputs.

In the browser the lines of one surface cost more than half a frame: a drag that leaves the surface as it is must
not pay for them again.
"""

from functools import lru_cache

import numpy as np
from contourpy import contour_generator

from demos.kit.types import Array


def level_lines(x: Array, y: Array, z: Array, levels: Array) -> list[tuple[Array, Array]]:
    """Return polylines (x, y) where z, rows of y (m,) and columns of x (n,), has one of the levels."""
    return _kept(x.tobytes(), y.tobytes(), z.tobytes(), levels.tobytes())


@lru_cache(16)
def _kept(*grid: bytes) -> list[tuple[Array, Array]]:
    x, y, z, levels = (np.frombuffer(values) for values in grid)
    found = contour_generator(x, y, z.reshape(y.size, x.size)).multi_lines(levels)
    lines = [np.asarray(line, dtype=float) for level in found for line in level]
    return [(line[:, 0], line[:, 1]) for line in lines]
