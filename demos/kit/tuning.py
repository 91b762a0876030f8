"""A learning rate by search: many rates tried at once, as arrays that broadcast."""

from collections.abc import Callable

import numpy as np

from demos.kit.optim import Optimizer
from demos.kit.types import Array

NEAR = 0.1 * np.array([[0, 0], [1, 0], [-1, 0], [0, 1], [0, -1]])


def least_area(
    rule: Callable[[Array], Optimizer],
    loss: Callable[[Array], Array],
    gradient: Callable[[Array], Array],
    start: tuple[float, float],
    rates: Array,
    *,
    steps: int,
    floor: float,
) -> float:
    """Return the one of `rates` (n,), ascending, with the least area under its loss curve on a log axis.

    `loss` and `gradient` take weights (…, 2); losses below `floor` count as the floor. Where paths are wild, a rate
    may do well by luck. So the area is a mean over five starts close together, and a rate counts for no more than
    the worse of its two neighbours.
    """
    tried, weights = rule(rates[:, None, None]), np.tile(np.array(start) + NEAR, (rates.size, 1, 1))
    state, area = tried.init(weights), np.zeros(rates.size)
    with np.errstate(all="ignore"):
        for _ in range(steps):
            weights, state = tried.update(weights, gradient(weights), state)
            area += np.log(np.maximum(loss(weights), floor)).sum(axis=1)
    area = np.pad(np.where(np.isfinite(area), area, np.inf), 1, constant_values=np.inf)
    return float(rates[np.maximum(area[1:-1], np.maximum(area[:-2], area[2:])).argmin()])
