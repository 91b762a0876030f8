"""Three builds for one address, a server that shows them, and a reader who comes back."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from runtime.server import Server
from tests.browser import small
from tests.browser.conftest import Demo, Reader, until

BASE = "/knobs/"
FIRST, SECOND = "First build.", "Second build."
KEPT = """async () => {
    const names = await caches.keys();
    const kept = names.map(async (name) => (await (await caches.open(name)).keys()).map(({url}) => url));
    return (await Promise.all(kept)).flat();
}"""
READY = """async () => {
    const ready = {};
    for await (const [name, folder] of (await navigator.storage.getDirectory()).entries())
        ready[name] = (await Array.fromAsync(folder.keys())).sort();
    return ready;
}"""  # the folders of the origin's own file system: of this one site
REGISTERED = "async () => (await navigator.serviceWorker.getRegistrations()).length"
WAITING = "async () => Boolean((await navigator.serviceWorker.getRegistration()).waiting)"
STOP_PYTHON = """document.querySelector("knob-demo").python.stop("the browser ended it")"""


@dataclass
class Builds:
    """Three builds for one address, each made when first asked for."""

    folder: Path
    address: str
    port: int

    @cached_property
    def first(self) -> Path:
        """The build that a reader has visited."""
        return small.site(self.folder / "first", self.address, FIRST)

    @cached_property
    def second(self) -> Path:
        """A build with other words, and another constant in its wheel."""
        return small.site(self.folder / "second", self.address, SECOND, small.altered(self.folder / "demos"))

    @cached_property
    def without(self) -> Path:
        """A build that keeps nothing."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("OFFLINE", "no")
            return small.site(self.folder / "without", self.address, SECOND)


@pytest.fixture(scope="session")
def builds(tmp_path_factory: pytest.TempPathFactory) -> Builds:
    folder = tmp_path_factory.mktemp("builds")
    with Server(folder, base=BASE) as server:
        return Builds(folder, server.address, server.port)


@pytest.fixture
def host(builds: Builds) -> Iterator[Server]:
    """The server that shows the first build."""
    with Server(builds.first, base=BASE, port=builds.port) as server:
        yield server


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    """One reader's browser."""
    context = chromium.new_context()
    yield context
    context.close()


@pytest.fixture
def tab(context: BrowserContext, host: Server) -> Callable[[], Reader]:
    """A way to open another tab."""
    return lambda: Reader(context.new_page(), host.address)


def kept(page: Page) -> list[str]:
    """Wait until the service worker has kept what this visit has used; return the addresses of all that it keeps."""
    until(lambda: page.evaluate("document.documentElement.dataset.offline") == "kept")
    addresses: list[str] = page.evaluate(KEPT)
    return addresses


def renewed(page: Page) -> None:
    """Wait until the new build's worker has all that is kept, and waits for the last tab of the old build to go."""
    until(lambda: page.evaluate(WAITING))
    kept(page)


def visited(reader: Reader, path: str = "") -> Demo:
    """Visit a page with a demo until it is live, and all is kept."""
    demo = reader.open(path).live()
    kept(reader.page)
    return demo


def follow(reader: Reader, name: str) -> None:
    """Follow a link of the text, as a reader does: the theme fetches the page and swaps it in."""
    reader.page.get_by_role("article").get_by_role("link", name=name, exact=True).first.click()
    until(lambda: reader.page.get_by_role("heading", level=1).inner_text().startswith(name))


def glance(tab: Callable[[], Reader]) -> list[str]:
    """What is kept, seen by a tab that is closed at once."""
    time.sleep(1)  # while no tab is open: that is when a browser changes workers
    reader = tab()
    reader.page.goto(f"{reader.home}build.json")
    addresses: list[str] = reader.page.evaluate(KEPT)
    reader.page.close()
    return addresses


def says(reader: Reader) -> str:
    """Which build the home page is of."""
    return (
        FIRST if reader.page.get_by_text(FIRST).count() else SECOND if reader.page.get_by_text(SECOND).count() else ""
    )


def cut(context: BrowserContext, host: Server) -> None:
    """No network, and nobody there to answer."""
    context.set_offline(True)
    host.stop()
