"""axe-core finds nothing on any page of the site, in light and in dark, its demos live and everything open.

Nor does any page say a word in the console, ask for what is not there, or ask another host.

`make test` looks at a page of each kind; this looks at them all, and belongs to `make check`.
"""

from pathlib import Path

from playwright.sync_api import Browser

from tests.browser import axe
from tests.browser.conftest import Reader
from tests.browser.every import everything

MOVED = 'http-equiv="refresh"'  # an alias sends the reader on: nobody sees it


def pages(site: Path) -> list[str]:
    """The address of every page below the site's own, but for those that only send the reader on."""
    files = sorted(site.rglob("*.html"))
    shown = [file for file in files if MOVED not in file.read_text(encoding="utf-8")]
    return [str(file.relative_to(site)).removesuffix("index.html") for file in shown]


def test_axe_finds_nothing_anywhere_and_the_console_is_silent(site: Path, site_url: str, chromium: Browser) -> None:
    found: dict[str, list[str]] = {}
    said: dict[str, list[str]] = {}
    paths = pages(site)
    assert {"", "404.html", "demos/bowl/", "embed/bowl/", "glossary/learning-rate/"} <= set(paths)
    for path in paths:
        context = chromium.new_context(viewport={"width": 1280, "height": 900}, color_scheme="light")
        reader = Reader(context.new_page(), site_url)
        try:
            page = everything(reader, path)
        except AssertionError as error:
            error.add_note(f"on the page {path!r}")
            raise
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            found[f"{path} {scheme}"] = axe.found(page)
        said[path] = [*reader.console, *reader.failed, *reader.elsewhere]
        context.close()
    assert {path: faults for path, faults in found.items() if faults} == {}
    assert {path: words for path, words in said.items() if words} == {}
