"""The rule of early stopping: wait for a gain, and stop when it has not come for some epochs."""

from typing import NamedTuple

import numpy as np

from demos.kit import panels
from demos.kit.panel import Panel
from demos.kit.run import History
from demos.kit.scales import Scale, log_range
from demos.kit.types import Array


class Stop(NamedTuple):
    """The epoch of the last gain, the last epoch trained, and whether it was the last because patience ran out."""

    best: int
    end: int
    done: bool


def stopping(validation: Array, patience: int, least_gain: float) -> Stop:
    """Apply the rule to the losses from epoch 0 on: a gain is a loss lower by more than `least_gain` than the last one.

    A gain starts the wait anew; after `patience` epochs in a row without one, training stops.
    """
    best = 0
    for epoch, loss in enumerate(validation.tolist()):
        if loss < validation[best] - least_gain:
            best = epoch
        elif epoch - best >= patience:
            return Stop(best, epoch, done=True)
    return Stop(best, validation.size - 1, done=False)


def patience_needed(validation: Array) -> int:
    """The least patience with which the rule reaches the lowest loss: the longest wait from one record to the next."""
    lowest = np.minimum.accumulate(validation[: validation.argmin() + 1])
    records = np.flatnonzero(np.diff(lowest, prepend=np.inf))
    return int(np.diff(records).max(initial=1))


def losses(history: History, stop: Stop, kept: int, last_epoch: int, *, height: float = 180) -> Panel:
    """Both losses by epoch: in ink up to the stop, in grey what would have come; and the epoch that is kept."""
    names = ("validation_loss", "training_loss")
    columns = [history.column(name) for name in names]
    rows = [*columns, *(ghost.states.column(names[0]) for ghost in history.ghosts), *history.spread[-1:]]
    trained = History(history[: stop.end + 1])
    trained.epoch, trained.ghosts, trained.spread = stop.end, history.ghosts, history.spread
    y = Scale(*log_range(np.concatenate(rows), floor_at=1e-5), "log", "loss")
    chart = panels.loss_chart(trained, names, last_epoch, height=height, y=y)
    for column in columns:
        chart.line(np.arange(stop.end, len(history)), column[stop.end :], "ghost")
    chart.rule("model", x=kept, label=f"stop, kept: {kept}" if stop.done and kept == stop.end else f"kept: {kept}")
    if stop.done and kept != stop.end:
        chart.note(stop.end, float(y.high), f"stop: {stop.end}", "plain", dx=5, dy=22)
    chart.dots(kept, columns[0][kept], "model ring", radius=4.5)
    if history.epoch != stop.end:
        chart.rule("cursor", x=history.epoch)
    return chart.panel(scrubs=True)
