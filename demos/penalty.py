"""What a penalty does: it trades a little training loss for smaller weights, and calmer curves.

A polynomial of degree 11 is fitted to a few noisy points, with an L1 penalty, an L2 penalty, both or none. L2 pulls
each weight in proportion to its size: most shrink, none reaches 0. L1 pulls with constant force: small weights
become exactly 0. Watch the bars while you raise the strength from none; then raise it until the penalty, times
the learning rate, throws the weights about by itself. The intercept is not penalised.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

import numpy as np

from demos.kit import panels
from demos.kit.blocks import blocks, iterated
from demos.kit.controls import Choice, Epochs, Slider, rounded, spoken
from demos.kit.data import Points, legendre, noisy_wave, wave
from demos.kit.losses import mse_curvatures, mses, ridge
from demos.kit.optim import soft_threshold
from demos.kit.panel import Panel
from demos.kit.plot import Chart
from demos.kit.quadratic import Quadratic, Scores, descended, descents, error, proximal_descents, stacked
from demos.kit.run import History, Params
from demos.kit.scales import Scale
from demos.kit.types import Array
from demos.kit.verdict import Mark, Mend, Verdict, diverging, number

NOTICE = (
    "L2 shrinks the bars and leaves none at 0; L1 sets some to exactly 0. Too strong a penalty, times the "
    "learning rate, throws the weights about by itself."
)
CHECK = "L2 ends at the ridge solution and L1 at the lasso, with the same zeros, both as scikit-learn computes them."

POINTS = 14
HELD_OUT = 200
DEGREE = 11
NOISE = 0.3
MAX_EPOCHS = 5000
STRENGTH = 0.03
PENALISED = np.array([0.0] + [1.0] * DEGREE)

controls = (
    Slider("learning_rate", 0.1, (1e-3, 1.0), scale="log", label="Learning rate", symbol="η"),
    Epochs(2000, (1, MAX_EPOCHS)),
    Choice("penalty", "l2", label="Penalty", options={"none": "none", "l1": "L1", "l2": "L2", "both": "both"}),
    Slider("strength", STRENGTH, (1e-4, 10.0), scale="log", zero=True, label="Strength", symbol="μ"),
    Slider("seed", 1, (1, 20), step=1, integer=True, label="Seed"),
)


class State(NamedTuple):
    """The minimised loss and its two parts, the validation loss without penalty, and the weights (12,)."""

    training_loss: float
    data_loss: float
    penalty: float
    validation_loss: float
    weights: Array


@cache
def data(seed: int) -> tuple[Points, Points]:
    """A few training points; many held-out ones from the same source."""
    return noisy_wave(seed, POINTS, NOISE), noisy_wave(1000 + seed, HELD_OUT, NOISE)


def strengths(penalty: str, strength: float) -> tuple[float, float]:
    """Return the strengths of L1 and of L2."""
    return strength * (penalty in {"l1", "both"}), strength * (penalty in {"l2", "both"})


def train(learning_rate: float, penalty: str, strength: float, seed: int) -> Iterator[State]:
    """Proximal gradient descent: a gradient step for data and L2, then the soft threshold for L1."""
    training, validation = data(seed)
    features, held_out = legendre(training.x, DEGREE), legendre(validation.x, DEGREE)
    l1, l2 = (each * PENALISED for each in strengths(penalty, strength))  # of each weight
    pulls, threshold = 2 / POINTS * features, learning_rate * l1  # of each point, by its residual; of L1

    def step(weights: Array) -> Array:
        gradient = (features @ weights - training.y) @ pulls + l2 * weights
        return soft_threshold(weights - learning_rate * gradient, threshold)

    for some in blocks(iterated(step, np.zeros(DEGREE + 1))):
        loss, price = mses(features, training.y, some), np.abs(some) @ l1 + some**2 @ l2 / 2
        noted = np.stack([loss + price, loss, price, mses(held_out, validation.y, some)])
        yield from map(State, *noted.tolist(), some)


@cache
def losses_of(seed: int) -> tuple[Quadratic, Quadratic]:
    """Data loss and validation loss as functions of the weights."""
    training, validation = (error(legendre(part.x, DEGREE), part.y) for part in data(seed))
    return training, validation


def train_many(
    learning_rate: Sequence[float], penalty: Sequence[str], strength: Sequence[float], seed: Sequence[int]
) -> Iterator[Scores]:
    """`train` for many settings at once, as far as the validation loss."""
    training, validation = (stacked(each) for each in zip(*map(losses_of, seed), strict=True))
    l1, l2 = (np.outer(each, PENALISED) for each in zip(*map(strengths, penalty, strength), strict=True))
    rate = np.array(learning_rate)
    if l1.any():
        return proximal_descents(training, validation, rate, l1, l2)
    return descents(training, validation, rate, l2)


def closed_form(epoch: int, params: Params) -> Array | None:
    """The weights after so many epochs in one go, along the eigenvectors; with L1 there is no such formula."""
    (x, y), (l1, l2) = data(params.seed)[0], strengths(params.penalty, params.strength)
    return None if l1 else descended(legendre(x, DEGREE), y, params.learning_rate, epoch, l2 * PENALISED)


def picture(history: History, params: Params) -> list[Panel]:
    """The fit, the losses, and the weights as bars."""
    training, _ = data(params.seed)
    curve = panels.fit(training, lambda x: legendre(x, DEGREE) @ history.now.weights, truth=wave, height=145)
    names = ("validation_loss", "data_loss", "penalty")
    return [curve, panels.losses(history, names, MAX_EPOCHS, height=145), bars(history)]


def bars(history: History) -> Panel:
    """One bar a weight, without the intercept; a ring is a weight of exactly 0."""
    weights = history.now.weights[1:]
    top = 2.0 ** np.ceil(np.log2(max(1.0, np.abs(weights).max())))
    x, y = Scale(0.5, DEGREE + 0.5, label="degree of the feature"), Scale(-top, top, label="weight")
    chart = Chart("The weights; a ring is exactly 0", x, y, size=(320, 110))
    chart.bars(np.arange(1, DEGREE + 1), weights, "model")
    return chart.panel()


@cache
def limit(seed: int, l2: float = 0.0) -> float:
    """The largest stable learning rate, 2/λmax of the loss with its L2 penalty (L1 has no curvature)."""
    training, _ = data(seed)
    return float(2 / mse_curvatures(legendre(training.x, DEGREE), l2 * PENALISED)[-1])


def marks(params: Params) -> dict[str, list[Mark]]:
    """The stability limit for these points and this penalty."""
    _, l2 = strengths(params.penalty, params.strength)
    return {"learning_rate": [Mark(limit(params.seed, l2), "limit 2/λmax", "limit")]}


def from_ridge(history: History, params: Params) -> float:
    """How far the weights are from the ridge solution, as a share of its size."""
    training, _ = data(params.seed)
    solution = ridge(legendre(training.x, DEGREE), training.y, params.strength, PENALISED)
    return float(np.linalg.norm(history.now.weights - solution) / np.linalg.norm(solution))


def verdict(history: History, params: Params) -> Verdict:
    """Say what the penalty has done to the fit and to the weights."""
    _, l2 = strengths(params.penalty, params.strength)
    top = limit(params.seed, l2)
    if params.learning_rate >= top:
        return ran_away(params, top, l2)
    now, best = history.now, history.column("validation_loss")[: history.epoch + 1].min()
    losses = f"Data loss {number(now.data_loss)}, validation loss {number(now.validation_loss)}."
    said = f"{losses} {effect(history, params)}"
    if now.validation_loss > 2 * best and now.data_loss < NOISE**2:
        return Verdict("Overfitting.", said, "bad", restrain(params))
    strength = max(strengths(params.penalty, params.strength))
    if now.data_loss > 3 * NOISE**2:
        # Stopping after k epochs restrains much as a penalty of strength 1/(ηk): the stronger of the two is to blame.
        too_strong = strength * params.learning_rate * history.epoch > 1
        why = "the penalty is too strong" if too_strong else "hardly trained yet"
        return Verdict("Underfitting.", f"{why[0].upper()}{why[1:]}. {said}")
    return Verdict("Regularized." if strength else "Not penalised.", said, "good")


def restrain(params: Params) -> Mend | None:
    """Offer the strength that the demo opens on, where there is none or a weaker one."""
    if params.penalty == "none":
        return Mend("Add L2", {"penalty": "l2", "strength": STRENGTH})
    return Mend(f"Set to {number(STRENGTH)}", {"strength": STRENGTH}) if params.strength < STRENGTH else None


def effect(history: History, params: Params) -> str:
    """What this penalty is known for: zeros for L1, the ridge solution for L2."""
    zeros = int((history.now.weights[1:] == 0).sum())
    if not max(strengths(params.penalty, params.strength)):
        return "Nothing holds the weights back."
    if params.penalty == "l2":
        away = from_ridge(history, params)
        near = "less than 0.01" if away < 1e-4 else number(100 * away)
        return f"The weights are {near} % away from the ridge solution."
    return f"{spoken(zeros)} of {DEGREE} weights are exactly 0."


def ran_away(params: Params, top: float, l2: float) -> Verdict:
    """Tell a rate too high for the data from a penalty that diverges by itself."""
    rate, safe = params.learning_rate, rounded(0.75 * top, 2)
    mend = Mend(f"Set to {number(safe)}", {"learning_rate": safe})
    if rate * l2 > 2:
        text = (
            f"It is the penalty: learning rate × strength = {number(rate * l2)}, so each step multiplies every weight "
            f"by {number(1 - rate * l2)}, whatever the data. It must stay below 2."
        )
        return Verdict("Diverging.", text, "bad", mend)
    alone = limit(params.seed)
    without = f"Without the penalty the limit would be {number(alone)}." if rate < alone else ""
    return diverging(abs(1 - 2 * rate / top), top, rate, mend, without)
