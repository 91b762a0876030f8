"""The rule of early stopping: wait for a gain, and stop when it has not come for some epochs."""

from typing import NamedTuple

import numpy as np

from demos.kit.plot import Chart, Panel
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
    epochs = np.arange(len(history))
    training, validation = history.column("training_loss"), history.column("validation_loss")
    y = Scale(*log_range(np.concatenate([training, validation]), floor_at=1e-5), "log", "loss")
    title = "Validation loss and training loss by epoch, until the stop and beyond"
    chart = Chart(title, Scale(0, last_epoch, "epochs", "epoch"), y, size=(320, height))
    for column, ink in ((validation, "validation"), (training, "training")):
        chart.line(epochs[stop.end :], column[stop.end :], "ghost")
        chart.line(epochs[: stop.end + 1], column[: stop.end + 1], ink, f"{ink} loss")
    if stop.done and kept != stop.end:
        chart.rule("limit", x=stop.end, label=f"stop: {stop.end}")
    chart.rule("model", x=kept, label=f"stop, kept: {kept}" if stop.done and kept == stop.end else f"kept: {kept}")
    chart.dots(kept, validation[kept], "model ring", radius=4.5)
    chart.cursor(history.epoch, {"validation": validation[history.epoch]})
    return chart.panel(scrubs=True)
