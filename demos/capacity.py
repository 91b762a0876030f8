"""What overfitting looks like: the model goes on improving where it is trained, and gets worse elsewhere.

A polynomial is fitted to a few noisy points by gradient descent, with nothing to hold it back. First it finds
the curve and both losses fall. Then it starts to bend towards single points: the training loss goes on falling
while the validation loss turns and rises. Watch the gap open, and where the best epoch lies when you give the
model less capacity, more points or less noise.
"""

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import Any, NamedTuple

import numpy as np

from demos.kit import panels
from demos.kit.controls import Epochs, Slider, rounded, spoken
from demos.kit.data import Points, legendre, noisy_wave, points_of, wave
from demos.kit.losses import mse, mse_curvatures, mse_gradient
from demos.kit.panel import Panel
from demos.kit.placed import Placed
from demos.kit.quadratic import Quadratic, Scores, descended, descents, error, stacked
from demos.kit.run import History, Params
from demos.kit.types import Array
from demos.kit.verdict import Mark, Mend, Verdict, diverging, number

NOTICE = (
    "The training loss falls for as long as you train, the validation loss turns and rises. Less capacity, more "
    "points or less noise move the turn."
)
CHECK = (
    "Every epoch is the closed form of descent on least squares, from eigenvectors that NumPy finds on its own, "
    "to 1e-9."
)

HELD_OUT = 200
MAX_EPOCHS = 5000
MOST = 15  # the highest degree
KEPT = 512  # sets of points, and what follows from them: more than a scent and a band need at once; a drag makes many
WORSE = 1.3  # validation loss this many times its best counts as overfitting

controls = (
    Slider("learning_rate", 0.1, (1e-3, 1.0), scale="log", label="Learning rate", symbol="η"),
    Epochs(2000, (1, MAX_EPOCHS)),
    Slider("degree", 11, (1, MOST), step=1, integer=True, label="Degree (capacity)"),
    Slider("points", 14, (8, 80), step=1, integer=True, label="Training points", symbol="n"),
    Slider("noise", 0.3, (0.0, 1.0), step=0.05, label="Noise", symbol="σ"),
    Slider("seed", 1, (1, 20), step=1, integer=True, label="Seed"),
    Placed("own", "", label="Your own training points"),
)


class State(NamedTuple):
    """Both losses and the weights (degree + 1,) after an epoch."""

    training_loss: float
    validation_loss: float
    weights: Array


@lru_cache(KEPT)
def data(seed: int, points: int, noise: float, own: str) -> tuple[Points, Points]:
    """A few training points, or those that the reader has placed; many held-out ones about the curve."""
    training = points_of(own) if own else noisy_wave(seed, points, noise)
    return training, noisy_wave(1000 + seed, HELD_OUT, noise)


def train(learning_rate: float, degree: int, points: int, noise: float, *, seed: int, own: str) -> Iterator[State]:
    """Full-batch gradient descent on the mean squared error, from weights of 0: an epoch is one step."""
    training, validation = data(seed, points, noise, own)
    features, held_out = legendre(training.x, degree), legendre(validation.x, degree)
    weights = np.zeros(degree + 1)
    while True:
        yield State(mse(features, training.y, weights), mse(held_out, validation.y, weights), weights)
        weights = weights - learning_rate * mse_gradient(features, training.y, weights)


@lru_cache(KEPT)
def losses_of(degree: int, points: int, noise: float, seed: int, own: str) -> tuple[Quadratic, Quadratic]:
    """Training and validation loss as functions of the weights, with room for the highest degree."""
    both = []
    for part in data(seed, points, noise, own):
        features = legendre(part.x, MOST) * (np.arange(MOST + 1) <= degree)
        both.append(error(features, part.y))
    return both[0], both[1]


def train_many(learning_rate: Sequence[float], **others: Sequence[Any]) -> Iterator[Scores]:
    """`train` for many settings at once, as far as the validation loss."""
    columns = (others[name] for name in ("degree", "points", "noise", "seed", "own"))
    training, validation = zip(*(losses_of(*each) for each in zip(*columns, strict=True)), strict=True)
    return descents(stacked(training), stacked(validation), np.array(learning_rate))


def closed_form(epoch: int, params: Params) -> Array:
    """The weights after so many epochs in one go: (1 - (1 - ηλ)ᵏ)·b/λ along each eigenvector of the Hessian."""
    training, _ = data(params.seed, params.points, params.noise, params.own)
    features = legendre(training.x, params.degree)
    return descended(features, training.y, params.learning_rate, epoch)


def picture(history: History, params: Params) -> list[Panel]:
    """The fit at the epoch looked at; both losses with the gap between them."""
    training, _ = data(params.seed, params.points, params.noise, params.own)
    best = int(history.column("validation_loss").argmin())
    curve = panels.fit(training, lambda x: legendre(x, params.degree) @ history.now.weights, truth=wave, own="own")
    return [curve, panels.losses(history, ("validation_loss", "training_loss"), MAX_EPOCHS, best=best)]


@lru_cache(KEPT)
def limit(degree: int, points: int, noise: float, seed: int, own: str) -> float:
    """The largest stable learning rate, 2/λmax of the training loss."""
    training, _ = data(seed, points, noise, own)
    return float(2 / mse_curvatures(legendre(training.x, degree))[-1])


def marks(params: Params) -> dict[str, list[Mark]]:
    """The stability limit for these points and this degree."""
    top = limit(params.degree, params.points, params.noise, params.seed, params.own)
    return {"learning_rate": [Mark(top, "limit 2/λmax", "limit")]}


@cache
def shortfall(degree: int) -> float:
    """The least mean squared distance of a polynomial of that degree from the curve behind the noise."""
    x = np.linspace(-1, 1, 401)
    features = legendre(x, degree)
    return mse(features, wave(x), np.asarray(np.linalg.lstsq(features, wave(x))[0]))


def verdict(history: History, params: Params) -> Verdict:
    """Compare the validation loss now with the best it has been, and with the training loss."""
    top = limit(params.degree, params.points, params.noise, params.seed, params.own)
    if params.learning_rate >= top:
        worst, safe = abs(1 - 2 * params.learning_rate / top), rounded(0.75 * top, 2)
        return diverging(worst, top, params.learning_rate, Mend(f"Set to {number(safe)}", {"learning_rate": safe}))
    validation = history.column("validation_loss")[: history.epoch + 1]
    best, now = int(validation.argmin()), history.now
    both = f"The training loss is {number(now.training_loss)}, the validation loss {number(now.validation_loss)}"
    worse = now.validation_loss / validation[best]
    if worse > WORSE:
        text = f"{both}: {number(worse)} times its best, which was at epoch {spoken(best)}."
        # Before any training it is never good, only sometimes better; and the slider starts at 1.
        there = max(1, best)
        return Verdict("Overfitting.", text, "bad", Mend(f"Go to epoch {spoken(there)}", {"epochs": there}))
    earlier = validation[2 * history.epoch // 3]
    if best == history.epoch and now.validation_loss < 0.97 * earlier:
        return Verdict("Learning.", f"{both}, the lowest so far.", "good")
    if shortfall(params.degree) > 0.3 * params.noise**2 + 0.01:
        why = f"even without noise, degree {params.degree} leaves a loss of {number(shortfall(params.degree))}"
        return Verdict("Underfitting.", f"{both}. The model is too simple: {why}.")
    if now.training_loss > 1.5 * params.noise**2 + 0.02:
        return Verdict("Underfitting.", f"{both}. Both are high: it has hardly been trained.")
    since = "not made it worse" if worse < 1.05 else "made it a little worse"
    return Verdict("A fair fit.", f"{both}. More epochs have {since}.", "good")
