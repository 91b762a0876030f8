"""The ways to an entry other than search: A to Z with every alias, by category, by level, and the way to begin."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from glossary.dates import Change
from glossary.entries import Entry
from glossary.front import CATEGORIES, LEVELS
from glossary.library import Library
from glossary.way import Stop

LATEST = 12  # changes of an entry that are listed


@dataclass(frozen=True)
class Name:
    """A line of the A to Z: a term, or another name for one."""

    name: str
    entry: Entry

    @property
    def is_alias(self) -> bool:
        """Whether the entry stands under another name."""
        return self.name != self.entry.front.term

    @property
    def letter(self) -> str:
        """The heading it stands under; signs and Greek letters stand under Symbols."""
        first = self.name[0].upper()
        return first if "A" <= first <= "Z" else "Symbols"


def anchor(title: str) -> str:
    """Return the anchor of a category or level on its page."""
    return title.lower().replace(" ", "-")


def a_to_z(library: Library) -> list[tuple[str, list[Name]]]:
    """Return every term and alias under its letter, symbols last."""
    names = [Name(name, entry) for entry in library.in_order() for name in entry.names]
    names.sort(key=lambda name: (name.letter == "Symbols", name.name.casefold()))
    return [(letter, list(group)) for letter, group in groupby(names, key=lambda name: name.letter)]


def by_category(library: Library) -> list[tuple[str, str, list[Entry]]]:
    """Return anchor, category and entries, for each category that has any."""
    entries = library.in_order()
    return _groups((name, [e for e in entries if e.front.category == name]) for name in CATEGORIES)


def by_level(library: Library) -> list[tuple[str, str, list[Entry]]]:
    """Return anchor, level and entries, for each level that has any."""
    entries = library.in_order()
    return _groups((name, [e for e in entries if e.front.level == level]) for level, name in LEVELS.items())


def on_the_way(library: Library) -> list[tuple[Entry, Stop]]:
    """Return the entries on the way for starters, each with its stop."""
    return [(library.entries[stop.slug], stop) for stop in library.way.stops if stop.slug in library.entries]


def beside(entry: Entry, library: Library) -> tuple[Entry | None, Entry | None]:
    """Return the entries before and after this one on the way; nothing for one that is not on it."""
    before, after = (library.entries.get(stop.slug) if stop else None for stop in library.way.beside(entry.slug))
    return before, after


def changed(library: Library) -> list[tuple[Entry, list[Change]]]:
    """Return the entries whose history is known, each with its latest changes."""
    return [(entry, found[:LATEST]) for entry in library.in_order() if (found := library.changes[entry.slug])]


def _groups(groups: Iterable[tuple[str, list[Entry]]]) -> list[tuple[str, str, list[Entry]]]:
    return [(anchor(name), name[0].upper() + name[1:], entries) for name, entries in groups if entries]
