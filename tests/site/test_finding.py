"""Every name of an entry leads to it: from the A to Z, from its own address, from search; and the way leads on."""

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, Page

from glossary import library, redirects
from runtime.paths import ROOT
from tests.real import LIBRARY
from tests.site.parsed import page

ENTRIES = LIBRARY.in_order()
ALIASES = [(alias, entry) for entry in ENTRIES for alias in entry.front.aliases]
STOPS = [stop.slug for stop in LIBRARY.way.stops]


def test_every_other_name_has_its_line_in_the_a_to_z(site: Path) -> None:
    lines = {}
    for item in page(site / "glossary" / "index.html").select(".entries li"):
        (link,) = item.select("a")
        lines[" ".join(item.get_text().split())] = str(link["href"])
    for alias, entry in ALIASES:
        assert lines[f"{alias}: see {entry.front.term}"] == f"{entry.slug}/"


def test_every_other_name_is_an_address(site: Path, site_url: str) -> None:
    for alias, entry in ALIASES:
        address = redirects.address(alias)
        if address == entry.slug:
            continue
        soup, there = page(site / "glossary" / address / "index.html"), f"{site_url}glossary/{entry.slug}/"
        here = f"{site_url}glossary/{address}/"
        (canonical,), (refresh,) = soup.select("link[rel=canonical]"), soup.select("meta[http-equiv=refresh]")
        assert canonical["href"] == there
        delay, _, target = str(refresh["content"]).partition("; url=")
        assert (delay, urljoin(here, target)) == ("0", there)
        assert [urljoin(here, str(link["href"])) for link in soup.select("a")] == [there]


def test_redirects_stand_neither_in_search_nor_in_the_sitemap(site: Path) -> None:
    (path,) = site.glob("assets/search-*/records.json")
    records = json.loads(path.read_text(encoding="utf-8"))
    places = {record["location"].partition("#")[0] for record in records}
    sitemap = (site / "sitemap.xml").read_text(encoding="utf-8")
    assert f"glossary/{ENTRIES[0].slug}/" in places
    for address in redirects.pages(LIBRARY):
        assert f"glossary/{address}/" not in places
        assert f"/glossary/{address}/<" not in sitemap


def test_a_redirect_takes_its_visitor_on(site_url: str, chromium: Browser) -> None:
    tab = chromium.new_page()
    tab.goto(f"{site_url}glossary/step-size/")
    tab.wait_for_url(f"{site_url}glossary/learning-rate/")
    assert tab.locator("h1").inner_text().startswith("Learning rate")
    tab.close()


@pytest.fixture(scope="module")
def tab(site_url: str, chromium: Browser) -> Iterator[Page]:
    """A page where one searches again and again."""
    tab = chromium.new_page(viewport={"width": 1280, "height": 900})
    tab.goto(f"{site_url}about/")
    tab.locator(".md-search__input").click()
    yield tab
    tab.close()


@pytest.mark.parametrize(
    ("typed", "slug"),
    [
        ("learning rate", "learning-rate"),
        ("step size", "learning-rate"),
        ("η", "learning-rate"),
        ("λ", "regularization"),
        ("ridge", "l2-regularization"),
        ("HPO", "hyperparameter-tuning"),
        ("hyper-parameter", "hyperparameter"),
        ("sweep", "epoch"),
        ("θ", "parameter"),
    ],
)
def test_search_finds_an_entry_by_any_name(typed: str, slug: str, site_url: str, tab: Page) -> None:
    tab.locator(".md-search__input").fill("")
    tab.locator(".md-search__input").press("End")  # the theme listens for keys
    first = tab.locator(".md-search-result__item > .md-search-result__link").first
    first.wait_for(state="hidden")
    tab.locator(".md-search__input").fill(typed)
    tab.locator(".md-search__input").press("End")
    first.wait_for()
    assert str(first.get_attribute("href")).partition("?")[0].partition("#")[0] == f"{site_url}glossary/{slug}/"


def test_the_start_page_shows_the_whole_way(site: Path) -> None:
    links = page(site / "start" / "index.html").select(".way-stops li > a")
    assert [str(link["href"]) for link in links] == [f"../glossary/{slug}/" for slug in STOPS]
    assert STOPS[:4] == ["hyperparameter", "epoch", "regularization", "overfitting"]


def test_the_way_leads_from_each_entry_to_the_next_and_back(site: Path) -> None:
    around = [None, *STOPS, None]
    for place, slug in enumerate(STOPS, 1):
        way = page(site / "glossary" / slug / "index.html").select_one("nav.way")
        assert way is not None
        found = {str(link["rel"]): str(link["href"]) for link in way.select("a[rel]")}
        before, after = around[place - 1], around[place + 1]
        expected = {"['prev']": f"../{before}/"} if before else {}
        assert found == expected | ({"['next']": f"../{after}/"} if after else {})
        assert way.select_one("a[href='../../start/']") is not None


def test_off_the_way_there_is_no_next(site: Path) -> None:
    for entry in ENTRIES:
        if entry.slug not in STOPS:
            assert page(site / "glossary" / entry.slug / "index.html").select("nav.way") == []
