"""The fences: a check becomes radio buttons that explain themselves, and no fault inside a fence is swallowed."""

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from markdown import Markdown  # type: ignore[import-untyped]
from pymdownx.superfences import SuperFencesException  # type: ignore[import-untyped]

from glossary import entries, fences

GOOD = Path(__file__).parent / "good" / "terms"


def checks() -> list[str]:
    entry, _ = entries.read(GOOD / "step.md")
    assert entry is not None
    return [fence.text for fence in entry.fences("check")]


def drawn(text: str) -> Tag:
    found = BeautifulSoup(fences.check_html(text), "html.parser").fieldset
    assert isinstance(found, Tag)
    return found


def test_a_check_has_a_question_and_labelled_options_of_one_group() -> None:
    check = drawn(checks()[0])
    assert check.legend is not None
    assert check.legend.text == "Sixty examples, a batch size of 20. How many updates make one pass?"
    inputs = check.select("input[type=radio]")
    assert [each["id"] for each in inputs] == [label["for"] for label in check.select("label")]
    assert len({each["name"] for each in inputs}) == 1
    assert [label.text for label in check.select("label")] == ["Three.", "Twenty."]


def test_each_option_speaks_its_feedback_in_a_status_region() -> None:
    said = [region.text for region in drawn(checks()[0]).select(".option > [role=status]")]
    assert said == ["Right. Sixty divided by twenty.", "Not this one. That is the number of examples in each of them."]


def test_two_checks_of_a_page_are_two_groups() -> None:
    names = [drawn(text).select("input")[0]["name"] for text in checks()]
    assert len(set(names)) == len(names)


def test_formulas_and_links_work_inside_a_check() -> None:
    check = drawn(checks()[1])
    assert check.select_one("a[href='../batch/']") is not None
    assert check.select_one(".arithmatex") is not None


@pytest.mark.parametrize(
    ("fence", "says"),
    [
        ("demo\nname: nothing", "demo fence: name: no demo is called 'nothing'"),
        ("demo\nname: bowl\nspeed: 3", "demo fence: speed: no such knob"),
        ("demo\nname: bowl\nlearning_rate: high", "demo fence: learning_rate: 'high' is not a number"),
        ("check\nquestion: Why?", "check fence: options: fewer than 2"),
    ],
)
def test_a_fault_inside_a_fence_is_raised(fence: str, says: str) -> None:
    custom = [{"name": name, "class": name, "format": getattr(fences, name)} for name in ("demo", "check")]
    markdown = Markdown(
        extensions=["pymdownx.superfences"],
        extension_configs={"pymdownx.superfences": {"custom_fences": custom}},
    )
    with pytest.raises(SuperFencesException, match=re.escape(says)):
        markdown.convert(f"``` {fence}\n```")
