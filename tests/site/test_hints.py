"""The hint at a link to an entry, as readers meet it: by pointer, by keyboard, on a phone, page after page."""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, Locator, Page

from glossary import library
from runtime.paths import ROOT
from tests.real import LIBRARY
from tests.browser.conftest import Reader
from tests.site.parsed import page

PAGE = "glossary/epoch/"
BOX = """link => {
    const style = getComputedStyle(link, "::after"), shown = !["none", "normal"].includes(style.content);
    return {shown, width: parseFloat(style.width), height: parseFloat(style.height)};
}"""
Visit = Callable[..., Page]


@pytest.fixture(scope="module")
def reader(chromium: Browser, site_url: str) -> Iterator[Reader]:
    """One reader for all tests that ask for nothing else."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(10_000)
    yield Reader(context.new_page(), site_url)
    context.close()


@pytest.fixture
def visit(reader: Reader) -> Iterator[Visit]:
    """A way to open a page, at its top, with the pointer aside; the console must stay silent."""

    def go(path: str = PAGE) -> Page:
        reader.page.set_viewport_size({"width": 1280, "height": 900})
        reader.visit(path)
        reader.page.mouse.move(5, 300)
        reader.page.locator(".md-search__input").wait_for(state="attached")
        return reader.page

    yield go
    assert reader.console == []


def hinted(tab: Page, slug: str = "batch-size") -> Locator:
    """The first link to an entry, in sight."""
    link = tab.locator(f"article a.term[href$='/{slug}/']").first  # the theme has made addresses whole
    link.scroll_into_view_if_needed()
    return link


def shown(link: Locator) -> bool:
    return bool(link.evaluate(BOX)["shown"])


@pytest.fixture(scope="module")
def soups(site: Path) -> dict[str, BeautifulSoup]:
    """The page of every entry, parsed once."""
    return {entry.slug: page(site / "glossary" / entry.slug / "index.html") for entry in LIBRARY.in_order()}


def test_the_hint_is_the_quick_answer_of_the_entry(soups: dict[str, BeautifulSoup]) -> None:
    for entry in LIBRARY.in_order():
        links = soups[entry.slug].select("article a.term")
        hints = {str(each["id"]): each.get_text() for each in soups[entry.slug].select("[role=tooltip]")}
        assert links
        for link in links:
            slug = str(link["href"]).removeprefix("../").partition("/")[0]
            answer = " ".join(LIBRARY.entries[slug].front.quick_answer.split())
            assert slug != entry.slug
            assert link["data-hint"] == hints[str(link["aria-describedby"])] == answer


def test_each_part_links_an_entry_only_once_by_itself(soups: dict[str, BeautifulSoup]) -> None:
    for entry in LIBRARY.in_order():
        article, written = soups[entry.slug].select_one("article"), entry.body.count
        assert article is not None
        parts = len(article.select("h2")) + 1
        links = Counter(str(link["href"]) for link in article.select("a.term"))
        for slug in LIBRARY.entries:
            assert links[f"../{slug}/"] <= parts + written(f"]({slug}.md")
        assert not article.select(":is(h1, h2, h3, code, pre, math, ol.sources, .entries) a.term")


def test_it_comes_with_the_pointer_and_goes_with_it(visit: Visit) -> None:
    tab = visit()
    link = hinted(tab)
    assert not shown(link)
    link.hover()
    assert shown(link)
    tab.mouse.move(5, 300)
    assert not shown(link)


def test_the_pointer_can_go_into_it(visit: Visit) -> None:
    tab = visit()
    link = hinted(tab)
    link.hover()
    box, height = link.bounding_box(), link.evaluate(BOX)["height"]
    assert box is not None
    last = link.evaluate("link => { const all = [...link.getClientRects()].at(-1); return [all.x + 8, all.bottom]; }")
    for down in range(-4, int(height) - 6, 3):
        tab.mouse.move(last[0], last[1] + down)
        assert shown(link), f"it is gone {down} px below the link"


def test_it_comes_with_the_focus_and_escape_takes_it_away(visit: Visit) -> None:
    tab = visit()
    link = hinted(tab)
    tab.keyboard.press("Tab")  # from here on the browser shows where the focus is
    link.focus()
    assert shown(link)
    tab.keyboard.press("Escape")
    assert not shown(link)
    assert link.evaluate("link => link === document.activeElement")
    tab.keyboard.press("Tab")
    link.focus()
    assert shown(link)


def test_escape_takes_it_away_under_the_pointer_too(visit: Visit) -> None:
    tab = visit()
    link = hinted(tab)
    link.hover()
    tab.keyboard.press("Escape")
    assert not shown(link)
    tab.mouse.move(5, 300)
    link.hover()
    assert shown(link)


def test_a_screen_reader_is_told_name_and_hint(visit: Visit) -> None:
    tab = visit()
    link = hinted(tab)
    link.hover()
    client = tab.context.new_cdp_session(tab)
    client.send("DOM.enable")
    root = client.send("DOM.getDocument")["root"]["nodeId"]
    node = client.send("DOM.querySelector", {"nodeId": root, "selector": "article a.term[href$='/batch-size/']"})
    (told,) = client.send("Accessibility.getPartialAXTree", {"nodeId": node["nodeId"], "fetchRelatives": False})["nodes"]
    assert told["name"]["value"] == " ".join(link.inner_text().split())
    assert told["description"]["value"] == LIBRARY.entries["batch-size"].front.quick_answer


# At each link in turn: whether its hint makes the page wider than the window, or covers the link itself.
AMISS = """() => [...document.querySelectorAll("article a.term")].filter((link) => link.checkVisibility()).map((link) => {
    link.scrollIntoView({block: "center"});
    link.focus();
    const wide = document.documentElement.scrollWidth > innerWidth;
    const covered = [...link.getClientRects()].some((box) => {
        const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
        return top && top !== link && !link.contains(top) && !top.closest("header");
    });
    const hinted = !["none", "normal"].includes(getComputedStyle(link, "::after").content);
    return {hinted, amiss: wide || covered ? link.outerHTML.slice(0, 120) : ""};
})"""


def test_it_stays_in_the_window_and_off_its_link(visit: Visit) -> None:
    tab = visit()
    tab.keyboard.press("Tab")
    for width in (320, 360, 768, 1280):
        tab.set_viewport_size({"width": width, "height": 740})
        tab.wait_for_timeout(400)  # the theme slides its menu in or away
        links = tab.evaluate(AMISS)
        assert len(links) > 10
        assert all(link["hinted"] for link in links)
        assert [link["amiss"] for link in links if link["amiss"]] == [], width


def test_on_a_phone_a_tap_follows_the_link(chromium: Browser, site_url: str) -> None:
    context = chromium.new_context(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    phone = Reader(context.new_page(), site_url)
    phone.open(PAGE)
    hinted(phone.page).tap()
    phone.page.wait_for_url(f"{site_url}glossary/batch-size/")
    assert phone.console == []
    context.close()


def test_it_works_after_instant_navigation(visit: Visit, site_url: str) -> None:
    tab = visit()
    tab.evaluate("window.visit = 'the same'")
    hinted(tab).click()
    tab.wait_for_url(f"{site_url}glossary/batch-size/")
    tab.locator("h1", has_text="Batch size").wait_for()
    link = hinted(tab, "learning-rate")
    link.hover()
    assert shown(link)
    tab.keyboard.press("Escape")
    assert not shown(link)
    assert tab.evaluate("window.visit") == "the same"


def test_instant_navigation_brings_the_facts_of_the_new_page(visit: Visit, site_url: str) -> None:
    tab = visit()
    for slug in ("batch-size", "learning-rate", "hyperparameter"):
        hinted(tab, slug).click()
        tab.wait_for_url(f"{site_url}glossary/{slug}/")
        tab.locator("h1", has_text=LIBRARY.entries[slug].front.term).wait_for()
        scripts = tab.locator("script[type='application/ld+json']")
        assert scripts.count() == 1
        article = json.loads(scripts.text_content() or "")["@graph"][0]
        assert article["url"] == tab.locator("link[rel=canonical]").get_attribute("href") == tab.url
        assert tab.locator("meta[property='og:url']").get_attribute("content") == tab.url
