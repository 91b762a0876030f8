"""The first mention of an entry in each part of another becomes a link; every link to an entry is marked as one.

A name links by itself where nobody could take it for an everyday word: the term, and each alias of several words
(`step size`) or several capitals (`LoRA`). Where that is wrong, `mentions:` in the front matter lists the words
that link, and no others do. At one place the longest name wins, whether it links or not, so that
"hyperparameter tuning" never leads to *hyperparameter*. A name stands as it is written, whole; its first letter
may be of either case, and a plural s may follow. Headings, code, formulas and links are left alone.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from glossary.entries import PART, Entry
from glossary.library import Library

UNMISTAKABLE = re.compile(r"\w[\s-]+\w|[A-Z]\S*[A-Z]")
LEFT_ALONE = (
    r"^\s*(?P<fence>`{3,}|~{3,}).*?^\s*(?P=fence)",
    r"^\#{1,6}\s.*?$",
    r"`[^`]+`",
    r"\$\$.+?\$\$|\$[^$\n]+\$",
    r"!?\[(?:[^\[\]]|\[[^\]]*\])*\]\((?P<target>[^)\s]*)\)(?P<marked>\{[^}\n]*\})?",
    r"<(?=[a-zA-Z/!])[^>]*>",
    r"\{[^}\n]*\}",
)
END = r"(?:e?s)?(?![\w-])"  # a plural s, and no letter after it

type Tree = dict[str, Tree]  # names that begin alike share a branch


@dataclass(frozen=True)
class Words:
    """The names to look for, as one pattern, and the slug that each leads to; "" where it leads nowhere."""

    pattern: re.Pattern[str]
    slugs: dict[str, str]  # by the name as `_key` has it

    def slug(self, found: str) -> str:
        """Return where a name leads that stands in a text, in either case and number."""
        key = _key(found)
        forms = (key, key.removesuffix("s"), key.removesuffix("es"))
        return next((self.slugs[form] for form in forms if form in self.slugs), "")


def words(entry: Entry) -> list[str]:
    """Return the words that link to an entry."""
    if entry.front.mentions is not None:
        return entry.front.mentions
    return [entry.front.term, *(alias for alias in entry.front.aliases if UNMISTAKABLE.search(alias))]


def read(library: Library) -> Words:
    """Collect the names of all entries, the longest first."""
    entries = library.in_order()
    found = {name: "" for entry in entries for name in entry.names if UNMISTAKABLE.search(name)}
    for entry in entries:
        found |= dict.fromkeys(words(entry), entry.slug)
    tree: Tree = {}
    for name in found:
        branch = tree
        for piece in _pieces(name):
            branch = branch.setdefault(piece, {})
        branch[END] = {}
    left_alone = "|".join(LEFT_ALONE)
    pattern = re.compile(rf"{left_alone}|(?<![\w-])(?P<name>{_written(tree)})", re.MULTILINE | re.DOTALL)
    return Words(pattern, {_key(name): found[name] for name in reversed(found)})  # of equal names the first counts


def linked(entry: Entry, names: Words) -> str:
    """Return the body of an entry with the first mention of every other entry in each part made a link."""
    return "".join(_linked(part, entry, names) for part in _parts(entry))


def linked_answer(entry: Entry, names: Words) -> str:
    """Return the quick answer, with links."""
    return _linked(entry.front.quick_answer.strip(), entry, names)


def targets(entry: Entry, names: Words) -> set[str]:
    """Return the slugs of all entries that an entry's page links to from its words."""
    text = linked_answer(entry, names) + linked(entry, names)
    return {target.partition("#")[0].removesuffix(".md") for target in re.findall(r"\]\(([\w-]+\.md[^)\s]*)\)", text)}


def _pieces(name: str) -> list[str]:
    """Return a name as patterns, letter by letter: either case at its start, any white space between its words."""
    first, *rest = re.findall(r"\s+|\S", name)
    start = f"[{first.upper()}{first.lower()}]" if rest and rest[0].islower() else re.escape(first)
    return [start, *(r"\s+" if letter.isspace() else re.escape(letter) for letter in rest)]


def _written(tree: Tree) -> str:
    """Return the pattern of all names of a tree, the longer before the shorter.

    What names have in common is tried once: so a text is read as fast whether there are ten of them or a thousand.
    """
    branches = [piece + _written(below) for piece, below in tree.items() if piece != END]
    return rf"(?:{'|'.join([*branches, *([END] if END in tree else [])])})"


def _key(name: str) -> str:
    """Return a name as it is looked up: one blank between words, and a small letter before a small one."""
    name = re.sub(r"\s+", " ", name)
    return name[0].lower() + name[1:] if name[1:2].islower() else name


def _parts(entry: Entry) -> Iterator[str]:
    """Cut a body at the headings of its parts, and nowhere else."""
    lines = entry.body.split("\n")
    first = entry.sections[0].line
    starts = [section.line - first for section in entry.sections[1:] if section.level <= PART]
    for start, end in zip([0, *starts], [*starts, len(lines)], strict=True):
        yield "\n".join(lines[start:end]) + ("\n" if end < len(lines) else "")


def _linked(text: str, entry: Entry, names: Words) -> str:
    seen = {entry.slug, *(_slug(match) for match in names.pattern.finditer(text))}

    def link(match: re.Match[str]) -> str:
        if _slug(match):
            return match[0] if match["marked"] else f"{match[0]}{{.term}}"
        slug = names.slug(match["name"]) if match["name"] else ""
        if not slug or slug in seen:
            return match[0]
        seen.add(slug)
        return f"[{match[0]}]({slug}.md){{.term}}"

    return names.pattern.sub(link, text)


def _slug(match: re.Match[str]) -> str:
    """Return the entry that a link, made by hand, leads to; nothing for anything else."""
    file = (match["target"] or "").partition("#")[0]
    return file.removesuffix(".md") if file.endswith(".md") and "/" not in file and match[0][0] == "[" else ""
