"""Whether a run meets a challenge, and what is still missing.

A goal is plain data, so that it can travel from a page to the worker and back as words:

    {"field": "training_loss", "below": 0.001, "fewest": "epochs", "without": ["Diverging"], "hold": {"momentum": 0}}

`field` is a number of the demo's state; `below` or `above` is its bound; `fewest` names what a better try has less
of, a knob or another number of the state; `without` names regimes that do not count; `hold` has the knobs that may
not be turned and how they stand.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from demos.kit.controls import Epochs, Knob, Value, rounded
from demos.kit.session import Frame
from demos.kit.verdict import count, number

BOUNDS = ("below", "above")


@dataclass(frozen=True)
class Judgement:
    """Whether the goal is met; in words, that or what is missing; the score, where less is better, and its words."""

    met: bool
    words: str
    score: float
    scored: str


def judge(
    goal: Mapping[str, Any], frame: Frame, controls: Sequence[Knob], settings: Mapping[str, Value]
) -> Judgement | None:
    """Judge the frame of these settings; None while its run is still on the way there.

    Raises `KeyError` for a field that the demo's state does not have.
    """
    if not frame.done:
        return None
    missing = next(_missing(goal, frame, controls, settings), "")
    score, scored = _score(goal["fewest"], frame, controls, settings)
    return Judgement(not missing, missing or f"Met with {scored}.", score, scored)


def plain(judgement: Judgement | None) -> dict[str, Any] | None:
    """A judgement as plain data."""
    return asdict(judgement) if judgement else None


def _missing(
    goal: Mapping[str, Any], frame: Frame, controls: Sequence[Knob], settings: Mapping[str, Value]
) -> Iterator[str]:
    for control in controls:
        if control.name in goal["hold"] and settings[control.name] != (held := goal["hold"][control.name]):
            yield f"{control.title} may not be turned here: put it back to {control.say(held)}."
    if (regime := frame.verdict.regime.rstrip(".")) in goal["without"]:
        yield f"{regime} does not count."
    name = goal["field"].replace("_", " ")
    value = frame.numbers()[name]
    (side,) = (side for side in BOUNDS if side in goal)
    # Not the other way round: the comparison is also false for NaN.
    if not (value < goal[side] if side == "below" else value > goal[side]):
        yield f"The {name} is {_told(value, goal[side])}; it has to be {side} {number(goal[side], 4)}."


def _told(value: float, bound: float) -> str:
    """Write a value with as many digits as tell it from its bound."""
    digits = next((n for n in range(2, 6) if number(value, n) != number(bound, n)), 6)
    return number(value, digits)


def _score(name: str, frame: Frame, controls: Sequence[Knob], settings: Mapping[str, Value]) -> tuple[float, str]:
    knobs = {control.name: control for control in controls}
    if name not in knobs:
        value = frame.numbers()[name.replace("_", " ")]
        return rounded(value, 4), f"a {name.replace('_', ' ')} of {number(value, 3)}"
    if isinstance(knobs[name], Epochs):
        return float(frame.epoch), count(frame.epoch, frame.unit)
    words = f"{knobs[name].title[0].lower()}{knobs[name].title[1:]}"
    return float(settings[name]), f"{words} {knobs[name].say(settings[name])}"
