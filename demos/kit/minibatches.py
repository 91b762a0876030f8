"""Mini-batches of a linear model: their orders, all runs of a map at once, and the rates that a batch size bears.

The loss is the mean squared error of Xw - y, X (n, 2). One batch of it is a quadratic with its own Hessian
H = (2/B) XᵀX and slope -(2/B) Xᵀy, so a step is w <- w - η(Hw - (2/B) Xᵀy), for many η at once as easily as for one.
"""

from collections.abc import Iterator, Sequence
from math import ceil
from random import Random

import numpy as np
from numpy.typing import NDArray

from demos.kit.types import Array

PER_SLICE = 40  # steps of all runs between two yields


def steps_per_epoch(points: int, batch_size: int) -> int:
    """How many steps an epoch has; a last, smaller batch is used."""
    return ceil(points / batch_size)


def orders(seed: int, points: int) -> Iterator[list[int]]:
    """The points in a new order for every epoch, without end; the same orders whatever the batch size."""
    random, order = Random(seed), list(range(points))
    while True:
        random.shuffle(order)
        yield list(order)


def problems(x: Array, y: Array, epochs: Array, batch_size: int) -> tuple[Array, Array]:
    """Hessian (steps, 2, 2) and target (2/B) Xᵀy (steps, 2, 1) of every batch.

    `epochs` (epochs, n) holds the order of the points in each epoch.
    """
    numbers = 2 * np.column_stack([x[:, :1] * x, x[:, 1:] * x, x * y[:, None]])
    starts = np.arange(epochs.size).reshape(epochs.shape)[:, ::batch_size].ravel()
    lengths = np.diff(starts, append=epochs.size)
    means = np.add.reduceat(numbers[epochs.ravel()], starts) / lengths[:, None]
    return means[:, :4].reshape(-1, 2, 2), means[:, 4:, None]


def train_all(
    points: tuple[Array, Array], epochs: Array, sizes: Sequence[int], rates: Array
) -> Iterator[dict[int, Array]]:
    """Train every batch size at every rate, from weights of 0: {steps made: weights (sizes, 2, rates)}, growing.

    All make as many steps as batches of 1 make in these epochs; where a larger batch has used all its orders, they
    repeat. Kept are the weights wherever some batch size ends an epoch. It yields often, so that others get a turn.
    """
    count, each = epochs.shape
    kept = {epoch * steps_per_epoch(each, size) for size in range(1, each + 1) for epoch in range(count + 1)}
    hessians, targets = np.empty((epochs.size, len(sizes), 2, 2)), np.empty((epochs.size, len(sizes), 2, 1))
    weights = np.zeros((len(sizes), 2, rates.size))
    found = {0: weights}
    for i, size in enumerate(sizes):
        hessian, target = problems(*points, epochs, size)
        hessians[:, i] = np.resize(hessian, (epochs.size, 2, 2))
        targets[:, i] = np.resize(target, (epochs.size, 2, 1))
        yield found
    for step in range(epochs.size):
        weights = weights - rates * (hessians[step] @ weights - targets[step])
        if step + 1 in kept:
            weights = np.clip(weights, -1e6, 1e6)  # a cell that runs away stays far away, and finite
            found[step + 1] = weights
        if step % PER_SLICE == 0:
            yield found
    yield found


def rate_limits(x: Array) -> Array:
    """The rate below which the expected squared error shrinks in the long run, for batch sizes 1 to n (n,).

    A step turns the error e into (I - ηH)e, so E[eeᵀ] shrinks if and only if η·ρ(L⁻¹K) < 1 with L = I⊗A + A⊗I and
    K = A⊗A + (S²/B)(1 - B/n): A is the mean and S² the covariance of the Hessians 2xxᵀ of single points, n of them,
    B drawn without replacement, every batch afresh. At B = n this is 2/λmax. Derivation, with the sampling variance of
    FACTS.md, row 20; for one weight it is the limit (2/h)/(1 + S²/(h²B)·(1 - B/n)) of curvature h.
    """
    points, weights = x.shape
    each = 2 * np.einsum("ni,nj->nij", x, x)
    mean = each.mean(axis=0)
    away = (each - mean).reshape(points, -1)
    four = (away.T @ away / (points - 1)).reshape((weights,) * 4)
    spread = four.transpose(0, 2, 1, 3).reshape(mean.size, mean.size)  # (H⊗H)[ik, jl] = H[i, j]·H[k, l]
    sizes = np.arange(1, points + 1)[:, None, None]
    second = np.kron(mean, mean) + spread / sizes * (1 - sizes / points)
    first = np.kron(np.eye(weights), mean) + np.kron(mean, np.eye(weights))
    return np.asarray(1 / np.abs(np.linalg.eigvals(np.linalg.solve(first, second))).max(axis=1))


def longest_stretch(good: NDArray[np.bool_]) -> tuple[int, int] | None:
    """First and last place of the longest stretch of true values (n,); None where there is none."""
    places = np.flatnonzero(good)
    if not places.size:
        return None
    stretch = max(np.split(places, np.flatnonzero(np.diff(places) > 1) + 1), key=len)
    return int(stretch[0]), int(stretch[-1])
