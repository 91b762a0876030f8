"""What one step size does: crawl, converge, bounce, blow up.

The loss is a bowl with two curvatures, ½(w₁² + κ·w₂²). Gradient descent multiplies the error along each axis by
a fixed factor every step, 1 - ηλ, so one learning rate η has to serve both axes: what suits the flat one is
soon too much for the steep one. Watch the path turn from a smooth curve into a zigzag, and the zigzag grow, as
η passes 1/κ and then 2/κ. The bowl is deterministic and every step uses all the data: an epoch is one step.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from demos.kit import panels
from demos.kit.bowl import after, from_above, runs
from demos.kit.controls import Epochs, Slider, rounded
from demos.kit.optim import momentum as heavy_ball
from demos.kit.optim import spectral_radius
from demos.kit.panel import Panel
from demos.kit.quadratic import Scores
from demos.kit.run import History, Params
from demos.kit.types import Array
from demos.kit.verdict import Mark, Mend, Verdict, count, diverging, factor, number

NOTICE = (
    "The path turns from a smooth curve into a zigzag, and then the zigzag grows, as the learning rate passes one "
    "over the steep curvature and then two over it. A rounder bowl or momentum moves the limit, and its mark."
)
CHECK = "Without momentum every weight of every epoch is (1 − ηλ)ᵏ times the start, to 1e-9, growing or shrinking."

START = (-8.0, 3.0)
CRAWL = 0.97  # slower than this and a tenfold smaller error takes more than 75 epochs
MAX_EPOCHS = 500

controls = (
    Slider("learning_rate", 0.17, (1e-3, 3.0), scale="log", label="Learning rate", symbol="η"),
    Epochs(24, (1, MAX_EPOCHS)),
    Slider("momentum", 0.0, (0.0, 0.99), step=0.01, label="Momentum", symbol="β"),
    Slider("curvature_ratio", 10.0, (1.0, 100.0), scale="log", label="Curvature ratio", symbol="κ"),
    Slider("start_1", START[0], (-10.0, 10.0), step=0.25, label="Start: weight 1"),
    Slider("start_2", START[1], (-5.0, 5.0), step=0.25, label="Start: weight 2"),
)


class State(NamedTuple):
    """Weights (2,) and the loss there."""

    training_loss: float
    weights: Array


def train(
    learning_rate: float, momentum: float, curvature_ratio: float, start_1: float, start_2: float
) -> Iterator[State]:
    """Descend the bowl from the start, one step an epoch."""
    curvature = np.array([1.0, curvature_ratio])
    optimizer = heavy_ball(learning_rate, momentum)
    weights = np.array([start_1, start_2])
    velocity = optimizer.init(weights)
    while True:
        gradient = curvature * weights
        yield State(0.5 * float(weights @ gradient), weights)
        weights, velocity = optimizer.update(weights, gradient, velocity)


def train_many(learning_rate: Sequence[float], **others: Sequence[float]) -> Iterator[Scores]:
    """`train` for many settings at once."""
    momentum, kappa, *start = (others[name] for name in ("momentum", "curvature_ratio", "start_1", "start_2"))
    return runs(learning_rate, momentum, kappa, start)


def closed_form(epoch: int, params: Params) -> Array:
    """The weights after so many epochs in one go."""
    start = params.start_1, params.start_2
    return after(epoch, params.learning_rate, params.momentum, params.curvature_ratio, start)


def picture(history: History, params: Params) -> list[Panel]:
    """The bowl from above with the path so far; the loss by epoch."""
    return [bowl(history, params), panels.losses(history, ("training_loss",), MAX_EPOCHS)]


def bowl(history: History, params: Params) -> Panel:
    """Contours and path. The view widens by fours when the path leaves it, so that divergence has a shape."""
    trail = np.array([state.weights for state in history[: history.epoch + 1]])
    reach = np.abs(trail / [10, 5]).max()
    zoom = next(wide for wide in (1, 4, 16, np.inf) if reach <= wide or wide == 16)
    chart = from_above(params.curvature_ratio, zoom=zoom)
    chart.line(trail[:, 0], trail[:, 1], "model thin")
    chart.dots(trail[-60:, 0], trail[-60:, 1], "model", radius=2)
    chart.handle(("start_1", "start_2"), params.start_1, params.start_2, "model")
    chart.note(params.start_1, params.start_2, "start", "plain", dy=-10)
    chart.cross(0, 0)
    chart.note(0, 0, "minimum", "plain", dy=14)
    return chart.panel()


def factors(params: Params) -> Array:
    """By what each step multiplies the error in the long run, flat and steep direction (2,)."""
    return spectral_radius(params.learning_rate, params.momentum, np.array([1.0, params.curvature_ratio]))


def limit(params: Params) -> float:
    """The largest stable learning rate, (2 + 2β)/λmax."""
    return float((2 + 2 * params.momentum) / params.curvature_ratio)


@lru_cache(64)
def best_rate(momentum: float, curvature_ratio: float) -> float:
    """The fixed rate whose slower direction is fastest; without momentum 2/(λ₁ + λ₂)."""
    if momentum == 0:
        return rounded(2 / (1 + curvature_ratio), 4)
    rates = np.geomspace(1e-3, (2 + 2 * momentum) / curvature_ratio, 2000)
    slower = np.maximum(spectral_radius(rates, momentum, 1.0), spectral_radius(rates, momentum, curvature_ratio))
    return rounded(float(rates[slower.argmin()]))


def marks(params: Params) -> dict[str, list[Mark]]:
    """The stability limit and the best fixed rate, for the present curvature and momentum."""
    best = best_rate(params.momentum, params.curvature_ratio)
    name = "2/λmax" if params.momentum == 0 else "(2+2β)/λmax"
    return {"learning_rate": [Mark(best, "best", "model"), Mark(limit(params), f"limit {name}", "limit")]}


def overshoots(params: Params, curvature: float) -> bool:
    """Whether the error along this curvature changes sign on its way: a negative factor, or complex roots."""
    beta = params.momentum
    return bool(1 + beta - params.learning_rate * curvature < 2 * beta**0.5)


def verdict(history: History, params: Params) -> Verdict:
    """Name the regime from the factor of each direction."""
    flat, steep = factors(params)
    worst, bounces = max(flat, steep), overshoots(params, params.curvature_ratio)
    after = f"After {count(history.epoch, 'epoch')} the training loss is {number(history.now.training_loss)}."
    if worst > 1 + 1e-9:
        return diverging(worst, limit(params), params.learning_rate, mend(params))
    if worst > 1 - 1e-9:
        edge = f"The learning rate is exactly at the limit, {number(limit(params))}"
        return Verdict("Oscillating for ever.", f"{edge}: each step lands as far away as it started. {after}", "bad")
    each = (
        f"Each step multiplies the error by {factor(flat)} along the flat direction, "
        f"by {factor(steep)} along the steep one"
    )
    # Where momentum makes both factors √β, they differ by rounding errors only.
    if bounces and (steep > flat - 1e-9 or worst < CRAWL):
        slow = mend(params) if worst > CRAWL else None
        return Verdict("Oscillating, and converging.", f"{each}, which it overshoots. {after}", "good", slow)
    if worst > CRAWL:
        return Verdict("Crawling.", f"{each}. {after}", "plain", mend(params))
    return Verdict("Converging.", f"{each}. {after}", "good")


def mend(params: Params) -> Mend:
    """Offer the best rate for this bowl; with momentum, or there already, the best pair, in closed form (Goh 2017)."""
    kappa = params.curvature_ratio
    best = best_rate(0.0, kappa)
    if params.momentum == 0 and params.learning_rate != best:
        return Mend(f"Set to {number(best)}", {"learning_rate": best})
    rate = rounded((2 / (1 + kappa**0.5)) ** 2)
    beta = rounded(((kappa**0.5 - 1) / (kappa**0.5 + 1)) ** 2, 2)
    return Mend(f"Set to {number(rate)}, momentum {number(beta)}", {"learning_rate": rate, "momentum": beta})
