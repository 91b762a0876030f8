"""Update rules. An optimizer is two pure functions, `init` and `update`, and a small named state.

rule = momentum(0.1, beta=0.9)
state = rule.init(weights)
weights, state = rule.update(weights, gradient, state)
"""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from demos.kit.types import Array


class Optimizer(NamedTuple):
    """`init(weights) -> state` and `update(weights, gradient, state) -> (weights, state)`; shapes alike.

    Rules work on each number by itself, so weights may have any shape, and a learning rate may be an array that
    broadcasts against them: then many rates are tried at once.
    """

    init: Callable[[Array], Any]
    update: Callable[[Array, Array, Any], tuple[Array, Any]]


def momentum(learning_rate: float | Array, beta: float = 0.0) -> Optimizer:
    """Gradient descent with heavy-ball momentum: z <- βz + g, w <- w - ηz. With β = 0, plain descent.

    On a quadratic whose largest curvature is λ it converges if and only if 0 < ηλ < 2 + 2β.
    Source: Polyak 1964; in this form Goh, "Why Momentum Really Works", Distill 2017.
    """

    def update(weights: Array, gradient: Array, velocity: Array) -> tuple[Array, Array]:
        velocity = beta * velocity + gradient
        return weights - learning_rate * velocity, velocity

    return Optimizer(np.zeros_like, update)


def nesterov(learning_rate: float | Array, beta: float) -> Optimizer:
    """Nesterov momentum: z <- βz + g, w <- w - η(g + βz).

    The gradient is taken where the momentum alone would lead: these weights are that place, θ - ηβz, where θ are the
    weights of the paper's own form, v <- βv - η∇L(θ + βv), θ <- θ + v. Source: Sutskever et al. 2013, section 2.
    """

    def update(weights: Array, gradient: Array, velocity: Array) -> tuple[Array, Array]:
        velocity = beta * velocity + gradient
        return weights - learning_rate * (gradient + beta * velocity), velocity

    return Optimizer(np.zeros_like, update)


def soft_threshold(weights: Array, amount: float | Array) -> Array:
    """Move every weight towards 0 by `amount`, and stop at exactly 0: w less what of it lies within ±amount.

    This is the proximal step of an L1 penalty. A subgradient step would jitter about 0 instead of reaching it.
    Source: Tibshirani 1996; Parikh & Boyd, "Proximal Algorithms", 2014.
    """
    return weights - np.minimum(np.maximum(weights, -amount), amount)


def spectral_radius(learning_rate: float | Array, beta: float | Array, curvature: float | Array) -> Array:
    """By what factor heavy ball multiplies the error each step, in the long run, for every pairing of the three.

    The larger absolute root of r² - (1 + β - ηλ) r + β = 0; with β = 0 it is |1 - ηλ|, and where the roots are
    complex it is √β. Source: Goh 2017.
    """
    half = (1 + beta - learning_rate * np.asarray(curvature, dtype=float)) / 2
    root = np.sqrt(np.asarray(half**2 - beta, dtype=complex))
    return np.asarray(np.maximum(np.abs(half + root), np.abs(half - root)))
