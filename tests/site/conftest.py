"""A small copy of the site, for tests that change it and build it again."""

import logging
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort
from pymdownx.superfences import SuperFencesException  # type: ignore[import-untyped]

from runtime import small_site
from runtime.paths import ROOT

GOOD = ROOT / "tests" / "glossary" / "good"
PAGES = {
    "index": "# Home\n\n[A to Z](glossary/index.md)\n\n``` demo\nname: bowl\n```\n",
    "about": "# About\n",
    "how-it-works": "# How it works\n",
    "calculator": "# Calculator\n\n``` calculator\npart: accelerators\n```\n",
}
Said = list[str]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A site of two entries and a home page, with the real settings, theme and assets."""
    small_site.write(tmp_path, PAGES, "http://127.0.0.1:8000/")
    shutil.copytree(GOOD, tmp_path / "glossary")
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
