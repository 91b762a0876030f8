"""What descent and ridge have learned of each direction of the weights.

Along an eigenvector of the Hessian A of curvature λ, gradient descent from 0 has reached the share 1 - (1 - ηλ)ᵏ of
the least-squares weights after k steps, and ridge of strength μ the share λ/(λ + μ). With μ = 1/(ηk) the two are
similar, not the same: for small ηλ the first is up to 1.3 times the second. Sources: Goh 2017; Goodfellow et al. 7.8.
"""

from typing import NamedTuple

import numpy as np

from demos.kit.losses import least_squares
from demos.kit.types import Array


class Directions(NamedTuple):
    """Curvatures ascending (d,), their directions as columns (d, d), and the least-squares weights (d,)."""

    curvatures: Array
    vectors: Array
    solution: Array

    def learned(self, weights: Array) -> Array:
        """The share of the least-squares weights that some weights (d,) have reached, along each direction (d,)."""
        return np.asarray((self.vectors.T @ weights) / (self.vectors.T @ self.solution))


def directions(features: Array, targets: Array) -> Directions:
    """The directions of the mean squared error, A = (2/n) XᵀX."""
    curvatures, vectors = np.linalg.eigh(2 / len(features) * features.T @ features)
    return Directions(np.asarray(curvatures), np.asarray(vectors), least_squares(features, targets))


def descent_share(curvature: Array, learning_rate: float, steps: int) -> Array:
    """The share that gradient descent from 0 has learned: 1 - (1 - ηλ)ᵏ."""
    return np.asarray(1 - (1 - learning_rate * curvature) ** steps)


def ridge_share(curvature: Array, strength: float) -> Array:
    """The share that ridge lets through: λ/(λ + μ)."""
    return np.asarray(curvature / (curvature + strength))
