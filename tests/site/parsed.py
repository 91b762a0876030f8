"""The built pages as a parser reads them: each once, for all the tests that look at it."""

from functools import cache
from pathlib import Path

from bs4 import BeautifulSoup


@cache
def page(path: Path) -> BeautifulSoup:
    """One page; tests leave it as it is."""
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
