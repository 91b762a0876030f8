"""An entry file becomes plain data, each piece with the line that it stands on."""

from pathlib import Path

import pytest

from glossary import entries, prose
from glossary.entries import Entry

GOOD = Path(__file__).parent / "good" / "terms"


@pytest.fixture
def step() -> Entry:
    entry, problems = entries.read(GOOD / "step.md")
    assert entry is not None
    assert problems == []
    return entry


def line_of(text: str) -> int:
    """Find a line of step.md as an editor would count it."""
    return (GOOD / "step.md").read_text(encoding="utf-8").split("\n").index(text) + 1


def test_front_matter_is_read_with_its_lines(step: Entry) -> None:
    assert (step.slug, step.front.term, step.front.level) == ("step", "Step", 1)
    assert step.front.aliases == ["iteration", "update", "τ"]
    assert step.front.lines["level"] == line_of("level: 1")


def test_sections_are_cut_at_headings(step: Entry) -> None:
    assert [part.title for part in step.parts()] == [
        "In simple terms",
        "How it works",
        "Examples",
        "Tuning and trade-offs",
        "Myths",
        "Questions",
        "Check yourself",
    ]
    assert [question.line for question in step.under("Questions")] == [
        line_of("### Is a step the same as an epoch?"),
        line_of("### How many steps does a model need?"),
        line_of("### Why is it also called an iteration?"),
    ]


def test_fences_know_their_first_line(step: Entry) -> None:
    assert [fence.line for fence in step.fences("demo")] == [line_of("name: minibatch")]
    assert len(step.fences("check")) == 3


def test_only_printed_numbers_count(step: Entry) -> None:
    assert step.numbers() == [
        line_of(">>> print(factor)"),
        line_of(">>> print(round(8 * factor**3, 4))"),
        line_of(">>> print([round(abs(1 - 0.21 * 10) ** k, 2) for k in range(4)])"),
    ]


def test_citations_and_links_are_found_in_prose_and_in_fences_with_words_but_not_in_code(step: Entry) -> None:
    assert [key for key, _ in step.citations()] == ["goodfellow2016", "goh2017", "robbins1951", *["goodfellow2016"] * 2]
    assert [target for target, _ in step.links()] == ["batch.md"] * 3


def test_a_hash_inside_a_fence_is_no_heading(tmp_path: Path) -> None:
    text = (GOOD / "step.md").read_text(encoding="utf-8")
    path = tmp_path / "step.md"
    path.write_text(text.replace(">>> print(factor)", "# no heading\n>>> print(factor)"), encoding="utf-8")
    entry, _ = entries.read(path)
    assert entry is not None
    assert "no heading" not in [section.title for section in entry.sections]


@pytest.mark.parametrize(
    ("markdown", "words"),
    [
        ("The *mean* of `x` [@key; @other].", "The mean of x ."),
        ("See [the batch](batch.md#myths){.wide} first.", "See the batch first."),
        ("A rate $\\eta = 0.1$ is [low](x.md).", "A rate is low."),
        ("- **Count.** It is\n  honest.", "- Count. It is honest."),
    ],
)
def test_plain_words(markdown: str, words: str) -> None:
    assert prose.plain(markdown) == words


def test_sentences_carry_their_lines(step: Entry) -> None:
    found = {sentence: line for line, sentence in prose.sentences(step)}
    assert found["You cannot see the valley."] == found["You only know the slope where you stand."]
    assert found["You cannot see the valley."] == next(
        number
        for number, text in enumerate((GOOD / "step.md").read_text(encoding="utf-8").split("\n"), 1)
        if text.startswith("You cannot see")
    )
    assert "Drawings show round bowls, and there it does." in found  # the label before it is left out
    assert "One batch is noisy, and a trend needs several points." in found  # feedback counts as well


def test_reading_time_rounds_up(step: Entry) -> None:
    assert prose.minutes(step) == 3  # 543 words at 220 a minute
