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
    if not _is_text(tree.get("question")):
        yield Fault("question", "is missing", "write question: What ...?")
    options = tree.get("options")
    if not isinstance(options, list) or len(options) < FEWEST:
        yield Fault("options", f"fewer than {FEWEST}", "list each as - text: ... with feedback: ...")
        return
    for number, option in enumerate(options, 1):
        yield from _option_faults(f"option {number}", option)
    right = sum(isinstance(option, dict) and option.get("right") is True for option in options)
    if right != 1:
        yield Fault("options", f"{right} are right", "mark exactly one with right: true")


def _option_faults(name: str, option: object) -> Iterator[Fault]:
    fields = option if isinstance(option, dict) else {}
    for field in ("text", "feedback"):
        if not _is_text(fields.get(field)):
            yield Fault(f"{name}.{field}", "is missing", f'write {field}: "..."')
    for key in fields.keys() - {"text", "feedback", "right"}:
        yield Fault(f"{name}.{key}", "is not a field", "use text, right and feedback")


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())
