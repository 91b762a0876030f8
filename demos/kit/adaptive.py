"""Adaptive update rules: each weight's step is divided by the recent size of its own gradient.

In the form of `kit/optim.py`: two pure functions, `init` and `update`. Weights may have any shape, and a learning
rate may be an array that broadcasts against them.
"""

from typing import NamedTuple

import numpy as np

from demos.kit.optim import Optimizer
from demos.kit.types import Array

EPSILON = 1e-8


class Moments(NamedTuple):
    """What Adam remembers: the number of steps, and running means of gradient and squared gradient."""

    step: int
    mean: Array
    square: Array


def rmsprop(learning_rate: float | Array, decay: float = 0.9) -> Optimizer:
    """Divide each gradient by the root of a running mean of its square: s <- ρs + (1-ρ)g², w <- w - ηg/(√s + ε).

    Source: Tieleman & Hinton 2012 (lecture 6.5 of their course).
    """

    def update(weights: Array, gradient: Array, square: Array) -> tuple[Array, Array]:
        square = decay * square + (1 - decay) * gradient * gradient
        return weights - learning_rate * gradient / (np.sqrt(square) + EPSILON), square

    return Optimizer(np.zeros_like, update)


def adam(learning_rate: float | Array, beta1: float = 0.9, beta2: float = 0.999) -> Optimizer:
    """RMSProp's division and a running mean of the gradient, both freed of their start at 0 (bias correction).

    m <- β₁m + (1-β₁)g, v <- β₂v + (1-β₂)g², w <- w - η m̂/(√v̂ + ε) with m̂ = m/(1-β₁ᵗ), v̂ = v/(1-β₂ᵗ).
    The first step is η·sign(g), whatever the size of g. Source: Kingma & Ba 2015, algorithm 1.
    """

    def init(weights: Array) -> Moments:
        return Moments(0, np.zeros_like(weights), np.zeros_like(weights))

    def update(weights: Array, gradient: Array, past: Moments) -> tuple[Array, Moments]:
        step = past.step + 1
        mean = beta1 * past.mean + (1 - beta1) * gradient
        square = beta2 * past.square + (1 - beta2) * gradient * gradient
        size = np.sqrt(square / (1 - beta2**step)) + EPSILON
        moved = weights - learning_rate / (1 - beta1**step) * mean / size
        return moved, Moments(step, mean, square)

    return Optimizer(init, update)


def adamw(learning_rate: float | Array, weight_decay: float, beta1: float = 0.9, beta2: float = 0.999) -> Optimizer:
    """Adam's step, and apart from it every weight shrinks by the factor 1 - ημ: the decay is not divided by √v̂.

    As in PyTorch, the decay is multiplied by the learning rate; the paper's formula leaves η out of it and has a
    schedule in its place. Source: Loshchilov & Hutter 2019, algorithm 2.
    """
    rule = adam(learning_rate, beta1, beta2)

    def update(weights: Array, gradient: Array, past: Moments) -> tuple[Array, Moments]:
        moved, past = rule.update(weights, gradient, past)
        return moved - learning_rate * weight_decay * weights, past

    return Optimizer(rule.init, update)
