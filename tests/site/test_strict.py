"""A strict build ends on every kind of fault and says where it is: each is put into a small copy of the site."""

import logging
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort
from pymdownx.superfences import SuperFencesException  # type: ignore[import-untyped]

from runtime.paths import ROOT

GOOD = ROOT / "tests" / "glossary" / "good"
HOME = "# Home\n\n[A to Z](glossary/index.md)\n\n``` demo\nname: bowl\n```\n"
Said = list[str]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A site of two entries and a home page, with the real settings, theme and assets."""
    settings = {
        "INHERIT": str(ROOT / "mkdocs.yml"),
        "hooks": [str(ROOT / "glossary" / "hooks.py")],
        "theme": {"custom_dir": str(ROOT / "overrides")},
        "nav": ["index.md", "about.md", "how-it-works.md"],
        "site_url": "http://127.0.0.1:8000/",
    }
    (tmp_path / "mkdocs.yml").write_text(yaml.safe_dump(settings), encoding="utf-8")
    shutil.copytree(GOOD, tmp_path / "glossary")
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "index.md").write_text(HOME, encoding="utf-8")
    (tmp_path / "docs" / "about.md").write_text("# About\n", encoding="utf-8")
    (tmp_path / "docs" / "how-it-works.md").write_text("# How it works\n", encoding="utf-8")
    (tmp_path / "docs" / "assets").symlink_to(ROOT / "docs" / "assets")
    (tmp_path / "build").mkdir()
    (tmp_path / "build" / "assets").symlink_to(ROOT / "build" / "assets")
    return tmp_path


@pytest.fixture
def strictly(copy: Path, caplog: pytest.LogCaptureFixture) -> Callable[[], Said]:
    """Build the copy; return what was complained of, and nothing if the build passed."""

    def run() -> Said:
        try:
            build(load_config(str(copy / "mkdocs.yml"), strict=True, site_dir=str(copy / "site")))
        except (Abort, SuperFencesException):
            return [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]
        return []

    return run


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
    "a citation of nothing": (STEP, "[@goh2017]", "[@goh]", "citation: goh is not in sources.bib"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_strict_build_ends_on(name: str, copy: Path, strictly: Callable[[], Said]) -> None:
    file, right, wrong, says = FAULTS[name]
    path = copy / file
    text = path.read_text(encoding="utf-8")
    assert text.count(right) == 1
    path.write_text(text.replace(right, wrong), encoding="utf-8")
    complaints = strictly()
    assert any(says in complaint for complaint in complaints), complaints
