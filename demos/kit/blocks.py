"""Weights, epoch by epoch: one step needs the last, but what is noted of them is computed for many at once."""

from collections.abc import Callable, Iterator
from itertools import islice

import numpy as np

from demos.kit.types import Array

MOST = 64


def iterated(step: Callable[[Array], Array], start: Array) -> Iterator[Array]:
    """Yield the start, what one step makes of it, what the next makes of that, and so on."""
    while True:
        yield start
        start = step(start)


def blocks(weights: Iterator[Array]) -> Iterator[Array]:
    """Stack the first alone, (1, d), then the next 2, 4 … 64: the first comes soon, the others at little cost."""
    size = 1
    while True:
        yield np.array([*islice(weights, size)])
        size = min(2 * size, MOST)
