"""Search: whatever comes late or not at all, who has typed a word gets its answer, or is told why not."""

from typing import TYPE_CHECKING

from tests.browser.conftest import Reader, until

if TYPE_CHECKING:
    from playwright.sync_api import Route

RECORDS, SETTINGS, THEIRS = "**/records.json", "**/search_index.json", "**/workers/search*"


def search(reader: Reader, words: str) -> None:
    """Type into the search field as soon as the page is there."""
    reader.page.goto(f"{reader.home}about/")
    field = reader.page.locator("input[name=query]")
    field.click()
    field.fill(words)
    field.press("End")  # the theme listens for keys


def told(reader: Reader) -> str:
    return reader.page.locator(".md-search-result__meta").inner_text()


def hold(reader: Reader, late: str) -> list["Route"]:
    """Keep back what is asked for there."""
    held: list[Route] = []
    reader.page.route(late, lambda route: held.append(route))  # noqa: PLW0108 - no builtin may stand there
    return held


def test_a_word_typed_before_index_settings_or_worker_have_come_is_answered(reader: Reader) -> None:
    for late in (RECORDS, SETTINGS, THEIRS):
        held = hold(reader, late)
        search(reader, "step size")
        reader.page.wait_for_timeout(500)
        assert held
        assert told(reader) == "Initializing search"
        for route in held:
            route.continue_()
        reader.page.unroute(late)
        until(lambda: "matching documents" in told(reader))
        assert "Learning rate" in reader.page.locator(".md-search-result__item").first.inner_text()
    assert reader.troubles() == {"console": [], "failed": [], "elsewhere": []}


def test_an_index_that_cannot_be_fetched_is_told_and_fetched_with_the_next_word(reader: Reader) -> None:
    for lost in (RECORDS, THEIRS):
        reader.page.route(lost, lambda route: route.abort())
        search(reader, "step siz")
        until(lambda: told(reader) == "The search index could not be fetched. Type on to try again.")
        reader.page.unroute(lost)
        reader.page.keyboard.type("e")
        until(lambda: "matching documents" in told(reader))
        assert "Learning rate" in reader.page.locator(".md-search-result__item").first.inner_text()
