"""What may stand only once in the whole glossary: a name, a word that links, and a sentence."""

from collections.abc import Iterator

from glossary import prose
from glossary.library import Library
from glossary.problems import Problem, shown

SHORTEST = 5  # words: shorter sentences ("It depends.") may stand anywhere


def problems(library: Library) -> Iterator[Problem]:
    """Yield every name and sentence that stands twice."""
    for rule in RULES:
        yield from rule(library)


def names(library: Library) -> Iterator[Problem]:
    """A name leads to one entry."""
    entries = library.in_order()
    owners = {name.casefold(): entry.path for entry in reversed(entries) for name in entry.names}
    for entry in entries:
        for name in entry.names:
            owner = owners[name.casefold()]
            if owner != entry.path or entry.names.count(name) > 1:
                field = "term" if name == entry.front.term else "aliases"
                wrong = f"{name!r} is taken by {shown(owner)}"
                yield Problem(entry.path, entry.front.lines.get(field, 1), field, wrong, "leave it to one of them")


def mentions(library: Library) -> Iterator[Problem]:
    """A word that links leads to one entry: `mentions` names no other entry, nor does another's."""
    owners = {name.casefold(): entry for entry in reversed(library.in_order()) for name in entry.names}
    for entry in library.in_order():
        for word in entry.front.mentions or ():
            owner = owners.setdefault(word.casefold(), entry)
            if owner != entry:
                line, wrong = entry.front.lines["mentions"], f"{word!r} means {shown(owner.path)}"
                yield Problem(entry.path, line, "mentions", wrong, "leave it to one of them")


def repetitions(library: Library) -> Iterator[Problem]:
    """No sentence stands twice, in one entry or in two."""
    seen: dict[str, str] = {}
    for entry in library.in_order():
        for line, sentence in prose.sentences(entry):
            words = "".join(c for c in sentence.casefold() if c.isalnum() or c.isspace()).split()
            place = seen.setdefault(" ".join(words), f"{shown(entry.path)}:{line}")
            if len(words) >= SHORTEST and place != f"{shown(entry.path)}:{line}":
                wrong = f"{sentence!r} stands in {place} too"
                yield Problem(entry.path, line, "sentence", wrong, "write it afresh in one of them")


RULES = (names, mentions, repetitions)
