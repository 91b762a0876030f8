"""What a page may do: its Content-Security-Policy, one for all pages, made from the pages as they were built.

The policy names every inline script by its hash; whatever else is written into a page does not run. It stands in each
page, because some hosts send no headers, and in header files for those that do: glossary/hosting.py.
docs/security.md tells readers what each part is for.
"""

import base64
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path

from glossary.problems import Problem

CHARSET = '<meta charset="utf-8">'
META = '<meta http-equiv="Content-Security-Policy" content="{}">'
DATA = ("application/json", "application/ld+json")  # scripts that nobody runs
OFFLINE_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)


@dataclass
class Page(HTMLParser):
    """One HTML file: its inline scripts and styles, what its policy would refuse, and where the policy stands."""

    path: Path
    scripts: list[str] = field(default_factory=list)
    styles: list[str] = field(default_factory=list)
    refused: list[tuple[int, str]] = field(default_factory=list)
    policies: list[str] = field(default_factory=list)
    early: list[str] = field(default_factory=list)  # tags before the policy that it would not bind

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._into: list[str] | None = None
        self.feed(self.path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what a tag runs, or would run if it might."""
        values = {name: value or "" for name, value in attrs}
        if values.get("http-equiv", "").lower() == "content-security-policy":
            self.policies.append(values.get("content", ""))
        elif tag in ("script", "style", "link", "img") and not self.policies:
            self.early.append(tag)
        if tag == "style" or (tag == "script" and "src" not in values and values.get("type", "") not in DATA):
            self._into = self.styles if tag == "style" else self.scripts
            self._into.append("")
        line = self.getpos()[0]
        self.refused += [(line, name) for name in values if name == "style" or name.startswith("on")]
        self.refused += [(line, name) for name, value in values.items() if value.lower().startswith("javascript:")]

    def handle_data(self, data: str) -> None:
        """Keep the text of an inline script or style."""
        if self._into is not None:
            self._into[-1] += data  # it may come in pieces

    def handle_endtag(self, tag: str) -> None:
        """A script or style ends."""
        if tag in ("script", "style"):
            self._into = None


def write(site: Path) -> str:
    """Put the policy into every page of a built site, in front of all that it binds; return it."""
    paths = sorted(site.rglob("*.html"))
    pages = [Page(path) for path in paths]
    made = policy(_each(page.scripts for page in pages), _each(page.styles for page in pages))
    for path in paths:
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace(CHARSET, CHARSET + META.format(made), 1), encoding="utf-8")
    return made


def policy(scripts: Iterable[str], styles: Iterable[str]) -> str:
    """Return the policy of pages with these inline scripts and styles."""
    return "; ".join(
        [
            "default-src 'none'",
            # From blobs come the release's scripts, once their bytes are known to be the build's: runtime-start.js.
            " ".join(["script-src 'self' blob: 'wasm-unsafe-eval'", *map(hashed, scripts)]),
            " ".join(["style-src 'self'", *map(hashed, styles)]),
            "img-src 'self' data:",  # the theme's icons, and the picture that becomes a PNG
            "font-src 'self'",
            "connect-src 'self'",
            "worker-src 'self' blob:",  # from a blob, Python's worker is bound by the page's policy
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )


def offline(worker: str) -> str:
    """Return the policy of the page that the service worker makes: its one style, nothing else."""
    (style,) = OFFLINE_STYLE.findall(worker)
    return f"default-src 'none'; style-src {hashed(style)}; base-uri 'none'; form-action 'none'"


def hashed(text: str) -> str:
    """Return what a policy calls an inline script or style."""
    return f"'sha256-{base64.b64encode(sha256(text.encode()).digest()).decode()}'"


def problems(site: Path) -> Iterator[Problem]:
    """Yield what the policy of a built page would refuse, and every page that it does not bind from its start."""
    for page in (Page(path) for path in sorted(site.rglob("*.html"))):
        if len(page.policies) != 1 or page.early:
            wrong = f"{len(page.policies)} policies, and before the first one {' '.join(page.early) or 'nothing'}"
            yield Problem(page.path, 1, "policy", wrong, f"begin the page's head with {CHARSET}")
        for line, name in page.refused:
            mend = "use a class, or a listener in docs/assets/javascripts"
            yield Problem(page.path, line, "policy", f"the browser will refuse what {name}=… says", mend)


def _each(lists: Iterable[list[str]]) -> list[str]:
    """Return every text once, in order, so that two builds make the same policy."""
    return sorted({text for texts in lists for text in texts})
