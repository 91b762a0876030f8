"""Every kind of page works under its policy in Chromium without one complaint; what an intruder adds does not."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from runtime.server import Server
from tests.browser import every, hosted
from tests.browser.conftest import Demo, Reader, until

ENTRY = "glossary/hyperparameter/"
WATCH = """addEventListener("securitypolicyviolation", (event) =>
    console.error(`refused: ${event.violatedDirective} ${event.blockedURI}`))"""
QUIET: dict[str, list[str]] = {"console": [], "failed": [], "elsewhere": []}


@pytest.fixture
def watched(reader: Reader) -> Reader:
    """A reader whose console names what a policy refuses."""
    reader.page.add_init_script(WATCH)
    return reader


def search(page: Page, words: str) -> None:
    """Search as a reader does."""
    field = page.locator("[name=query]")
    field.click()
    field.press_sequentially(words)
    until(lambda: page.locator(".md-search-result__item").count())
    field.press("Escape")


def taken(page: Page, demo: Demo, kind: str) -> str:
    """Save a file of the demo; return its text or what it begins with."""
    demo.more()
    with page.expect_download() as download:
        demo.element.locator(f'[data-take="{kind}"]').click()
    return Path(download.value.path()).read_bytes()[:6000].decode("utf-8", "replace")


def work(reader: Reader) -> None:
    """Do all that a demo offers."""
    demo = reader.demo()
    every.opened(demo)
    demo.press("learning_rate", "End")
    demo.element.evaluate("(demo, more) => (demo.code.text += more)", "\nprint('mine')\n")
    demo.part("run").click()
    until(lambda: "It printed: mine" in demo.part("told").inner_text())
    demo.part("play").click()
    until(lambda: not demo.element.evaluate("demo => demo.player.playing"))
    assert "style=" in taken(reader.page, demo, "svg")
    assert "PNG" in taken(reader.page, demo, "png")
    assert taken(reader.page, demo, "csv").startswith("epoch")
    for kind in ("link", "embed"):
        demo.element.locator(f'[data-take="{kind}"]').click()


@pytest.mark.long
def test_each_kind_of_page_works_and_nothing_is_refused(watched: Reader) -> None:
    watched.open(ENTRY)
    work(watched)
    search(watched.page, "epoch")
    for path in ("", "glossary/", "demos/", "glossary/epoch/", "start-up/"):
        watched.visit(path)
    watched.visit("calculator/")
    until(lambda: watched.page.locator('knob-calculator[data-state="live"]').count())
    watched.page.goto(f"{watched.home}glossary/step-size/")  # another name of an entry: it sends its visitors on
    watched.page.wait_for_url(f"{watched.home}glossary/learning-rate/")
    watched.demo().live()
    until(lambda: watched.page.evaluate("document.documentElement.dataset.offline") == "kept")
    watched.open("embed/bowl/")
    work(watched)
    watched.page.goto(f"{watched.home}404.html")  # by now through the service worker, the search's worker too
    search(watched.page, "epoch")
    assert watched.troubles() == QUIET


INTRUDE = """async (there) => {
    const add = (name, more) => document.body.append(Object.assign(document.createElement(name), more));
    const tries = [
        () => add("script", {textContent: "ran = 'inline script'"}),
        () => document.body.insertAdjacentHTML("beforeend", "<img src='x' onerror=\\"ran = 'handler'\\">"),
        () => add("iframe", {srcdoc: "<script>parent.ran = 'frame'</script>"}),
        () => add("iframe", {src: "about/"}),
        () => add("script", {src: `${there}other.js`}),
        () => add("script", {src: "data:text/javascript,ran='data'"}),
        () => add("object", {data: "about/"}),
        () => add("img", {src: `${there}pixel.png`}),
        () => add("style", {textContent: "body { --ran: style }"}),
        () => (add("a", {id: "bad", href: "javascript:ran='link'"}), document.getElementById("bad").click()),
        () => (ran = eval("'eval'")),
        () => (ran = new Function("return 'Function'")()),
        () => setTimeout("ran = 'timer'"),
        () => import("data:text/javascript,ran='import'").catch(() => {}),
        () => fetch(there).catch(() => {}),
        () => new WebSocket(there.replace("http", "ws")),
        () => navigator.sendBeacon(there, "words"),
        () => document.head.prepend(Object.assign(document.createElement("base"), {href: there})),
    ];
    globalThis.ran = "";
    globalThis.refusals = [];
    addEventListener("securitypolicyviolation", (event) => refusals.push(event.effectiveDirective));
    await new Promise((resolve) => setTimeout(resolve)); // what a debugger evaluates itself may do more
    for (const one of tries) try { await one() } catch { /* refused at once */ }
}"""
REFUSED = ["base-uri", "connect-src", "frame-src", "img-src", "object-src", "script-src"]
REFUSED += ["script-src-attr", "script-src-elem", "style-src-elem"]


def test_what_is_written_into_a_page_does_not_run(reader: Reader, tmp_path: Path) -> None:
    with Server(tmp_path) as there:
        reader.open("about/")
        reader.page.evaluate(INTRUDE, there.address)
        until(lambda: reader.page.evaluate("[...new Set(refusals)].sort()") == REFUSED, 10)
        assert reader.page.evaluate("ran") == ""
        assert reader.page.evaluate("getComputedStyle(document.body).getPropertyValue('--ran')") == ""
        assert there.log == []


@pytest.fixture
def framing(site: Path, tmp_path: Path) -> Iterator[Callable[[str], Server]]:
    """Somebody else's site, with one of our pages in a frame, and ours with its headers."""
    with Server(site, base="/knobs/", headers_of=hosted.headers(site)) as ours, Server(tmp_path) as theirs:

        def frame(path: str) -> Server:
            (tmp_path / "index.html").write_text(f'<iframe src="{ours.address}{path}" width="800"></iframe>')
            return theirs

        yield frame


@pytest.mark.long
def test_only_the_pages_made_for_it_can_be_framed_elsewhere(
    framing: Callable[[str], Server], chromium: Browser
) -> None:
    page = chromium.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(framing("embed/bowl/").address)
    until(lambda: page.frame_locator("iframe").locator("knob-demo[data-state=live]").count())
    assert not any("Security Policy" in words for words in said)
    for path in ("", ENTRY, "calculator/", "404.html"):
        page.goto(framing(path).address)
        until(lambda: any("frame-ancestors" in words for words in said))
        assert page.frame_locator("iframe").locator(".site-name").count() == 0
        said.clear()
    page.close()


@pytest.mark.long
def test_under_the_hosts_headers_everything_works_too(site: Path, chromium: Browser) -> None:
    with Server(site, base="/knobs/", headers_of=hosted.headers(site)) as server:
        reader = Reader(chromium.new_page(), server.address)
        reader.page.add_init_script(WATCH)
        reader.open(ENTRY)
        work(reader)
        search(reader.page, "epoch")
        answer = reader.page.request.get(server.address + ENTRY)
        assert "frame-ancestors 'self'" in answer.headers["content-security-policy"]
        assert answer.headers["x-content-type-options"] == "nosniff"
        reader.page.close()
        assert reader.troubles() == QUIET
