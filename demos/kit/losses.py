"""Losses with their gradients and curvatures, for models that are linear in their weights.

    loss(w) = (1/n)‖Xw - y‖²                         mean squared error
    penalty = ½μ‖w‖² (L2)  or  μ‖w‖₁ (L1)            weights marked 0 in `penalised` are left alone

Shapes: X (n, d), y (n,), w (d,), penalised (d,) of 0 and 1.
"""

import numpy as np

from demos.kit.types import Array


def mse(features: Array, targets: Array, weights: Array) -> float:
    """Mean squared error."""
    residual = features @ weights - targets
    return float(residual @ residual) / targets.size


def mses(features: Array, targets: Array, weights: Array) -> Array:
    """Mean squared error for each row of weights (k, d): (k,)."""
    residual = weights @ features.T - targets
    return np.asarray(np.vecdot(residual, residual)) / targets.size


def mse_gradient(features: Array, targets: Array, weights: Array) -> Array:
    """Gradient of the mean squared error: (2/n) Xᵀ(Xw - y)."""
    return (2 / targets.size) * (features.T @ (features @ weights - targets))


def mse_curvatures(features: Array, l2: float | Array = 0.0) -> Array:
    """Eigenvalues of the Hessian (2/n) XᵀX + diag(l2), ascending (d,): plain descent needs η < 2/λmax."""
    hessian = (2 / features.shape[0]) * (features.T @ features)
    return np.asarray(np.linalg.eigvalsh(hessian + np.diag(np.broadcast_to(l2, hessian.shape[0]))))


def least_squares(features: Array, targets: Array) -> Array:
    """The weights (d,) of the least mean squared error; of several, the shortest."""
    return np.asarray(np.linalg.lstsq(features, targets)[0])


def ridge(features: Array, targets: Array, strength: float, penalised: Array) -> Array:
    """The weights that minimise mean squared error + ½μ‖w‖²: (XᵀX + (nμ/2) P)⁻¹ Xᵀy.

    Source: Hoerl & Kennard 1970, with this loss's factors.
    """
    gram = features.T @ features + np.diag(0.5 * targets.size * strength * penalised)
    return np.asarray(np.linalg.solve(gram, features.T @ targets))
