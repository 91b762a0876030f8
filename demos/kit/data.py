"""Seeded data sets: the same seed gives the same points in every engine.

Random numbers come from the standard library: it is there as soon as Python is, while `numpy.random` costs the
reader a further download and import.
"""

from functools import lru_cache
from random import Random
from typing import NamedTuple

import numpy as np

from demos.kit.types import Array


class Points(NamedTuple):
    """Inputs x (n,) in [-1, 1] and noisy targets y (n,)."""

    x: Array
    y: Array


def wave(x: Array) -> Array:
    """The curve behind the noise: smooth, with one hump and one dip on [-1, 1]."""
    return np.sin(2.6 * x) * (1 - 0.35 * x)


def noisy_wave(seed: int, count: int, noise: float) -> Points:
    """Draw `count` points about `wave`, x uniform on [-1, 1], noise Gaussian of that standard deviation."""
    random = Random(seed)
    x = np.array(sorted(random.uniform(-1, 1) for _ in range(count)))
    return Points(x, wave(x) + noise * np.array([random.gauss(0, 1) for _ in range(count)]))


def points_of(text: str) -> Points:
    """Read points written as "x,y x,y …"; raises ValueError on anything else."""
    pairs = [pair.split(",") for pair in text.split()]
    x, y = (np.array([float(pair[axis]) for pair in pairs]) for axis in (0, 1))
    if any(len(pair) != 2 for pair in pairs) or not np.all(np.isfinite(x) & np.isfinite(y)):
        raise ValueError(text)
    return Points(x, y)


def legendre(x: Array, degree: int) -> Array:
    """Orthonormal Legendre features (n, degree + 1): √(2k+1)·Pₖ(x), of mean square 1 under uniform x.

    In monomials x, x², x³, … descent would crawl: their condition number at degree 11 is about 7e10.
    Recurrence: (k+1)Pₖ₊₁ = (2k+1)x·Pₖ - k·Pₖ₋₁. What was asked for lately is kept, so it cannot be written to.
    """
    return _legendre(x.tobytes(), degree)


@lru_cache(64)
def _legendre(places: bytes, degree: int) -> Array:
    x = np.frombuffer(places)
    columns = [np.ones_like(x), x]
    for k in range(1, degree):
        columns.append(((2 * k + 1) * x * columns[k] - k * columns[k - 1]) / (k + 1))
    features = np.column_stack([np.sqrt(2 * k + 1) * columns[k] for k in range(degree + 1)])
    features.flags.writeable = False
    return features


def noisy_plane(seed: int, count: int, weights: Array, spread: Array, noise: float) -> tuple[Array, Array]:
    """Draw inputs x (n, d), Gaussian of standard deviations `spread` (d,), and targets x @ weights + noise (n,)."""
    random = Random(seed)
    x = spread * np.array([[random.gauss(0, 1) for _ in spread] for _ in range(count)])
    return x, x @ weights + noise * np.array([random.gauss(0, 1) for _ in range(count)])
