"""Lines as SVG path data, as short as the eye allows."""

import itertools
from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike

from demos.kit.types import Array


class _Tenths(dict[int, str]):
    """Tenths of a unit as text, each written once: writing numbers costs more than all else about a line."""

    def __missing__(self, tenths: int) -> str:
        self[tenths] = f"{tenths / 10:.1f}"
        return self[tenths]


_TENTHS = _Tenths()
OFF_TIES = 0.0137  # outlines meet grid lines at round numbers, where two engines may round to either side


def rounded(numbers: ArrayLike) -> list[float]:
    """Round to a tenth; adding 0 turns -0.0 into 0.0, in whose sign two engines may differ."""
    values: list[float] = (np.round(np.asarray(numbers, dtype=float), 1) + 0.0).ravel().tolist()
    return values


def path(x: ArrayLike, y: ArrayLike) -> str:
    """Return SVG path data for the polyline through points (n,), (n,)."""
    return _written(np.array([x, y], dtype=float).T.tobytes())


@lru_cache(128)
def _written(points: bytes) -> str:
    """A line that has not moved is not written again."""
    tenths: list[int] = np.rint(np.frombuffer(points) * 10).astype(int).tolist()
    return "M" + " ".join(map(_TENTHS.__getitem__, tenths))


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


def outline(points: Array, starts: list[int], slack: float = 0.05) -> str:
    """Return SVG path data of closed rings: points (n, 2), and where each ring starts, with n at the end.

    A point is left out where the straight way from its neighbours passes closer than `slack`; where they bend at all,
    of four in a row at least one stays, so that a gentle curve remains a curve.
    """
    if not len(points):
        return ""
    before, after = points - np.roll(points, 1, axis=0), np.roll(points, -1, axis=0) - points
    bend = np.abs(before[:, 0] * after[:, 1] - before[:, 1] * after[:, 0])
    keep = bend > slack * np.abs(before + after).sum(axis=1)
    keep[::4] |= bend[::4] > 1e-6
    keep[starts[:-1]] = keep[np.array(starts[1:]) - 1] = True
    kept = np.concatenate([[0], np.cumsum(keep)])[starts] * 2
    numbers = rounded(points[keep] + OFF_TIES)
    rings = itertools.pairwise(kept.tolist())
    return "".join(f"M{' '.join(map(str, numbers[a:b]))}" for a, b in rings if b - a > 6)  # four points or more


def few(end: int) -> Array:
    """Steps from 0 to the end that lie some pixels apart on the step axis: enough for a line in the background."""
    return np.unique(np.rint(np.expm1(np.linspace(0, np.log1p(end), 48))).astype(int))
