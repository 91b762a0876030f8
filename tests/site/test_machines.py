"""What the pages say to machines: in the vocabulary of schema.org, and the same as what a reader sees."""

import json
import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup, Tag

from glossary import library
from glossary.entries import Entry
from runtime.paths import ROOT
from tests.real import LIBRARY
from tests.site.parsed import page

ENTRIES = LIBRARY.in_order()

# The vocabulary of schema.org, as far as we speak it: each type's properties, its own and those it inherits.
THING = {"name", "description", "url", "alternateName"}
WORK = THING | {
    "about", "author", "citation", "dateModified", "datePublished", "hasPart", "headline", "inLanguage", "isPartOf", "mainEntity",
    "text", "timeRequired",
}  # fmt: skip
PAGE = WORK | {"breadcrumb", "lastReviewed"}
VOCABULARY = {
    "WebPage": PAGE,
    "TechArticle": WORK,
    "FAQPage": PAGE,
    "DefinedTerm": THING | {"about", "inDefinedTermSet", "termCode"},
    "DefinedTermSet": WORK | {"hasDefinedTerm"},
    "BreadcrumbList": THING | {"itemListElement"},
    "ListItem": THING | {"item", "position"},
    "Question": WORK | {"acceptedAnswer"},
    "Answer": WORK,
    "CreativeWork": WORK,
    "Organization": THING,
}

Node = dict[str, Any]


def said(soup: BeautifulSoup) -> dict[str, Node]:
    """Return the nodes of a page's JSON-LD by type; there is one script, and it stands in the head."""
    (script,) = soup.select("script[type='application/ld+json']")
    assert script.find_parent("head") is not None
    data = json.loads(script.get_text())
    assert data["@context"] == "https://schema.org"
    return {node["@type"][0] if isinstance(node["@type"], list) else node["@type"]: node for node in data["@graph"]}


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


@pytest.fixture
def nodes(soup: BeautifulSoup) -> dict[str, Node]:
    return said(soup)


def unknown(node: object) -> set[str]:
    """Return every property that its type does not have."""
    if isinstance(node, list):
        return set().union(*map(unknown, node))
    if not isinstance(node, dict):
        return set()
    kinds = node.get("@type", [])
    kinds = kinds if isinstance(kinds, list) else [kinds]
    allowed = {"@type", "@id"}.union(*(VOCABULARY[kind] for kind in kinds))
    return (node.keys() - allowed).union(*map(unknown, node.values()))


def test_only_the_vocabulary_of_schema_org_is_spoken(nodes: dict[str, Node], site: Path) -> None:
    assert unknown(list(nodes.values())) == set()
    assert unknown(list(said(page(site / "glossary" / "index.html")).values())) == set()
    assert unknown({"@type": "DefinedTerm", "dateModified": "2026-01-01"}) == {"dateModified"}


def test_every_reference_between_nodes_leads_to_one(nodes: dict[str, Node], site: Path) -> None:
    names = {node["@id"] for node in nodes.values()} | {said(page(site / "glossary" / "index.html"))["DefinedTermSet"]["@id"]}
    own = nodes["WebPage"]
    assert {own["mainEntity"]["@id"], own["breadcrumb"]["@id"], nodes["FAQPage"]["isPartOf"]["@id"]} <= names
    assert nodes["DefinedTerm"]["inDefinedTermSet"] in names


def test_the_author_is_the_one_on_the_page(nodes: dict[str, Node], soup: BeautifulSoup, site_url: str) -> None:
    author = nodes["WebPage"]["author"]
    assert author == {"@type": "Organization", "name": "the Knobs team", "url": f"{site_url}about/"}
    assert seen(soup, ".colophon .author") == author["name"]
    assert seen(soup, ".colophon").startswith(f"Written by {author['name']} ·")
    (named,) = soup.select("meta[name=author]")
    assert named["content"] == author["name"]


def test_the_term_is_the_one_on_the_page(nodes: dict[str, Node], soup: BeautifulSoup) -> None:
    term = nodes["DefinedTerm"]
    assert term["name"] == seen(soup, "h1").rstrip("#")
    assert term["description"] == seen(soup, "p.quick-answer")
    also = seen(soup, "p.meta").partition(" · ")[0].removeprefix("Also called ")
    assert ", ".join(term.get("alternateName", [])) == (also if "alternateName" in term else "")


def test_the_article_is_the_page(nodes: dict[str, Node], soup: BeautifulSoup) -> None:
    article, (canonical,) = nodes["WebPage"], soup.select("link[rel=canonical]")
    assert article["@type"] == ["WebPage", "TechArticle"]
    assert article["url"] == article["@id"] == canonical["href"]
    assert article["headline"] == seen(soup, "h1").rstrip("#")
    assert article["description"] == seen(soup, "p.quick-answer")
    assert f"· {article['timeRequired'].removeprefix('PT').removesuffix('M')} min ·" in seen(soup, "p.meta")
    published, updated = (str(time["datetime"]) for time in soup.select("p.colophon time")[:2])
    assert (article["datePublished"], article["dateModified"]) == (published, updated)


def test_the_breadcrumb_is_the_visible_one(nodes: dict[str, Node], soup: BeautifulSoup) -> None:
    links = soup.select("nav.breadcrumb a")
    items = nodes["BreadcrumbList"]["itemListElement"]
    assert [(each["position"], each["name"]) for each in items] == list(enumerate((a.get_text() for a in links), 1))
    assert all(item["item"].endswith(str(a["href"]).lstrip("./")) for item, a in zip(items, links, strict=True))


def visible_questions(soup: BeautifulSoup) -> list[tuple[str, str, str]]:
    """Return anchor, question and answer, as they stand on the page."""
    found = []
    heading = soup.select_one("h2#questions")
    assert heading is not None
    for tag in heading.find_next_siblings():
        if tag.name == "h2":
            break
        if tag.name == "h3":
            found.append((str(tag["id"]), words(tag.get_text()).removesuffix("#"), ""))
        else:
            anchor, question, answer = found.pop()
            found.append((anchor, question, words(f"{answer} {tag.get_text()}")))
    return found


def test_questions_and_answers_are_the_visible_ones(nodes: dict[str, Node], soup: BeautifulSoup) -> None:
    asked = [
        (each["url"].partition("#")[2], each["name"], each["acceptedAnswer"]["text"])
        for each in nodes["FAQPage"]["mainEntity"]
    ]
    assert asked == visible_questions(soup)
    assert len(asked) >= 3


def test_what_is_cited_stands_in_the_sources(nodes: dict[str, Node], soup: BeautifulSoup) -> None:
    works, sources = nodes["WebPage"]["citation"], soup.select("ol.sources li")
    for work, source in zip(works, sources, strict=True):
        assert words(work["name"]) in words(source.get_text())
        assert f"({work['datePublished']})" in source.get_text()
        links = [str(link["href"]) for link in source.select("a")]
        assert links == ([work["url"]] if "url" in work else [])


def test_the_a_to_z_is_the_set_of_all_terms(site: Path) -> None:
    soup = page(site / "glossary" / "index.html")
    terms = said(soup)["DefinedTermSet"]["hasDefinedTerm"]
    lines = [item for item in soup.select(".entries li") if not item.find("em")]
    assert [f"{term['name']}: {term['description']}" for term in terms] == [words(line.get_text()) for line in lines]
    for term in terms:
        its_page = page(site / "glossary" / term["url"].rstrip("/").rpartition("/")[2] / "index.html")
        assert said(its_page)["DefinedTerm"] == term
