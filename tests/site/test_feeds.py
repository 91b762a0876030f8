"""The head of a page, glossary.json, the feed and the sitemap say what the pages say."""

import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup, Tag

from glossary import library
from glossary.entries import Entry
from runtime.paths import ROOT
from tests.real import LIBRARY
from tests.site.parsed import page

NO_PAGE = "meta[http-equiv=refresh], meta[name=robots][content=noindex]"  # redirects, and demos for other sites
ENTRIES = LIBRARY.in_order()


def words(text: str) -> str:
    return " ".join(text.split())


def seen(soup: BeautifulSoup, selector: str) -> str:
    (found,) = soup.select(selector)
    return words(found.get_text())


@pytest.fixture(params=ENTRIES, ids=lambda entry: entry.slug)
def entry(request: pytest.FixtureRequest) -> Entry:
    found: Entry = request.param
    return found


@pytest.fixture
def soup(entry: Entry, site: Path) -> BeautifulSoup:
    return page(site / "glossary" / entry.slug / "index.html")


def test_the_head_tells_who_shares_the_page(entry: Entry, soup: BeautifulSoup) -> None:
    head = {str(tag.get("property")): str(tag["content"]) for tag in soup.select("head meta[property]")}
    (canonical,) = soup.select("link[rel=canonical]")
    assert head["og:type"] == "article"
    assert head["og:url"] == canonical["href"]
    assert head["og:description"] == seen(soup, "p.quick-answer")
    assert seen(soup, "title").startswith(head["og:title"])
    assert head["og:title"].startswith(entry.front.term)
    assert head["article:modified_time"] == LIBRARY.updated[entry.slug].isoformat()
    assert head["article:published_time"] == LIBRARY.published[entry.slug].isoformat()


@pytest.mark.parametrize("path", ["", "start/", "glossary/", "categories/", "levels/", "changes/", "about/", "writing/"])
def test_every_other_page_tells_it_too(path: str, site: Path, site_url: str) -> None:
    soup = page(site / path / "index.html")
    head = {str(tag.get("property")): str(tag["content"]) for tag in soup.select("head meta[property]")}
    (description,) = soup.select("meta[name=description]")
    assert (head["og:type"], head["og:url"]) == ("website", f"{site_url}{path}")
    assert head["og:description"] == description["content"]


def test_glossary_json_says_what_the_pages_say(site: Path, site_url: str) -> None:
    data = json.loads((site / "glossary.json").read_text(encoding="utf-8"))
    assert data["url"] == f"{site_url}glossary/"
    assert [term["id"] for term in data["terms"]] == [entry.slug for entry in ENTRIES]
    for term in data["terms"]:
        soup = page(site / "glossary" / term["id"] / "index.html")
        assert (term["term"], term["short"]) == (seen(soup, "h1").rstrip("#"), seen(soup, "p.quick-answer"))
        (canonical,), times = soup.select("link[rel=canonical]"), [str(t["datetime"]) for t in soup.select("time")]
        assert (term["url"], term["updated"]) == (canonical["href"], times[0])
        assert not term["aliases"] or f"Also called {', '.join(term['aliases'])} ·" in seen(soup, "p.meta")
        links = soup.select("#related-terms + .entries a")
        assert term["related"] == [str(link["href"]).strip("./") for link in links]
        assert [ref["title"] for ref in term["refs"]] == [words(t.get_text()) for t in soup.select("ol.sources cite")]


def test_the_feed_tells_of_every_entry_the_latest_first(site: Path, site_url: str) -> None:
    atom = "{http://www.w3.org/2005/Atom}"
    feed = ElementTree.parse(site / "feed.xml").getroot()
    entries = feed.findall(f"{atom}entry")
    told = {each.findtext(f"{atom}id"): each for each in entries}
    assert set(told) == {f"{site_url}glossary/{entry.slug}/" for entry in ENTRIES}
    for entry in ENTRIES:
        each = told[f"{site_url}glossary/{entry.slug}/"]
        assert each.findtext(f"{atom}summary") == words(entry.front.quick_answer)
        assert each.findtext(f"{atom}updated") == f"{LIBRARY.updated[entry.slug]}T00:00:00Z"
    days = [str(each.findtext(f"{atom}updated")) for each in entries]
    assert days == sorted(days, reverse=True)
    assert feed.findtext(f"{atom}updated") == days[0]
    assert feed.findtext(f"{atom}author/{atom}name")


def test_every_page_names_the_feed(site: Path) -> None:
    for path in site.rglob("index.html"):
        if not page(path).select(NO_PAGE):
            (link,) = page(path).select("link[type='application/atom+xml']")
            assert isinstance(link, Tag)
            assert (path.parent / str(link["href"])).resolve() == (site / "feed.xml").resolve()


def test_the_sitemap_has_every_page_with_its_day_and_no_redirect(site: Path, site_url: str) -> None:
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    urls = ElementTree.parse(site / "sitemap.xml").getroot().findall(f"{space}url")
    days = {str(url.findtext(f"{space}loc")): url.findtext(f"{space}lastmod") for url in urls}
    real = {
        f"{site_url}{path.parent.relative_to(site).as_posix()}/".replace("/./", "/")
        for path in site.rglob("index.html")
        if not page(path).select(NO_PAGE)
    }
    assert set(days) == real
    for entry in ENTRIES:
        assert days[f"{site_url}glossary/{entry.slug}/"] == LIBRARY.updated[entry.slug].isoformat()
    assert all(day is None or re.fullmatch(r"\d{4}-\d\d-\d\d", day) for day in days.values())
