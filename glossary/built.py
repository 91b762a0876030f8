"""The built site as a browser will read it: every link and anchor leads somewhere, and nothing asks another host.

MkDocs checks the links that it sees in Markdown; fences, hooks and the theme make others. So this looks at the
HTML and the style sheets that were written.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from glossary import calculation
from glossary.problems import Problem

# Attributes that make a browser fetch what they name, at once. A link's href does so for these relations only.
FETCHED = {"src", "srcset", "poster", "data"}
FETCHED_RELATIONS = {"stylesheet", "icon", "preload", "modulepreload", "manifest", "preconnect", "dns-prefetch"}
CSS_ADDRESS = re.compile(r"""url\(\s*["']?([^"')]+)|@import\s+["']([^"']+)""")


@dataclass
class Page(HTMLParser):
    """One HTML file: what it links to, what it fetches, and the anchors that it offers."""

    path: Path
    anchors: set[str] = field(default_factory=set)
    links: list[tuple[int, str]] = field(default_factory=list)
    fetched: list[tuple[int, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        self.feed(self.path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what a tag names, links to and fetches."""
        values = {name: value or "" for name, value in attrs}
        self.anchors |= {values[name] for name in ("id", "name") if name in values}
        line = self.getpos()[0]
        relations = set(values.get("rel", "").split())
        if tag == "link" and relations & FETCHED_RELATIONS:
            self.fetched.append((line, values["href"]))
        elif tag in ("a", "area") and "href" in values:
            self.links.append((line, values["href"]))
        self.fetched += [(line, values[name].split()[0]) for name in FETCHED & values.keys() if values[name].strip()]
        self.fetched += [(line, address) for address in _in_css(values.get("style", ""))]


def problems(site: Path, address: str) -> list[Problem]:
    """Return every dead link or anchor and every request to another host in a built site."""
    pages = {path: Page(path) for path in sorted(site.rglob("*.html"))}
    found = [problem for page in pages.values() for problem in _of_page(page, pages, site, address)]
    for path in sorted(site.rglob("*.css")):
        for named in _in_css(path.read_text(encoding="utf-8")):
            found += _fetch(path, 1, named, site, address)
    return found


def _of_page(page: Page, pages: dict[Path, Page], site: Path, address: str) -> Iterator[Problem]:
    for line, named in page.fetched:
        yield from _fetch(page.path, line, named, site, address)
    for line, link in page.links:
        if urlsplit(link).scheme in ("mailto", "javascript", "data"):
            continue
        target, anchor = _file(page.path, link, site, address), unquote(urlsplit(link).fragment)
        if target is None:
            continue  # another site: a reader may follow it, the page does not
        if not target.exists():
            yield Problem(page.path, line, "link", f"{link} leads nowhere", "mend the link in what made this page")
        elif anchor and target in pages and anchor not in pages[target].anchors and not calculation.opens(anchor):
            wrong = f"{link} names an anchor that is not there"
            yield Problem(page.path, line, "anchor", wrong, "mend the anchor, or the heading that it means")


def _fetch(path: Path, line: int, named: str, site: Path, address: str) -> Iterator[Problem]:
    if named.startswith(("data:", "blob:", "#")):
        return
    target = _file(path, named, site, address)
    if target is None:
        yield Problem(path, line, "request", f"{named} is on another host", "serve it from the site itself")
    elif not target.exists():
        yield Problem(path, line, "request", f"{named} is not in the site", "add the file, or mend its address")


def _file(path: Path, link: str, site: Path, address: str) -> Path | None:
    """Return the file that a link in `path` leads to, or None if it is not on this site."""
    here = urljoin(address, path.relative_to(site).as_posix())
    there = urljoin(here, link)
    if not there.startswith(address):
        return None
    name = unquote(urlsplit(there).path.removeprefix(urlsplit(address).path))
    return site / name / "index.html" if name.endswith("/") or not name else site / name


def _in_css(text: str) -> list[str]:
    return [match[1] or match[2] for match in CSS_ADDRESS.finditer(text)]
