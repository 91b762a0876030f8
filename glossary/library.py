"""Everything that the pages are made of, read once: the entries, their dates, the references."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from glossary import dates, entries, sources
from glossary.entries import Entry
from glossary.problems import Problem
from glossary.sources import Reference


@dataclass(frozen=True)
class Library:
    """The readable entries by slug, and what belongs to them; `slugs` also names the unreadable ones."""

    entries: dict[str, Entry]
    slugs: frozenset[str]
    references: dict[str, Reference]
    updated: dict[str, date]

    def in_order(self) -> list[Entry]:
        """Return the entries from A to Z."""
        return sorted(self.entries.values(), key=lambda entry: entry.front.term.casefold())


def read(glossary: Path) -> tuple[Library, list[Problem]]:
    """Read a folder that holds `terms/` and `sources.bib`; return also what cannot be read."""
    terms = glossary / "terms"
    found, problems = entries.read_all(terms)
    references, doubts = sources.read(glossary / "sources.bib")
    slugs = frozenset(path.stem for path in terms.glob("*.md"))
    return Library(found, slugs, references, dates.updated(found, terms)), problems + doubts
