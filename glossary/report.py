"""What the entries still want, the oldest first: `make report`.

The rules stop a build; this does not. It also reads entries that the rules refuse, so that a draft can be followed.
"""

from collections.abc import Iterator
from pathlib import Path

from glossary import library
from glossary.entries import Entry
from glossary.library import Library

HERE = Path(__file__).parent


def wants(entry: Entry, known: Library) -> Iterator[str]:
    """Yield what an entry lacks."""
    keys = dict.fromkeys(key for key, _ in entry.citations())
    unchecked = [key for key in keys if key not in known.references or not known.references[key].confirmed]
    if len(unchecked) == len(keys):
        yield "no checked source"
    elif unchecked:
        yield f"unchecked: {', '.join(unchecked)}"
    if not entry.fences("demo"):
        yield "no demo"
    if not entry.fences("check"):
        yield "no checks"
    if entry.front.reviewed is None:
        yield "nobody else has read it"
    elif entry.front.reviewed < known.updated[entry.slug]:
        yield "changed since somebody else has read it"


def lines(known: Library) -> list[str]:
    """Return one line for each entry that wants something, the oldest first, and one line that sums up."""
    found = {entry.slug: list(wants(entry, known)) for entry in known.in_order()}
    oldest = sorted((slug for slug in found if found[slug]), key=lambda slug: known.updated[slug])
    width = max(map(len, found), default=0)
    listed = [f"{known.updated[slug]}  {slug:{width}}  {'; '.join(found[slug])}" for slug in oldest]
    return [*listed, f"{len(oldest)} of {len(found)} entries want something"]


def main() -> None:
    """Print the report, and after it the files that cannot be read at all."""
    known, problems = library.read(HERE)
    unreadable = [str(problem) for problem in problems if problem.path.stem not in known.entries]
    print("\n".join(lines(known) + unreadable))


if __name__ == "__main__":
    main()
