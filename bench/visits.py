"""Visits of one page in Chromium, each in a browser of its own, and what was seen there."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page, Playwright

from bench import memory
from runtime import browser
from runtime.server import Server

ENTRY = "glossary/hyperparameter/"  # opens with the demo that the plain page shows too
NEXT = "regularization"  # an entry that it links to, with another demo
PATIENCE = 120_000  # ms
WATCH = Path(__file__).with_name("watch.js").read_text(encoding="utf-8")
OPENING = 1500  # ms in which a browser that has just been opened loads what it needs for itself
SETTLE = 1000  # ms after the live picture in which a shift or a long task still counts
SIGHT = 2000  # ms that a reader has a link in sight before following it


@dataclass(frozen=True)
class First:
    """A visit with an empty cache; times in milliseconds since navigation."""

    live: float
    sent: int  # bytes of all answers until then, as they went over the line
    memory: float  # MB of the browser's process that holds page and workers
    lcp: float
    shift: float
    task: float  # the longest that blocked the page, 0 where none took 50 ms
    script: str  # the script that held the page longest, and for how long
    entry: float | None  # from a link to the next page's live picture


def first(playwright: Playwright, server: Server, path: str) -> First:
    """Open the page in a fresh browser, wait until its picture is live; on our own site go on to another entry."""
    server.log.clear()
    chromium = playwright.chromium.launch(executable_path=browser.find(), args=list(browser.FLAGS))
    page = chromium.new_page()
    page.wait_for_timeout(OPENING)
    live = _live(page, server.address + path)
    sent, held = sum(request.sent for request in server.log), memory.of_renderer(chromium)
    page.wait_for_timeout(SETTLE)
    seen = page.evaluate("seen")
    entry = _entry(page) if path else None
    chromium.close()
    tasks = [duration for _, duration in seen["tasks"]]
    name, longest = max(seen["scripts"], key=lambda script: script[1], default=("", 0.0))
    script = f"{name} {longest:.0f} ms" if name else ""
    return First(live, sent, held, seen["lcp"], seen["shift"], max(tasks, default=0.0), script, entry)


def _entry(page: Page) -> float:
    """Milliseconds from a link, found and followed, to the live picture of the page behind it."""
    page.evaluate("name => find(name)", NEXT)
    page.wait_for_timeout(SIGHT)
    return float(page.evaluate("name => follow(name)", NEXT))


def knob(playwright: Playwright, server: Server) -> float:
    """Milliseconds from a knob turned as soon as the page has painted, with an empty cache, to its picture."""
    chromium = playwright.chromium.launch(executable_path=browser.find(), args=list(browser.FLAGS))
    page = chromium.new_page()
    page.wait_for_timeout(OPENING)
    page.add_init_script(f"{WATCH}\nturnAtOnce('learning_rate');")
    page.goto(server.address + ENTRY, wait_until="commit")
    page.wait_for_function("() => globalThis.waited", timeout=PATIENCE)
    waited = float(page.evaluate("globalThis.waited"))
    chromium.close()
    return waited


@contextmanager
def visited(playwright: Playwright, server: Server, path: str) -> Iterator[Path]:
    """A browser profile that has been there once, over a fast line, and left when all was kept."""
    with tempfile.TemporaryDirectory() as scratch:
        profile = Path(scratch) / "profile"
        with _browser(playwright, profile) as page:
            _live(page, server.address + path)
            if path:
                page.wait_for_function("() => document.documentElement.dataset.offline === 'kept'", timeout=PATIENCE)
            page.wait_for_timeout(2000)  # the browser writes its caches
        yield profile


def again(playwright: Playwright, profile: Path, server: Server, path: str) -> float:
    """Milliseconds from navigation to the live picture for the reader of a profile; the profile stays as it is."""
    with tempfile.TemporaryDirectory() as scratch:
        copy = Path(scratch) / "profile"
        shutil.copytree(profile, copy, ignore=shutil.ignore_patterns("Singleton*"))
        with _browser(playwright, copy) as page:
            page.wait_for_timeout(OPENING)
            return _live(page, server.address + path)


@contextmanager
def _browser(playwright: Playwright, profile: Path) -> Iterator[Page]:
    chromium = playwright.chromium
    context = chromium.launch_persistent_context(profile, executable_path=browser.find(), args=list(browser.FLAGS))
    try:
        yield context.pages[0]
    finally:
        context.close()


def _live(page: Page, address: str) -> float:
    page.add_init_script(WATCH)
    page.goto(address, wait_until="commit")
    page.wait_for_function("() => globalThis.live", timeout=PATIENCE)
    return float(page.evaluate("globalThis.live"))
