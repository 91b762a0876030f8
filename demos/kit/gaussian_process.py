"""Predict a function from a few of its values, with a doubt that grows away from them; say where to look next.

A Gaussian process assumes that points close together have similar values. Its `kernel` says how alike the values at
two points are: 1 for the same point, next to 0 for points several length scales apart. Values are measured from
their mean, in their standard deviation. Shapes: points (n, d), values (n,), places (m, d).
"""

from math import erf, pi, sqrt
from typing import NamedTuple

import numpy as np

from demos.kit.types import Array

JITTER = 1e-4  # variance of a value, in units of the values' own: it keeps the equations solvable


class Belief(NamedTuple):
    """What is expected at each place (m,), and how far off that may be, as a standard deviation (m,)."""

    mean: Array
    deviation: Array


def kernel(these: Array, those: Array, length: float) -> Array:
    """How alike the values at two points are, exp(-½ (distance / length)²): (n, m)."""
    apart = these[:, None, :] - those[None, :, :]
    return np.asarray(np.exp(-0.5 * (apart**2).sum(axis=2) / length**2))


def predict(points: Array, values: Array, places: Array, length: float) -> Belief:
    """The posterior: mean k K⁻¹ y, variance 1 - k K⁻¹ kᵀ, back in the units of the values.

    Source: Rasmussen & Williams, "Gaussian Processes for Machine Learning", 2006, equations 2.25 and 2.26.
    """
    spread = float(values.std()) or 1.0  # values that are all equal have no unit of their own
    alike = kernel(points, points, length) + JITTER * np.eye(values.size)
    near = kernel(points, places, length)
    weights = np.linalg.solve(alike, near)
    mean = values.mean() + (values - values.mean()) @ weights
    variance = np.maximum(1 - (near * weights).sum(axis=0), 0.0)
    return Belief(mean, spread * np.sqrt(variance))


def expected_improvement(best: float, belief: Belief) -> Array:
    """How far below `best` the value at each place is expected to fall, a worse one counting as 0: (m,).

    (best - mean) Φ(z) + deviation φ(z), with z = (best - mean) / deviation. Source: Jones, Schonlau & Welch 1998.
    """
    gain, deviation = best - belief.mean, np.maximum(belief.deviation, 1e-12)
    z = gain / deviation
    below = 0.5 + 0.5 * np.array([erf(each / sqrt(2)) for each in z.tolist()])
    return np.asarray(gain * below + deviation * np.exp(-0.5 * z**2) / sqrt(2 * pi))
