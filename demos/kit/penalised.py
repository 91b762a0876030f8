"""Where two weights come to rest under a penalty, in closed form, for every strength.

The loss is ½(w - w₀)ᵀA(w - w₀), A = [[1, ρ], [ρ, 1]]: two inputs of variance 1 with correlation ρ, and weights w₀ that
would be best without a penalty. Shapes: w₀ (2,), strengths (n,), results (2, n).
"""

from functools import lru_cache

import numpy as np

from demos.kit.optim import soft_threshold
from demos.kit.types import Array

TURN = np.linspace(0, 2 * np.pi, 49)
CIRCLE = np.array([np.cos(TURN), np.sin(TURN)])
SHAPES = {"l1": np.array([[1, 0, -1, 0, 1], [0, 1, 0, -1, 0]]), "l2": CIRCLE}  # all weights of a penalty of 1


def curvature(correlation: float) -> Array:
    """The curvature A of the loss, which is the covariance of the inputs (2, 2)."""
    return np.array([[1.0, correlation], [correlation, 1.0]])


def bends(best: Array, correlation: float) -> tuple[float, float]:
    """The strengths from which the lasso holds one weight at 0, and both.

    At first both weights lose the same, until the smaller one is gone; the other is gone where the strength is as
    large as any gradient of the loss at 0.
    """
    one = np.abs(best).min() * (1 + correlation * np.sign(best).prod())
    return float(one), float(np.abs(curvature(correlation) @ best).max())


def lasso_path(best: Array, correlation: float, strengths: Array) -> Array:
    """The weights that minimise loss + μ‖w‖₁: straight lines between the bends.

    Source: Efron, Hastie, Johnstone & Tibshirani 2004.
    """
    one, both = bends(best, correlation)
    larger = np.abs(best) == np.abs(best).max()
    at_one = np.where(larger, soft_threshold(curvature(correlation) @ best, one), 0.0)
    corners = np.array([best, at_one, np.zeros(2)])
    return np.array([np.interp(strengths, (0, one, both), corners[:, i]) for i in (0, 1)])


def ridge_path(best: Array, correlation: float, strengths: Array) -> Array:
    """The weights that minimise loss + ½μ‖w‖²: (A + μI)⁻¹ A w₀. Source: Hoerl & Kennard 1970."""
    hessian = curvature(correlation)
    pulled = hessian + strengths[:, None, None] * np.eye(2)
    return np.asarray(np.linalg.solve(pulled, (hessian @ best)[:, None])[:, :, 0].T)


def paths(best: Array, correlation: float, strengths: Array) -> dict[str, Array]:
    """Both paths: {"l1": (2, n), "l2": (2, n)}; those asked for lately are kept."""
    return _kept(best.tobytes(), correlation, strengths.tobytes())


@lru_cache(32)
def _kept(best: bytes, correlation: float, strengths: bytes) -> dict[str, Array]:
    given = np.frombuffer(best), correlation, np.frombuffer(strengths)
    return {"l1": lasso_path(*given), "l2": ridge_path(*given)}
