"""What a page says to machines, as JSON-LD in the vocabulary of schema.org: no more than its reader can see.

The author, the questions and the answers are taken from the page's own HTML, so that they are the visible text. The
theme would run a script element that stands in the text, so the page's template puts this into its head.
"""

from pathlib import Path
from typing import Any

from glossary import listing, prose, sources, visible
from glossary.entries import Entry
from glossary.gallery import Exhibit
from glossary.library import Library
from glossary.sources import Reference

Node = dict[str, Any]


def of_entry(entry: Entry, html: str, library: Library, address: str) -> Node:
    """Return what an entry's page says, given its HTML and the site's address."""
    url = f"{address}glossary/{entry.slug}/"
    nodes = [
        _page(entry, library, url) | _author(html, address),
        _term(entry, url, address),
        _crumbs(entry, url, address),
    ]
    return _graph(*nodes, *_questions(html, url))


def of_index(library: Library, address: str) -> Node:
    """Return what the A to Z says: all terms, as one set."""
    terms = [_term(entry, f"{address}glossary/{entry.slug}/", address) for entry in library.in_order()]
    url = f"{address}glossary/"
    modified = max(library.updated.values()).isoformat()
    facts = {"name": "Machine-learning glossary, A to Z", "url": url, "inLanguage": "en", "dateModified": modified}
    return _graph({"@type": "DefinedTermSet", "@id": f"{url}#set"} | facts | {"hasDefinedTerm": terms})


def of_demos(exhibits: list[Exhibit], place: Path, address: str) -> Node:
    """Return what the list of demos says, or the page of one of them."""
    url = f"{address}demos/"
    if place.name == "demos.md":
        facts = {"@id": url, "url": url, "name": "All demos", "inLanguage": "en"}
        return _graph({"@type": "CollectionPage"} | facts | {"hasPart": [_demo(each, url) for each in exhibits]})
    (shown,) = (each for each in exhibits if each.name == place.stem)
    about = [{"@id": f"{address}glossary/{entry.slug}/#term"} for entry in shown.entries]
    return _graph(_demo(shown, url) | {"isPartOf": {"@id": url}} | ({"about": about} if about else {}))


def _demo(exhibit: Exhibit, url: str) -> Node:
    facts = {"name": exhibit.title, "description": exhibit.notice, "inLanguage": "en"}
    here = {"@id": f"{url}{exhibit.name}/", "url": f"{url}{exhibit.name}/"}
    return {"@type": ["WebPage", "LearningResource"]} | here | facts | {"learningResourceType": "simulation"}


def _graph(*nodes: Node) -> Node:
    return {"@context": "https://schema.org", "@graph": list(nodes)}


def _page(entry: Entry, library: Library, url: str) -> Node:
    front = entry.front
    cited = dict.fromkeys(key for key, _ in entry.citations())
    node = {
        "@type": ["WebPage", "TechArticle"],
        "@id": url,
        "url": url,
        "headline": front.term,
        "description": _answer(entry),
        "inLanguage": "en",
        "datePublished": library.published[entry.slug].isoformat(),
        "dateModified": library.updated[entry.slug].isoformat(),
        "timeRequired": f"PT{prose.minutes(entry)}M",
        "mainEntity": {"@id": f"{url}#term"},
        "breadcrumb": {"@id": f"{url}#breadcrumb"},
        "citation": [_work(library.references[key]) for key in cited if key in library.references],
    }
    return node | ({"lastReviewed": front.reviewed.isoformat()} if front.reviewed else {})


def _author(html: str, address: str) -> Node:
    """Who wrote it, as the page says."""
    name = visible.author(html)
    return {"author": {"@type": "Organization", "name": name, "url": f"{address}about/"}} if name else {}


def _term(entry: Entry, url: str, address: str) -> Node:
    node = {
        "@type": "DefinedTerm",
        "@id": f"{url}#term",
        "name": entry.front.term,
        "description": _answer(entry),
        "url": url,
        "inDefinedTermSet": f"{address}glossary/#set",
    }
    return node | ({"alternateName": entry.front.aliases} if entry.front.aliases else {})


def _crumbs(entry: Entry, url: str, address: str) -> Node:
    category = f"{address}categories/#{listing.anchor(entry.front.category)}"
    crumbs = (("Glossary", f"{address}glossary/"), (entry.front.category, category))
    items = [
        {"@type": "ListItem", "position": position, "name": name, "item": item}
        for position, (name, item) in enumerate(crumbs, 1)
    ]
    return {"@type": "BreadcrumbList", "@id": f"{url}#breadcrumb", "itemListElement": items}


def _questions(html: str, url: str) -> list[Node]:
    asked = [
        {
            "@type": "Question",
            "name": question,
            "url": f"{url}#{anchor}",
            "acceptedAnswer": {"@type": "Answer", "text": answer},
        }
        for anchor, question, answer in visible.answers(html, "questions")
    ]
    if not asked:
        return []
    return [{"@type": "FAQPage", "@id": f"{url}#questions", "isPartOf": {"@id": url}, "mainEntity": asked}]


def _work(reference: Reference) -> Node:
    node = {"@type": "CreativeWork", "name": reference.fields["title"], "datePublished": reference.fields["year"]}
    link = sources.link(reference.fields)
    return node | ({"url": link} if link else {})


def _answer(entry: Entry) -> str:
    return " ".join(entry.front.quick_answer.split())
