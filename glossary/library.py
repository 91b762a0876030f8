"""Everything that the pages are made of, read once: the entries, their dates, the references, the way through them."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from glossary import dates, entries, sources, way
from glossary.dates import Change
from glossary.entries import Entry
from glossary.problems import Problem
from glossary.sources import Reference
from glossary.way import Way


@dataclass(frozen=True)
class Library:
    """The readable entries by slug, and what belongs to them; `slugs` also names the unreadable ones."""

    entries: dict[str, Entry]
    slugs: frozenset[str]
    references: dict[str, Reference]
    changes: dict[str, list[Change]]
    published: dict[str, date]
    updated: dict[str, date]
    way: Way

    def in_order(self) -> list[Entry]:
        """Return the entries from A to Z."""
        return sorted(self.entries.values(), key=lambda entry: entry.front.term.casefold())


def read(glossary: Path) -> tuple[Library, list[Problem]]:
    """Read a folder that holds `terms/`, `sources.bib` and `start-here.yaml`; return also what cannot be read."""
    terms = glossary / "terms"
    found, problems = entries.read_all(terms)
    references, doubts = sources.read(glossary / "sources.bib")
    path, gaps = way.read(glossary / "start-here.yaml")
    slugs = frozenset(file.stem for file in terms.glob("*.md"))
    told = dates.changes(found, terms)
    days = dates.published(found, told), dates.updated(found, told)
    return Library(found, slugs, references, told, *days, path), problems + doubts + gaps
