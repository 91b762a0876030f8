"""The two pictures that most demos share: a fitted curve among its points, and losses by epoch."""

from collections.abc import Callable, Sequence

import numpy as np

from demos.kit.data import Points
from demos.kit.panel import Panel
from demos.kit.plot import Chart
from demos.kit.run import History
from demos.kit.scales import Scale, log_range
from demos.kit.types import Array

Curve = Callable[[Array], Array]
LINES = {
    "validation_loss": ("validation", "validation loss"),
    "training_loss": ("training", "training loss"),
    "data_loss": ("training", "data loss"),
    "penalty": ("penalty", "penalty"),
    "full_loss": ("ghost", "full"),
}


def fit(
    points: Points,
    model: Curve,
    *,
    truth: Curve | None = None,
    lit: Sequence[int] = (),
    own: str = "",
    height: float = 180,
) -> Panel:
    """Training points, the model's curve, and, dashed, the curve behind the noise where it is known.

    `lit` are the points of the batch looked at; `own` is the knob that holds points which the reader has placed.
    """
    x = np.linspace(-1, 1, 161)
    chart = Chart(
        "The training points and the fitted curve",
        Scale(-1, 1, label="x"),
        Scale(-2.2, 2.2, label="y"),
        size=(320, height),
    )
    if truth:
        chart.line(x, truth(x), "ghost")
        chart.note(0.98, -1.95, "dashed: the curve behind the noise", "ghost", dx=0)
    chart.line(x, model(x), "model")
    chart.dots(points.x, points.y, "data")
    if own:
        chart.places(own, points.x, points.y)
    if lit:
        chart.dots(points.x[list(lit)], points.y[list(lit)], "training ring", radius=5)
    return chart.panel()


def losses(history: History, names: tuple[str, ...], last_epoch: int, *, best: int = 0, height: float = 180) -> Panel:
    """The named losses of every epoch so far, on a log axis, with the epoch looked at and, at will, the best one."""
    return loss_chart(history, names, last_epoch, best=best, height=height).panel(scrubs=True)


def loss_chart(
    history: History,
    names: tuple[str, ...],
    last_epoch: int,
    *,
    best: int = 0,
    height: float = 180,
    y: Scale | None = None,
) -> Chart:
    """The chart of `losses`, to draw more on; `y` is another axis, for losses that can be negative.

    `names` are fields of the demo's State, among LINES, from the top of the picture to the bottom. With both a
    validation and a training loss the gap between them is shaded.
    """
    columns = {name: history.column(name) for name in names}
    # A loss that is always 0 has no place on a log axis; where there is no other, it lies below.
    drawn = {name: column for name, column in columns.items() if column.any()} or columns
    epochs = np.arange(len(history))
    ghosts = {ghost.label: ghost.states.column(names[0]) for ghost in history.ghosts}
    lowest = 1e-16 if len(drawn) == 1 else 1e-5
    seen = np.concatenate([*drawn.values(), *ghosts.values(), *history.spread[-1:]])
    y = y or Scale(*log_range(seen, floor_at=lowest), "log", "loss")
    title = f"{', '.join(LINES[name][1] for name in drawn)} by epoch".capitalize()
    chart = Chart(title, Scale(0, last_epoch, "epochs", "epoch"), y, size=(320, height))
    if names[:2] == ("validation_loss", "training_loss"):
        low, high = columns["training_loss"], columns["validation_loss"]
        chart.area(epochs, low, np.maximum(low, high), "gap")
    if len(history.spread):
        band(chart, np.array(history.spread[: len(history)]), LINES[names[0]][0])
    for label, column in ghosts.items():
        chart.line(np.arange(column.size), column, "ghost kept", label)
    for name, column in drawn.items():
        ink, label = LINES[name]
        chart.line(epochs, column, ink, label)
    if 0 < best < len(history) - 1:
        chart.rule("validation", x=best, label=f"best: {best}")
    chart.cursor(history.epoch, {LINES[name][0]: column[history.epoch] for name, column in drawn.items()})
    return chart


def band(chart: Chart, scores: Array, ink: str) -> None:
    """The runs on all seeds (epochs + 1, seeds): from the lowest to the highest, darker where the middle half lies."""
    # A run that has run away leaves the picture through the top.
    held = np.where(np.isfinite(scores), scores, chart.y.high * 10)
    epochs = np.arange(len(held))
    for low, high in ((0, 100), (25, 75)):
        chart.area(epochs, np.percentile(held, low, axis=1), np.percentile(held, high, axis=1), f"band {ink}")
    lowest = np.percentile(held[-1], 0)
    chart.note(float(epochs[-1]), float(lowest), f"{scores.shape[1]} seeds", ink, dy=12)


def stairs(values: Array) -> tuple[Array, Array]:
    """The line through values (epochs + 1,), each of which holds until the next is there."""
    return np.repeat(np.arange(float(values.size)), 2)[1:], np.repeat(values, 2)[:-1]
