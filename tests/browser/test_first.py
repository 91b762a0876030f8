"""What happens first on a page: the picture, then Python, then the theme; nothing moves, and no knob is too early."""

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser

from runtime.server import Server
from tests.browser.conftest import Reader, until

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Route

ENTRY = "glossary/hyperparameter/"
NOTE = """
globalThis.order = [];
globalThis.shift = 0;
const { Worker: Real } = globalThis;
globalThis.Worker = class extends Real {
  constructor(address, options) { super(address, options); order.push(options?.name ?? "search"); }
};
requestAnimationFrame(() => setTimeout(() => order.push("frame")));
const note = (list) => list.getEntries().forEach((entry) => (shift += entry.hadRecentInput ? 0 : entry.value));
new PerformanceObserver(note).observe({ type: "layout-shift", buffered: true });
"""


def test_python_starts_after_the_first_frame_and_before_the_theme(reader: Reader) -> None:
    reader.page.add_init_script(NOTE)
    reader.open(ENTRY).live()
    until(lambda: "search" in reader.page.evaluate("order"))
    assert reader.page.evaluate("order") == ["frame", "python", "python's files", "python's memory", "search"]


def test_nothing_moves_while_all_this_happens(reader: Reader) -> None:
    reader.page.add_init_script(NOTE)
    reader.open(ENTRY).live()
    until(lambda: "search" in reader.page.evaluate("order"))
    reader.page.wait_for_timeout(500)
    assert reader.page.evaluate("shift") < 0.02


def test_a_style_sheet_is_fetched_once_and_stays_for_the_whole_visit(site: "Path", chromium: Browser) -> None:
    with Server(site, base="/knobs/") as server:
        page = chromium.new_page()
        page.goto(server.address + ENTRY)
        page.wait_for_function("() => globalThis.component$")
        page.wait_for_timeout(300)
        sheets = [request.path for request in server.log if request.path.endswith(".css")]
        page.close()
    assert len(sheets) == len(set(sheets)) >= 3


def test_style_sheets_stay_from_page_to_page(reader: Reader) -> None:
    reader.open(ENTRY).live()
    reader.page.wait_for_function("() => globalThis.component$")
    reader.page.evaluate("globalThis.sheets = [...document.querySelectorAll('link[rel=stylesheet]')]")
    reader.visit("glossary/epoch/")
    assert reader.page.evaluate("sheets.length >= 3 && sheets.every((sheet) => sheet.isConnected)")


@pytest.mark.parametrize("late", [r"/knobs\.js$", r"/assets/javascripts-[^/]+/[^/]+\.js$"])
def test_a_knob_turned_before_the_figures_wake_is_heard_then(reader: Reader, late: str) -> None:
    held: list[Route] = []
    reader.page.route(re.compile(late), lambda route: held.append(route))  # noqa: PLW0108
    reader.page.goto(reader.home + ENTRY, wait_until="commit")
    demo = reader.demo()
    until(lambda: demo.source == "build" and held)
    demo.press("learning_rate", "End")
    reader.page.unroute_all()  # and all that were held go on
    until(lambda: demo.source in ("preview", "python"))
    assert demo.live().settles().verdict.startswith("Diverging.")


def test_the_search_index_comes_when_somebody_searches(reader: Reader) -> None:
    asked: list[str] = []
    reader.page.on("response", lambda response: asked.append(response.url))
    reader.page.context.on("request", lambda request: asked.append(request.url))
    reader.open(ENTRY).live()
    reader.page.wait_for_function("() => globalThis.component$")
    assert not [url for url in asked if url.endswith("records.json")]
    reader.page.locator("input[name=query]").click()
    reader.page.keyboard.type("epoch")
    until(lambda: reader.page.locator(".md-search-result__item").count())
    assert "Epoch" in reader.page.locator(".md-search-result__item").first.inner_text()
