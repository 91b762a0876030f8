"""The theme takes up what a page holds, though its script runs late: docs/assets/javascripts/first.js."""

from tests.browser.conftest import Reader, until

BLOCKS = "() => document.querySelectorAll('article pre > code').length"
BUTTONS = "() => document.querySelectorAll('article nav.md-code__nav[role=presentation] button').length"
ENTRY = "glossary/epoch/"


def test_the_theme_takes_up_a_page_that_was_loaded(reader: Reader) -> None:
    reader.open(ENTRY).live()
    blocks = reader.page.evaluate(BLOCKS)
    assert blocks
    until(lambda: reader.page.evaluate(BUTTONS) == blocks)


def test_and_one_that_came_in_its_place(reader: Reader) -> None:
    reader.open("about/")
    reader.visit(ENTRY).live()
    blocks = reader.page.evaluate(BLOCKS)
    assert blocks
    until(lambda: reader.page.evaluate(BUTTONS) == blocks)


def test_a_visit_that_comes_back_is_told_that_its_page_is_kept(reader: Reader) -> None:
    for _ in range(2):
        reader.open(ENTRY).live()
        until(lambda: reader.page.evaluate("document.documentElement.dataset.offline") == "kept")
