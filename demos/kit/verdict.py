"""What a demo says of a run: a verdict in words, marks on its knobs, and words that carry a line's colour."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape
from math import floor, log10

from demos.kit.controls import Value, spoken

INKS = {
    "training loss": "training",
    "data loss": "training",
    "validation loss": "validation",
    "training points": "data",
    "penalty": "penalty",
}
_INKED = re.compile("|".join(INKS), re.IGNORECASE)


@dataclass(frozen=True)
class Mend:
    """One click that repairs what went wrong: the button's words and the settings it makes."""

    label: str
    settings: Mapping[str, Value]


def set_to(knob: str, value: float) -> Mend:
    """Offer one value of one knob."""
    return Mend(f"Set to {number(value)}", {knob: value})


@dataclass(frozen=True)
class Verdict:
    """The regime in a word or two, the sentence with the numbers behind it, a mend where one is needed.

    `tone` is "good", "plain" or "bad".
    """

    regime: str
    text: str
    tone: str = "plain"
    mend: Mend | None = None


@dataclass(frozen=True)
class Mark:
    """A value that theory names on a slider: "2/λmax", "best fixed rate"."""

    value: float
    label: str
    ink: str = "mark"


def number(value: float, digits: int = 2) -> str:
    """Write a number in prose: 0.83, 17, 1 200, 3.1 × 10⁻⁷; a true minus sign, no trailing zeros."""
    size = abs(value)
    if size and not 1e-3 <= size < 1e5:
        lead, power = f"{value:.1e}".split("e")
        raised = str(int(power)).translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))
        text = f"{lead} × 10{raised}"
    else:
        decimals = max(0, digits - 1 - floor(log10(size))) if size else 0
        text = f"{value:,.{decimals}f}".replace(",", "\u202f")
        text = text.rstrip("0").rstrip(".") if decimals else text
    return text.replace("-", "\u2212")


def factor(value: float) -> str:
    """Write a factor with as many digits as tell it from 1: 0.83, 0.9998, 1.002."""
    digits = next((n for n in range(2, 7) if abs(round(value, n) - 1) > 0.5 * 10.0**-n), 7)
    return f"{value:.{digits}f}" if value < 10 else number(value)


def count(amount: int, noun: str) -> str:
    """Write "1 epoch", "24 epochs"."""
    return f"{spoken(amount)} {noun}" if amount == 1 else f"{spoken(amount)} {noun}s"


def inked(text: str) -> str:
    """Return HTML in which the words that name a line have that line's colour."""
    return _INKED.sub(lambda m: f'<span class="ink {INKS[m[0].lower()]}">{m[0]}</span>', escape(text))


def diverging(worst: float, limit: float, rate: float, mend: Mend, more: str = "") -> Verdict:
    """The verdict on a learning rate above its limit; `worst` is the factor of each step."""
    where = f"The limit here is {number(limit)}; you are at {spoken(rate)}."
    text = f"Each step multiplies the error by {factor(worst)}. {where} {more}"
    return Verdict("Diverging.", text.rstrip(), "bad", mend)


def pair(weights: Iterable[float]) -> str:
    """Write two weights; 0 stands for exactly 0 only."""
    return f"({', '.join(number(float(weight) + 0.0) for weight in weights)})"
