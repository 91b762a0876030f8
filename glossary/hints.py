"""The hint at a link to an entry: its quick answer, shown while the link is pointed at or has the focus.

Here the links that are marked as terms get their hint, in the page's HTML. The style sheet shows `data-hint` under
the link; a screen reader is told the same words by `aria-describedby`. Both say what the linked page itself says first.
"""

import re
from html import escape

from glossary.library import Library

TERM = re.compile(r'<a (?=[^>]*class="term")[^>]*?href="(?:\.\./)?(?P<slug>[\w-]+)/(?:#[^"]*)?"[^>]*(?=>)')


def placed(html: str, library: Library) -> str:
    """Return a page's HTML with a hint at every link to an entry."""
    slugs = sorted({match["slug"] for match in TERM.finditer(html)} & library.entries.keys())
    if not slugs:
        return html

    def hinted(match: re.Match[str]) -> str:
        slug = match["slug"]
        if slug not in slugs:
            return match[0]
        return f'{match[0]} aria-describedby="hint-{slug}" data-hint="{escape(_answer(slug, library))}"'

    hints = "".join(f'<p id="hint-{slug}" role="tooltip">{escape(_answer(slug, library))}</p>\n' for slug in slugs)
    return f"{TERM.sub(hinted, html)}\n<div hidden data-search-exclude>\n{hints}</div>"


def _answer(slug: str, library: Library) -> str:
    return " ".join(library.entries[slug].front.quick_answer.split())
