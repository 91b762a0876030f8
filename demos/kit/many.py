"""Many runs of one demo side by side: one knob over its whole range (the scent of a slider), or many seeds (a band).

A demo may hold `train_many(**knobs)`, its `train` for n settings at once: every knob but the epochs comes as a sequence
of n values, and item e is a function that gives the scores (n,) after e epochs, since most are never asked for.
Without it the runs go side by side one by one, which is the same, only slower. The score is the validation loss, or
the training loss of a demo that holds nothing out.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

import numpy as np

from demos.kit.controls import Control, Slider, Value
from demos.kit.run import FROZEN_AT
from demos.kit.types import Array

PLACES = 61  # values of a knob whose runs are vectorised
PLACES_ONE_BY_ONE = 25
SEEDS = 20
Settings = Mapping[str, Value]
Scores = Callable[[], Array]


def score(state: Any) -> float:
    """How good a model is: the lower the better."""
    return float(getattr(state, "validation_loss", state.training_loss))


def score_name(state: Any) -> str:
    """What the score is called."""
    return "validation loss" if hasattr(state, "validation_loss") else "training loss"


def scores(demo: Any, many: Sequence[Settings]) -> Iterator[Scores]:
    """The scores (n,) of n settings, an item an epoch from 0 on; what runs away is infinite, huge or NaN."""
    columns = {name: [settings[name] for settings in many] for name in many[0] if name != "epochs"}
    if hasattr(demo, "train_many"):
        yield from demo.train_many(**columns)
    lanes = [_lane(demo.train(**{name: values[i] for name, values in columns.items()})) for i in range(len(many))]
    while True:
        yield partial(np.array, [next(lane) for lane in lanes])


def _lane(states: Iterator[Any]) -> Iterator[float]:
    """The score of one run, an item an epoch; infinite for good once it runs away."""
    limit = np.inf
    for state in states:
        value = score(state)
        limit = min(limit, FROZEN_AT * max(1.0, value))
        if not value <= limit:
            break
        yield value
    while True:
        yield np.inf


def places(demo: Any, knob: Slider) -> list[float]:
    """Values along the whole range of a knob, evenly along its track."""
    stops = knob.stops()
    most = PLACES if hasattr(demo, "train_many") else PLACES_ONE_BY_ONE
    chosen = np.linspace(0, len(stops) - 1, min(most, len(stops))).round().astype(int)
    return [stops[i] for i in chosen]


def sweep(demo: Any, knob: Slider, settings: Settings) -> Iterator[Array | None]:
    """Train for every value of `places`, the other knobs as they are; the last item is the scores (n,)."""
    if knob.name == "epochs":
        yield from _along(demo, places(demo, knob), settings)
        return
    alike = [{**settings, knob.name: value} for value in places(demo, knob)]
    if not hasattr(demo, "train_many"):
        yield from _one_after_another(demo, alike)
        return
    for epoch, row in enumerate(scores(demo, alike)):
        yield None
        if epoch == settings["epochs"]:
            yield row()
            return


def _one_after_another(demo: Any, many: Sequence[Settings]) -> Iterator[Array | None]:
    """Each run to its end before the next begins, so that no item costs more than one epoch of one run."""
    found = []
    for settings in many:
        lane = _lane(demo.train(**{name: value for name, value in settings.items() if name != "epochs"}))
        for _ in range(int(settings["epochs"])):
            next(lane)
            yield None
        found.append(next(lane))
    yield np.array(found)


def _along(demo: Any, epochs: Sequence[float], settings: Settings) -> Iterator[Array | None]:
    """One run through all its epochs; the last item is its scores after those asked for."""
    seen = []
    for epoch, row in enumerate(scores(demo, [settings])):
        yield None
        if epoch in epochs:
            seen.append(float(row()[0]))
        if epoch == epochs[-1]:
            yield np.array(seen)
            return


def spread(demo: Any, settings: Settings) -> Iterator[list[Array]]:
    """The scores of the same settings on every seed: a list that grows by (SEEDS,) an epoch."""
    rows: list[Array] = []
    for row in scores(demo, [{**settings, "seed": seed} for seed in range(1, SEEDS + 1)]):
        rows.append(row())
        yield rows


def has_seeds(controls: Sequence[Control]) -> bool:
    """Whether chance has a part in this demo."""
    return any(control.name == "seed" for control in controls)
