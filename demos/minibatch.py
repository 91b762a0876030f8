"""What an epoch is: one pass over the training points, in several steps.

A cubic curve is fitted to 40 points by mini-batch gradient descent. Every epoch shuffles the points and walks
through them batch by batch; every batch makes one step. Watch the batch size: small batches make many noisy
steps an epoch and never quite settle, the full batch makes one exact step. When the batch size does not divide
40, the last batch is smaller, and you choose whether it is used or dropped.
"""

from collections.abc import Iterator
from functools import cache
from itertools import islice
from math import ceil
from random import Random
from typing import NamedTuple

import numpy as np

from demos.kit import panels
from demos.kit.controls import Choice, Epochs, Slider, spoken
from demos.kit.data import Points, legendre, noisy_wave
from demos.kit.losses import mse, mse_curvatures, mse_gradient
from demos.kit.panel import Panel
from demos.kit.quadratic import descended
from demos.kit.run import Batch, History, Params
from demos.kit.types import Array
from demos.kit.verdict import Mark, Mend, Verdict, number

NOTICE = (
    "The batch size sets how many steps make an epoch. Small batches make many noisy ones and never quite settle; "
    "the full batch makes one exact step."
)
CHECK = (
    "The full batch is gradient descent in closed form; smaller ones are a second program, written anew for the "
    "test, that shuffles, cuts and steps."
)

POINTS = 40
DEGREE = 3
NOISE = 0.25
MAX_EPOCHS = 500
SETTLED = 0.02  # within 2 % of the least loss there is

controls = (
    Slider("learning_rate", 0.02, (1e-3, 1.0), scale="log", label="Learning rate", symbol="η"),
    Epochs(3, (1, MAX_EPOCHS)),
    Slider("batch_size", 4, (1, POINTS), step=1, integer=True, label="Batch size", symbol="B"),
    Choice("last_batch", "keep", label="A last, smaller batch is", options={"keep": "used", "drop": "dropped"}),
    Slider("seed", 1, (1, 20), step=1, integer=True, label="Seed"),
)


class State(NamedTuple):
    """Both losses over whole data sets, and the weights (4,), after an epoch."""

    training_loss: float
    validation_loss: float
    weights: Array


@cache
def data(seed: int) -> tuple[Points, Points]:
    """Training and validation points, drawn apart."""
    return noisy_wave(seed, POINTS, NOISE), noisy_wave(1000 + seed, POINTS, NOISE)


def steps_per_epoch(batch_size: int, last_batch: str) -> int:
    """Count the steps: rounded up where the last, smaller batch is used, down where it is dropped."""
    return ceil(POINTS / batch_size) if last_batch == "keep" else POINTS // batch_size


def train(learning_rate: float, batch_size: int, last_batch: str, seed: int) -> Iterator[State]:
    """Mini-batch gradient descent on the mean squared error, reshuffled every epoch."""
    training, validation = data(seed)
    features, held_out = legendre(training.x, DEGREE), legendre(validation.x, DEGREE)
    weights, shuffles = np.zeros(DEGREE + 1), orders(seed)
    while True:
        yield State(mse(features, training.y, weights), mse(held_out, validation.y, weights), weights)
        for batch in walked(next(shuffles), batch_size, last_batch):
            weights = weights - learning_rate * mse_gradient(features[batch], training.y[batch], weights)


def orders(seed: int) -> Iterator[list[int]]:
    """The points in the order in which each epoch takes them, an item an epoch."""
    order, random = list(range(POINTS)), Random(seed)
    while True:
        random.shuffle(order)
        yield list(order)


def walked(order: list[int], batch_size: int, last_batch: str) -> list[list[int]]:
    """The batches of one epoch."""
    steps = steps_per_epoch(batch_size, last_batch)
    return [order[step * batch_size : (step + 1) * batch_size] for step in range(steps)]


def batches(history: History, params: Params) -> list[Batch]:
    """The steps of the epoch that follows the one looked at, one by one, with the points that each of them sees."""
    training, validation = data(params.seed)
    features, held_out = legendre(training.x, DEGREE), legendre(validation.x, DEGREE)
    weights, steps = history[history.epoch].weights, []
    order = next(islice(orders(params.seed), history.epoch, None))
    for batch in walked(order, params.batch_size, params.last_batch):
        weights = weights - params.learning_rate * mse_gradient(features[batch], training.y[batch], weights)
        losses = mse(features, training.y, weights), mse(held_out, validation.y, weights)
        steps.append(Batch(State(*losses, weights), batch))
    return steps


def closed_form(epoch: int, params: Params) -> Array | None:
    """The weights after so many epochs in one go, where each is a single step with all the points."""
    training, _ = data(params.seed)
    full = params.batch_size == POINTS
    return descended(legendre(training.x, DEGREE), training.y, params.learning_rate, epoch) if full else None


def picture(history: History, params: Params) -> list[Panel]:
    """The fit at the epoch looked at; both losses."""
    training, _ = data(params.seed)
    lit = history.batch.points if history.batch else ()
    curve = panels.fit(training, lambda x: legendre(x, DEGREE) @ history.now.weights, lit=lit)
    return [curve, panels.losses(history, ("validation_loss", "training_loss"), MAX_EPOCHS)]


@cache
def least_loss(seed: int) -> float:
    """The least training loss that any cubic can have on these points, by least squares."""
    training, _ = data(seed)
    features = legendre(training.x, DEGREE)
    return mse(features, training.y, np.asarray(np.linalg.lstsq(features, training.y)[0]))


@cache
def curvatures(seed: int) -> Array:
    """Curvatures of the full-batch loss, ascending (4,)."""
    return mse_curvatures(legendre(data(seed)[0].x, DEGREE))


def limit(seed: int) -> float:
    """2/λmax of the full batch; small batches diverge at smaller rates."""
    return float(2 / curvatures(seed)[-1])


def marks(params: Params) -> dict[str, list[Mark]]:
    """The limit of the full batch."""
    return {"learning_rate": [Mark(limit(params.seed), "full-batch limit", "limit")]}


def counter(epoch: int, params: Params) -> str:
    """Say which steps the epoch holds, and what became of a last partial batch."""
    steps = steps_per_epoch(params.batch_size, params.last_batch)
    rest = POINTS % params.batch_size
    first, last = spoken((epoch - 1) * steps + 1), spoken(epoch * steps)
    which = f"steps {first}\u2013{last}" if steps > 1 else f"step {last}"
    text = f"Epoch {spoken(epoch)} = {which}: {POINTS} points in batches of {params.batch_size}"
    if not rest:
        return f"{text}."
    fate = f"the last batch has only {rest}" if params.last_batch == "keep" else f"{rest} are left out each time"
    return f"{text}; {fate}."


def verdict(history: History, params: Params) -> Verdict:
    """Count the steps, then say how far above the least possible loss the run stands, and why."""
    said = counter(max(1, history.epoch), params)
    full = params.batch_size == POINTS
    if history.diverged or (full and params.learning_rate >= limit(params.seed)):
        return diverging(params, said)
    now, start = history.now.training_loss, history[0].training_loss
    excess = now / least_loss(params.seed) - 1
    text = f"{said} The training loss is {number(100 * excess)} % above the least a cubic can reach."
    if excess < SETTLED:
        return Verdict("Settled.", text, "good")
    if now > start:
        why = f"That is more than at the start: the learning rate is too high for batches of {params.batch_size}."
        return Verdict("Thrown about.", f"{text} {why}", "bad", Mend("Set to 0.05", {"learning_rate": 0.05}))
    return on_the_way(history, params, text)


def on_the_way(history: History, params: Params, text: str) -> Verdict:
    """Tell a loss that falls from one that hardly moves yet, and both from one that noise holds up."""
    third = history.epoch // 3
    losses = history.column("training_loss")[: history.epoch + 1]
    # Medians of the last and the middle third: a single epoch of a noisy run may stand anywhere.
    late = losses[min(2 * third + 1, history.epoch) :]  # a run that streams is also looked at before it has begun
    if np.median(late) < 0.95 * np.median(losses[third : 2 * third + 1]):
        return Verdict("Learning.", text, "good")
    steps = history.epoch * steps_per_epoch(params.batch_size, params.last_batch)
    still_far = (1 - params.learning_rate * curvatures(params.seed)[0]) ** steps
    if still_far > 0.1:
        return Verdict("Crawling.", text, "plain", Mend("Set to 0.1", {"learning_rate": 0.1}))
    if params.batch_size == POINTS:
        return Verdict("Learning.", text, "good")
    return Verdict("Bouncing.", f"{text} The noise of small batches holds it there.")


def diverging(params: Params, said: str) -> Verdict:
    """Give the limit of the full batch, and a rate that small batches bear too."""
    text = f"{said} The full batch bears a learning rate up to {number(limit(params.seed))}; small batches bear less."
    return Verdict("Diverging.", text, "bad", Mend("Set to 0.05", {"learning_rate": 0.05}))
