"""The entries for programs: `glossary.json`, all of them with what a caller needs to show one; and an Atom feed."""

import json
from typing import Any
from xml.sax.saxutils import escape

from glossary.entries import Entry
from glossary.library import Library
from glossary.prose import plain
from glossary.sources import link

ENTRY = """<entry>
<id>{url}</id>
<title>{term}</title>
<link href="{url}"/>
<published>{published}T00:00:00Z</published>
<updated>{updated}T00:00:00Z</updated>
<summary>{short}</summary>
</entry>
"""
FEED = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
<id>{address}</id>
<title>Knobs: entries, the latest changes first</title>
<link href="{address}"/>
<link rel="self" href="{address}feed.xml"/>
<author><name>Knobs</name></author>
<updated>{updated}T00:00:00Z</updated>
{entries}</feed>
"""


def as_json(library: Library, address: str) -> str:
    """Return every entry as data, from A to Z."""
    terms = [_facts(entry, library, address) for entry in library.in_order()]
    return json.dumps({"url": f"{address}glossary/", "terms": terms}, ensure_ascii=False, indent=1) + "\n"


def as_atom(library: Library, address: str) -> str:
    """Return the feed, the latest changes first."""
    latest = sorted(library.in_order(), key=lambda entry: library.updated[entry.slug], reverse=True)
    entries = "".join(ENTRY.format_map(_escaped(entry, library, address)) for entry in latest)
    return FEED.format(address=escape(address), updated=max(library.updated.values()), entries=entries)


def _facts(entry: Entry, library: Library, address: str) -> dict[str, Any]:
    cited = dict.fromkeys(key for key, _ in entry.citations())
    references = [library.references[key].fields for key in cited if key in library.references]
    return {
        "id": entry.slug,
        "term": entry.front.term,
        "aliases": entry.front.aliases,
        "short": plain(entry.front.quick_answer),
        "url": f"{address}glossary/{entry.slug}/",
        "related": entry.front.related,
        "refs": [{"title": each["title"], "year": each["year"], "url": link(each)} for each in references],
        "published": library.published[entry.slug].isoformat(),
        "updated": library.updated[entry.slug].isoformat(),
    }


def _escaped(entry: Entry, library: Library, address: str) -> dict[str, str]:
    return {name: escape(value) for name, value in _facts(entry, library, address).items() if isinstance(value, str)}
