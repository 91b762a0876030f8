"""Losses of a single weight, which can be drawn as curves, and the bottoms of their valleys."""

from collections.abc import Callable
from math import pi
from typing import Any, NamedTuple

import numpy as np

C = 0.15 * pi


class Loss(NamedTuple):
    """A loss of one weight, its slope, and the slope's slope, the curvature; for any number of weights at once."""

    value: Callable[[Any], Any]
    slope: Callable[[Any], Any]
    curvature: Callable[[Any], Any]


LOSSES = {
    "square": Loss(lambda x: x * x, lambda x: 2 * x, lambda _: 2.0),
    "valleys": Loss(
        lambda x: x * np.cos(C * x),
        lambda x: np.cos(C * x) - C * x * np.sin(C * x),
        lambda x: -2 * C * np.sin(C * x) - C**2 * x * np.cos(C * x),
    ),
}


class Valley(NamedTuple):
    """The bottom of a valley: where it lies, how deep it is, and the largest rate that can rest there."""

    name: str
    bottom: float
    depth: float
    limit: float


def valley(name: str, weight: float, loss: Loss) -> Valley:
    """Find the bottom near a weight, by Newton's method."""
    for _ in range(20):
        weight -= loss.slope(weight) / loss.curvature(weight)
    return Valley(name, float(weight), float(loss.value(weight)), float(2 / loss.curvature(weight)))
