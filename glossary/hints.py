"""The hint at a link to an entry: its quick answer, shown while the link is pointed at or has the focus.

Here the links that are marked as terms get their hint, in the page's HTML. The style sheet shows `data-hint` under
the link; a screen reader is told the same words by `aria-describedby`. Both say what the linked page itself says first.
`data-ahead` is what the linked page's first figure will ask Python for: ahead.js asks while the page is on its way.
"""

import re
from html import escape

import demos
from demos.kit.controls import read
from glossary import figure, turns
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
        hint = f'{match[0]} aria-describedby="hint-{slug}" data-hint="{escape(_answer(slug, library))}"'
        return f'{hint} data-ahead="{escape(ahead[slug])}"' if ahead[slug] else hint

    ahead = {slug: _ahead(slug, library) for slug in slugs}
    hints = "".join(f'<p id="hint-{slug}" role="tooltip">{escape(_answer(slug, library))}</p>\n' for slug in slugs)
    return f"{TERM.sub(hinted, html)}\n<div hidden data-search-exclude>\n{hints}</div>"


def _answer(slug: str, library: Library) -> str:
    return " ".join(library.entries[slug].front.quick_answer.split())


def _ahead(slug: str, library: Library) -> str:
    """The question of an entry's first figure, as JSON: which one, and what stands otherwise than the demo has it."""
    shown = turns.opened(library.entries[slug])
    if shown is None:
        return ""
    name, settings = shown
    usual = read(demos.load(name).controls, {})
    other = {knob: value for knob, value in settings.items() if value != usual[knob]}
    return figure.as_json({"figure": figure.key(name, settings), "demo": name, "settings": other})
