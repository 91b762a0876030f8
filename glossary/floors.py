"""How much an entry must hold at least: a stub fails the build."""

from collections.abc import Iterator
from dataclasses import dataclass, fields

from glossary import prose
from glossary.entries import Entry
from glossary.problems import Problem


@dataclass(frozen=True)
class Amounts:
    """What is counted in an entry, or asked of it."""

    words: int
    numbers: int
    myths: int
    questions: int
    checks: int
    sources: int


FLOORS = {"full": Amounts(500, 2, 2, 3, 3, 3), "short": Amounts(200, 1, 1, 1, 1, 1)}
MENDS = {
    "words": "write more",
    "numbers": "add a pycon example that prints a number",
    "myths": "add one under ## Myths",
    "questions": "add one under ## Questions",
    "checks": "add a check fence under ## Check yourself",
    "sources": "cite more with [@key]",
}


def amounts(entry: Entry) -> Amounts:
    """Count what an entry holds."""
    return Amounts(
        words=prose.words(entry),
        numbers=len(entry.numbers()),
        myths=len(entry.under("Myths")),
        questions=len(entry.under("Questions")),
        checks=len(entry.fences("check")),
        sources=len({key for key, _ in entry.citations()}),
    )


def problems(entry: Entry) -> Iterator[Problem]:
    """Yield a problem for each amount below its floor."""
    has, floor = amounts(entry), FLOORS[entry.front.length]
    for field in fields(Amounts):
        count, least = getattr(has, field.name), getattr(floor, field.name)
        if count < least:
            wrong = f"{count} of at least {least}"
            yield Problem(entry.path, 1, field.name, wrong, MENDS[field.name])
