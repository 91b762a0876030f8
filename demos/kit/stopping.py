"""The rule of early stopping: wait for a gain, and stop when it has not come for some epochs."""

from typing import NamedTuple

import numpy as np

from demos.kit.types import Array


class Stop(NamedTuple):
    """The epoch of the last gain, and the epoch at which patience ran out, or None if it did not."""

    best: int
    at: int | None


def stopping(losses: Array, patience: int, least_gain: float) -> Stop:
    """Apply the rule to the losses from epoch 0 on: a gain is a loss lower by more than `least_gain` than the last one.

    A gain starts the wait anew; after `patience` epochs in a row without one, training stops.
    """
    best = 0
    for epoch, loss in enumerate(losses.tolist()):
        if loss < losses[best] - least_gain:
            best = epoch
        elif epoch - best >= patience:
            return Stop(best, epoch)
    return Stop(best, None)


def patience_needed(losses: Array) -> int:
    """The least patience with which the rule reaches the lowest loss: the longest wait between two records before it."""
    lowest = np.minimum.accumulate(losses[: losses.argmin() + 1])
    records = np.flatnonzero(np.diff(lowest, prepend=np.inf))
    return int(np.diff(records).max(initial=1))
