"""A map of what learning rate and momentum do together.

Heavy-ball momentum adds up past gradients, z <- βz + g, and steps along the sum, w <- w - ηz. On a bowl with
curvatures 1 and κ its fate is known for every pair (η, β): too far right it diverges, at the lower left it creeps down
without ever overshooting, and between the two lines it overshoots, and is fastest. Drag the point about the map and
watch the path down the narrow valley; the dashed path has the same learning rate and no momentum.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from demos.kit import panels
from demos.kit.bowl import after, from_above, runs
from demos.kit.controls import Epochs, Slider, rounded, spoken
from demos.kit.optim import momentum as heavy_ball
from demos.kit.optim import spectral_radius
from demos.kit.panel import Panel
from demos.kit.plot import Chart
from demos.kit.quadratic import Scores
from demos.kit.run import History, Params
from demos.kit.scales import Scale
from demos.kit.types import Array
from demos.kit.verdict import Mark, Mend, Verdict, count, diverging, factor, number

NOTICE = (
    "Going up from no momentum, the limit moves right, from 2/κ towards 4/κ, and the fastest pair is one that "
    "overshoots. Above it more momentum is slower: each step multiplies the error by √β, whatever the rate."
)
CHECK = (
    "The edge of the map is where runs begin to grow, 0 < ηκ < 2 + 2β; the fastest pair found by search is Polyak's "
    "closed form; every path is the power of a 2 × 2 matrix, to 1e-9."
)

START = np.array([-8.0, 1.5])
RATES = (1e-3, 1.0)
MAP = (8e-4, 1.25), (-0.06, 1.06)  # a little more than the knobs reach, so that the point is seen at their ends
MAX_EPOCHS, CRAWL = 500, 0.97
controls = (
    Slider("momentum", 0.85, (0.0, 0.99), step=0.01, label="Momentum", symbol="β"),
    Epochs(40, (1, MAX_EPOCHS)),
    Slider("learning_rate", 0.02, RATES, scale="log", label="Learning rate", symbol="η"),
    Slider("curvature_ratio", 30.0, (4.0, 100.0), scale="log", label="Curvature ratio", symbol="κ"),
)


class State(NamedTuple):
    """Weights (2,) and the loss there."""

    training_loss: float
    weights: Array


def train(momentum: float, learning_rate: float, curvature_ratio: float) -> Iterator[State]:
    """Descend the bowl ½(w₁² + κ·w₂²), one step an epoch."""
    curvature = np.array([1.0, curvature_ratio])
    optimizer = heavy_ball(learning_rate, momentum)
    weights = START
    velocity = optimizer.init(weights)
    while True:
        gradient = curvature * weights
        yield State(0.5 * float(weights @ gradient), weights)
        weights, velocity = optimizer.update(weights, gradient, velocity)


def train_many(momentum: Sequence[float], **others: Sequence[float]) -> Iterator[Scores]:
    """`train` for many settings at once."""
    start = np.repeat(START[:, None], len(momentum), axis=1).tolist()
    return runs(others["learning_rate"], momentum, others["curvature_ratio"], start)


def closed_form(epoch: int, params: Params) -> Array:
    """The weights after so many epochs in one go."""
    return after(epoch, params.learning_rate, params.momentum, params.curvature_ratio, START.tolist())


class Pair(NamedTuple):
    """A learning rate, a momentum, and by what a step of theirs multiplies the error in the long run."""

    rate: float
    beta: float
    factor: float


def best(kappa: float) -> Pair:
    """The fastest pair of all, in closed form (Polyak 1964; Goh 2017)."""
    root = kappa**0.5
    return Pair((2 / (1 + root)) ** 2, ((root - 1) / (root + 1)) ** 2, (root - 1) / (root + 1))


def slower(rate: float | Array, beta: float | Array, kappa: float) -> Array:
    """The factor of the slower of the two directions, per pair."""
    return np.maximum(spectral_radius(rate, beta, 1.0), spectral_radius(rate, beta, kappa))


@lru_cache(8)
def speeds(kappa: float) -> Array:
    """How many times the steps of the best pair are needed, in powers of two, per pair of the map; 6 diverges."""
    rates, betas = np.geomspace(*MAP[0], 111), np.linspace(*MAP[1][::-1], 41)[:, None]
    factors = slower(rates, betas, kappa)
    with np.errstate(divide="ignore"):
        times = np.log2(np.log(max(best(kappa).factor, 0.05)) / np.log(np.minimum(factors, 1 - 1e-9)))
    return np.where(factors < 1, np.clip(times, 0, 4), 6.0)


def picture(history: History, params: Params) -> list[Panel]:
    """The map; the path and the loss, beside those without momentum."""
    curvature = np.array([1.0, params.curvature_ratio])
    shrunk = (1 - params.learning_rate * curvature) ** np.arange(history.epoch + 1)[:, None]
    plain = START * shrunk[: len(shrunk) if params.momentum else 0]
    plain = plain[: np.argmax(np.append(np.abs(plain[:, 1]) > 5, True))]  # only what the picture holds
    return [regimes(params), valley(history, params, plain), losses(history, params, plain)]


def regimes(params: Params) -> Panel:
    """Every pair of learning rate and momentum: the darker, the fewer steps; in the tint, it diverges."""
    kappa = params.curvature_ratio
    chart = Chart(
        "A map of learning rate and momentum: where a run diverges, where it oscillates, where it is monotone",
        Scale(*MAP[0], "log", "learning rate"),
        Scale(*MAP[1], label="momentum"),
        size=(320, 145),
    )
    chart.field(speeds(kappa), 0, 9)
    betas = np.linspace(0, 1, 67)
    chart.line((2 + 2 * betas) / kappa, betas, "limit thin")
    chart.line((1 - np.sqrt(betas)) ** 2 / kappa, betas, "plain thin")
    chart.note(RATES[1], 0.65, "diverges", "limit", dx=0)
    chart.note(RATES[0], 0.1, "monotone", "plain", dx=5)
    place = max(RATES[0], 0.08 / kappa)
    taken = params.momentum > 0.75 and 0.8 * place < params.learning_rate < 5 * place  # by the handle
    chart.note(1.3 * params.learning_rate if taken else place, 0.9, "oscillates", "plain", dx=0)
    chart.cross(best(kappa).rate, best(kappa).beta)
    chart.note(best(kappa).rate, best(kappa).beta, "fastest", "plain", dx=11)
    chart.handle(("learning_rate", "momentum"), params.learning_rate, params.momentum, "model")
    return chart.panel()


def valley(history: History, params: Params, plain: Array) -> Panel:
    """The bowl from above with the path so far and, dashed, the one without momentum."""
    trail = history.column("weights")[: history.epoch + 1]
    chart = from_above(params.curvature_ratio, tall=140)
    if len(plain):
        chart.line(plain[:, 0], plain[:, 1], "ghost")
    chart.line(trail[:, 0], trail[:, 1], "model thin")
    chart.dots(trail[-60:, 0], trail[-60:, 1], "model", radius=2)
    chart.cross(0, 0)
    chart.note(float(START[0]), float(START[1]), "start", "plain", dy=-10)
    return chart.panel()


def losses(history: History, params: Params, plain: Array) -> Panel:
    """The loss by epoch and, dashed, what it would be without momentum."""
    chart = panels.loss_chart(history, ("training_loss",), MAX_EPOCHS, height=110)
    if len(plain):
        without = 0.5 * plain**2 @ np.array([1.0, params.curvature_ratio])
        chart.line(np.arange(len(plain)), without, "ghost", "no momentum" if len(plain) > history.epoch else "")
    return chart.panel(scrubs=True)


def limit(params: Params) -> float:
    """The largest stable learning rate, (2 + 2β)/λmax."""
    return float((2 + 2 * params.momentum) / params.curvature_ratio)


def marks(params: Params) -> dict[str, list[Mark]]:
    """The limit of the rate at this momentum; the best momentum at this rate, where any converges."""
    found = {"learning_rate": [Mark(limit(params), "limit (2+2β)/λmax", "limit")]}
    each = np.array([1.0, params.curvature_ratio]) * params.learning_rate
    # Below it the slower direction has two real factors, above it complex ones, of size √β.
    beta = float(((1 - np.sqrt(each)) ** 2).max())
    return {**found, "momentum": [Mark(beta, "best at this rate", "model")]} if each[1] < 4 else found


def verdict(history: History, params: Params) -> Verdict:
    """Name the regime, and compare the factor of a step with that of no momentum and of the fastest pair."""
    rate, beta, kappa = params.learning_rate, params.momentum, params.curvature_ratio
    worst, alone = float(slower(rate, beta, kappa)), float(slower(rate, 0.0, kappa))
    after = f"After {count(history.epoch, 'epoch')} the training loss is {number(history.now.training_loss)}."
    if worst > 1 + 1e-9:
        return diverging(worst, limit(params), rate, fastest(kappa), after)
    if worst > 1 - 1e-9:
        return Verdict("Oscillating for ever.", f"The rate is exactly at its limit. {after}", "bad", fastest(kappa))
    each = f"Each step multiplies the error by {factor(worst)} in the long run"
    than = factor(alone) if alone < 1 else f"a rate of {spoken(rate)} would not converge"
    text = f"{each}; without momentum {than}; the fastest pair, {factor(best(kappa).factor)}. {after}"
    if worst > CRAWL:
        return Verdict("Crawling.", text, "plain", fastest(kappa))
    if rate * kappa <= (1 - beta**0.5) ** 2:
        return Verdict("Converging without overshoot.", text, "good")
    mend = fastest(kappa) if worst > 1.1 * best(kappa).factor else None
    return Verdict("Oscillating, and converging.", text, "good", mend)


def fastest(kappa: float) -> Mend:
    """Offer the fastest pair."""
    rate, beta = rounded(best(kappa).rate), rounded(best(kappa).beta, 2)
    return Mend(f"Set to {number(rate)}, momentum {number(beta)}", {"learning_rate": rate, "momentum": beta})
