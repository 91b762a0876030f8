"""The network goes and comes back, or says nothing; files that the page wants late are gone: the reader is told."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from io import BufferedIOBase
from pathlib import Path
from typing import TYPE_CHECKING

from runtime.line import Line
from runtime.server import Server
from tests.browser.conftest import Demo, Reader, until

if TYPE_CHECKING:
    from playwright.sync_api import Route

ENTRY = "glossary/hyperparameter/"
LARGE = 1_000_000  # bytes: the core, the libraries and the snapshot are larger


@dataclass
class Breaking(Line):
    """A line that breaks in the middle of every large file."""

    broken: bool = True

    def send(self, data: bytes, out: BufferedIOBase) -> None:
        """Write half of a large file, and close."""
        if not self.broken or len(data) < LARGE:
            out.write(data)
            return
        out.write(data[: len(data) // 2])
        out.flush()
        raise ConnectionError


def message(demo: Demo) -> str:
    return demo.part("message").inner_text()


def again(demo: Demo) -> None:
    demo.part("message").get_by_role("button", name="Try again").click()


def test_a_line_that_breaks_in_mid_download_and_comes_back(site: Path, new_reader: Callable[..., Reader]) -> None:
    line = Breaking()
    with Server(site, base="/knobs/", line=line) as server:
        demo = new_reader(server.address).open(ENTRY)
        built = demo.pictures
        until(lambda: demo.state == "failed")
        assert "Python cannot run here: " in message(demo)
        assert demo.pictures == built
        line.broken = False
        again(demo)
        demo.live()
        assert not demo.part("message").is_visible()
        demo.press("learning_rate", "End")
        assert demo.settles().verdict.startswith("Diverging.")


def test_a_line_that_falls_silent_is_given_up_after_a_minute(reader: Reader) -> None:
    held: list[Route] = []
    reader.page.clock.install()
    reader.page.route("**/*.wasm*", lambda route: held.append(route))  # noqa: PLW0108 - no builtin may stand there
    demo = reader.open(ENTRY)
    until(lambda: demo.state == "starting" and held)
    reader.page.wait_for_timeout(1000)
    reader.page.clock.fast_forward("02:00:00")  # a page that sleeps does not wait
    assert demo.state == "starting"
    reader.page.clock.run_for(61_000)
    until(lambda: demo.state == "failed")
    assert "nothing was heard for a minute" in message(demo)
    reader.page.unroute_all()
    again(demo)
    reader.page.clock.run_for(1000)
    demo.live()


def test_scripts_that_do_not_come_are_told_without_any(reader: Reader) -> None:
    reader.page.route(re.compile(r"/knobs\.js$"), lambda route: route.fulfill(status=404, body="gone"))
    demo = reader.open(ENTRY)
    said = "getComputedStyle(document.querySelector('.kd-state'), '::after')"
    assert reader.page.evaluate(f"{said}.fontSize") == "0px"
    reader.page.evaluate("document.getAnimations().forEach((animation) => animation.finish())")
    assert reader.page.evaluate(f"{said}.fontSize") == "13px"
    assert "have not come yet" in reader.page.evaluate(f"{said}.content")
    reader.page.unroute_all()
    reader.page.reload()
    demo.live()
    assert reader.page.evaluate(f"{said}.content") == "none"


def test_an_editor_that_cannot_be_fetched_is_told_and_fetched_at_the_next_press(reader: Reader) -> None:
    reader.page.add_init_script("delete Navigator.prototype.serviceWorker")  # no route is asked about what it fetches
    demo = reader.open(ENTRY).live()
    demo.part("code").locator("summary").click()
    reader.page.route("**/editor.js*", lambda route: route.abort())
    demo.part("edit").click()
    until(lambda: demo.part("told").inner_text())
    assert demo.part("told").inner_text() == "The editor could not be fetched. Press the button to try again."
    # As after a new deployment, which has other files.
    reader.page.route("**/build.json", lambda route: route.fulfill(json={"assets": "another"}))
    demo.part("edit").click()
    until(lambda: "newer version of this site" in demo.part("told").inner_text())
    reader.page.unroute_all()
    demo.part("edit").click()
    until(lambda: demo.part("editor").locator(".cm-content").count())
    assert not demo.part("told").inner_text()


def test_webassembly_refused_by_a_policy_is_told(site: Path, new_reader: Callable[..., Reader]) -> None:
    policy = {"Content-Security-Policy": "script-src 'self' 'unsafe-inline' blob:"}
    with Server(site, base="/knobs/", headers=policy) as server:
        demo = new_reader(server.address).open(ENTRY)
        until(lambda: demo.state == "failed")
        assert "WebAssembly" in message(demo)
        demo.press("learning_rate", "End")
        until(lambda: demo.source == "preview")
