"""A bowl with two curvatures, ½(w₁² + κ·w₂²), as far as several demos share it: many runs at once, theory, picture."""

from collections.abc import Iterator, Sequence
from functools import partial

import numpy as np

from demos.kit.plot import Chart
from demos.kit.quadratic import Scores
from demos.kit.scales import Scale
from demos.kit.types import Array


def runs(
    rate: Sequence[float], beta: Sequence[float], kappa: Sequence[float], start: Sequence[Sequence[float]]
) -> Iterator[Scores]:
    """Heavy-ball descent for n settings at once; `start` (2, n). An item an epoch gives the losses (n,)."""
    rates, betas = np.array(rate), np.array(beta)
    curvature = np.array([np.ones(betas.size), kappa])
    weights, velocity = np.array(start, dtype=float), np.zeros((2, betas.size))
    while True:
        yield partial(height, curvature, weights)
        velocity = betas * velocity + curvature * weights
        weights = weights - rates * velocity


def height(curvature: Array, weights: Array) -> Array:
    """The loss at weights (2, …)."""
    return np.asarray(0.5 * (curvature * weights**2).sum(0))


def after(epoch: int, rate: float, beta: float, kappa: float, start: Sequence[float]) -> Array:
    """The weights (2,) after so many steps in one go: a power of the matrix that takes (weight, velocity) a step on."""
    ends = []
    for curvature, weight in zip((1.0, kappa), start, strict=True):
        step = np.array([[1 - rate * curvature, -rate * beta], [curvature, beta]])
        ends.append(np.linalg.matrix_power(step, epoch)[0, 0] * weight)
    return np.array(ends)


def from_above(kappa: float, *, zoom: float = 1.0, tall: float = 180) -> Chart:
    """The bowl's contours, from -10 to 10 along the flat direction, from -5 to 5 along the steep one, times `zoom`."""
    chart = Chart(
        "The loss as a bowl seen from above, with the path of the weights",
        Scale(-10 * zoom, 10 * zoom, label="weight 1 (flat direction)"),
        Scale(-5 * zoom, 5 * zoom, label="weight 2 (steep direction)"),
        size=(320, tall),
    )
    x, y = np.linspace(-10, 10, 61) * zoom, np.linspace(-5, 5, 41) * zoom
    z = 0.5 * (x**2 + kappa * y[:, None] ** 2)
    chart.contours(x, y, z, z.max() * np.linspace(0.08, 0.95, 9) ** 2)
    return chart
