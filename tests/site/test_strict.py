"""A strict build ends on every kind of fault and says where it is: each is put into a small copy of the site."""

from collections.abc import Callable
from pathlib import Path

import pytest

Said = list[str]


def test_the_copy_passes(copy: Path, strictly: Callable[[], Said]) -> None:
    assert strictly() == []
    assert (copy / "site" / "glossary" / "step" / "index.html").exists()


STEP, INDEX = "glossary/terms/step.md", "docs/index.md"
FAULTS = {
    "a broken term": (STEP, "## Examples\n", "", "terms/step.md:1: Examples: is missing"),
    "an unknown demo": (STEP, "name: minibatch", "name: nothing", "terms/step.md:12: demo.name: no demo"),
    "an unknown demo at home": (INDEX, "name: bowl", "name: ball", "'index.md': demo fence: name: no demo"),
    "a bad setting": (STEP, "epochs: 2", "epochs: none", "terms/step.md:12: demo.epochs:"),
    "a bad setting at home": (INDEX, "name: bowl", "name: bowl\nwind: 3", "'index.md': demo fence: wind: no such"),
    "a broken check": (STEP, "    right: true\n    feedback: Six", "    feedback: Six", "check.options: 0 are right"),
    "a link to no entry": (STEP, "stride](batch.md)", "stride](pace.md)", "step.md:19: link: pace.md is no entry"),
    "a link to no page": (INDEX, "glossary/index.md", "nothing.md", "'index.md' contains a link 'nothing.md'"),
    "a link made by HTML": (INDEX, "# Home", "# Home\n\n<a href='nothing/'>x</a>", "link: nothing/ leads nowhere"),
    "an anchor of another page": (STEP, "stride](batch.md)", "stride](batch.md#none)", "anchor '#none'"),
    "an anchor in a check": (STEP, "batch](batch.md)", "batch](batch.md#none)", "anchor: ../batch/#none names"),
    "an anchor of the page": (INDEX, "# Home", "# Home\n\n[x](#none)", "there is no such anchor on this page"),
    "a bad formula": (
        STEP,
        "Let $w$",
        "Let $\\nosuchmacro$",
        "step.md:25: formula: Unsupported function",
    ),
    "a bad formula in a check": (STEP, "see $L$ above", "see $\\\\nosuchmacro$ above", "formula:"),
    "a picture from elsewhere": (INDEX, "# Home", "# Home\n\n![x](https://example.org/x.png)", "is on another host"),
    "an unknown field in a link to the calculator": (
        STEP,
        "stride](batch.md)",
        "stride](calculator:training?rnak=8)",
        "step.md:19: calculator: rnak: no such field",
    ),
    "a link to the calculator made by HTML": (
        INDEX,
        "# Home",
        "# Home\n\n<a href='calculator/#training?rank=-1'>x</a>",
        "anchor: calculator/#training?rank=-1 names an anchor that is not there",
    ),
    "an unknown part of the calculator": (
        "docs/calculator.md",
        "part: accelerators",
        "part: weather",
        "calculator fence: part: the calculator has no part",
    ),
    "a citation of nothing": (STEP, "[@goh2017]", "[@goh]", "citation: goh is not in sources.bib"),
}


SOME = ("a broken term", "an unknown demo at home", "a link made by HTML", "an anchor in a check", "a bad formula")
REST = [pytest.param(name, marks=pytest.mark.long) for name in FAULTS if name not in SOME]


@pytest.mark.parametrize("name", [*SOME, *REST])
def test_a_strict_build_ends_on(name: str, copy: Path, strictly: Callable[[], Said]) -> None:
    file, right, wrong, says = FAULTS[name]
    path = copy / file
    text = path.read_text(encoding="utf-8")
    assert text.count(right) == 1
    path.write_text(text.replace(right, wrong), encoding="utf-8")
    complaints = strictly()
    assert any(says in complaint for complaint in complaints), complaints
