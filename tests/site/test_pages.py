"""The built pages, read as a browser reads them, and held against the entries that they were made of."""

import json
import re
from functools import cache
from itertools import pairwise
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup

from glossary import library
from glossary.entries import Entry
from runtime.paths import ROOT
from tests.real import LIBRARY
from tests.site.parsed import page

ENTRIES = LIBRARY.in_order()
FORMULA = re.compile(r"\$\$[^$]+\$\$|\$[^$\n]+\$")


@cache
def anchors(path: Path) -> set[str]:
    return {str(tag["id"]) for tag in page(path).select("[id]")}


def pages(site: Path) -> list[Path]:
    found = sorted(site.rglob("*.html"))
    assert len(found) > len(ENTRIES)
    return found


@pytest.fixture(params=ENTRIES, ids=lambda entry: entry.slug)
def entry(request: pytest.FixtureRequest) -> Entry:
    found: Entry = request.param
    return found


@pytest.fixture
def its_page(entry: Entry, site: Path) -> BeautifulSoup:
    return page(site / "glossary" / entry.slug / "index.html")


def text(soup: BeautifulSoup, selector: str) -> str:
    (found,) = soup.select(selector)
    return " ".join(found.get_text().split())


def test_every_link_leads_to_a_file_and_an_anchor(site: Path, site_url: str) -> None:
    dead = []
    for path in pages(site):
        here = urljoin(site_url, path.relative_to(site).as_posix())
        for link in page(path).select("a[href]"):
            there = urlsplit(urljoin(here, str(link["href"])))
            if not there.geturl().startswith(site_url):
                continue
            name = unquote(there.path.removeprefix(urlsplit(site_url).path))
            target = site / name / "index.html" if name.endswith("/") or not name else site / name
            anchor = unquote(there.fragment)
            part, _, settings = anchor.partition("?")
            if settings or anchor.endswith("?"):  # for the calculator's script: a part of the page, and its fields
                calculator = page(target).select_one(f'knob-calculator[data-part="{part}"]')
                known = {str(field["name"]) for field in calculator.select("[name]")} if calculator else set()
                if not calculator or not {name for name, _ in parse_qsl(settings)} <= known:
                    dead.append(f"{path.relative_to(site)}: {link['href']}")
            elif not target.is_file() or (anchor and anchor not in anchors(target)):
                dead.append(f"{path.relative_to(site)}: {link['href']}")
    assert dead == []


def test_no_page_asks_another_host_for_anything(site: Path, site_url: str) -> None:
    asked = []
    for path in pages(site):
        here = urljoin(site_url, path.relative_to(site).as_posix())
        for tag in page(path).select("[src], link[href]:not([rel=canonical])"):
            address = urljoin(here, str(tag.get("src") or tag.get("href")))
            if not address.startswith((site_url, "data:")):
                asked.append(f"{path.relative_to(site)}: {address}")
    assert asked == []


def test_each_page_has_one_title_of_its_own(site: Path) -> None:
    titles = []
    for path in pages(site):
        assert len(page(path).select("h1")) == 1, path
        titles.append(text(page(path), "title"))
    assert len(set(titles)) == len(titles)


def test_headings_step_down_one_level_at_a_time(site: Path) -> None:
    for path in pages(site):
        levels = [int(heading.name[1]) for heading in page(path).select("article :is(h1, h2, h3, h4, h5, h6)")]
        assert all(after <= before + 1 for before, after in pairwise(levels)), path


def test_no_id_stands_twice(site: Path) -> None:
    for path in pages(site):
        ids = [str(tag["id"]) for tag in page(path).select("article [id]")]
        assert len(set(ids)) == len(ids), path


def test_no_tex_is_left(site: Path) -> None:
    for path in pages(site):
        for code in (soup := BeautifulSoup(str(page(path).body), "html.parser")).select("pre, code, script"):
            code.decompose()
        assert not re.search(r"\\[(\[a-zA-Z]|\$\$", soup.get_text()), path
        assert not soup.select(".arithmatex, merror"), path


def test_an_entry_has_as_many_formulas_as_were_written(entry: Entry, its_page: BeautifulSoup) -> None:
    written = re.sub(r"```pycon.*?```", "", entry.body, flags=re.DOTALL)
    assert len(its_page.select("article math")) == len(FORMULA.findall(written)) > 0


def test_an_entry_says_what_and_where_it_is(entry: Entry, its_page: BeautifulSoup, site_url: str) -> None:
    assert text(its_page, "h1").rstrip("#") == entry.front.term
    assert [link.get_text() for link in its_page.select("nav.breadcrumb li a")] == ["Glossary", entry.front.category]
    assert text(its_page, "title").startswith(f"{entry.front.term}: definition")
    (canonical,) = its_page.select("link[rel=canonical]")
    assert canonical["href"] == f"{site_url}glossary/{entry.slug}/"


def test_the_quick_answer_is_the_description(entry: Entry, its_page: BeautifulSoup) -> None:
    (description,) = its_page.select("meta[name=description]")
    assert description["content"] == text(its_page, "p.quick-answer") == " ".join(entry.front.quick_answer.split())


def test_an_entry_tells_names_level_time_and_date(entry: Entry, its_page: BeautifulSoup) -> None:
    meta = text(its_page, "p.meta")
    assert all(name in meta for name in entry.front.aliases)
    assert re.search(r"· \d+ min ·", meta)
    (updated,) = its_page.select("p.meta time")
    assert updated["datetime"] == LIBRARY.updated[entry.slug].isoformat()


def test_sources_are_numbered_in_the_order_of_citation(entry: Entry, its_page: BeautifulSoup) -> None:
    keys = list(dict.fromkeys(key for key, _ in entry.citations()))
    assert [item["id"] for item in its_page.select("ol.sources li")] == [f"source-{key}" for key in keys]
    for link in its_page.select("a.cite"):
        key = str(link["href"]).removeprefix("#source-")
        assert link.get_text() == f"[{keys.index(key) + 1}]"


def test_related_terms_are_linked(entry: Entry, its_page: BeautifulSoup) -> None:
    links = [str(link["href"]) for link in its_page.select("#related-terms + .entries a")]
    assert links == [f"../{slug}/" for slug in entry.front.related]


def test_a_demo_comes_first(its_page: BeautifulSoup) -> None:
    assert its_page.select_one("p.quick-answer + :is(knob-demo, :has(> knob-demo))") is not None


def test_every_name_stands_in_the_a_to_z(site: Path) -> None:
    listed = text(page(site / "glossary" / "index.html"), "article")
    for each in ENTRIES:
        assert all(name in listed for name in each.names)


@pytest.mark.parametrize("folder", ["categories", "levels", "glossary"])
def test_every_list_leads_to_every_entry(site: Path, folder: str) -> None:
    here = "http://x/" + folder + "/"
    found = {urljoin(here, str(a["href"])) for a in page(site / folder / "index.html").select(".entries a")}
    assert found == {f"http://x/glossary/{each.slug}/" for each in ENTRIES}


def test_search_knows_names_but_not_pictures_and_answers(site: Path) -> None:
    (path,) = site.glob("assets/search-*/records.json")
    records = json.loads(path.read_text(encoding="utf-8"))
    texts = {record["location"]: record["text"] for record in records}
    for each in ENTRIES:
        assert all(name in texts[f"glossary/{each.slug}/"] for name in each.front.aliases)
    everything = " ".join(texts.values())
    assert "Not this one." not in everything
    assert "The numbers behind the picture" not in everything


def test_the_page_reads_well_without_a_script(its_page: BeautifulSoup) -> None:
    for check in its_page.select("fieldset.check"):
        assert all(feedback.get_text(strip=True) for feedback in check.select(".feedback"))
    assert its_page.select("knob-demo svg")
    assert its_page.select("knob-demo .kd-verdict")
