"""The text that a reader sees in a page's HTML, as plain words."""

import re
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser

PART, PIECE = "h2", "h3"
AUTHOR = re.compile(r'<span class="author">([^<]*)</span>')


@dataclass
class Piece:
    """A heading, its anchor, and what stands under it."""

    anchor: str
    heading: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)


@dataclass
class _Pieces(HTMLParser):
    """Collects the pieces of the part whose heading has this anchor."""

    anchor: str
    pieces: list[Piece] = field(default_factory=list)
    inside: bool = False
    heading: bool = False
    hidden: bool = False

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note where a heading starts, and where the sign does that links to one."""
        values = dict(attrs)
        if tag == PART:
            self.inside = values.get("id") == self.anchor
        elif tag == PIECE and self.inside:
            self.heading = True
            self.pieces.append(Piece(values.get("id") or ""))
        elif tag == "a" and values.get("class") == "headerlink":
            self.hidden = True

    def handle_endtag(self, tag: str) -> None:
        """Note where they end."""
        self.heading = self.heading and tag != PIECE
        self.hidden = self.hidden and tag != "a"

    def handle_data(self, data: str) -> None:
        """Keep the words."""
        if self.inside and self.pieces and not self.hidden:
            (self.pieces[-1].heading if self.heading else self.pieces[-1].text).append(data)


def answers(html: str, anchor: str) -> list[tuple[str, str, str]]:
    """Return anchor, heading and text of each piece of a part of a page."""
    page = _Pieces(anchor)
    page.feed(html)
    return [(piece.anchor, _words(piece.heading), _words(piece.text)) for piece in page.pieces]


def author(html: str) -> str:
    """Return who wrote a page, as its foot says; nothing where it does not."""
    found = AUTHOR.search(html)
    return _words([unescape(found[1])]) if found else ""


def _words(texts: list[str]) -> str:
    return " ".join("".join(texts).split())
