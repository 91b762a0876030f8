"""Loss surfaces over two weights: a valley, Rosenbrock's banana and a saddle; each can be turned about its centre.

Whether a landscape lies along the axes matters to optimizers that treat each weight by itself. Everything here is
sums and products of single numbers, so that two engines agree to the last digit.
"""

from collections.abc import Callable
from math import cos, radians, sin
from typing import NamedTuple

import numpy as np

from demos.kit.types import Array

VALLEY_RATIO = 50.0
VIEW = (-2.4, 2.4), (-0.86, 1.54)  # of weight 1 and weight 2; a unit is as long on both axes of a chart 320 x 191
WELL = 0.8  # how far the saddle's two minima lie from it


class Landscape(NamedTuple):
    """A surface in coordinates (x, y) from its centre, its gradient there, and its minima (n, 2) in them.

    `height(x, y)` has the shape of x; `slope(x, y)` gives the two partial derivatives.
    """

    centre: tuple[float, float]
    height: Callable[[Array, Array], Array]
    slope: Callable[[Array, Array], tuple[Array, Array]]
    minima: tuple[tuple[float, float], ...] = ((0.0, 0.0),)
    turn: float = 0.0

    def loss(self, weights: Array) -> Array:
        """The loss at weights (…, 2): (…)."""
        return self.height(*self._inside(weights))

    def gradient(self, weights: Array) -> Array:
        """Its gradient there (…, 2)."""
        along, across = self.slope(*self._inside(weights))
        c, s = self._rotation()
        return np.stack([c * along + s * across, c * across - s * along], axis=-1)

    def lowest(self) -> Array:
        """Where the minima lie, as weights (n, 2)."""
        c, s = self._rotation()
        return np.array([(self.centre[0] + c * x + s * y, self.centre[1] + c * y - s * x) for x, y in self.minima])

    def contours(self) -> tuple[Array, Array, Array, Array]:
        """Coordinates (49,), (31,), losses over the view, and levels, closer together where the loss is small."""
        x, y = np.linspace(*VIEW[0], 49), np.linspace(*VIEW[1], 31)
        z = self.loss(np.stack(np.meshgrid(x, y), axis=-1))
        return x, y, z, z.max() * np.linspace(0.1, 0.9, 7) ** 3

    def _inside(self, weights: Array) -> tuple[Array, Array]:
        c, s = self._rotation()
        x, y = weights[..., 0] - self.centre[0], weights[..., 1] - self.centre[1]
        return c * x - s * y, s * x + c * y

    def _rotation(self) -> tuple[float, float]:
        return (cos(radians(self.turn)), sin(radians(self.turn))) if self.turn else (1.0, 0.0)


def valley(x: Array, y: Array) -> Array:
    """½(x² + κy²): a long bowl."""
    return 0.5 * (x * x + VALLEY_RATIO * y * y)


def valley_slope(x: Array, y: Array) -> tuple[Array, Array]:
    """Its gradient."""
    return x, VALLEY_RATIO * y


def rosenbrock(x: Array, y: Array) -> Array:
    """(1 - X)² + 100(Y - X²)² about its minimum (1, 1), X = 1 + x and Y = 1 + y. Source: Rosenbrock 1960."""
    bend = (1 + y) - (1 + x) * (1 + x)
    return x * x + 100 * bend * bend


def rosenbrock_slope(x: Array, y: Array) -> tuple[Array, Array]:
    """Its gradient."""
    bend = (1 + y) - (1 + x) * (1 + x)
    return 2 * x - 400 * (1 + x) * bend, 200 * bend


def saddle(x: Array, y: Array) -> Array:
    """4x² + ¼(y² - b²)²: down to the saddle along x, and from there to either of two minima, y = b or y = -b."""
    fall = y * y - WELL * WELL
    return 4 * x * x + 0.25 * fall * fall


def saddle_slope(x: Array, y: Array) -> tuple[Array, Array]:
    """Its gradient."""
    return 8 * x, y * (y * y - WELL * WELL)


LANDSCAPES = {
    "valley": Landscape((1.2, 0.0), valley, valley_slope),
    "rosenbrock": Landscape((1.0, 1.0), rosenbrock, rosenbrock_slope),
    "saddle": Landscape((0.6, 0.4), saddle, saddle_slope, ((0.0, WELL), (0.0, -WELL))),
}
