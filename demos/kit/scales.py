"""Axes: where a value lies between 0 and 1, and which values get a tick.

Three kinds. `linear`; `log`, for losses, which shrink by factors; and `epochs`, log(1 + epoch), which gives
early epochs room as a log axis does and still has a place for epoch 0.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from math import ceil, floor, log10

import numpy as np
from numpy.typing import ArrayLike

from demos.kit.types import Array

STEPS = (1, 2, 5, 10)
BENDS = 33  # points that stand for a curved axis where something interpolates between them


@dataclass(frozen=True)
class Scale:
    """One axis: its range, its kind and its label."""

    low: float
    high: float
    kind: str = "linear"
    label: str = ""

    def __call__(self, values: ArrayLike) -> Array:
        """Map values to 0 (low) … 1 (high); values outside the range land outside."""
        start, end = self._ends
        scaled: Array = (self._warp(values) - start) / (end - start)
        return scaled

    @cached_property
    def _ends(self) -> tuple[float, float]:
        start, end = self._warp([self.low, self.high]).tolist()
        return start, end

    def _warp(self, values: ArrayLike) -> Array:
        array = np.asarray(values, dtype=float)
        if self.kind == "log":
            # What is 0 or below lies far under the axis, where it is clipped, instead of being NaN.
            return np.asarray(np.log10(np.maximum(array, self.low * 1e-3)))
        return np.asarray(np.log1p(array)) if self.kind == "epochs" else array

    def along(self) -> tuple[float, ...]:
        """Values at even steps along the axis, its ends included; between them it is straight, or nearly so."""
        if self.kind == "linear":
            return self.low, self.high
        start, end = self._ends
        places = np.linspace(start, end, BENDS)
        values = np.power(10.0, places) if self.kind == "log" else np.expm1(places)
        return tuple(float(f"{value:.6g}") for value in values)

    def ticks(self) -> list[float]:
        """Few round values inside the range."""
        if self.kind == "linear":
            return self._linear_ticks()
        leads = (1, 2, 5) if self.high <= 50 else (1,)
        candidates = self._log_ticks() if self.kind == "log" else [0.0, *(s * 10.0**k for k in range(7) for s in leads)]
        return [tick for tick in candidates if self.low <= tick <= self.high]

    def _linear_ticks(self, about: int = 4) -> list[float]:
        rough = (self.high - self.low) / about
        power = 10.0 ** floor(log10(rough))
        step = power * next(s for s in STEPS if s * power >= rough * 0.999)
        first, last = ceil(self.low / step - 1e-9), floor(self.high / step + 1e-9)
        return [i * step for i in range(first, last + 1)]

    def _log_ticks(self) -> list[float]:
        first, last = floor(log10(self.low)), ceil(log10(self.high))
        if last - first <= 1:
            return [s * 10.0**k for k in range(first, last + 1) for s in (1, 2, 5)]
        every = ceil((last - first) / 5)
        return [10.0**k for k in range(first, last + 1) if k % every == 0]


def tick_label(value: float, kind: str) -> str:
    """Write a tick: 0.5, 20, 5 000; on a log axis, from a thousand on and below a hundredth, 10ⁿ or 5×10ⁿ."""
    exponent = floor(log10(value) + 1e-9) if kind == "log" and value > 0 else 0
    if not -2 <= exponent <= 2:
        lead = round(value / 10.0**exponent)
        times = "" if lead == 1 else f"{lead}×"
        return f'{times}10<tspan class="sup" dy="-4">{exponent}</tspan>'
    return f"{value:,.6g}".replace(",", "\u202f").replace("-", "\u2212")


def log_range(values: Iterable[float], *, floor_at: float = 1e-16) -> tuple[float, float]:
    """Return 1, 2 or 5 times a power of ten below and above the positive values, at least a decade apart.

    There is some air at both ends, and the axis moves only now and then while the values change.
    """
    array = np.asarray(list(values), dtype=float)
    array = array[np.isfinite(array) & (array > floor_at)]
    if not array.size:
        return 0.1, 1.0
    below, above = 0.8 * float(array.min()), 1.25 * float(array.max())
    low = max(step for step in _steps(below) if step <= below)
    high = min(step for step in _steps(above) if step >= above)
    return low, max(high, 10 * low)


def _steps(value: float) -> list[float]:
    """1, 2, 5 and 10 times the power of ten at or below the value, and that power's neighbours."""
    power = 10.0 ** floor(log10(value))
    return [0.5 * power, *(step * power for step in STEPS), 20 * power]
