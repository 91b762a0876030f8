"""The references: `sources.bib`, read and checked, and a reference written out as HTML.

Every reference says how it was confirmed: `confirmed = {read}` (at the source), `{second}` (in a second
place) or `{no}`, and `confirmation = {...}` what was looked at. Only confirmed ones may be cited.
"""

import re
import warnings
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path

from glossary.problems import Problem

with warnings.catch_warnings(action="ignore"):  # bibtexparser 1 calls pyparsing by its old names
    from bibtexparser import bparser, customization

CONFIRMED = {"read": "read at the source", "second": "confirmed in a second place"}
START = re.compile(r"^\s*@(?!comment|string|preamble)\w+\s*\{\s*([^,\s]+)", re.IGNORECASE | re.MULTILINE)
MANY = 3  # more authors than this become "First author et al."


@dataclass(frozen=True)
class Reference:
    """One entry of sources.bib; `line` is where it starts."""

    key: str
    line: int
    fields: dict[str, str]

    @property
    def confirmed(self) -> bool:
        """Whether somebody has looked, at the source or in a second place."""
        return self.fields.get("confirmed") in CONFIRMED


def read(path: Path) -> tuple[dict[str, Reference], list[Problem]]:
    """Read the references, by key."""
    text = path.read_text(encoding="utf-8")
    lines = {match[1]: text.count("\n", 0, match.start(1)) + 1 for match in START.finditer(text)}
    with warnings.catch_warnings(action="ignore"):
        parser = bparser.BibTexParser(common_strings=True, ignore_nonstandard_types=False)
        records = {record["ID"]: record for record in parser.parse(text).entries}
    found = {key: Reference(key, lines[key], _clean(record)) for key, record in records.items()}
    problems = [problem for reference in found.values() for problem in _faults(path, reference)]
    counts = Counter(match[1] for match in START.finditer(text))
    mend = "look for a missing brace or comma"
    problems += [Problem(path, lines[key], key, "is not BibTeX", mend) for key in counts.keys() - found.keys()]
    mend = "give one another key"
    problems += [Problem(path, lines[key], key, "stands twice", mend) for key, n in counts.items() if n > 1]
    return {key: reference for key, reference in found.items() if not list(_faults(path, reference))}, problems


def html(reference: Reference) -> str:
    """Write a reference out: authors (year). Title, where it appeared, link, how it was confirmed."""
    fields = reference.fields
    title = f"<cite>{escape(fields['title'])}</cite>"
    if address := link(fields):
        title = f'<a href="{escape(address)}">{title}</a>'
    where = ", ".join(escape(fields[name]) for name in ("journal", "booktitle", "publisher") if name in fields)
    parts = [f"{escape(_authors(fields))} ({escape(fields['year'])}). {title}.", f"{where}." if where else ""]
    how = f'<span class="confirmed">{CONFIRMED[fields["confirmed"]].capitalize()}.</span>'
    return " ".join([*filter(None, parts), how])


def _faults(path: Path, reference: Reference) -> Iterator[Problem]:
    fields, line = reference.fields, reference.line
    for name in ("title", "year", "confirmed"):
        if not fields.get(name):
            yield Problem(path, line, f"{reference.key}.{name}", "is missing", f"add {name} = {{...}}")
    if not _names(fields)[0]:
        yield Problem(path, line, f"{reference.key}.author", "is missing", "add author = {...}")
    if fields.get("confirmed", "no") not in {*CONFIRMED, "no"}:
        wrong = f"cannot be {fields['confirmed']!r}"
        yield Problem(path, line, f"{reference.key}.confirmed", wrong, "use read, second or no")
    if reference.confirmed and not fields.get("confirmation"):
        mend = "say what was looked at and where, or set confirmed = {no}"
        yield Problem(path, line, f"{reference.key}.confirmation", "is missing", mend)


def _clean(record: dict[str, str]) -> dict[str, str]:
    """Turn LaTeX accents into letters and drop the braces that only LaTeX needs."""
    letters = customization.convert_to_unicode(dict(record))
    return {
        name: re.sub(r"[{}]|\s+", lambda m: " " if m[0].isspace() else "", text).replace("--", "–")
        for name, text in letters.items()
    }


def _names(fields: dict[str, str]) -> list[str]:
    """Return the authors (or editors, or the organisation), each as "First Last"."""
    people = fields.get("author") or fields.get("editor") or fields.get("organization") or ""
    return [" ".join(reversed(re.split(r",\s*", name, maxsplit=1))) for name in people.split(" and ")]


def _authors(fields: dict[str, str]) -> str:
    names = _names(fields)
    if len(names) > MANY:
        return f"{names[0]} et al."
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))


def link(fields: dict[str, str]) -> str:
    """Return where a reference can be read; nothing where it says no address."""
    if fields.get("url"):
        return fields["url"]
    if fields.get("doi"):
        return f"https://doi.org/{fields['doi']}"
    return f"https://arxiv.org/abs/{fields['eprint']}" if fields.get("eprint") else ""
