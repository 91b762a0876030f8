"""A page of each kind, its demo live and everything open: axe-core finds nothing in light and in dark, and 320 px do.

All pages: tests/wild/test_axe_everywhere.py, which `make check` runs. What axe cannot see: test_keyboard.py and
test_fitting.py.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import axe
from tests.browser.conftest import Reader, until
from tests.browser.every import KINDS, everything

# What sticks out at the right of the page, where the page can be scrolled sideways.
WIDE = """() => document.scrollingElement.scrollWidth <= innerWidth ? [] :
    [...document.querySelectorAll("body *")].filter((each) => each.getBoundingClientRect().right > innerWidth + 1)
        .map((each) => each.outerHTML.slice(0, 120)).slice(0, 8)"""
# WCAG 1.4.12, as it says.
SPACED = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
    p { margin-bottom: 2em !important; }"""
# As a reader's own style sheet, which the page's policy does not forbid.
WORN = """(rules) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(rules);
    document.adoptedStyleSheets.push(sheet);
}"""
LARGE = "html { font-size: 250% !important; }"  # the theme's is 125 %
# Controls in sight that are cut off by the window's edge.
CUT = """() => [...document.querySelectorAll("main :is(button, input, select, textarea, summary)")]
    .filter((each) => each.checkVisibility() && !each.closest("[role=region], .kc-scroll, .kd-table"))
    .filter((each) => each.getBoundingClientRect().right > innerWidth + 1 || each.getBoundingClientRect().left < -1)
    .map((each) => each.outerHTML.slice(0, 120))"""
SCHEME = "document.body.dataset.mdColorScheme"


@pytest.fixture(scope="module", params=KINDS)
def page(request: pytest.FixtureRequest, chromium: Browser, site_url: str) -> Iterator[Page]:
    """A page of each kind, for all tests of this file."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, color_scheme="light")
    yield everything(Reader(context.new_page(), site_url), KINDS[request.param])
    context.close()


def test_axe_finds_nothing_in_light(page: Page) -> None:
    assert page.evaluate(SCHEME) in {"default", None}
    assert axe.found(page) == []


def test_axe_finds_nothing_in_dark(page: Page) -> None:
    page.emulate_media(color_scheme="dark")
    until(lambda: page.evaluate(SCHEME) in {"slate", None})
    assert axe.found(page) == []


def test_at_320_px_nothing_is_scrolled_sideways(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate(WIDE) == []
    page.evaluate(WORN, SPACED)
    assert page.evaluate(WIDE) == []


def test_at_twice_the_size_nothing_is_scrolled_sideways_or_lost(page: Page) -> None:
    # A browser's zoom of 200 % on a window 1280 px wide: half as many pixels of CSS, each twice as large. WCAG 1.4.4.
    page.set_viewport_size({"width": 640, "height": 450})
    page.evaluate("document.adoptedStyleSheets = []")
    assert page.evaluate(WIDE) == []
    assert page.evaluate(CUT) == []
    page.set_viewport_size({"width": 1280, "height": 900})
    page.evaluate(WORN, LARGE)  # letters alone twice as large, as a reader's own style sheet may have them
    assert page.evaluate(CUT) == []
    page.evaluate("document.adoptedStyleSheets = []")


def test_axe_would_find_what_is_wrong(chromium: Browser, site_url: str) -> None:
    tab = chromium.new_page()
    tab.goto(f"{site_url}glossary/")
    tab.evaluate("""() => {
        const faint = Object.assign(document.createElement("p"), {textContent: "faint"});
        faint.style.color = "color-mix(in srgb, currentColor 40%, transparent)";
        document.querySelector("article").append(faint, new Image());
    }""")
    assert sorted(each.split(":")[0] for each in axe.found(tab)) == ["color-contrast", "image-alt"]
    tab.close()
