"""The fields of a form, declared once: the form, the link's settings and all checks derive from these declarations.

What a reader types is text. A field turns it into a value, or into a message that says what would do instead.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import isfinite

from calculator.units import number, whole

GROUPED = re.compile(r"-?\d{1,3}(,\d{3})+(\.\d+)?")
SPACES = re.compile(r"[\s\u00a0\u202f_]")
TIMES = {"k": 1e3, "M": 1e6, "B": 1e9, "T": 1e12}
MANY = 24  # characters of a wrong text that a message repeats
Value = float | str | None


class FieldError(ValueError):
    """A text that a field does not take; `field` is the field's name."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(f"{field}: {message}")
        self.field = field
        self.message = message


@dataclass(frozen=True)
class Field:
    """What every field has. `when` names another field and the values for which this one is asked for."""

    name: str
    label: str
    default: str
    help: str = field(default="", kw_only=True)
    when: tuple[str, str] | None = field(default=None, kw_only=True)
    first: bool = field(default=False, kw_only=True)
    wide: bool = field(default=False, kw_only=True)

    def asked(self, values: Mapping[str, Value]) -> bool:
        """Whether the present values call for this field."""
        return self.when is None or values.get(self.when[0]) == self.when[1]


@dataclass(frozen=True)
class Number(Field):
    """A number with its unit, from `low` to `high`; `above` leaves `low` itself out; `optional` takes nothing, too."""

    unit: str = field(default="", kw_only=True)
    low: float = field(default=0.0, kw_only=True)
    high: float = field(default=1.0, kw_only=True)
    above: bool = field(default=False, kw_only=True)
    integer: bool = field(default=False, kw_only=True)
    optional: bool = field(default=False, kw_only=True)

    def read(self, text: str) -> float | None:
        """Check a typed number; spaces between thousands and k, M, B, T for their powers of a thousand are fine."""
        bare = SPACES.sub("", text)
        if not bare:
            if self.optional:
                return None
            raise FieldError(self.name, f"This is empty; write {self.range}.")
        value = self._number(bare)
        if self.integer and value != int(value):
            raise FieldError(self.name, f"{number(value, 6)} is not a whole number; write {self.range}.")
        if not self.low <= value <= self.high or (self.above and value == self.low):
            raise FieldError(self.name, f"{number(value, 6)} is out of range; write {self.range}.")
        return value

    def _number(self, bare: str) -> float:
        times = TIMES.get(bare[-1], 1.0)
        digits = bare[:-1] if bare[-1] in TIMES else bare
        digits = digits.replace(",", "") if GROUPED.fullmatch(digits) else digits
        if "," in digits:
            raise FieldError(self.name, f"{shown(bare)} has a comma; write a point before decimals, as in 0.5.")
        try:
            value = float(digits.replace("\u2212", "-")) * times
        except ValueError:
            raise FieldError(self.name, f"{shown(bare)} is not a number; write {self.range}.") from None
        if not isfinite(value):
            raise FieldError(self.name, f"{shown(bare)} is not a number to calculate with; write {self.range}.")
        return value

    @property
    def range(self) -> str:
        """What the field takes, in words."""
        say = whole if self.integer else number
        if self.above:
            return f"a number above {say(self.low)}, up to {say(self.high)}"
        return f"a {'whole ' if self.integer else ''}number from {say(self.low)} to {say(self.high)}"


@dataclass(frozen=True)
class Choice(Field):
    """One of some options, {value: words}; `groups` puts them under headings, {heading: [value, …]}."""

    options: Mapping[str, str] = field(default_factory=dict, kw_only=True)
    groups: Mapping[str, Sequence[str]] = field(default_factory=dict, kw_only=True)

    def read(self, text: str) -> str:
        """Check an option's name."""
        if text not in self.options:
            raise FieldError(self.name, f"{shown(text)} is not offered; use one of {', '.join(self.options)}.")
        return text


@dataclass(frozen=True)
class Words(Field):
    """Free words, for searching; they never enter a calculation."""

    def read(self, text: str) -> str:
        """Any words, but not a book."""
        if len(text) > 80:
            raise FieldError(self.name, "This is longer than 80 characters; use fewer words.")
        return text


AnyField = Number | Choice | Words
type Form = tuple[AnyField, ...]


def read(form: Form, texts: Mapping[str, str]) -> tuple[dict[str, Value], list[FieldError]]:
    """Fill in what is not given, check what is asked for; return the values and everything that is wrong."""
    known = {each.name for each in form}
    unknown = [name for name in texts if name not in known]
    errors = [FieldError(name, f"no such field; there are {', '.join(sorted(known))}") for name in unknown]
    values: dict[str, Value] = {}
    for each in form:
        if not each.asked(values):
            continue
        try:
            values[each.name] = each.read(str(texts.get(each.name, each.default)))
        except FieldError as error:
            errors.append(error)
    return values, errors


def shown(text: str) -> str:
    """A wrong text in quotes, not too much of it."""
    return f"“{text[:MANY]}…”" if len(text) > MANY else f"“{text}”"
