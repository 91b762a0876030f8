"""The scent of a slider: the outcome over its whole range, drawn small.

The reader sees the valley and the cliff before dragging. Computed in slices by `kit/many.py`, kept by the settings.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from demos.kit import many
from demos.kit.controls import Slider, Value
from demos.kit.paths import path
from demos.kit.run import Clock, Run, Survey
from demos.kit.shelf import Shelf
from demos.kit.types import Array
from demos.kit.verdict import number

WIDE, TALL = 100.0, 16.0  # units of the picture; the page stretches it to the length of the track
AIR = 1.5  # how high the best value lies above the ground
DEEPEST = 1e-6  # of the score at the start; what lies deeper is as good as this
KEPT = 24
FLAT = 1.3  # a range narrower than this factor is not blown up to look like a valley


@dataclass(frozen=True)
class Scent:
    """SVG path data for a picture of WIDE by TALL units, what it shows in words, and its ink."""

    path: str
    words: str
    ink: str


def drawn(knob: Slider, values: Sequence[float], scores: Array, start: float, name: str) -> Scent:
    """Draw the scores (n,) at n values of a knob; `start` is the score before training, `name` what it is called.

    The height is logarithmic, from the best score to twice the one at the start; worse and infinite ones are cliffs.
    """
    across = np.array([knob.place(value) for value in values]) * WIDE
    down = TALL - AIR - (TALL - AIR) * heights(scores, start)
    ring = np.concatenate([[0.0], across, [WIDE]]), np.concatenate([[TALL], down, [TALL]])
    best = int(np.nanargmin(np.where(np.isfinite(scores), scores, np.inf)))
    words = f"{name} along this knob: lowest, {number(float(scores[best]))}, at {knob.say(values[best])}"
    return Scent(path(*ring) + "Z", words, name.split(maxsplit=1)[0])


def heights(scores: Array, start: float) -> Array:
    """Return 0 for the best score to 1 for a cliff (n,); where scores can be negative, heights are linear."""
    finite = scores[np.isfinite(scores)]
    if start <= 0 or finite.min() < 0:
        held = np.where(np.isfinite(scores), scores, finite.max())
        return np.asarray((held - held.min()) / max(1e-9, float(np.ptp(held))))
    top = 2 * start
    held = np.where(np.isfinite(scores), np.clip(scores, DEEPEST * start, top), top)
    low = float(held.min())
    high = max(float(held.max()), FLAT * low)
    return np.asarray(np.log(held / low) / np.log(high / low))


class Scents:
    """The scents of one demo's sliders, as far as they have been computed."""

    def __init__(self, demo: Any) -> None:
        self._demo = demo
        self._sweeps: Shelf[Survey] = Shelf(KEPT)

    def look(self, run: Run, settings: Mapping[str, Value], name: str, clock: Clock) -> Scent | None:
        """The scent of one slider beside this run; None where it takes longer than the clock allows."""
        knob = next(each for each in self._demo.controls if each.name == name and isinstance(each, Slider))
        values = many.places(self._demo, knob)
        key = (name, *(value for other, value in settings.items() if other != name))
        sweep = self._sweeps.get(key, lambda: Survey(many.sweep(self._demo, knob, settings)))
        if not sweep.extend(clock):
            return None
        run.extend(0, clock)
        first = run.history[0]
        return drawn(knob, values, sweep.found, many.score(first), many.score_name(first))
