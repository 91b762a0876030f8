"""Four ways to spend a budget of sixteen training runs on a box of settings.

A search is a generator. Each item is what the next run of the budget is spent on: a list of places in the unit box,
and how many eighths of a full run each is trained for. What came of it has been appended to `tried` before the
search goes on, so a search that wants to learn from its results can look there.
"""

from collections.abc import Iterator, Sequence
from random import Random
from typing import NamedTuple

import numpy as np

from demos.kit.gaussian_process import Belief, expected_improvement, predict
from demos.kit.types import Array

SIDE = 4
BUDGET = SIDE**2
FULL = 8  # eighths
FIRST_GROUP = 32
LEAD_IN = 4  # draws before there is enough for a model to go by
REACH = 0.2  # how far one result speaks for its neighbours, as a share of the box
COLUMNS, ROWS = 40, 25

Place = tuple[float, float]


class Trial(NamedTuple):
    """A setting that was trained: where it lies in the box, for how many epochs, and the losses it ended with."""

    place: Place
    epochs: int
    training_loss: float
    validation_loss: float


class Batch(NamedTuple):
    """The places that one run's worth of training is spent on, and the eighths of a full run that each one gets."""

    places: list[Place]
    eighths: int


def cells() -> Array:
    """The middles of the map's cells, row by row from the bottom: (ROWS * COLUMNS, 2)."""
    x, y = np.meshgrid((np.arange(COLUMNS) + 0.5) / COLUMNS, (np.arange(ROWS) + 0.5) / ROWS)
    return np.column_stack([x.ravel(), y.ravel()])


def draw(random: Random) -> Place:
    """Draw a place, every part of the box being as likely as any other."""
    return random.random(), random.random()


def leader(tried: Sequence[Trial]) -> Trial:
    """The best of those that were trained for as long as the latest."""
    rivals = (trial for trial in tried if trial.epochs == tried[-1].epochs)
    return min(rivals, key=lambda trial: trial.validation_loss)


def grid_search(tried: Sequence[Trial], random: Random) -> Iterator[Batch]:
    """Every combination of four values of one knob and four of the other; results and chance play no part."""
    del tried, random
    values = [(i + 0.5) / SIDE for i in range(SIDE)]
    for y in values:
        for x in values:
            yield Batch([(x, y)], FULL)


def random_search(tried: Sequence[Trial], random: Random) -> Iterator[Batch]:
    """Sixteen independent draws; results play no part."""
    del tried
    for _ in range(BUDGET):
        yield Batch([draw(random)], FULL)


def bayesian_search(tried: Sequence[Trial], random: Random) -> Iterator[Batch]:
    """Four draws, then always the cell from which the results so far let one expect the largest improvement."""
    for _ in range(LEAD_IN):
        yield Batch([draw(random)], FULL)
    for _ in range(BUDGET - LEAD_IN):
        x, y = most_promising(tried)
        yield Batch([(x, y)], FULL)


def belief(tried: Sequence[Trial]) -> Belief:
    """What a Gaussian process makes of the results: the logarithm of the loss at every cell."""
    points, losses = np.array([trial.place for trial in tried]), [trial.validation_loss for trial in tried]
    return predict(points, np.log(losses), cells(), REACH)


def improvements(tried: Sequence[Trial]) -> Array:
    """By how much each cell is expected to lower the logarithm of the best loss: (ROWS * COLUMNS,)."""
    return expected_improvement(float(np.log(min(trial.validation_loss for trial in tried))), belief(tried))


def most_promising(tried: Sequence[Trial]) -> Place:
    """The cell with the largest expected improvement."""
    x, y = cells()[int(improvements(tried).argmax())]
    return float(x), float(y)


def promise(tried: Sequence[Trial]) -> float:
    """The share by which the best loss is expected to fall in the next trial."""
    return float(-np.expm1(-improvements(tried).max()))


def successive_halving(tried: Sequence[Trial], random: Random) -> Iterator[Batch]:
    """Thirty-two draws for an eighth of a run each; the better half for two eighths, and so on: four full runs at last.

    Each round trains afresh and costs a quarter of the budget. Source: the count is that of Li et al. 2018.
    """
    group, eighths = [draw(random) for _ in range(FIRST_GROUP)], 1
    while eighths <= FULL:
        at_once = FULL // eighths
        for i in range(0, len(group), at_once):
            yield Batch(group[i : i + at_once], eighths)
        ranked = sorted(tried[-len(group) :], key=lambda trial: trial.validation_loss)
        group, eighths = [trial.place for trial in ranked[: len(group) // 2]], 2 * eighths


SEARCHES = {
    "grid": grid_search,
    "random": random_search,
    "bayes": bayesian_search,
    "halving": successive_halving,
}
