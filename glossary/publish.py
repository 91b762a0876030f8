"""Write the glossary as pages: a folder of Markdown that any site generator could read, and files for machines.

- `glossary/<slug>.md`: an entry; what the writer wrote, with its head, its links, sources and relations added
- `glossary/index.md`: the A to Z
- `categories.md`, `levels.md`, `start.md`: the same entries by subject, by depth, and in the order to begin with
- `changes.md`: what was changed in which entry, and when
- `glossary/<other name>/index.html`: sends whoever asks for another name on to the entry
- `glossary.json`, `feed.xml`: the entries for programs, and for feed readers
"""

import re
from pathlib import Path

import yaml

from glossary import calculation, feeds, figure, listing, mentions, posed, prose, redirects, sources, turns
from glossary.entries import CITATION, Entry
from glossary.front import LEVELS
from glossary.library import Library
from glossary.mentions import Words
from glossary.templating import HTML, MARKDOWN
from runtime import files


def publish(out: Path, library: Library, address: str, author: str) -> list[Path]:
    """Write every page to `out`, take away what is no page any more, and return the paths written."""
    pages = _entries(library, author) | _lists(library) | _redirects(library, address)
    pages["glossary.json"] = feeds.as_json(library, address)
    pages["feed.xml"] = feeds.as_atom(library, address)
    for name, text in pages.items():
        files.write(out / name, text.encode())
    for stray in {path for path in out.rglob("*") if path.is_file()} - {out / name for name in pages}:
        stray.unlink()
    return [out / name for name in pages]


def _entries(library: Library, author: str) -> dict[str, str]:
    names = mentions.read(library)
    return {f"glossary/{entry.slug}.md": entry_page(entry, library, names, author) for entry in library.in_order()}


def _lists(library: Library) -> dict[str, str]:
    return {
        "glossary/index.md": _page("index.md", letters=listing.a_to_z(library)),
        "categories.md": _page("categories.md", groups=listing.by_category(library)),
        "levels.md": _page("levels.md", groups=listing.by_level(library)),
        "start.md": _page("start.md", stops=listing.on_the_way(library)),
        "changes.md": _page("changes.md", changed=listing.changed(library)),
    }


def _redirects(library: Library, address: str) -> dict[str, str]:
    template = HTML.get_template("redirect.html")
    return {
        f"glossary/{place}/index.html": template.render(name=name, entry=entry, address=address)
        for place, (name, entry) in redirects.pages(library).items()
    }


def entry_page(entry: Entry, library: Library, names: Words, author: str) -> str:
    """Return the page of one entry."""
    front = entry.front
    keys = list(dict.fromkeys(key for key, _ in entry.citations()))
    return _page(
        "entry.md",
        meta=yaml.safe_dump(_meta(entry), allow_unicode=True, sort_keys=False),
        slug=entry.slug,
        front=front,
        author=author,
        level=LEVELS[front.level],
        level_anchor=listing.anchor(LEVELS[front.level]),
        minutes=prose.minutes(entry),
        updated=library.updated[entry.slug],
        published=library.published[entry.slug],
        changes=library.changes[entry.slug],
        quick_answer=mentions.linked_answer(entry, names),
        body=_turned(posed.completed(_numbered(mentions.linked(entry, names).strip(), keys), entry), entry),
        sources=[(key, sources.html(library.references[key])) for key in keys if key in library.references],
        related=[library.entries[slug] for slug in front.related if slug in library.entries],
        beside=listing.beside(entry, library),
    )


def _page(template: str, **values: object) -> str:
    return MARKDOWN.get_template(template).render(**values) + "\n"


def _meta(entry: Entry) -> dict[str, str | list[str]]:
    """Return what the page's head says to browsers and search engines."""
    holds = ["definition"]
    holds += ["formula"] if prose.MATHEMATICS.search(entry.body) else []
    holds += ["live demo"] if entry.fences("demo") else []
    return {
        "title": entry.front.term,
        "headline": f"{entry.front.term}: {', '.join(holds)}",
        "description": " ".join(entry.front.quick_answer.split()),
        "tags": entry.names,  # what the theme's search holds for more important than any text
        # The theme draws the breadcrumb: before the title in the text, search would take it for the page's first part.
        "category": entry.front.category,
        "category_anchor": listing.anchor(entry.front.category),
    }


def _turned(body: str, entry: Entry) -> str:
    """Make the words that turn knobs lead to the entry's first figure, and those that calculate to the calculator."""
    shown = turns.opened(entry)
    return calculation.placed(turns.placed(body, figure.key(*shown)) if shown else body)


def _numbered(body: str, keys: list[str]) -> str:
    """Turn each citation into links to the numbered sources. No quotes: it may stand in a fence's YAML."""

    def link(match: re.Match[str]) -> str:
        cited = [key.strip().removeprefix("@") for key in match[1].split(";")]
        return "".join(f"[[{keys.index(key) + 1}]](#source-{key}){{.cite}}" for key in cited)

    return re.sub(" ?" + CITATION.pattern, link, body)
