"""Early stopping: watch the validation loss, wait a while, stop, and go back to the best weights.

A polynomial of degree 11 is fitted to 20 noisy points by mini-batch descent. The validation loss falls, wavers and
rises. The rule waits `patience` epochs for a gain, then stops; what would have come after is drawn in grey. Watch
which epoch's weights are kept, and compare their curve with ridge of strength 1/(ηk), k being the steps made:
both learn the directions of high curvature first. They are similar, not the same. Ridge penalises every weight here.
"""

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

import numpy as np

from demos.kit import filters
from demos.kit.controls import Choice, Epochs, Slider, Value, rounded, spoken
from demos.kit.data import Points, legendre, noisy_wave
from demos.kit.losses import mse, mse_gradient, ridge
from demos.kit.minibatches import orders, steps_per_epoch
from demos.kit.panel import Panel
from demos.kit.plot import Chart
from demos.kit.replay import Replay
from demos.kit.run import History, Params
from demos.kit.scales import Scale
from demos.kit.stopping import Stop, losses, patience_needed, stopping
from demos.kit.types import Array
from demos.kit.verdict import Mark, Mend, Verdict, count, number, set_to

NOTICE = (
    "Stopping and going back are two acts: the rule stops long after the best epoch, and only restoring undoes that."
)
CHECK = (
    "With the full batch, every direction is learned by the share 1 − (1 − ηλ)ᵏ, to 1e-9; ridge's λ/(λ + μ) is similar."
)

POINTS, HELD_OUT = 20, 50
DEGREE = 11
NOISE = 0.3
MAX_EPOCHS = 1000
LONGEST_WAIT = 300
ALL = np.ones(DEGREE + 1)
WORSE = 1.03  # a validation loss this many times the best is worth a word
heavy = True  # a run to its last epoch, and ridge beside it
scented = ("learning_rate", "batch_size")  # the rule does not change the run
controls = (
    Slider("patience", 100, (1, LONGEST_WAIT), scale="log", integer=True, per_decade=12, label="Patience"),
    Epochs(300, (1, MAX_EPOCHS), label="Epochs at most"),
    Choice("keep", "last", label="Weights kept", options={"best": "of the best epoch", "last": "of the last epoch"}),
    Slider("least_gain", 0.0, (1e-4, 0.1), scale="log", zero=True, per_decade=10, label="Least gain"),
    Slider("learning_rate", 0.02, (1e-3, 1.0), scale="log", label="Learning rate", symbol="η"),
    Slider("batch_size", 4, (1, POINTS), step=1, integer=True, label="Batch size", symbol="B"),
    Slider("seed", 4, (1, 20), step=1, integer=True, label="Seed"),
)


class State(NamedTuple):
    """Both losses and the weights (12,) after an epoch."""

    training_loss: float
    validation_loss: float
    weights: Array


@cache
def data(seed: int) -> tuple[Points, Points]:
    """Training and validation points, drawn apart."""
    return noisy_wave(seed, POINTS, NOISE), noisy_wave(1000 + seed, HELD_OUT, NOISE)


@cache
def features(seed: int) -> Array:
    """Legendre features of the training points (20, 12)."""
    return legendre(data(seed)[0].x, DEGREE)


def descend(learning_rate: float, batch_size: int, seed: int) -> Iterator[State]:
    """Mini-batch gradient descent on the mean squared error, reshuffled every epoch."""
    training, validation = data(seed)
    x, held_out, weights = features(seed), legendre(validation.x, DEGREE), ALL * 0
    for order in orders(seed, POINTS):
        yield State(mse(x, training.y, weights), mse(held_out, validation.y, weights), weights)
        for start in range(0, POINTS, batch_size):
            batch = order[start : start + batch_size]
            weights = weights - learning_rate * mse_gradient(x[batch], training.y[batch], weights)


@lru_cache(8)
def run(learning_rate: float, batch_size: int, seed: int) -> Replay[State]:
    """The run that all rules of stopping share."""
    return Replay(descend(learning_rate, batch_size, seed))


def train(
    patience: int, *, keep: str, least_gain: float, learning_rate: float, batch_size: int, seed: int
) -> Iterator[State]:
    """The run without its rule: it goes on where the rule would stop, so that one can see what was spared."""
    del patience, keep, least_gain  # they decide which of these states is kept
    yield from run(learning_rate, batch_size, seed)


class Outcome(NamedTuple):
    """What the rule made of a run: where training ended, whose weights are kept, and the ridge beside them."""

    stop: Stop
    kept: int
    beside: filters.Beside
    ridge: Array
    ridge_loss: float


def outcome(history: History, params: Params) -> Outcome:
    """Apply the rule up to the epoch looked at; ridge has the strength 1/(ηk) for the k steps of the kept weights."""
    stop = stopping(history.column("validation_loss")[: history.epoch + 1], params.patience, params.least_gain)
    kept = stop.best if params.keep == "best" else stop.end
    beside = filters.Beside(params.learning_rate, max(1, kept * steps_per_epoch(POINTS, params.batch_size)))
    training, validation = data(params.seed)
    weights = ridge(features(params.seed), training.y, beside.strength, ALL)
    return Outcome(stop, kept, beside, weights, mse(legendre(validation.x, DEGREE), validation.y, weights))


def picture(history: History, params: Params) -> list[Panel]:
    """The kept curve and ridge's; the losses, grey after the stop; what either has learned of each direction."""
    told = outcome(history, params)
    learned = directions(params.seed).picture(history[told.kept].weights, told.beside)
    return [curves(history, params, told), losses(history, told.stop, told.kept, MAX_EPOCHS, height=150), learned]


def curves(history: History, params: Params, told: Outcome) -> Panel:
    """The training points, the curve of the kept weights, and that of ridge."""
    training, x = data(params.seed)[0], np.linspace(-1, 1, 161)
    lines, y = legendre(x, DEGREE), Scale(-2.2, 2.2, label="y")
    chart = Chart("The kept curve, and dashed that of ridge", Scale(-1, 1, label="x"), y, size=(320, 140))
    chart.line(x, lines @ told.ridge, "penalty")
    chart.line(x, lines @ history[told.kept].weights, "model")
    chart.dots(training.x, training.y, "data")
    chart.note(0.98, -1.9, "dashed: ridge", "penalty", dx=0)
    return chart.panel()


@cache
def directions(seed: int) -> filters.Directions:
    """The directions of the training loss."""
    return filters.directions(features(seed), data(seed)[0].y)


def limit(params: Params) -> float:
    """2/λmax of the full batch; small batches diverge at smaller rates."""
    return float(2 / directions(params.seed).curvatures[-1])


def marks(params: Params) -> dict[str, list[Mark]]:
    """The limit of the full batch."""
    return {"learning_rate": [Mark(limit(params), "full-batch limit", "limit")]}


def verdict(history: History, params: Params) -> Verdict:
    """Say where the rule stopped, what was kept and what that cost, and how ridge compares."""
    told = outcome(history, params)
    seen = history.column("validation_loss")[: history.epoch + 1]
    if history.diverged or params.learning_rate >= limit(params) or not seen.argmin():
        return ran_away(params)
    kept = float(seen[told.kept])
    ended = what_happened(told.stop, params.patience)
    beside = f"ridge of strength 1/(ηk) = {number(told.beside.strength)} reaches {number(told.ridge_loss, 3)}"
    text = f"{ended} The kept weights have a validation loss of {number(kept, 3)}; {beside}."
    if kept > WORSE * seen[told.stop.best]:
        back = Mend("Go back to the best", {"keep": "best"})
        text = f"{text} Epoch {told.stop.best} had {number(seen[told.stop.best], 3)}."
        return Verdict("Not restored.", text, "bad", back)
    if not told.stop.done:
        return Verdict("Still running.", text)
    if kept > WORSE * seen.min():
        better = f"Epoch {seen.argmin()} would have had {number(seen.min(), 3)}."
        return Verdict("Stopped too soon.", f"{text} {better}", "bad", wait_longer(seen, params))
    return Verdict("Stopped in time.", text, "good")


def what_happened(stop: Stop, patience: int) -> str:
    """Where training ended and why, in one sentence."""
    if not stop.done:
        return f"After {count(stop.end, 'epoch')} patience has not run out; the last gain was at epoch {stop.best}."
    return f"Stopped at epoch {stop.end}, {count(patience, 'epoch')} after the last gain at epoch {stop.best}."


def wait_longer(seen: Array, params: Params) -> Mend | None:
    """Offer what would have reached the best epoch: every gain counted, or more patience."""
    if params.least_gain:
        return Mend("Count every gain", {"least_gain": 0.0, "keep": "best"})
    patience = patience_needed(seen)
    settings: dict[str, Value] = {"patience": patience, "keep": "best"}
    return Mend(f"Wait {count(patience, 'epoch')}", settings) if patience <= LONGEST_WAIT else None


def ran_away(params: Params) -> Verdict:
    """A rate too high for these batches: stopping early does not save it. η‖x‖² < 1 is safe for any batch."""
    longest = float((features(params.seed) ** 2).sum(axis=1).max())
    safe = rounded(0.75 * limit(params) if params.batch_size == POINTS else 1 / longest, 2)
    bears = f"The full batch bears a learning rate up to {number(limit(params))}, and small batches bear less"
    text = f"{bears}; you are at {spoken(params.learning_rate)}. The validation loss was never below its start."
    return Verdict("Diverging.", text, "bad", set_to("learning_rate", safe))
