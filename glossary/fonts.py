"""Which fonts a page is set in besides upright Latin letters, which every page is: docs/assets/stylesheets/fonts.css.

A browser asks for a font when the first text in it is laid out, and lays the page out anew when it has come. Who
returns has the fonts, and a page that names them spares him that: overrides/main.html.
"""

import re

UNSEEN = re.compile(r"<(script|template|style)\b.*?</\1>", re.DOTALL)
MATH = re.compile(r"<math\b.*?</math>", re.DOTALL)
TAG = re.compile(r"<[^>]*>")
GREEK = re.compile(r"[\u0370-\u03ff]")


def wanted(content: str) -> list[str]:
    """The fonts' names, of a page's HTML. None that is in doubt: it would be fetched for nothing."""
    seen = UNSEEN.sub("", content)
    greek = GREEK.search(TAG.sub("", MATH.sub("", seen)))
    named = {"inter-latin-italic": "<em>" in seen, "inter-greek": greek, "stix-two-math": MATH.search(seen)}
    return [name for name, here in named.items() if here]
