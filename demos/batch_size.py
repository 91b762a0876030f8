"""Why batch size and learning rate belong together: the smaller the batch, the smaller the rates it bears.

A plane with two weights is fitted to 100 points by mini-batch descent. Small batches make many steps an epoch, and
each step strays, because the gradient of a batch is only an estimate. The path of your run is drawn step by step.
Beside it the same run is made for every rate and every batch size at once, and painted by the validation loss it
ends with: blue close to the best fit, orange far from it. Watch where your point lies between crawling and the
limit, and how the map changes when all cells make equally many steps instead of equally many epochs.
"""

from collections.abc import Iterator
from functools import cache
from itertools import islice
from typing import NamedTuple

import numpy as np

from demos.kit import panels
from demos.kit.controls import Choice, Epochs, Slider, rounded, spoken
from demos.kit.data import noisy_plane
from demos.kit.descent import descent
from demos.kit.losses import least_squares, mse, mse_curvatures, mse_gradient
from demos.kit.minibatches import longest_stretch, orders, rate_limits, steps_per_epoch, train_all
from demos.kit.panel import Panel
from demos.kit.plot import Chart
from demos.kit.quadratic import error
from demos.kit.run import History, Params
from demos.kit.scales import Scale
from demos.kit.types import Array
from demos.kit.verdict import Mark, Verdict, count, number, set_to

NOTICE = (
    "A learning rate that works at one batch size diverges at a smaller one: the limit on the map leans to the left."
)
CHECK = "Simulated batches agree with the sampling variance S²/B·(1 − B/N), and with the limits that follow from it."

POINTS, HELD_OUT = 100, 200
TRUE_WEIGHTS, NOISE = np.array([1.5, 2.0]), 0.5
SPREAD = np.array([1.0, 0.5])  # standard deviations of the two inputs
MAX_EPOCHS, LOW, HIGH = 30, 0.01, 3.0  # learning rates from LOW to HIGH
CLOSE = 0.05  # at most this share above the validation loss of the best fit
heavy = True  # a map of many runs
scented = ("learning_rate", "batch_size")
controls = (
    Slider("batch_size", 4, (1, POINTS), scale="log", integer=True, per_decade=10, label="Batch size", symbol="B"),
    Epochs(10, (1, MAX_EPOCHS)),
    Slider("learning_rate", 0.3, (LOW, HIGH), scale="log", label="Learning rate", symbol="η"),
    Choice("compare", "epochs", label="All cells make", options={"epochs": "equal epochs", "steps": "equal steps"}),
    Slider("seed", 2, (1, 20), step=1, integer=True, label="Seed"),
)
ROWS = [round(10 ** (k / 10)) for k in range(20, -1, -1)]  # the map's batch sizes, evenly spaced on a log axis
SIZES = sorted(set(ROWS))
RATES = np.geomspace(LOW, HIGH, 31)  # the map's learning rates
Points = tuple[Array, Array]  # inputs (n, 2) and targets (n,)


class State(NamedTuple):
    """Both losses and the weights (2,) after an epoch; each weight after each of its steps, (steps,) and (steps,)."""

    training_loss: float
    validation_loss: float
    weights: Array
    path_1: Array
    path_2: Array


@cache
def draw(seed: int, points: int) -> Points:
    """Draw points about a plane; those of another seed, 1000 higher, are held out."""
    return noisy_plane(seed, points, TRUE_WEIGHTS, SPREAD, NOISE)


def train(batch_size: int, learning_rate: float, compare: str, seed: int) -> Iterator[State]:
    """Mini-batch gradient descent on the mean squared error; what the map compares does not concern this run."""
    del compare
    (x, y), held_out = draw(seed, POINTS), draw(1000 + seed, HELD_OUT)
    weights = np.zeros(2)
    path = np.zeros((steps_per_epoch(POINTS, batch_size), 2))
    for order in orders(seed, POINTS):
        yield State(mse(x, y, weights), mse(*held_out, weights), weights, *path.T)
        path = np.empty_like(path)
        for step in range(len(path)):
            batch = order[step * batch_size : (step + 1) * batch_size]
            weights = weights - learning_rate * mse_gradient(x[batch], y[batch], weights)
            path[step] = weights


def survey(seed: int) -> Iterator[dict[int, Array]]:
    """The same runs for all batch sizes and rates at once: {steps made: weights (sizes, 2, rates)}, growing."""
    epochs = np.array(list(islice(orders(seed, POINTS), MAX_EPOCHS)))
    yield from train_all(draw(seed, POINTS), epochs, SIZES, RATES)


def final_losses(history: History, params: Params) -> tuple[int, Array]:
    """The map (sizes, rates) of validation losses, and for which epoch it is: the one asked for, or the last known."""
    found = history.survey or {0: np.zeros((len(SIZES), 2, len(RATES)))}
    sizes = SIZES if params.compare == "epochs" else [params.batch_size] * len(SIZES)
    steps = [steps_per_epoch(POINTS, size) for size in sizes]
    epochs = min(params.epochs, max(found) // max(steps))
    weights = np.array([found[epochs * each][i] for i, each in enumerate(steps)])
    return epochs, error(*draw(1000 + params.seed, HELD_OUT)).at(np.moveaxis(weights, 1, 2))


@cache
def best_fit(seed: int) -> tuple[Array, float]:
    """The best fit to the training points (2,), and its validation loss."""
    weights = least_squares(*draw(seed, POINTS))
    return weights, mse(*draw(1000 + seed, HELD_OUT), weights)


@cache
def limits(seed: int) -> Array:
    """The largest learning rate that batches of 1 to 100 bear (100,)."""
    return rate_limits(draw(seed, POINTS)[0])


def limit(params: Params) -> float:
    """The largest learning rate that the present batch size bears."""
    return float(limits(params.seed)[params.batch_size - 1])


def picture(history: History, params: Params) -> list[Panel]:
    """The path of the weights, the map, and the validation loss by epoch."""
    losses = panels.losses(history, ("validation_loss",), MAX_EPOCHS, height=110)
    return [the_path(history, params), the_map(history, params), losses]


def the_path(history: History, params: Params) -> Panel:
    """Every step so far, over the level lines of the training loss."""
    x, _ = draw(params.seed, POINTS)
    trail = np.vstack([np.column_stack([state.path_1, state.path_2]) for state in history[: history.epoch + 1]])
    return descent("The path of the weights", x.T @ x / POINTS, best_fit(params.seed)[0], trail, height=140)


def the_map(history: History, params: Params) -> Panel:
    """Every cell by how far its validation loss ends above that of the best fit, from 1 % to tenfold."""
    epochs, losses = final_losses(history, params)
    half, steps = (RATES[1] / RATES[0]) ** 0.5, epochs * steps_per_epoch(POINTS, params.batch_size)
    made = count(epochs, "epoch") if params.compare == "epochs" else count(steps, "step")
    title = "The final validation loss for every learning rate and batch size, and your own setting"
    x, y = Scale(LOW / half, HIGH * half, "log", f"learning rate; {made} each"), Scale(0.89, 112, "log", "batch size")
    chart = Chart(title, x, y, size=(320, 165))
    above = np.log10(np.maximum(losses / best_fit(params.seed)[1] - 1, 1e-9))
    chart.field(above[[SIZES.index(size) for size in ROWS]], -2, 1)
    chart.line(limits(params.seed), np.arange(1, POINTS + 1), "limit thin")
    chart.note(limits(params.seed)[2], 3, "limit", "limit")
    if above[-1, 0] > 0:
        chart.note(LOW, 70, "not there yet", "plain", dx=4)
    chart.handle(("learning_rate", "batch_size"), params.learning_rate, params.batch_size, "plain")
    return chart.panel()


def marks(params: Params) -> dict[str, list[Mark]]:
    """The limit for the present batch size, and the smallest batch size that bears the present learning rate."""
    found = {"learning_rate": [Mark(limit(params), f"limit, batches of {params.batch_size}", "limit")]}
    least = int((limits(params.seed) <= params.learning_rate).sum()) + 1
    bears = [Mark(least, f"least for a rate of {spoken(params.learning_rate)}", "limit")]
    return found | {"batch_size": bears} if 1 < least <= POINTS else found


def verdict(history: History, params: Params) -> Verdict:
    """Measure from the best fit, and say whether time, noise or the limit keeps the run from it."""
    if history.diverged or params.learning_rate >= limit(params):
        return over_the_limit(history, params)
    excess = history.now.validation_loss / best_fit(params.seed)[1] - 1
    far = f"{number(100 * abs(excess))} % {'above' if excess > 0 else 'below'} that of the best fit"
    steps = history.epoch * steps_per_epoch(POINTS, params.batch_size)
    text = f"After {count(steps, 'step')} the validation loss is {far}. {good_rates(history, params)}".rstrip()
    if excess < CLOSE:
        return Verdict("Settled.", text, "good")
    if (1 - params.learning_rate * mse_curvatures(draw(params.seed, POINTS)[0])[0]) ** steps > 0.1:
        half = rounded(limit(params) / 2, 2)
        return Verdict(
            "Crawling.", text, "plain", set_to("learning_rate", half) if half > params.learning_rate else None
        )
    calmer = rounded(max(LOW, params.learning_rate / 4), 2)
    slower = set_to("learning_rate", calmer) if calmer < params.learning_rate else None
    return Verdict("Bouncing.", text, "plain", slower)


def good_rates(history: History, params: Params) -> str:
    """The rates of the map's nearest row that end close to the best fit; nothing while the map is unfinished."""
    epochs, losses = final_losses(history, params)
    if epochs < params.epochs:
        return ""
    row = int(np.abs(np.log(np.array(SIZES) / params.batch_size)).argmin())
    found, which = longest_stretch(losses[row] < (1 + CLOSE) * best_fit(params.seed)[1]), "no rate ends"
    if found:
        low, high = (number(RATES[place]) for place in found)
        which = f"rates from {low} to {high} end" if low != high else f"a rate of {low} ends"
    return f"On the map {which} within 5 % for batches of {SIZES[row]}."


def over_the_limit(history: History, params: Params) -> Verdict:
    """Tell a run that has left from one that is thrown about; give the limits of this batch and of the full one."""
    full, here = number(limits(params.seed)[-1]), spoken(params.learning_rate)
    bear = f"Batches of {params.batch_size} bear a rate up to {number(limit(params))}, the full batch up to {full}"
    text = f"{bear}; you are at {here}. The expected squared error grows."
    mend = set_to("learning_rate", rounded(limit(params) / 3, 2))
    worse = history.diverged or history.now.training_loss > history[0].training_loss
    return Verdict("Diverging." if worse else "Thrown about.", text, "bad", mend)
