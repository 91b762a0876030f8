"""Every other name of an entry is an address too: a tiny page that sends its visitors on to the entry."""

import re
import unicodedata
from collections.abc import Iterator

from glossary.entries import Entry
from glossary.library import Library
from glossary.problems import Problem, shown

GREEK = re.compile(r"GREEK (?:SMALL|CAPITAL) LETTER (?:FINAL )?(\w+)")


def address(name: str) -> str:
    """Return a name as a part of an address: `Step size` is step-size, `η` is eta."""
    letters = unicodedata.normalize("NFKC", name).casefold()
    spelt = "".join(_spelt(letter) for letter in unicodedata.normalize("NFD", letters))
    return re.sub(r"[^a-z0-9]+", "-", spelt).strip("-")


def pages(library: Library) -> dict[str, tuple[str, Entry]]:
    """Return, by address, the name that it stands for and the entry that it leads to."""
    found: dict[str, tuple[str, Entry]] = {}
    for entry in library.in_order():
        for name in entry.front.aliases:
            if address(name) not in (entry.slug, ""):
                found.setdefault(address(name), (name, entry))
    return found


def problems(library: Library) -> Iterator[Problem]:
    """Yield every other name that has no address of its own."""
    taken = dict(library.entries)
    for entry in library.in_order():
        line = entry.front.lines.get("aliases", 1)
        for name in entry.front.aliases:
            owner = taken.setdefault(address(name), entry)
            if not address(name):
                yield Problem(entry.path, line, "aliases", f"{name!r} has no letter for an address", "spell it out")
            elif owner != entry and name.casefold() not in map(str.casefold, owner.names):  # else unique.names says so
                wrong = f"{name!r} has the address {address(name)!r}, which {shown(owner.path)} has taken"
                yield Problem(entry.path, line, "aliases", wrong, "take it out, or name it otherwise")


def _spelt(letter: str) -> str:
    """Spell a Greek letter; drop an accent; leave the rest."""
    if match := GREEK.fullmatch(unicodedata.name(letter, "")):
        return {"LAMDA": "lambda"}.get(match[1], match[1].lower())
    return "" if unicodedata.combining(letter) else letter
