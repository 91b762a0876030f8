"""After one visit the site works without a network; what is kept is what the build made."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext

from runtime.server import Server
from tests.browser.conftest import Reader, until
from tests.browser.offline.conftest import FIRST, KEPT, Builds, cut, follow, kept, says, visited


def test_after_one_visit_a_demo_works_with_the_network_off(
    context: BrowserContext, host: Server, tab: Callable[[], Reader]
) -> None:
    reader = tab()
    visited(reader)
    cut(context, host)
    again = tab()
    demo = again.open().live()
    before = demo.settles().pictures
    demo.press("learning_rate", "End")
    assert demo.settles().pictures != before
    assert says(again) == FIRST
    assert again.troubles() == {"console": [], "failed": [], "elsewhere": []}


def test_nothing_is_fetched_twice_to_be_kept(host: Server, tab: Callable[[], Reader]) -> None:
    reader = tab()
    visited(reader)
    kept_files = {address.removeprefix(f"http://127.0.0.1:{host.port}") for address in kept(reader.page)}
    sent = [request.path for request in host.log if request.sent and "/assets/" in request.path]
    assert sorted(sent) == sorted(set(sent))
    assert set(sent) <= kept_files


def test_visited_pages_open_without_a_network_and_others_say_what_is_kept(
    context: BrowserContext, host: Server, tab: Callable[[], Reader]
) -> None:
    reader = tab()
    visited(reader)
    follow(reader, "Step")
    reader.demo().live()
    kept(reader.page)
    cut(context, host)
    again = tab()
    again.open("glossary/step/").live()
    again.page.get_by_role("article").get_by_role("link", name="Batch").first.click()
    until(lambda: again.page.get_by_role("heading", level=1).inner_text() == "No network")
    assert "has not been visited before" in again.page.locator("p").first.inner_text()
    links = again.page.locator("li a")
    assert [link.get_attribute("href") for link in links.all()] == [host.address, f"{host.address}glossary/step/"]
    links.nth(1).click()
    again.demo().live()


def test_a_page_visited_before_the_worker_came_is_kept_too(
    context: BrowserContext, host: Server, tab: Callable[[], Reader]
) -> None:
    reader = tab()
    reader.page.goto(f"{host.address}about/")
    reader.takes_links()  # or the link would be another load, and the page left before there was a worker to tell of it
    reader.page.locator(".site-links").get_by_role("link", name="A to Z", exact=True).click()
    until(lambda: reader.page.url.endswith("/glossary/"))
    kept(reader.page)
    cut(context, host)
    for path in ("about/", "glossary/"):
        reader.page.goto(host.address + path)
        assert reader.page.get_by_role("heading", level=1).inner_text() != "No network"


def test_a_slow_network_is_waited_for_only_so_long(host: Server, tab: Callable[[], Reader]) -> None:
    reader = tab()
    visited(reader)
    host.line.latency = 20
    reader.page.goto(host.address, timeout=10_000)
    assert says(reader) == FIRST
    host.line.latency = 0


def test_a_file_that_is_not_what_the_build_made_is_not_kept(
    builds: Builds, host: Server, tab: Callable[[], Reader], tmp_path: Path
) -> None:
    site = Path(shutil.copytree(builds.first, tmp_path / "site"))
    (wrong,) = site.glob("assets/previews-*/bowl-*.json")
    wrong.write_text(f"{wrong.read_text(encoding='utf-8')}\n", encoding="utf-8")
    host.show(site)
    reader = tab()
    reader.open().live()
    until(lambda: reader.page.evaluate("document.documentElement.dataset.offline") == "partly")
    names = [address.rpartition("/")[2] for address in reader.page.evaluate(KEPT)]
    assert wrong.name not in names
    assert "worker.js" in names


DIGESTS = """async () => {
    const digests = {};
    for await (const folder of (await navigator.storage.getDirectory()).values())
        for await (const file of folder.values()) {
            const digest = await crypto.subtle.digest("SHA-256", await (await file.getFile()).arrayBuffer());
            digests[file.name] = new Uint8Array(digest).toHex();
        }
    return digests;
}"""
ALTER_READY = """async (name) => {
    for await (const folder of (await navigator.storage.getDirectory()).values())
        for await (const file of folder.values()) {
            if (!file.name.startsWith(name)) continue;
            const writable = await file.createWritable({ keepExistingData: true });
            await writable.write({ type: "write", position: 1000, data: "what was altered" });
            await writable.close();
            return file.name;
        }
}"""
CLEAR_READY = """async () => {
    const files = await navigator.storage.getDirectory();
    for await (const name of files.keys()) await files.removeEntry(name, { recursive: true });
}"""
ALTER = """async (ending) => {
    for (const name of await caches.keys()) {
        const cache = await caches.open(name);
        for (const request of await cache.keys()) {
            if (!request.url.includes(ending)) continue;
            const kept = await cache.match(request);
            const text = `${await kept.text()}\\npostMessage({ failed: "what was altered ran" });`;
            await cache.put(request, new Response(text, { headers: kept.headers }));
            return request.url;
        }
    }
}"""


TEXT = "async (address) => (await caches.match(address)).text()"


@pytest.mark.long
def test_what_was_altered_while_it_was_kept_is_not_used(host: Server, tab: Callable[[], Reader]) -> None:
    reader = tab()
    visited(reader)
    script = reader.page.evaluate(ALTER, "/worker.js")
    host.log.clear()
    reader.open().live()
    assert [request.path for request in host.log if request.path.endswith("/worker.js")] == [urlsplit(script).path]
    right = reader.page.evaluate(DIGESTS)
    for kind in ("pyodide.asm-", "libraries-"):  # the latter is kept unpacked
        altered = reader.page.evaluate(ALTER_READY, kind)
        demo = reader.open()
        until(lambda: demo.state == "failed")  # noqa: B023 - called before the next
        assert f"{altered} is not the file that was built" in demo.part("message").inner_text()
        demo.part("message").get_by_role("button", name="Try again").click()
        demo.live()
        until(lambda: right.items() <= reader.page.evaluate(DIGESTS).items())


def ready(site: Path) -> dict[str, str]:
    """What a start from the snapshot reads, by the build's own list: {name: sha256, unpacked}."""
    (manifest,) = site.glob("assets/python-*/manifest.json")
    built = json.loads(manifest.read_text(encoding="utf-8"))
    files = {built["entry"][role]: built["files"][built["entry"][role]] for role in built["start"]["snapshot"]}
    return {name: file.get("unpacked", file["sha256"]) for name, file in files.items()}


def python_asked(host: Server) -> list[str]:
    """Which of Python's files went over the line."""
    return [request.path for request in host.log if "/assets/python" in request.path]


def test_python_is_laid_ready_and_not_fetched_again(host: Server, tab: Callable[[], Reader]) -> None:
    reader = tab()
    visited(reader)
    assert reader.page.evaluate(DIGESTS) == ready(host.folder)
    reader.page.add_init_script("addEventListener('knobs:python', ({ detail }) => (globalThis.asked = detail))")
    host.log.clear()
    reader.page.reload()
    reader.demo().live()
    assert not python_asked(host)
    until(lambda: reader.page.evaluate("globalThis.asked"))  # of the network, or of a cache
    assert not [address for address in reader.page.evaluate("globalThis.asked") if "/assets/python" in address]


def test_what_is_not_laid_ready_comes_from_what_is_kept_and_is_laid_ready_again(
    host: Server, tab: Callable[[], Reader]
) -> None:
    reader = tab()
    visited(reader)
    reader.page.evaluate(CLEAR_READY)
    host.log.clear()
    again = tab()
    again.open().live()
    kept(again.page)
    assert not python_asked(host)
    assert again.page.evaluate(DIGESTS) == ready(host.folder)


def test_the_network_is_asked_for_a_page_once(host: Server, tab: Callable[[], Reader]) -> None:
    """Chromium may ask by itself while the service worker starts, which then would ask again."""
    reader = tab()
    visited(reader)
    browser = reader.page.context.new_cdp_session(reader.page)
    browser.send("ServiceWorker.enable")
    browser.send("ServiceWorker.stopAllWorkers")
    host.log.clear()
    tab().open().live()
    assert [request.path for request in host.log].count(urlsplit(host.address).path) == 1
