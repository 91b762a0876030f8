"""Front matter: the facts about an entry that are not prose, each with its line.

The table `FIELDS` is the format: what each field must be, and what to do if it is not.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from glossary.problems import Problem

CATEGORIES = (
    "Fundamentals",
    "Optimisation",
    "Regularization",
    "Generalisation",
    "Tuning",
    "Architecture",
    "Language models",
)
LEVELS = {1: "start here", 2: "practitioner", 3: "deep"}


@dataclass(frozen=True)
class Front:
    """The front matter of one entry. `lines` says where each field stands."""

    term: str
    category: str
    level: int
    quick_answer: str
    related: list[str]
    written: date
    aliases: list[str] = field(default_factory=list)
    mentions: list[str] | None = None
    reviewed: date | None = None
    length: str = "full"
    lines: dict[str, int] = field(default_factory=dict)


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_texts(value: object) -> bool:
    return isinstance(value, list) and all(_is_text(item) for item in value)


FIELDS: dict[str, tuple[Callable[[object], bool], str]] = {
    "term": (_is_text, "write the term"),
    "category": (lambda value: value in CATEGORIES, f"use one of {', '.join(CATEGORIES)}"),
    "level": (lambda value: type(value) is int and value in LEVELS, "use 1, 2 or 3"),
    "quick_answer": (_is_text, "write one sentence of plain text"),
    "related": (_is_texts, "write a list of entries, such as [epoch, overfitting]"),
    "written": (lambda value: type(value) is date, "write a date, such as 2026-11-21"),
    "aliases": (_is_texts, "write a list of words, or leave it out"),
    "mentions": (_is_texts, "write a list of the words that link here, or leave it out"),
    "reviewed": (lambda value: type(value) is date, "write the day on which somebody else read it, or leave it out"),
    "length": (lambda value: value in ("full", "short"), "use full or short, or leave it out"),
}
OPTIONAL = {"aliases", "mentions", "reviewed", "length"}


def split(text: str) -> tuple[str, str, int]:
    """Return the front matter, the body, and the line on which the body starts."""
    head, fence, body = text.removeprefix("---\n").partition("\n---\n")
    if not text.startswith("---\n") or not fence:
        return "", text, 1
    return head, body, head.count("\n") + 4


def read(path: Path, head: str) -> tuple[Front | None, list[Problem]]:
    """Read front matter; return None where it has faults, and the faults."""
    try:
        node = yaml.compose(head, yaml.SafeLoader)
        values = yaml.safe_load(head)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 2 if error.problem_mark else 1
        return None, [Problem(path, line, "front matter", f"is not YAML ({error.problem})", "mend that line")]
    if not isinstance(node, yaml.MappingNode):
        mend = "start the file with ---, fields such as term: Epoch, and ---"
        return None, [Problem(path, 1, "front matter", "is missing", mend)]
    lines = {str(key.value): key.start_mark.line + 2 for key, _ in node.value}
    problems = list(_faults(path, values, lines))
    return (None if problems else Front(**values, lines=lines)), problems


def _faults(path: Path, values: dict[str, Any], lines: dict[str, int]) -> Iterator[Problem]:
    for name in FIELDS.keys() - values.keys() - OPTIONAL:
        yield Problem(path, 1, name, "is missing", FIELDS[name][1])
    for name, value in values.items():
        if name not in FIELDS:
            yield Problem(path, lines[name], name, "is not a field", f"use one of {', '.join(FIELDS)}")
        elif not FIELDS[name][0](value):
            yield Problem(path, lines[name], name, f"cannot be {value!r}", FIELDS[name][1])
