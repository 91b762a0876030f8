"""Words and sentences of an entry, without their Markdown: what is counted, timed and compared."""

import re
from collections.abc import Iterator
from itertools import groupby

import yaml

from glossary.entries import CITATION, LINK, Entry, Fence, Line

WORDS_A_MINUTE = 220
MATHEMATICS = re.compile(r"\$\$.+?\$\$|\$[^$\n]+\$", re.DOTALL)
SENTENCE_END = re.compile(r"(?<=[.!?])[\"”’)*_]*\s+(?=[\"“‘(*_]*[A-Z0-9])")
LABEL = re.compile(r"^\*\*[^*]+[.:]\*\*\s*")
MARKUP = re.compile(r"\{[:\s]*[.#][^}]*\}|<[^>]+>|[*_`#>|]")


def plain(markdown: str) -> str:
    """Return the words that a reader sees: no links' targets, citations, formulas or markup."""
    text = CITATION.sub("", markdown)
    text = MATHEMATICS.sub(" ", LINK.sub(r"\1", text))
    return re.sub(r"\s+", " ", MARKUP.sub("", text)).strip()


def words(entry: Entry) -> int:
    """Count the words of the prose, headings and fences left out."""
    return len(plain("\n".join(section.text for section in entry.sections)).split())


def minutes(entry: Entry) -> int:
    """Return the reading time, rounded up."""
    return -(-words(entry) // WORDS_A_MINUTE) or 1


def sentences(entry: Entry) -> Iterator[tuple[int, str]]:
    """Yield every sentence of the entry with its line: quick answer, prose, captions, questions, feedback."""
    yield from _split(entry.front.lines.get("quick_answer", 1), entry.front.quick_answer)
    for section in entry.sections:
        for line, paragraph in _paragraphs(section.prose):
            yield from _split(line, paragraph)
    for fence in entry.worded():
        for text in _leaves(fence):
            yield from _split(fence.line, text)


def _paragraphs(lines: list[Line]) -> Iterator[tuple[int, str]]:
    for filled, group in groupby(lines, key=lambda line: bool(line.text.strip())):
        block = list(group)
        if filled:
            yield block[0].number, "\n".join(line.text for line in block)


def _split(line: int, paragraph: str) -> Iterator[tuple[int, str]]:
    start = 0
    for match in [*SENTENCE_END.finditer(paragraph), None]:
        end = match.start() if match else len(paragraph)
        sentence = plain(LABEL.sub("", paragraph[start:end].strip()))
        if sentence:
            yield line + paragraph[:start].count("\n"), sentence
        start = match.end() if match else end


def _leaves(fence: Fence) -> list[str]:
    """Return the texts in a fence's YAML that are sentences, not names: those with a space in them."""
    try:
        tree = yaml.safe_load(fence.text)
    except yaml.YAMLError:
        return []  # rules.fences reports it

    def leaves(node: object) -> Iterator[str]:
        if isinstance(node, dict | list):
            for child in node.values() if isinstance(node, dict) else node:
                yield from leaves(child)
        elif isinstance(node, str) and " " in node:
            yield node

    return list(leaves(tree))
