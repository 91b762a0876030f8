"""An entry file, read into plain data: its sections, fences, examples, links and citations, with their lines.

Reading judges nothing but the front matter; `rules` judges the rest.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from doctest import DocTestParser
from pathlib import Path

from glossary import front
from glossary.problems import Problem

OPENING = re.compile(r"^\s*(`{3,}|~{3,})\s*([\w-]*)")
HEADING = re.compile(r"^(#{1,6})\s+(.+?)\s*#*$")
LINK = re.compile(r"(?<!!)\[((?:[^\[\]]|\[[^\]]*\])*)\]\(([^)\s]+)\)")
CITATION = re.compile(r"\[(@[\w:-]+(?:;\s*@[\w:-]+)*)\]")
WORDED = ("demo", "predict", "challenge", "check")
PART = 2  # the level of the headings that cut an entry into its parts


@dataclass(frozen=True)
class Line:
    """One line of prose and its number in the file."""

    number: int
    text: str


@dataclass(frozen=True)
class Fence:
    """One fenced block; `line` is that of its first line of content."""

    kind: str
    line: int
    text: str


@dataclass(frozen=True)
class Section:
    """What stands under one heading, up to the next heading of any level."""

    title: str
    level: int
    line: int
    prose: list[Line]
    fences: list[Fence]

    @property
    def text(self) -> str:
        """The prose as one string."""
        return "\n".join(line.text for line in self.prose).strip()


@dataclass(frozen=True)
class Entry:
    """One term: front matter, and the body cut at its headings (the first section is what precedes them)."""

    path: Path
    front: front.Front
    body: str
    sections: list[Section]

    @property
    def slug(self) -> str:
        """The name in links and in the page's address."""
        return self.path.stem

    @property
    def names(self) -> list[str]:
        """The term and its aliases."""
        return [self.front.term, *self.front.aliases]

    def under(self, title: str) -> list[Section]:
        """Return the smaller sections that follow the section with this title."""
        found, inside = [], False
        for section in self.sections:
            inside = section.title == title if section.level <= PART else inside
            if inside and section.level > PART:
                found.append(section)
        return found

    def parts(self) -> list[Section]:
        """Return the sections that `##` opens: the entry's anatomy."""
        return [section for section in self.sections if section.level == PART]

    def fences(self, kind: str) -> list[Fence]:
        """Return the fenced blocks of one kind, in order."""
        return [fence for section in self.sections for fence in section.fences if fence.kind == kind]

    def worded(self) -> list[Fence]:
        """Return the fenced blocks that hold words for the reader."""
        return [fence for kind in WORDED for fence in self.fences(kind)]

    def lines(self) -> list[Line]:
        """Return every line a reader reads: the prose, and the words inside fences that hold some."""
        lines = [line for section in self.sections for line in section.prose]
        for fence in self.worded():
            lines += [Line(fence.line + i, text) for i, text in enumerate(fence.text.split("\n"))]
        return sorted(lines, key=lambda line: line.number)

    def citations(self) -> list[tuple[str, int]]:
        """Return the key and the line of every citation `[@key]`, in order."""
        return [
            (key.strip().removeprefix("@"), line.number)
            for line in self.lines()
            for group in CITATION.findall(line.text)
            for key in group.split(";")
        ]

    def links(self) -> list[tuple[str, int]]:
        """Return the target and the line of every Markdown link, in order."""
        return [(target, line.number) for line in self.lines() for _, target in LINK.findall(line.text)]

    def numbers(self) -> list[int]:
        """Return the line of every example whose printed number the tests prove."""
        return [
            fence.line + example.lineno
            for fence in self.fences("pycon")
            for example in DocTestParser().get_examples(fence.text)
            if re.search(r"\d", example.want)
        ]


def read(path: Path) -> tuple[Entry | None, list[Problem]]:
    """Read one entry file; return None where its front matter or a fence cannot be read, and why."""
    head, body, first = front.split(path.read_text(encoding="utf-8"))
    facts, problems = front.read(path, head)
    sections, unclosed = _sections(body.split("\n"), first)
    problems += [Problem(path, line, "fence", "is never closed", "close it with ```") for line in unclosed]
    return (Entry(path, facts, body, sections) if facts and not unclosed else None), problems


def read_all(folder: Path) -> tuple[dict[str, Entry], list[Problem]]:
    """Read every entry in a folder, by slug."""
    found = [read(path) for path in sorted(folder.glob("*.md"))]
    entries = {entry.slug: entry for entry, _ in found if entry}
    return entries, [problem for _, problems in found for problem in problems]


def _sections(lines: list[str], first: int) -> tuple[list[Section], list[int]]:
    """Cut a body at its headings; return the sections, and the lines of fences that are never closed."""
    sections = [Section("", 1, first, [], [])]
    unclosed = []
    numbered = iter(enumerate(lines, first))
    for number, text in numbered:
        if opening := OPENING.match(text):
            content, closed = _content(opening[1], numbered)
            sections[-1].fences.append(Fence(opening[2], number + 1, content))
            unclosed += [] if closed else [number]
        elif heading := HEADING.match(text):
            sections.append(Section(heading[2], len(heading[1]), number, [], []))
        else:
            sections[-1].prose.append(Line(number, text))
    return sections, unclosed


def _content(marker: str, numbered: Iterable[tuple[int, str]]) -> tuple[str, bool]:
    """Take the lines up to the fence's end; also say whether it has one."""
    content: list[str] = []
    for _, text in numbered:
        if text.strip().startswith(marker) and not text.strip().strip(marker[0]):
            return "\n".join(content), True
        content.append(text)
    return "\n".join(content), False
