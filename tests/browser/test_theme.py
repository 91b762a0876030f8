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


HUSHED = "() => [Object.hasOwn(document.body, 'setAttribute'), Object.hasOwn(document.head, 'appendChild')]"
GROUND = "() => getComputedStyle(document.body).backgroundColor"
RELATIVE = (
    "() => [...document.querySelectorAll('a[href]')].filter((a) => !/^[a-z]+:/.test(a.getAttribute('href'))).length"
)


def test_what_is_spared_the_theme_at_first_it_may_do_afterwards(reader: Reader) -> None:
    reader.open(ENTRY)
    reader.takes_links()
    assert reader.page.evaluate(HUSHED) == [False, False]
    assert reader.page.evaluate("() => document.querySelectorAll('meta[name=color-scheme]').length") == 1
    before = reader.page.evaluate(GROUND)
    for _ in "as the system has it", "light":  # then dark
        reader.page.locator("header label[for^=__palette]:visible").click()
    until(lambda: reader.page.evaluate(GROUND) != before)


def test_all_addresses_are_absolute_when_the_theme_swaps_pages(reader: Reader) -> None:
    reader.open(ENTRY)
    reader.takes_links()
    assert reader.page.evaluate(RELATIVE) == 0
