"""Level lines and level regions of a surface, by contourpy; lines are kept by their inputs.

In the browser the lines of one surface cost more than half a frame: a drag that leaves the surface as it is must
not pay for them again. contourpy's own way in, contour_generator, looks for missing values with numpy.ma, which the
browser would have to load for that alone; so its generator is made here.
"""

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from contourpy import FillType, LineType, SerialContourGenerator, ZInterp

from demos.kit.types import Array


def level_lines(x: Array, y: Array, z: Array, levels: Array) -> list[tuple[Array, Array]]:
    """Return polylines (x, y) where z, rows of y (m,) and columns of x (n,), has one of the levels."""
    return _kept(x.tobytes(), y.tobytes(), z.tobytes(), levels.tobytes())


@lru_cache(16)
def _kept(*grid: bytes) -> list[tuple[Array, Array]]:
    x, y, z, levels = (np.frombuffer(values) for values in grid)
    found = _generator(x, y, z.reshape(y.size, x.size)).multi_lines(levels)
    lines = [np.asarray(line, dtype=float) for level in found for line in level]
    return [(line[:, 0], line[:, 1]) for line in lines]


class Rings(NamedTuple):
    """Closed outlines: points (n, 2), and where in them each ring starts, with n at the end."""

    points: Array
    starts: list[int]


def regions(z: Array, levels: tuple[float, ...]) -> list[Rings]:
    """Return, per level, where z (rows, columns; NaN where there is nothing) lies beyond it, as columns and rows.

    Beyond means above a level of 0 or more, and below a negative one: the regions of one sign lie in one another.
    """
    rows, columns = z.shape
    generator = _generator(np.arange(columns, dtype=float), np.arange(rows, dtype=float), z)
    found = []
    for level in levels:
        bounds = (level, np.inf) if level >= 0 else (-np.inf, level)
        chunks, offsets = generator.filled(*bounds)[:2]
        points, starts = chunks[0], offsets[0]
        nothing = Rings(np.empty((0, 2)), [0])
        found.append(nothing if points is None or starts is None else Rings(np.asarray(points), starts.tolist()))
    return found


def _generator(x: Array, y: Array, z: Array) -> SerialContourGenerator:
    """Return what contour_generator would: missing values, and the corners between them, are left out."""
    columns, rows = np.meshgrid(x, y)
    return SerialContourGenerator(
        columns,
        rows,
        z,
        ~np.isfinite(z),
        corner_mask=True,
        line_type=LineType.Separate,
        fill_type=FillType.ChunkCombinedOffset,
        quad_as_tri=False,
        z_interp=ZInterp.Linear,
    )
