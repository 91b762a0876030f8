"""Lines as SVG path data, as short as the eye allows."""

import numpy as np
from numpy.typing import ArrayLike

from demos.kit.types import Array


def rounded(numbers: ArrayLike) -> list[float]:
    """Round to a tenth; adding 0 turns -0.0 into 0.0, in whose sign two engines may differ."""
    values: list[float] = (np.round(np.asarray(numbers, dtype=float), 1) + 0.0).ravel().tolist()
    return values


def path(x: ArrayLike, y: ArrayLike) -> str:
    """Return SVG path data for the polyline through points (n,), (n,)."""
    numbers = rounded(np.column_stack([x, y]))
    return "M" + ("%.1f " * len(numbers) % tuple(numbers)).rstrip()


def thinned(x: Array, y: Array, limit: int = 300) -> tuple[Array, Array]:
    """Keep one point of every pixel column, and its lowest and highest where they differ visibly."""
    if x.size <= limit:
        return x, y
    starts = np.flatnonzero(np.diff(np.floor(x), prepend=-np.inf))
    last = np.append(starts[1:], x.size) - 1
    low, high = np.minimum.reduceat(y, starts), np.maximum.reduceat(y, starts)
    spread = high - low > 1
    keep = np.column_stack([spread, spread, np.ones_like(spread)]).ravel()
    columns = np.column_stack([low, high, y[last]]).ravel()
    return np.repeat(x[last], 3)[keep], columns[keep]
