"""Write the glossary as pages: a folder of Markdown that any site generator could read.

- `glossary/<slug>.md`: an entry; what the writer wrote, with its head, its sources and its relations added
- `glossary/index.md`: the A to Z
- `categories.md`, `levels.md`: the same entries, by subject and by depth
"""

import re
from pathlib import Path

import yaml

from glossary import listing, prose, sources
from glossary.entries import CITATION, Entry
from glossary.front import LEVELS
from glossary.library import Library
from glossary.templating import MARKDOWN
from runtime import files


def publish(out: Path, library: Library) -> list[Path]:
    """Write every page to `out`, take away what is no page any more, and return the paths written."""
    pages = {f"glossary/{entry.slug}.md": entry_page(entry, library) for entry in library.in_order()}
    pages["glossary/index.md"] = _page("index.md", letters=listing.a_to_z(library))
    pages["categories.md"] = _page("categories.md", groups=listing.by_category(library))
    pages["levels.md"] = _page("levels.md", groups=listing.by_level(library))
    for name, text in pages.items():
        files.write(out / name, text.encode())
    for stray in set(out.rglob("*.md")) - {out / name for name in pages}:
        stray.unlink()
    return [out / name for name in pages]


def entry_page(entry: Entry, library: Library) -> str:
    """Return the page of one entry."""
    front = entry.front
    keys = list(dict.fromkeys(key for key, _ in entry.citations()))
    return _page(
        "entry.md",
        meta=yaml.safe_dump(_meta(entry), allow_unicode=True, sort_keys=False),
        front=front,
        level=LEVELS[front.level],
        level_anchor=listing.anchor(LEVELS[front.level]),
        minutes=prose.minutes(entry),
        updated=library.updated[entry.slug],
        body=_numbered(entry.body.strip(), keys),
        sources=[(key, sources.html(library.references[key])) for key in keys if key in library.references],
        related=[library.entries[slug] for slug in front.related if slug in library.entries],
    )


def _page(template: str, **values: object) -> str:
    return MARKDOWN.get_template(template).render(**values) + "\n"


def _meta(entry: Entry) -> dict[str, str]:
    """Return what the page's head says to browsers and search engines."""
    holds = ["definition"]
    holds += ["formula"] if prose.MATHEMATICS.search(entry.body) else []
    holds += ["live demo"] if entry.fences("demo") else []
    return {
        "title": entry.front.term,
        "headline": f"{entry.front.term}: {', '.join(holds)}",
        "description": " ".join(entry.front.quick_answer.split()),
        # The theme draws the breadcrumb: before the title in the text, search would take it for the page's first part.
        "category": entry.front.category,
        "category_anchor": listing.anchor(entry.front.category),
    }


def _numbered(body: str, keys: list[str]) -> str:
    """Turn each citation into links to the numbered sources. No quotes: it may stand in a fence's YAML."""

    def link(match: re.Match[str]) -> str:
        cited = [key.strip().removeprefix("@") for key in match[1].split(";")]
        return "".join(f"[[{keys.index(key) + 1}]](#source-{key}){{.cite}}" for key in cited)

    return re.sub(" ?" + CITATION.pattern, link, body)
