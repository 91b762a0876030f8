"""Why L1 makes exact zeros and L2 does not: a diamond has corners, a circle has none.

Two weights start where the loss alone would have them. Then a penalty is switched on, L1 for one run and L2 for
another. Each comes to rest where a loss contour just touches the shape of all weights that are as cheap: a diamond
for L1, a circle for L2. The diamond is mostly touched at a corner, and there a weight is 0. Raise the strength, and
watch the corner come. The inputs have variance 1, and a correlation that you set; the loss is ½(w - w₀)ᵀA(w - w₀).
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from demos.kit.controls import Epochs, Slider, rounded
from demos.kit.optim import soft_threshold
from demos.kit.panel import Panel
from demos.kit.penalised import CIRCLE, SHAPES, bends, curvature, paths
from demos.kit.plot import Chart
from demos.kit.run import History, Params
from demos.kit.scales import Scale
from demos.kit.types import Array
from demos.kit.verdict import Mark, Mend, Verdict, diverging, number, pair

NOTICE = (
    "Raise the strength: from the first mark on the diamond is touched at a corner, and one weight is exactly 0. "
    "The circle has no corner: under L2 both weights shrink, and neither is ever gone."
)
CHECK = (
    "Both runs end where scikit-learn's Lasso and Ridge do, with the same zeros, and the marks are where Lasso's begin."
)
MAX_EPOCHS, MAX_STRENGTH = 200, 3.0
SETTLED = 0.01  # this near to where it ends, a run has arrived
STRENGTHS = np.linspace(0, MAX_STRENGTH, 61)
WIDE, TALL = 3.0, 3.0 * 117 / 276  # so that a circle is round: the plot is 276 by 117 units
LOOKS = {"l1": "model", "l2": "penalty"}

controls = (
    Slider("strength", 0.8, (0.0, MAX_STRENGTH), step=0.05, label="Strength", symbol="μ"),
    Epochs(40, (1, MAX_EPOCHS)),
    Slider("learning_rate", 0.2, (1e-2, 3.0), scale="log", label="Learning rate", symbol="η"),
    Slider("correlation", 0.3, (-0.9, 0.9), step=0.05, label="Correlation of the inputs"),
    Slider("best_1", 1.7, (-2.8, 2.8), step=0.1, label="Weight 1 without penalty"),
    Slider("best_2", 0.5, (-1.1, 1.1), step=0.1, label="Weight 2 without penalty"),
)
scented = ("epochs", "learning_rate")


class State(NamedTuple):
    """The larger of the two losses, penalty included; the weights under L1 (2,) and under L2 (2,)."""

    training_loss: float
    l1: Array
    l2: Array


def train(strength: float, learning_rate: float, correlation: float, best_1: float, best_2: float) -> Iterator[State]:
    """Two runs of gradient descent, side by side: the soft threshold for L1, shrinkage in the gradient for L2."""
    hessian, best = curvature(correlation), np.array([best_1, best_2])
    weights = np.array([best, best])  # the first row under L1, the second under L2
    threshold, shrinkage = np.array([[learning_rate * strength], [0.0]]), np.array([[0.0], [strength]])
    while True:
        away, ((a, b), (c, d)) = weights - best, weights.tolist()
        gradient = away @ hessian
        diamond, circle = (np.vecdot(away, gradient) / 2).tolist()
        loss = max(diamond + strength * (abs(a) + abs(b)), circle + strength / 2 * (c * c + d * d))
        yield State(loss, weights[0], weights[1])
        weights = soft_threshold(weights - learning_rate * (gradient + shrinkage * weights), threshold)


def unpenalised(params: Params) -> Array:
    """The weights that are best without a penalty (2,)."""
    return np.array([params.best_1, params.best_2])


def rest(params: Params) -> dict[str, Array]:
    """Where they come to rest at the present strength, (2,) each."""
    found = paths(unpenalised(params), params.correlation, np.array([params.strength]))
    return {name: path[:, 0] for name, path in found.items()}


def picture(history: History, params: Params) -> list[Panel]:
    """Diamond and circle with the contours that touch them; the weights by epoch; where they end, by strength."""
    return [shapes(history, params), by_epoch(history, params), by_strength(history, params)]


def shapes(history: History, params: Params) -> Panel:
    """Both shapes, as large as the weights at rest allow, and the loss contours through those."""
    x, y = Scale(-WIDE, WIDE, label="weight 1"), Scale(-TALL, TALL, label="weight 2")
    chart = Chart("Diamond and circle of equal cost, and the loss contours that touch them", x, y, size=(320, 170))
    best, hessian = unpenalised(params), curvature(params.correlation)
    ellipse = np.linalg.solve(np.linalg.cholesky(hessian).T, CIRCLE)
    rings = [(radius, "contour") for radius in (0.3, 0.8, 1.6, 2.6)]
    for name, end in rest(params).items():
        size = float(np.abs(end).sum() if name == "l1" else np.linalg.norm(end))
        rings.append((float(np.sqrt((end - best) @ hessian @ (end - best))), "training thin"))
        chart.line(size * SHAPES[name][0], size * SHAPES[name][1], LOOKS[name])
        far = -np.copysign(min(size, 2.5), params.best_1)  # the side where nothing else is
        chart.note(far, 0.0 if name == "l1" else -0.6 * far, name.upper(), LOOKS[name])
    for radius, ink in rings:
        chart.line(best[0] + radius * ellipse[0], best[1] + radius * ellipse[1], ink)
    for name, look in LOOKS.items():
        trail = np.array([getattr(state, name) for state in history[: min(history.epoch + 1, 40)]])
        chart.dots(trail[:, 0], trail[:, 1], look, radius=1.5)
        last = getattr(history.now, name)
        chart.dots(last[0], last[1], f"{look} ring", radius=5)
    chart.handle(("best_1", "best_2"), params.best_1, params.best_2, "plain")
    chart.note(params.best_1, params.best_2, "no penalty", "plain", dy=-12)
    return chart.panel()


def heights(params: Params) -> Scale:
    """Room for both weights at every strength, and for 0."""
    both = np.concatenate([*paths(unpenalised(params), params.correlation, STRENGTHS).values()])
    low, high = min(0.0, both.min()), max(0.0, both.max())
    return Scale(low - (high - low) / 4, high + 0.25, label="weights")  # below there may be two names


def by_epoch(history: History, params: Params) -> Panel:
    """The four weights after each epoch."""
    x = Scale(0, MAX_EPOCHS, "epochs", "epoch")
    chart = Chart("The weights by epoch", x, heights(params), size=(320, 140))
    for ghost in history.ghosts:
        for weight in np.vstack([ghost.states.column("l1").T, ghost.states.column("l2").T]):
            chart.line(np.arange(weight.size), weight, "ghost kept")
    for name, look in LOOKS.items():
        for i, weight in enumerate(history.column(name).T):
            chart.line(np.arange(weight.size), weight, look, f"weight {i + 1}" if name == "l1" else "")
    chart.rule("cursor", x=history.epoch)
    return chart.panel(scrubs=True)


def by_strength(history: History, params: Params) -> Panel:
    """Where the weights end, for every strength; a ring is exactly 0."""
    x = Scale(0, MAX_STRENGTH, label="strength")
    chart = Chart("Where the weights end, by strength", x, heights(params), size=(320, 110))
    for name, found in paths(unpenalised(params), params.correlation, STRENGTHS).items():
        for weight in found:
            chart.line(STRENGTHS, weight, LOOKS[name])
    chart.rule("cursor", x=params.strength)
    for name, look in LOOKS.items():
        for weight in getattr(history.now, name):
            chart.dots(params.strength, weight, look, hollow=weight == 0)
    free = chart.y.high if params.best_1 + params.best_2 > 0 else chart.y.low + 0.1  # the side away from the lines
    chart.note(MAX_STRENGTH, free, "dashed: L2", "penalty", dx=0)
    return chart.panel()


def limit(strength: float, correlation: float) -> float:
    """The largest learning rate at which both runs are stable, 2/λmax with the L2 penalty's μ in it."""
    return 2 / (1 + abs(correlation) + strength)


def marks(params: Params) -> dict[str, list[Mark]]:
    """Where L1 sets the first and the second weight to 0; the stability limit."""
    one, both = bends(unpenalised(params), params.correlation)
    corners = [Mark(one, "one is 0", "model"), Mark(both, "both are 0", "model")]
    top = Mark(limit(params.strength, params.correlation), "limit 2/λmax", "limit")
    return {"strength": [mark for mark in corners if mark.value > 0], "learning_rate": [top]}


def verdict(history: History, params: Params) -> Verdict:
    """Count the exact zeros of each penalty, once both runs have come to rest."""
    top, ends = limit(params.strength, params.correlation), rest(params)
    if params.learning_rate >= top:
        mend = Mend(f"Set to {number(rounded(0.75 * top, 2))}", {"learning_rate": rounded(0.75 * top, 2)})
        return diverging(abs(1 - 2 * params.learning_rate / top), top, params.learning_rate, mend, "It is that of L2.")
    now = {"l1": history.now.l1, "l2": history.now.l2}
    text = f"L1 is at {pair(now['l1'])}, L2 at {pair(now['l2'])}"
    gone = bool(((now["l1"] != 0) & (np.abs(ends["l1"]) < 1e-9)).any())  # a weight that has not yet arrived at 0
    if gone or max(np.abs(now[name] - ends[name]).max() for name in ends) > SETTLED:
        ahead = f"they will come to rest at {pair(ends['l1'])} and {pair(ends['l2'])}"
        return Verdict("Under way.", f"{text}; {ahead}.", "plain", onward(params, top))
    return outcome(int((now["l1"] == 0).sum()), text, params)


def outcome(zeros: int, text: str, params: Params) -> Verdict:
    """Name what the penalties have done, by the number of weights that L1 holds at exactly 0."""
    one, both = bends(unpenalised(params), params.correlation)
    regime, why = (
        ("No zero yet.", "the diamond is touched on an edge"),
        ("A corner.", "the diamond is touched at a corner, where one weight is exactly 0"),
        ("Nothing left.", f"from a strength of {number(both, 3)} on, L1 holds both weights at 0"),
    )[zeros]
    if not params.strength:
        regime, why = "No penalty.", "both are where the loss alone has them"
    middle = min(round(10 * (one + both)) / 20, MAX_STRENGTH)
    settings, top = {"strength": middle}, limit(middle, params.correlation)
    if params.learning_rate >= top:  # the new strength has a limit of its own
        settings["learning_rate"] = rounded(0.75 * top, 2)
    to = Mend(f"Set the strength to {number(middle)}", settings)
    helps = zeros != 1 and both > one + 0.1 and middle != params.strength
    return Verdict(regime, f"{text}: {why}.", "good" if zeros == 1 else "plain", to if helps else None)


def onward(params: Params, top: float) -> Mend:
    """Train to the end, or, there already, in longer steps."""
    if params.epochs < MAX_EPOCHS:
        return Mend("Train on", {"epochs": MAX_EPOCHS})
    return Mend(f"Set to {number(rounded(0.5 * top, 2))}", {"learning_rate": rounded(0.5 * top, 2)})
