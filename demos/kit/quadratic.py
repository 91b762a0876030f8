"""Gradient descent on n quadratic losses at once: every one has its own data, learning rate and penalty.

A mean squared error of a model that is linear in its weights is a quadratic, wᵀAw - 2bᵀw + c. Along the
eigenvectors of A plain descent works on each coefficient by itself, so that an epoch of all n runs is one line.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

import numpy as np

from demos.kit.optim import soft_threshold
from demos.kit.types import Array

Scores = Callable[[], Array]


class Quadratic(NamedTuple):
    """wᵀAw - 2bᵀw + c with A (…, d, d), b (…, d) and c (…)."""

    a: Array
    b: Array
    c: Array

    def at(self, weights: Array) -> Array:
        """The loss at weights (…, d)."""
        bent = (weights[..., None, :] @ self.a @ weights[..., :, None])[..., 0, 0]
        return np.asarray(bent - 2 * (self.b * weights).sum(-1) + self.c)


def error(features: Array, targets: Array) -> Quadratic:
    """The mean squared error of X (m, d) against y (m,), as a function of the weights."""
    count = targets.size
    return Quadratic(features.T @ features / count, features.T @ targets / count, np.asarray(targets @ targets / count))


def stacked(some: Sequence[Quadratic]) -> Quadratic:
    """N quadratics as one, with A (n, d, d)."""
    return Quadratic(*(np.stack(parts) for parts in zip(*some, strict=True)))


def descended(features: Array, targets: Array, rate: float, epoch: int, l2: Array | float = 0.0) -> Array:
    """The weights (d,) after so many epochs of descent from 0 on the mean squared error, in one go.

    Along an eigenvector of the Hessian with curvature λ each epoch keeps 1 - ηλ of the distance to the minimum, so that
    the coefficient is (1 - (1 - ηλ)ᵏ)/λ times the slope at 0: close to ηk times it where λ is next to nothing.
    """
    loss = error(features, targets)
    curvature, basis = np.linalg.eigh(2 * loss.a + np.eye(loss.b.size) * l2)
    pull = np.clip(rate * curvature, 1e-300, None)
    # For a small pull 1 - (1 - p)ᵏ would lose its digits; expm1 and log1p keep them.
    small = -np.expm1(epoch * np.log1p(-np.minimum(pull, 0.5)))
    gone = np.where(pull < 0.5, small, 1 - (1 - pull) ** epoch)
    return np.asarray(basis @ (rate * gone / pull * (basis.T @ (2 * loss.b))))


def descents(training: Quadratic, validation: Quadratic, rate: Array, l2: Array | float = 0.0) -> Iterator[Scores]:
    """Descend from weights of 0, an item an epoch: a function that gives the validation losses (n,).

    `rate` (n,); `l2` (n, d) is the strength of ½μw² for each weight.
    """
    hessian = 2 * training.a + np.eye(training.b.shape[-1]) * np.expand_dims(np.broadcast_to(l2, training.b.shape), -1)
    curvature, basis = np.linalg.eigh(hessian)
    turned = np.swapaxes(basis, -1, -2)
    along = Quadratic(turned @ validation.a @ basis, (turned @ validation.b[..., None])[..., 0], validation.c)
    keep = 1 - rate[:, None] * curvature
    push = rate[:, None] * 2 * (turned @ training.b[..., None])[..., 0]
    weights = np.zeros_like(training.b)
    while True:
        yield partial(along.at, weights)
        weights = keep * weights + push


def proximal_descents(
    training: Quadratic, validation: Quadratic, rate: Array, l1: Array, l2: Array
) -> Iterator[Scores]:
    """The same with an L1 penalty of strength l1 (n, d), whose proximal step ties the weights to their own axes."""
    hessian = 2 * training.a + np.eye(training.b.shape[-1]) * l2[..., None]
    rate, weights = rate[:, None], np.zeros_like(training.b)
    while True:
        yield partial(validation.at, weights)
        gradient = (hessian @ weights[..., None])[..., 0] - 2 * training.b
        weights = soft_threshold(weights - rate * gradient, rate * l1)
