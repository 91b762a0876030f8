"""Which words become links: the rule, told by examples on two small entries and one that is made up for each."""

import shutil
from pathlib import Path

import pytest

from glossary import library, mentions

GOOD = Path(__file__).parent / "good"


def linked(folder: Path, text: str, front: str = "") -> str:
    """Write an entry, `Learning rate`, beside the good ones, with `text` in one part; return that part's links."""
    glossary = Path(shutil.copytree(GOOD, folder / "glossary"))
    head = "term: Learning rate\naliases: [step size, LR, rate, η]\ncategory: Optimisation\nlevel: 2\n"
    body = f"---\n{head}quick_answer: A.\nrelated: []\nwritten: 2026-02-01\n{front}---\n\n## Examples\n\n{text}\n"
    (glossary / "terms" / "rate.md").write_text(body, encoding="utf-8")
    return read(glossary, "rate")


def change(path: Path, old: str, new: str) -> None:
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def add(path: Path, text: str) -> None:
    """Add a part with this text to an entry."""
    path.write_text(f"{path.read_text(encoding='utf-8')}\n## Examples\n\n{text}\n", encoding="utf-8")


def read(glossary: Path, slug: str) -> str:
    found, problems = library.read(glossary)
    assert problems == []
    made = mentions.linked(found.entries[slug], mentions.read(found))
    return made.partition("## Examples")[2].strip()


RULE = {
    "the first mention only": ("A batch, a batch.", "A [batch](batch.md){.term}, a batch."),
    "the first letter in either case": ("Batch and so on.", "[Batch](batch.md){.term} and so on."),
    "a plural": ("Two batches.", "Two [batches](batch.md){.term}."),
    "a name with a hyphen": ("A mini-batch.", "A [mini-batch](batch.md){.term}."),
    "in bold": ("**A batch.** It", "**A [batch](batch.md){.term}.** It"),
    "in a table": ("| batch |\n|---|\n| x |", "| [batch](batch.md){.term} |\n|---|\n| x |"),
    "an alias that is an everyday word never": ("One iteration, one update.", "One iteration, one update."),
    "a symbol never": ("A τ.", "A τ."),
    "its own name never": ("The learning rate, the LR.", "The learning rate, the LR."),
    "a longer name of its own hides a shorter one of another's": ("A step size.", "A step size."),
    "a part of a word never": ("Batched, batch-wise, sub-batch.", "Batched, batch-wise, sub-batch."),
    "no heading": ("### A batch\n\nx", "### A batch\n\nx"),
    "no code": ("A `batch`.\n\n```pycon\n>>> batch = 1\n```", "A `batch`.\n\n```pycon\n>>> batch = 1\n```"),
    "no formula": ("$batch$ and $$\nbatch\n$$", "$batch$ and $$\nbatch\n$$"),
    "no link": ("A [batch job](https://example.org/batch).", "A [batch job](https://example.org/batch)."),
    "no picture": ("![batch](batch.svg)", "![batch](batch.svg)"),
    "no tag": ('<b class="batch">x</b>', '<b class="batch">x</b>'),
    "no check": ("``` check\nquestion: A batch?\n```", "``` check\nquestion: A batch?\n```"),
    "a link made by hand is marked": ("A [set](batch.md).", "A [set](batch.md){.term}."),
    "and is the first mention, wherever it stands": (
        "A batch, a [set](batch.md#myths).",
        "A batch, a [set](batch.md#myths){.term}.",
    ),
    "what is marked already stays": ("A [set](batch.md){.x}.", "A [set](batch.md){.x}."),
    "each part anew": (
        "A batch.\n\n### One\n\nA batch.\n\n## Myths\n\nA batch.",
        "A [batch](batch.md){.term}.\n\n### One\n\nA batch.\n\n## Myths\n\nA [batch](batch.md){.term}.",
    ),
}


@pytest.mark.parametrize("name", RULE)
def test_the_rule(name: str, tmp_path: Path) -> None:
    text, expected = RULE[name]
    assert linked(tmp_path, text) == expected


def test_words_listed_in_the_front_matter_link_instead_of_the_names(tmp_path: Path) -> None:
    glossary = Path(shutil.copytree(GOOD, tmp_path / "glossary"))
    change(glossary / "terms" / "step.md", "level: 1", "level: 1\nmentions: [pace]")
    add(glossary / "terms" / "batch.md", "A step is a pace.")
    assert read(glossary, "batch") == "A step is a [pace](step.md){.term}."


def test_the_longest_name_wins_even_where_it_does_not_link(tmp_path: Path) -> None:
    text = "The LR and the step, not the step size."
    glossary = tmp_path / "glossary"
    assert linked(tmp_path, text) == "The LR and the [step](step.md){.term}, not the step size."
    add(glossary / "terms" / "batch.md", "A step\nsize, an LR, a rate.")
    assert read(glossary, "batch") == "A [step\nsize](rate.md){.term}, an LR, a rate."


def test_capitals_alone_link(tmp_path: Path) -> None:
    linked(tmp_path, "x")
    add(tmp_path / "glossary" / "terms" / "batch.md", "An LR, no lr.")
    assert read(tmp_path / "glossary", "batch") == "An [LR](rate.md){.term}, no lr."


def test_the_quick_answer_links_too() -> None:
    found, _ = library.read(GOOD)
    answer = mentions.linked_answer(found.entries["step"], mentions.read(found))
    assert answer.endswith("on one [batch](batch.md){.term} of examples.")


def test_nothing_but_links_is_added() -> None:
    found, _ = library.read(GOOD)
    for entry in found.in_order():
        made = mentions.linked(entry, mentions.read(found))
        assert made.count("{.term}") > 0
        plain = made.replace("{.term}", "")
        for word, slug in (("batch", "batch"), ("batches", "batch"), ("step", "step")):
            plain = plain.replace(f"[{word}]({slug}.md)", word)
        assert plain == entry.body
