"""A reader in front of the built site: opens pages, turns knobs, looks, and notes whatever goes wrong meanwhile."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, Request, Response, Route

from runtime import paths

PATIENCE = 60.0  # seconds; Python's start on a busy machine is the longest wait
# Whether the theme takes links by now: it wants the site's map first. Until then a link is followed by the browser.
TAKES_LINKS = (
    "performance.getEntriesByType('resource').some((one) => one.name.endsWith('/sitemap.xml') && one.responseEnd)"
)
SCRIPTS = paths.ROOT / "docs" / "assets" / "javascripts"
# Tell of every worker by its name: a start has Python's own, and on a first visit two that bring its files.
TELL_WORKERS = """
    globalThis.Worker = class extends Worker {
        constructor(address, options) {
            super(address, options);
            if (options?.name) heardOf(options.name);
        }
    };
"""


@dataclass
class Reader:
    """One tab and what its console, its network and its workers have said."""

    page: Page
    home: str
    console: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)
    _workers: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", lambda message: self.console.append(f"{message.type}: {message.text}"))
        self.page.on("pageerror", lambda error: self.console.append(f"error: {error}"))
        self.page.on("requestfailed", self._lost)
        self.page.on("response", self._replied)
        self.page.on("request", self._asked)
        self.page.expose_binding("heardOf", lambda _, name: self._workers.append(name))
        self.page.add_init_script(TELL_WORKERS)

    def _lost(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # what a page that is left was still fetching
            self.failed.append(request.url)

    def _replied(self, reply: Response) -> None:
        if reply.status >= 400:
            self.failed.append(f"{reply.status} {reply.url}")

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((self.home, "blob:", "data:")):
            self.elsewhere.append(request.url)

    @property
    def pythons(self) -> int:
        """How often Python has been started."""
        self.heard()
        return self._workers.count("python")

    def heard(self) -> int:
        """How many of our workers have been heard of. Playwright hears nothing unless it is asked something."""
        self.page.wait_for_timeout(1)
        return len(self._workers)

    def open(self, path: str = "") -> "Demo":
        """Open a page below the site's address."""
        self.page.goto(self.home + path)
        return self.demo()

    def apart(self) -> None:
        """Let the page import any of our modules as it was written, from apart/: the build has joined them."""

        def written(route: Route) -> None:
            route.fulfill(path=SCRIPTS / route.request.url.rpartition("/")[2])

        self.page.route("**/apart/*.js", written)
        self.page.route("**/python/manifest.json", lambda route: route.fulfill(path=paths.PYTHON / "manifest.json"))

    def visit(self, path: str) -> "Demo":
        """Follow a link to a page of the visit, as the theme does it: without a load, Python stays; the page is new."""
        if not self.page.url.startswith(self.home):
            return self.open(path)
        if urlsplit(self.page.url).path == urlsplit(self.home + path).path:
            self._follow("about/")  # from a page to itself there is nothing to follow
        self._follow(path)
        return self.demo()

    def takes_links(self) -> None:
        """Wait until the theme follows links itself, without a load. A link clicked before that starts Python anew."""
        until(lambda: self.page.evaluate(TAKES_LINKS))

    def _follow(self, path: str) -> None:
        self.takes_links()
        self.page.evaluate(
            """address => {
                const article = document.querySelector("main article"); // what a search has found are articles too
                article.setAttribute("data-left", "");
                const link = Object.assign(document.createElement("a"), {href: address});
                article.append(link);
                scrollTo(0, 0); // the theme now and then keeps the last page's scroll position
                link.click();
            }""",
            self.home + path,
        )
        # The address is what Playwright has heard of last, and it hears nothing unless it is asked. A part that
        # is not laid out yet has no text for Playwright.
        left = self.page.locator("main article[data-left], .part:not(.laid)")
        until(lambda: not left.count() and self.page.url == self.home + path)

    def demo(self, index: int = 0) -> "Demo":
        """One demo of the page."""
        return Demo(self.page.locator("knob-demo").nth(index))

    def troubles(self) -> dict[str, list[str]]:
        """All that a quiet visit leaves empty."""
        return {"console": self.console, "failed": self.failed, "elsewhere": self.elsewhere}


@dataclass
class Demo:
    """One `<knob-demo>` as a reader meets it."""

    element: Locator

    def part(self, name: str) -> Locator:
        """A part of the figure, by its class."""
        return self.element.locator(f".kd-{name}")

    @property
    def state(self) -> str:
        """static, starting, live or failed."""
        return str(self.element.get_attribute("data-state"))

    @property
    def source(self) -> str:
        """Where the picture comes from: build, preview or python."""
        return str(self.element.get_attribute("data-from"))

    @property
    def pictures(self) -> list[str]:
        """The panels' SVG, as the browser holds it."""
        found: list[str] = self.element.evaluate(
            "demo => [...demo.querySelectorAll('.kd-panel')].map(p => p.innerHTML)"
        )
        return found

    @property
    def verdict(self) -> str:
        """Regime and sentence."""
        return f"{self.part('regime').inner_text()} {self.part('said').inner_text()}"

    @property
    def knobs(self) -> list[str]:
        """The names of all knobs."""
        names: list[str] = self.element.evaluate(
            "demo => [...demo.querySelectorAll('.kd-knob')].map(k => k.dataset.knob)"
        )
        return names

    def knob(self, name: str) -> Locator:
        """The row of one knob."""
        return self.element.locator(f'[data-knob="{name}"]')

    def value(self, name: str) -> float:
        """What a knob's number field says."""
        return float(self.knob(name).locator(".kd-number").input_value())

    def press(self, name: str, key: str) -> None:
        """Press a key on a slider."""
        self.knob(name).locator(".kd-range").press(key)

    def type(self, name: str, number: float) -> None:
        """Type an exact number."""
        self.knob(name).locator(".kd-number").fill(str(number))

    def more(self) -> None:
        """Open the further knobs, where they are not all open as on a demo's own page."""
        if self.part("open").is_visible() and self.part("open").get_attribute("aria-expanded") == "false":
            self.part("open").click()

    def live(self) -> "Demo":
        """Wait until Python has drawn."""
        until(lambda: self.source == "python" or self.state == "failed")
        assert self.state == "live", self.part("message").inner_text()
        return self

    @property
    def busy(self) -> bool:
        """Whether a picture of the present settings is still on its way."""
        return bool(self.element.evaluate("demo => demo.busy"))

    def settles(self) -> "Demo":
        """Wait until the picture is that of the present settings."""
        until(lambda: not self.busy)
        return self


def until[T](look: Callable[[], T], patience: float = PATIENCE) -> T:
    """Look again and again until there is something to see."""
    start = time.monotonic()
    while not (seen := look()):
        assert time.monotonic() - start < patience, "waited in vain"
        time.sleep(0.02)
    return seen


@pytest.fixture
def new_reader(chromium: Browser, site_url: str) -> Iterator[Callable[..., Reader]]:
    """A way to send in readers, each with a browser profile of their own."""
    contexts = []

    def arrive(home: str = site_url, **settings: Any) -> Reader:
        context = chromium.new_context(viewport={"width": 1280, "height": 900}, **settings)
        contexts.append(context)
        return Reader(context.new_page(), home)

    yield arrive
    for context in contexts:
        context.close()


@pytest.fixture
def reader(new_reader: Callable[..., Reader]) -> Reader:
    """One reader."""
    return new_reader()


@pytest.fixture(scope="module")
def visitor(chromium: Browser, site_url: str) -> Iterator[Reader]:
    """One reader for the tests of a file that need no start of their own: goes from page to page, as Python stays."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    yield Reader(context.new_page(), site_url)
    context.close()
