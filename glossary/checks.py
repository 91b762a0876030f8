"""A "check yourself" item: one question, a few options, and feedback for each of them.

It works without JavaScript: the options are radio buttons, and the style sheet shows the feedback of the
chosen one. The feedback stands in a status region, so that a screen reader speaks it when it appears.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from glossary import inline
from glossary.faults import Fault, FenceError, mapping
from glossary.templating import HTML

FEWEST = 2  # options: one is no question


@dataclass(frozen=True)
class Option:
    """One answer and what the reader is told on choosing it."""

    text: str
    feedback: str
    right: bool = False
    said: str = ""  # of a prediction: what the reader is told to have said


@dataclass(frozen=True)
class Check:
    """A question with its options, of which exactly one is right."""

    question: str
    options: tuple[Option, ...]


def read(text: str) -> Check:
    """Read a check from the YAML in its fence; raise `FenceError` with all its faults."""
    tree = mapping(text)
    if faults := list(_faults(tree)):
        raise FenceError(*faults)
    return Check(tree["question"], tuple(Option(**option) for option in tree["options"]))


def html(check: Check) -> str:
    """Draw the check; the names of its inputs come from its question, so that a page may hold several."""
    name = "check-" + sha256(check.question.encode()).hexdigest()[:8]
    return HTML.get_template("check.html").render(check=check, name=name, inline=inline.html)


def _faults(tree: dict[str, Any]) -> Iterator[Fault]:
    for key in tree.keys() - {"question", "options"}:
        yield Fault(str(key), "is not a field of a check", "use question and options")
    if not is_text(tree.get("question")):
        yield Fault("question", "is missing", "write question: What ...?")
    yield from option_faults(tree.get("options"), ("text", "feedback"))


def option_faults(options: object, fields: tuple[str, ...]) -> Iterator[Fault]:
    """Yield what is wrong with the options of a question, each of which has these fields; one is right."""
    if not isinstance(options, list) or len(options) < FEWEST:
        yield Fault("options", f"fewer than {FEWEST}", f"list each as - {fields[0]}: ... with {fields[1]}: ...")
        return
    for number, option in enumerate(options, 1):
        yield from _option_faults(f"option {number}", option, fields)
    right = sum(isinstance(option, dict) and option.get("right") is True for option in options)
    if right != 1:
        yield Fault("options", f"{right} are right", "mark exactly one with right: true")


def _option_faults(name: str, option: object, fields: tuple[str, ...]) -> Iterator[Fault]:
    held = option if isinstance(option, dict) else {}
    for field in fields:
        if not is_text(held.get(field)):
            yield Fault(f"{name}.{field}", "is missing", f'write {field}: "..."')
    for key in held.keys() - {*fields, "right"}:
        yield Fault(f"{name}.{key}", "is not a field", f"use {fields[0]}, right and {' and '.join(fields[1:])}")


def is_text(value: object) -> bool:
    """Whether a field holds words."""
    return isinstance(value, str) and bool(value.strip())
