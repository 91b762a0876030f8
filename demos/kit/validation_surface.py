"""A model so small that the score of every learning rate and every strength can be computed.

A polynomial of degree 15 is fitted to 20 noisy points by gradient descent with an L2 penalty, from weights of 0, and
scored by its loss on 200 other points. `attempt` trains step by step, as one has to in earnest; `surface` solves the
same descent in closed form for a whole map of settings. Places are in the unit box: (learning rate, strength).
"""

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

import numpy as np

from demos.kit.data import legendre, noisy_wave
from demos.kit.losses import mse
from demos.kit.searches import COLUMNS, ROWS, Place, Trial, cells
from demos.kit.types import Array

POINTS, HELD_OUT, NOISE, DEGREE, SEED = 20, 200, 0.3, 15, 2
LOW, DECADES = np.array([-4.0, -4.0]), np.array([4.0, 5.0])  # rates from 10⁻⁴ to 1, strengths from 10⁻⁴ to 10
PENALTY = np.diag([0.0] + [1.0] * DEGREE)  # the intercept is left alone
START = np.zeros(DEGREE + 1)


class Problem(NamedTuple):
    """Curvature (16, 16) and pull (16,) of the training loss; the features and targets of both sets."""

    curvature: Array
    pull: Array
    training: tuple[Array, Array]
    validation: tuple[Array, Array]


@cache
def problem() -> Problem:
    """The same points for every trial."""
    training, validation = noisy_wave(SEED, POINTS, NOISE), noisy_wave(1000 + SEED, HELD_OUT, NOISE)
    features, held_out = legendre(training.x, DEGREE), legendre(validation.x, DEGREE)
    double = 2 / POINTS * features.T
    return Problem(double @ features, double @ training.y, (features, training.y), (held_out, validation.y))


@cache
def untrained() -> float:
    """The validation loss of weights of 0. No score is worse, since one could as well not have trained."""
    return mse(*problem().validation, START)


def setting(where: Place) -> tuple[float, float]:
    """The learning rate and the strength at a place."""
    rate, strength = 10.0 ** (LOW + DECADES * np.array(where))
    return float(rate), float(strength)


def settings(trials: Sequence[Trial]) -> tuple[Array, Array]:
    """The learning rates and the strengths of trials: (n,), (n,)."""
    rates, strengths = np.array([setting(trial.place) for trial in trials]).reshape(-1, 2).T
    return rates, strengths


def place(rate: float, strength: float) -> Place:
    """Where a setting lies."""
    x, y = (np.log10([rate, strength]) - LOW) / DECADES
    return float(x), float(y)


def descend(rate: float, strength: float, epochs: int) -> Array:
    """Train: a step w - η(Aw - b), the penalty being part of A, is (I - ηA)w + ηb. Returns the weights (16,)."""
    known, weights = problem(), START
    shrink, push = np.eye(START.size) - rate * (known.curvature + strength * PENALTY), rate * known.pull
    for _ in range(epochs):
        weights = shrink @ weights + push
    return weights


@lru_cache(256)
def attempt(where: Place, epochs: int) -> Trial:
    """Train with the setting of a place and score it; a run that diverges scores as if it had not been trained."""
    with np.errstate(all="ignore"):
        weights = descend(*setting(where), epochs)
        validation = mse(*problem().validation, weights)
    weights = weights if validation < untrained() else START
    return Trial(where, epochs, mse(*problem().training, weights), mse(*problem().validation, weights))


@lru_cache(64)
def surface(epochs: int) -> Array:
    """The score in every cell of the map, the lowest strengths first: (ROWS, COLUMNS).

    Along a direction of curvature λ, k steps from 0 cover the share 1 - (1 - ηλ)ᵏ of the way. Source: Goh 2017.
    """
    known, (features, targets) = problem(), problem().validation
    rates, strengths = (10.0 ** (LOW + DECADES * cells())).T.reshape(2, ROWS, COLUMNS)
    curvatures, axes = np.linalg.eigh(known.curvature + strengths[:, 0, None, None] * PENALTY)
    back = axes.transpose(0, 2, 1)
    with np.errstate(all="ignore"):
        covered = 1 - (1 - rates[:, :, None] * curvatures[:, None, :]) ** epochs
        weights = covered * (back @ known.pull / curvatures)[:, None, :] @ back
        losses = ((weights @ features.T - targets) ** 2).mean(axis=2)
    return np.where(losses < untrained(), losses, untrained())


@cache
def limits() -> tuple[Array, Array]:
    """The largest stable learning rate, 2/λmax, of strengths across the box: rates (30,), strengths (30,)."""
    strengths = np.geomspace(1e-4, 10, 30)
    return 2 / np.linalg.eigvalsh(problem().curvature + strengths[:, None, None] * PENALTY)[:, -1], strengths
