"""The way for a reader who starts: `start-here.yaml` names the entries in their order, and says why each comes next."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from glossary.problems import Problem

START = 1  # the level of the entries that must all stand on the way


@dataclass(frozen=True)
class Stop:
    """One entry on the way; `line` is where the file names it."""

    slug: str
    why: str
    line: int


@dataclass(frozen=True)
class Way:
    """The stops in their order, and the file that holds them."""

    file: Path
    stops: tuple[Stop, ...]

    def beside(self, slug: str) -> tuple[Stop | None, Stop | None]:
        """Return the stops before and after an entry; nothing for an entry that is not on the way."""
        slugs = [stop.slug for stop in self.stops]
        if slug not in slugs:
            return None, None
        around = [None, *self.stops, None]
        place = slugs.index(slug) + 1
        return around[place - 1], around[place + 1]


def read(file: Path) -> tuple[Way, list[Problem]]:
    """Read the way; return also what is wrong in the file."""
    try:
        node = yaml.compose(file.read_text(encoding="utf-8"), yaml.SafeLoader) if file.exists() else None
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        wrong = f"is not YAML ({error.problem})"
        return Way(file, ()), [Problem(file, line, "start here", wrong, "quote texts that hold a colon")]
    if not isinstance(node, yaml.MappingNode):
        mend = "write lines such as epoch: Why it comes next."
        return Way(file, ()), [Problem(file, 1, "start here", "names no entries", mend)]
    stops = tuple(Stop(key.value, str(value.value), key.start_mark.line + 1) for key, value in node.value)
    return Way(file, stops), list(_faults(file, stops))


def _faults(file: Path, stops: tuple[Stop, ...]) -> Iterator[Problem]:
    counts = Counter(stop.slug for stop in stops)
    for stop in stops:
        if counts[stop.slug] > 1:
            yield Problem(file, stop.line, stop.slug, "stands twice", "take one out")
        if not stop.why.strip().endswith("."):
            yield Problem(file, stop.line, stop.slug, "does not say why it comes next", "write one sentence")
