"""How a reader gets about: the way for starters leads to entries, leaves none of the first ones out, and on to all."""

from collections.abc import Iterator

from glossary import mentions, way
from glossary.library import Library
from glossary.problems import Problem


def problems(library: Library) -> Iterator[Problem]:
    """Yield every gap in the ways about the glossary."""
    for rule in RULES:
        yield from rule(library)


def stops(library: Library) -> Iterator[Problem]:
    """The way for starters leads to entries only."""
    for stop in library.way.stops:
        if stop.slug not in library.slugs:
            mend = f"write terms/{stop.slug}.md, or take it out"
            yield Problem(library.way.file, stop.line, stop.slug, "is no entry", mend)


def beginners(library: Library) -> Iterator[Problem]:
    """Whoever has gone the way for starters has met every entry that says "start here"."""
    on_the_way = {stop.slug for stop in library.way.stops}
    for entry in library.in_order():
        if entry.front.level == way.START and entry.slug not in on_the_way:
            line, wrong = entry.front.lines["level"], "is 1, but the way for starters leaves it out"
            mend = f"add {entry.slug} to {library.way.file.name}, or give it another level"
            yield Problem(entry.path, line, "level", wrong, mend)


def orphans(library: Library) -> Iterator[Problem]:
    """From the first entry of the way, related terms and links in the words lead to every other."""
    names = mentions.read(library)
    start = [stop.slug for stop in library.way.stops] + [entry.slug for entry in library.in_order()]
    found, waiting = set(), start[:1]
    while waiting:
        slug = waiting.pop()
        if slug in library.entries and slug not in found:
            found.add(slug)
            entry = library.entries[slug]
            waiting += [*entry.front.related, *mentions.targets(entry, names)]
    for entry in library.in_order():
        if entry.slug not in found:
            mend = "name it in an entry that can be reached, or relate it to one"
            yield Problem(entry.path, 1, "orphan", f"no way leads here from {start[0]}", mend)


RULES = (stops, beginners, orphans)
