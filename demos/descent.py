"""Where one weight ends: that depends on the learning rate.

Two losses of a single weight x. On x² every step multiplies x by 1 - 2η: up to a rate of 1 that shrinks it, beyond
it grows. x·cos(0.15πx) has two valleys in reach, the right one deep and narrow, the left one shallow and wide. Predict
before you turn the rate up: a low rate stays in the valley where the walk starts, a high one cannot rest in the
narrow valley and bounces, and in between there are rates that end in the worse one. An epoch is one step.
"""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import NamedTuple

import numpy as np

from demos.kit import panels
from demos.kit.controls import Choice, Epochs, Slider, spoken
from demos.kit.curves import LOSSES, Valley, valley
from demos.kit.panel import Panel
from demos.kit.plot import Chart
from demos.kit.quadratic import Scores
from demos.kit.run import History, Params
from demos.kit.scales import Scale
from demos.kit.types import Array
from demos.kit.verdict import Mark, Mend, Verdict, count, diverging, factor, number

NOTICE = (
    "From the same start, a rate of 0.3 ends in the near valley, 1.3 bounces for ever, 1.9 ends in the worse valley, "
    "and 2.2 bounces again. A rate too high does not converge quickly: it does not converge."
)
CHECK = (
    "On x² every step is (1 − 2η)ᵏ times the start, to 1e-9; on x·cos(0.15πx) the walk ends where a textbook's "
    "example does, and each valley holds it up to 2 divided by the curvature at its bottom, found by differences."
)

MAX_EPOCHS = 500
CRAWL = 0.97  # slower than this and a tenfold smaller error takes more than 75 steps
AT_REST = 0.05  # as near as this to the bottom of a valley counts as settled there
TAIL = 8  # steps looked back on
HEIGHT = (-8.5, 11.0)  # of the two valleys' picture
SUMMIT = 1.8257  # between the two valleys; a low rate ends on the side where it starts

controls = (
    Slider("learning_rate", 1.9, (0.01, 3.0), scale="log", label="Learning rate", symbol="η"),
    Epochs(40, (1, MAX_EPOCHS)),
    Choice("loss", "valleys", label="Loss", options={"square": "x²", "valleys": "x·cos(0.15πx)"}),
    Slider("start", 10.0, (-4.0, 12.0), step=0.25, label="Start", symbol="x₀"),
)


class State(NamedTuple):
    """The weight and the loss there."""

    training_loss: float
    weight: float

    @property
    def weights(self) -> Array:
        """All the weights there are (1,)."""
        return np.array([self.weight])


def train(learning_rate: float, loss: str, start: float) -> Iterator[State]:
    """Gradient descent on one weight, one step an epoch."""
    value, slope, _ = LOSSES[loss]
    weight = start
    while True:
        yield State(float(value(weight)), float(weight))
        weight = weight - learning_rate * slope(weight)


def train_many(learning_rate: Sequence[float], loss: Sequence[str], start: Sequence[float]) -> Iterator[Scores]:
    """`train` for many settings at once."""
    rate, weight, square = np.array(learning_rate), np.array(start), np.array(loss) == "square"
    round_one, wavy = LOSSES["square"], LOSSES["valleys"]
    while True:
        yield partial(lambda x: np.where(square, round_one.value(x), wavy.value(x)), weight)
        weight = weight - rate * np.where(square, round_one.slope(weight), wavy.slope(weight))


def closed_form(epoch: int, params: Params) -> Array | None:
    """On x² the weight after so many epochs in one go; the other loss has no such formula."""
    return np.array([(1 - 2 * params.learning_rate) ** epoch * params.start]) if params.loss == "square" else None


WORSE = valley("worse valley", -2.0, LOSSES["valleys"])
BETTER = valley("better valley", 7.0, LOSSES["valleys"])


def marks(params: Params) -> dict[str, list[Mark]]:
    """Up to which rate the bottom of each valley can hold the walk: 2 divided by the curvature there."""
    if params.loss == "square":
        return {"learning_rate": [Mark(0.5, "one step", "model"), Mark(1.0, "limit", "limit")]}
    limits = [(BETTER, "limit, better"), (WORSE, "limit, worse")]
    return {"learning_rate": [Mark(valley.limit, name, "limit") for valley, name in limits]}


def picture(history: History, params: Params) -> list[Panel]:
    """The walk on the curve; the loss by epoch."""
    if params.loss == "square":
        return [curve(history, params), panels.losses(history, ("training_loss",), MAX_EPOCHS)]
    chart = panels.loss_chart(history, ("training_loss",), MAX_EPOCHS, y=Scale(*HEIGHT, label="loss"))
    for each in (WORSE, BETTER):
        chart.rule("ghost", y=each.depth)
        chart.note(0, each.depth, each.name, "ghost", dx=4, dy=9)
    return [curve(history, params), chart.panel(scrubs=True)]


def curve(history: History, params: Params) -> Panel:
    """The loss as a curve, the walk as dots on it, its first and its latest steps joined."""
    weights, losses = (history.column(name)[: history.epoch + 1] for name in ("weight", "training_loss"))
    # On x² the view widens once, when the walk leaves it, so that divergence has a shape.
    wide, loss = 13 if np.abs(weights).max() <= 13 else 52, LOSSES[params.loss].value
    left, right, low, high = (-wide, wide, -0.04 * wide**2, wide**2) if params.loss == "square" else (-5, 12.5, *HEIGHT)
    title = "The loss of one weight, with the walk as dots on the curve"
    chart = Chart(title, Scale(left, right, label="weight x"), Scale(low, high, label="loss"))
    x = np.linspace(left, right, 141)
    chart.line(x, loss(x), "training thin")
    chart.line(weights[:TAIL], losses[:TAIL], "model thin")
    chart.line(weights[-TAIL:], losses[-TAIL:], "model thin")
    chart.dots(weights[-60:], losses[-60:], "model", radius=2.5)
    for each in (WORSE, BETTER) if params.loss == "valleys" else ():
        chart.note(each.bottom, each.depth, each.name, "plain", dx=-30, dy=16)
    chart.handle(("start",), params.start, loss(params.start), "model")
    chart.note(params.start, loss(params.start), "start", "plain", dy=-12)
    chart.dots(weights[-1], losses[-1], "model ring", radius=5)
    return chart.panel()


LOWER = Mend("Set to 0.3", {"learning_rate": 0.3})
LIMITS = f"the limits are {number(BETTER.limit, 3)} and {number(WORSE.limit, 3)}"


def verdict(history: History, params: Params) -> Verdict:
    """Say where the walk is after this many steps, and which valley could hold it at this rate."""
    after = f"After {count(history.epoch, 'epoch')} x is {number(history.now.weight, 3)}, and the loss"
    after = f"{after} {number(history.now.training_loss, 3)}."
    return on_square(params, after) if params.loss == "square" else on_valleys(history, params, after)


def on_square(params: Params, after: str) -> Verdict:
    """Name the regime from the factor of a step, 1 - 2η."""
    step = 1 - 2 * params.learning_rate
    one_step = Mend("Set to 0.5", {"learning_rate": 0.5})
    if params.start == 0:
        return Verdict("At the minimum already.", f"There the slope is 0, so no rate makes a step. {after}")
    if abs(step) > 1 + 1e-9:
        return diverging(abs(step), 1.0, params.learning_rate, one_step, after)
    each = f"Each step multiplies x by {factor(step).replace('-', '\u2212')}. {after}"
    if abs(step) > 1 - 1e-9:
        return Verdict("Bouncing for ever.", f"The rate is exactly at the limit. {each}", "bad", one_step)
    if abs(step) > CRAWL:
        return Verdict("Crawling." if step > 0 else "Hardly converging.", each, "plain", one_step)
    if abs(step) < 1e-9:
        return Verdict("There in one step.", each, "good")
    return Verdict("Approaching from one side." if step > 0 else "Overshooting, and converging.", each, "good")


def on_valleys(history: History, params: Params, after: str) -> Verdict:
    """Tell settled in a worse basin from bounces from stayed in the nearest one."""
    walk = [state.weight for state in history[: history.epoch + 1]]
    home = WORSE if params.start < SUMMIT else BETTER
    here = WORSE if walk[-1] < SUMMIT else BETTER
    away = [abs(weight - here.bottom) for weight in walk[-TAIL:]]
    if max(away[-3:]) < AT_REST and params.learning_rate < here.limit:
        return settled(here, home, params, after)
    nears = here is WORSE and params.learning_rate < WORSE.limit and away[-1] < 0.8 * max(away)
    if params.learning_rate > BETTER.limit and not nears:
        which = "Neither valley can" if params.learning_rate > WORSE.limit else "Only the worse valley could"
        text = f"{after} {which} hold it: {LIMITS}; you are at {spoken(params.learning_rate)}."
        return Verdict("Bouncing.", text, "bad", LOWER)
    if 1 - 2 * params.learning_rate / here.limit > CRAWL:
        return Verdict("Crawling.", f"{after} The steps are small, not stuck.", "plain", LOWER)
    return Verdict("On its way.", f"{after} The bottom of this valley is at {number(here.bottom, 3)}.")


def settled(here: Valley, home: Valley, params: Params, after: str) -> Verdict:
    """At rest: in which valley, and whether that is the one where it started."""
    if here is BETTER:
        regime = "Stayed in the nearest basin." if home is BETTER else "Settled in a better basin."
        return Verdict(regime, f"{after} That is the better valley.", "good")
    better = f"{after} The better valley has {number(BETTER.depth, 3)}"
    if home is WORSE:
        mend = Mend("Start at 10", {"start": 10.0, **LOWER.settings})
        text = f"{better}; from this start a low rate does not get there."
        return Verdict("Stayed in the nearest basin.", text, "plain", mend)
    held = f"{better}, and cannot hold a rate of {spoken(params.learning_rate)}: {LIMITS}."
    return Verdict("Settled in a worse basin.", held, "bad", LOWER)
