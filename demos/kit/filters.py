"""What descent and ridge have learned of each direction of the weights.

Along an eigenvector of the Hessian A of curvature λ, gradient descent from 0 has reached the share 1 - (1 - ηλ)ᵏ of
the least-squares weights after k steps, and ridge of strength μ the share λ/(λ + μ). With μ = 1/(ηk) the two are
similar, not the same: for small ηλ the first is up to 1.3 times the second. Sources: Goh 2017; Goodfellow et al. 7.8.
"""

from typing import NamedTuple

import numpy as np

from demos.kit.losses import least_squares
from demos.kit.panel import Panel
from demos.kit.plot import Chart
from demos.kit.scales import Scale
from demos.kit.types import Array

SEEN = (-0.5, 1.8)  # shares beyond lie outside the picture


def descent_share(curvature: Array, learning_rate: float, steps: int) -> Array:
    """The share that gradient descent from 0 has learned: 1 - (1 - ηλ)ᵏ."""
    return np.asarray(1 - (1 - learning_rate * curvature) ** steps)


def ridge_share(curvature: Array, strength: float) -> Array:
    """The share that ridge lets through: λ/(λ + μ)."""
    return np.asarray(curvature / (curvature + strength))


class Beside(NamedTuple):
    """Descent of some steps at a learning rate, and the ridge to lay beside it."""

    learning_rate: float
    steps: int

    @property
    def strength(self) -> float:
        """The strength of the similar ridge, 1/(ηk)."""
        return 1 / (self.learning_rate * self.steps)


class Directions(NamedTuple):
    """Curvatures ascending (d,), their directions as columns (d, d), and the least-squares weights (d,)."""

    curvatures: Array
    vectors: Array
    solution: Array

    def learned(self, weights: Array) -> Array:
        """The share of the least-squares weights that some weights (d,) have reached, along each direction (d,)."""
        return np.asarray((self.vectors.T @ weights) / (self.vectors.T @ self.solution))

    def picture(self, weights: Array, beside: Beside) -> Panel:
        """What the weights have learned of each direction, on the line that theory gives, and dashed that of ridge."""
        x = Scale(1e-3, 20, "log", label="curvature of the direction")
        title = "Share learned of each direction of the weights, by its curvature: stopped early, and by ridge"
        chart = Chart(title, x, Scale(-0.1, 1.3, label="share learned"), size=(320, 115))
        curvature = np.geomspace(1e-3, 20, 81)
        with np.errstate(over="ignore"):  # a rate beyond the limit of the steepest; it leaves the picture
            stopped = descent_share(curvature, beside.learning_rate, beside.steps)
        chart.line(curvature, ridge_share(curvature, beside.strength), "penalty")
        chart.line(curvature, np.clip(stopped, *SEEN), "model thin")
        chart.dots(self.curvatures, np.clip(self.learned(weights), *SEEN), "model")
        chart.note(beside.strength, 0.45, "dashed: ridge", "penalty", dx=12)
        return chart.panel()


def directions(features: Array, targets: Array) -> Directions:
    """The directions of the mean squared error, A = (2/n) XᵀX."""
    curvatures, vectors = np.linalg.eigh(2 / len(features) * features.T @ features)
    return Directions(np.asarray(curvatures), np.asarray(vectors), least_squares(features, targets))
