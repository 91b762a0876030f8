"""The shape of an entry: its parts in order, the form of a myth and of a question, fences that can be drawn."""

import re
from collections.abc import Iterator
from itertools import pairwise

from glossary import fences
from glossary.entries import CITATION, PART, WORDED, Entry, Section
from glossary.problems import Problem
from glossary.prose import plain

PARTS = (
    "In simple terms",
    "How it works",
    "Examples",
    "Tuning and trade-offs",
    "Myths",
    "Questions",
    "Check yourself",
)
EVIDENCE = re.compile(CITATION.pattern + r"|\]\(#")
REFUTATION = ("Why people believe it.", "Why it is wrong.", "Evidence.")
KINDS = (*WORDED, "pycon", "text")
QUICK_ANSWER_WORDS = 30


def problems(entry: Entry) -> Iterator[Problem]:
    """Yield all that is wrong with an entry's shape."""
    for rule in RULES:
        yield from rule(entry)


def quick_answer(entry: Entry) -> Iterator[Problem]:
    """The quick answer is a tooltip and a description as well: short, plain, one sentence."""
    text, line = entry.front.quick_answer, entry.front.lines["quick_answer"]
    if (count := len(text.split())) > QUICK_ANSWER_WORDS:
        yield Problem(entry.path, line, "quick_answer", f"has {count} words", f"use at most {QUICK_ANSWER_WORDS}")
    if plain(text) != " ".join(text.split()):
        yield Problem(entry.path, line, "quick_answer", "holds Markdown", "write plain text")
    if not text.strip().endswith("."):
        yield Problem(entry.path, line, "quick_answer", "is no sentence", "end it with a full stop")


def parts(entry: Entry) -> Iterator[Problem]:
    """Every part is known; a full entry has them all; the title is no heading of the text."""
    titles = [section.title for section in entry.parts()]
    for section in entry.sections[1:]:
        if section.level < PART:
            yield Problem(entry.path, section.line, section.title, "is a title", "leave it out: it is made from term")
        elif section.level == PART and section.title not in PARTS:
            yield Problem(entry.path, section.line, section.title, "is not a part", f"use one of {', '.join(PARTS)}")
    for title in PARTS:
        if title not in titles and entry.front.length == "full":
            yield Problem(entry.path, 1, title, "is missing", f"add ## {title}")


def order(entry: Entry) -> Iterator[Problem]:
    """The parts stand in the order of PARTS, each once."""
    known = [section for section in entry.parts() if section.title in PARTS]
    for before, after in pairwise(known):
        if PARTS.index(after.title) <= PARTS.index(before.title):
            wrong = f"stands after {before.title!r}"
            yield Problem(entry.path, after.line, after.title, wrong, f"keep the order {', '.join(PARTS)}")


def emptiness(entry: Entry) -> Iterator[Problem]:
    """No part is a heading only."""
    for section in entry.parts():
        if not (section.text or section.fences or entry.under(section.title)):
            yield Problem(entry.path, section.line, section.title, "is empty", "write it, or take the heading out")


def demo_first(entry: Entry) -> Iterator[Problem]:
    """The demo opens the page; a short entry may link to one instead."""
    opening = entry.sections[0]
    if any(fence.kind == "demo" for fence in opening.fences):
        return
    if entry.front.length == "short" and any("#demo" in target for target, _ in entry.links()):
        return
    yield Problem(entry.path, opening.line, "demo", "does not open the entry", "put the demo fence before any text")


def myths(entry: Entry) -> Iterator[Problem]:
    """A myth is quoted, believed, refuted and proven, in this order."""
    for myth in entry.under("Myths"):
        if not re.fullmatch(r"[\"“].+[\"”]", myth.title):
            yield Problem(entry.path, myth.line, "myth", f"{myth.title} is not quoted", "put the heading in quotes")
        yield from _refutation(entry, myth)


def _refutation(entry: Entry, myth: Section) -> Iterator[Problem]:
    labels = [re.escape(f"**{label}**") for label in REFUTATION]
    match = re.search(r"\s+(\S.*?)\s*".join(labels) + r"\s+(?P<evidence>\S.*)", myth.text, re.DOTALL)
    if not match:
        wrong = "does not say, in this order, " + ", ".join(REFUTATION)
        yield Problem(entry.path, myth.line, f"myth {myth.title}", wrong, "start each paragraph so, in bold")
    elif not (EVIDENCE.search(match["evidence"]) or any(fence.kind == "pycon" for fence in myth.fences)):
        mend = "cite a source [@key], compute a number, or link to where it is shown [on this page](#how-it-works)"
        yield Problem(entry.path, myth.line, f"myth {myth.title}", "has no evidence", mend)


def questions(entry: Entry) -> Iterator[Problem]:
    """A question is asked, and answered."""
    for question in entry.under("Questions"):
        if not question.title.endswith("?"):
            yield Problem(entry.path, question.line, "question", f"{question.title!r} asks nothing", "end it with ?")
        if not question.text:
            yield Problem(entry.path, question.line, "question", f"{question.title!r} has no answer", "write it")


def fence_kinds(entry: Entry) -> Iterator[Problem]:
    """A misspelt fence would be printed as code: only the known kinds pass."""
    for section in entry.sections:
        for fence in section.fences:
            if fence.kind not in KINDS:
                mend = f"use one of {', '.join(KINDS)}"
                yield Problem(entry.path, fence.line - 1, "fence", f"{fence.kind!r} is unknown", mend)


def fence_faults(entry: Entry) -> Iterator[Problem]:
    """What a fence holds can be drawn: pymdownx would say so too, but without file and line."""
    for kind in fences.READ:
        for fence in entry.fences(kind):
            for fault in fences.faults(kind, fence.text):
                yield Problem(entry.path, fence.line, f"{kind}.{fault.field}", fault.wrong, fault.mend)


RULES = (quick_answer, parts, order, emptiness, demo_first, myths, questions, fence_kinds, fence_faults)
