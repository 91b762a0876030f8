"""The parts of a page: each heading of the second level with what follows it, as a section.

A browser may then leave a part that is far below the screen unlaid until it is needed (site.css, parts.js): the first
paint of a long entry does not wait for the text that nobody sees yet.
"""

from html.parser import HTMLParser

HEADING = "h2"
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


def divided(content: str) -> str:
    """Return a page's HTML with every part in a section; headings inside other elements begin none."""
    places = _Headings(content).places
    ends = [*places[1:], len(content)]
    parts = (f'<section class="part">\n{content[a:b]}</section>\n' for a, b in zip(places, ends, strict=False))
    return content[: places[0]] + "".join(parts) if places else content


class _Headings(HTMLParser):
    """Where the headings begin that stand in no other element."""

    def __init__(self, content: str) -> None:
        super().__init__()
        self.places: list[int] = []
        self._depth = 0
        self._lines = [0]
        for line in content.splitlines(keepends=True):
            self._lines.append(self._lines[-1] + len(line))
        self.feed(content)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if tag == HEADING and self._depth == 0:
            line, column = self.getpos()
            self.places.append(self._lines[line - 1] + column)
        self._depth += tag not in VOID

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element that ends at once holds nothing."""

    def handle_endtag(self, tag: str) -> None:
        self._depth -= tag not in VOID
