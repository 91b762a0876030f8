"""What an entry points to: related terms, which point back; other entries; references that somebody confirmed."""

from collections.abc import Iterator

from glossary.calculation import calculations
from glossary.challenges import problems as dares
from glossary.entries import Entry
from glossary.library import Library
from glossary.predictions import problems as foreseen
from glossary.problems import Problem, shown
from glossary.turns import turns


def problems(entry: Entry, library: Library) -> Iterator[Problem]:
    """Yield all that is wrong with what an entry points to."""
    for rule in RULES:
        yield from rule(entry, library)


def related(entry: Entry, library: Library) -> Iterator[Problem]:
    """Related terms exist, are others, and name this entry too."""
    line, listed = entry.front.lines["related"], entry.front.related
    if not listed and len(library.slugs) > 1:
        yield Problem(entry.path, line, "related", "is empty", "name the entries that a reader should see next")
    for slug in listed:
        other = library.entries.get(slug)
        if slug == entry.slug:
            yield Problem(entry.path, line, "related", "names this entry itself", f"take {slug} out")
        elif slug not in library.slugs:
            yield Problem(entry.path, line, "related", f"{slug} is no entry", f"write terms/{slug}.md, or take it out")
        elif other and entry.slug not in other.front.related:
            mend = f"add {entry.slug} to related in {shown(other.path)}"
            yield Problem(entry.path, line, "related", f"{slug} does not name this entry back", mend)
        if listed.count(slug) > 1:
            yield Problem(entry.path, line, "related", f"{slug} stands twice", "take one out")


def targets(entry: Entry, library: Library) -> Iterator[Problem]:
    """Links lead to other entries that exist."""
    for target, line in entry.links():
        file, _, _ = target.partition("#")
        if "/" in file or not file.endswith(".md"):
            continue  # not an entry: MkDocs and the check of the built pages see to those
        slug = file.removesuffix(".md")
        if slug == entry.slug:
            yield Problem(entry.path, line, "link", f"{target} leads to its own page", "write the words without a link")
        elif slug not in library.slugs:
            yield Problem(entry.path, line, "link", f"{target} is no entry", f"write terms/{file}, or unlink it")


def citations(entry: Entry, library: Library) -> Iterator[Problem]:
    """Only references that somebody has looked up are cited."""
    for key, line in entry.citations():
        reference = library.references.get(key)
        if reference is None:
            yield Problem(entry.path, line, "citation", f"{key} is not in sources.bib", "add it there, or mend the key")
        elif not reference.confirmed:
            mend = "look it up and say so in sources.bib, or cite another"
            yield Problem(entry.path, line, "citation", f"{key} is not confirmed", mend)


def predictions(entry: Entry, _: Library) -> Iterator[Problem]:
    """What is predicted comes true."""
    yield from foreseen(entry)


def challenges(entry: Entry, _: Library) -> Iterator[Problem]:
    """A challenge can be met, and is not met yet."""
    yield from dares(entry)


RULES = (related, targets, citations, turns, calculations, predictions, challenges)
