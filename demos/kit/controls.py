"""The knobs of a demo, declared once.

The form in the page, the values in a link, the checks of an entry's settings and the tests all derive from
these declarations. A slider has *stops*: the list of values its handle can rest on. The page moves along
the stops and never computes a logarithm.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import ceil, isfinite, log10
from typing import Any

import numpy as np

from demos.kit.types import Array

Value = float | int | bool | str


class SettingError(ValueError):
    """A setting that a knob does not take; `field` is the knob's name."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(f"{field}: {message}")
        self.field = field
        self.message = message


def rounded(value: float, digits: int = 3) -> float:
    """Round to significant digits: 0.0012345 -> 0.00123."""
    return 0.0 if value == 0 else float(f"{value:.{digits}g}")


def spoken(value: Value) -> str:
    """Write a value as a person would: no exponent, no trailing zeros, space between thousands."""
    if isinstance(value, bool):
        return "on" if value else "off"
    if isinstance(value, str):
        return value
    if isinstance(value, int) or value == int(value):
        return f"{int(value):,}".replace(",", "\u202f")
    places = max(0, 3 - ceil(log10(abs(value))))
    return f"{value:.{places}f}".rstrip("0").rstrip(".")


@dataclass(frozen=True)
class Control:
    """What every knob has: a name (the keyword of `train`), a value to open on, words."""

    name: str
    default: Value
    label: str = field(default="", kw_only=True)
    symbol: str = field(default="", kw_only=True)
    help: str = field(default="", kw_only=True)

    @property
    def title(self) -> str:
        """The label, or the name as words."""
        return self.label or self.name.replace("_", " ").capitalize()

    def say(self, value: Value) -> str:
        """The value in words, for eyes and ears."""
        return spoken(value)


@dataclass(frozen=True)
class Slider(Control):
    """A number from `range`; `scale="log"` gives every decade the same room.

    `zero=True` adds one stop to the left of the range whose value is exactly 0, spoken "none".
    """

    range: tuple[float, float] = (0.0, 1.0)
    scale: str = field(default="linear", kw_only=True)
    step: float = field(default=0.0, kw_only=True)
    zero: bool = field(default=False, kw_only=True)
    integer: bool = field(default=False, kw_only=True)
    per_decade: int = field(default=40, kw_only=True)
    unit: str = field(default="", kw_only=True)

    def stops(self) -> list[float]:
        """Every value the handle can rest on, ascending, each with at most three digits."""
        low, high = self.range
        if self.scale == "log":
            count = ceil(self.per_decade * log10(high / low)) + 1
            values: Sequence[float] = np.geomspace(low, high, count).tolist()
        else:
            step = self.step or (high - low) / 100
            values = [low + i * step for i in range(round((high - low) / step) + 1)]
        stops = {round(rounded(value)) if self.integer else rounded(value) for value in values}
        return [0.0, *sorted(stops)] if self.zero else sorted(stops)

    def place(self, value: float) -> float:
        """Where a value lies along the track: 0 at the first stop, 1 at the last, between stops in proportion."""
        return float(np.interp(value, *self._track))

    @cached_property
    def _track(self) -> tuple[Array, Array]:
        stops = np.array(self.stops(), dtype=float)
        return stops, np.linspace(0, 1, stops.size)

    def holds(self, value: float) -> bool:
        """Whether the value lies on the slider."""
        return self.range[0] <= value <= self.range[1] or (self.zero and value == 0)

    def read(self, value: object) -> float | int:
        """Check a number that came from an entry, a form or a link."""
        number = self._number(value)
        if not self.holds(number):
            low, high = self.range
            none = "0 or " if self.zero else ""
            message = f"{spoken(number)} is outside the slider; use {none}{spoken(low)} to {spoken(high)}"
            raise SettingError(self.name, message)
        return int(number) if self.integer else number

    def _number(self, value: object) -> float:
        try:
            number = float(value)  # type: ignore[arg-type]
        except (TypeError, ValueError, OverflowError):
            raise SettingError(self.name, f"{value!r} is not a number") from None
        if isinstance(value, bool) or not isfinite(number):
            raise SettingError(self.name, f"{value!r} is not a number that can be used")
        if self.integer and number != int(number):
            raise SettingError(self.name, f"{spoken(number)} is not a whole number")
        return number

    def say(self, value: Value) -> str:
        """The value in words; a slider's zero is "none"."""
        return "none" if self.zero and value == 0 else spoken(value)


class Epochs(Slider):
    """The scrubber: how many epochs to show. Moving it never starts a new run.

    What a demo counts may be called otherwise: `Epochs(12, (1, 64), label="Trials", unit="trial")`.
    """

    def __init__(self, default: int, range: tuple[int, int], *, unit: str = "epoch", **words: Any) -> None:  # noqa: A002
        super().__init__("epochs", default, range, scale="log", integer=True, unit=unit, **words)


@dataclass(frozen=True)
class Choice(Control):
    """One of a few named options: {"value": "what the reader sees"}."""

    options: Mapping[str, str] | None = None

    def read(self, value: object) -> str:
        """Check an option's name."""
        options = self.options or {}
        if not isinstance(value, str) or value not in options:
            raise SettingError(self.name, f"{value!r} is not offered; use one of {', '.join(options)}")
        return value

    def say(self, value: Value) -> str:
        """The option as the reader sees it."""
        return (self.options or {}).get(str(value), str(value))


@dataclass(frozen=True)
class Toggle(Control):
    """On or off."""

    def read(self, value: object) -> bool:
        """Check a truth value."""
        if not isinstance(value, bool):
            raise SettingError(self.name, f"{value!r} is neither true nor false")
        return value


Knob = Slider | Choice | Toggle


def unit_of_time(controls: Sequence[Knob]) -> str:
    """What the scrubber counts: "epoch", or what the demo calls it."""
    return next(control.unit for control in controls if isinstance(control, Epochs))


def last_epoch(controls: Sequence[Knob]) -> int:
    """Where the scrubber ends."""
    return int(next(control.range[1] for control in controls if isinstance(control, Epochs)))


def defaults(controls: Sequence[Knob]) -> dict[str, Value]:
    """The settings a demo opens on."""
    return {control.name: control.default for control in controls}


def read(controls: Sequence[Knob], settings: Mapping[str, object]) -> dict[str, Value]:
    """Fill in what is not set and check what is; raises `SettingError` naming the knob and the mend."""
    known = {control.name: control for control in controls}
    for name in settings:
        if name not in known:
            raise SettingError(name, f"no such knob; this demo has {', '.join(known)}")
    return {name: control.read(settings.get(name, control.default)) for name, control in known.items()}
