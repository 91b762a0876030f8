"""What is live is of its own build; a new one arrives at the next load, and whole; the old goes on where it is open."""

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext

from runtime.server import Server
from tests.browser import small
from tests.browser.conftest import Reader, until
from tests.browser.offline.conftest import (
    FIRST,
    READY,
    SECOND,
    STOP_PYTHON,
    Builds,
    cut,
    follow,
    glance,
    renewed,
    says,
    visited,
)

# The pictures that the page came with; those in it may be Python's by the time that a test looks.
BUILT = """async () => {
    const text = await (await fetch(location.href)).text();
    const demo = new DOMParser().parseFromString(text, "text/html").querySelector("knob-demo");
    return [...demo.querySelectorAll(".kd-panel")].map((panel) => panel.innerHTML);
}"""


def test_a_constant_altered_in_the_wheel_changes_the_live_picture_and_only_that(
    builds: Builds, host: Server, tab: Callable[[], Reader]
) -> None:
    """The pages are made where the demos are unaltered, so what differs was computed here, from the wheel."""
    host.show(builds.second)
    reader = tab()
    bowl, losses = reader.open().live().settles().pictures
    built = reader.page.evaluate(BUILT)
    # Other contours, the same losses.
    assert bowl != built[0]
    assert losses == built[1]
    step = reader.open("glossary/step/").live().settles()
    assert step.pictures == reader.page.evaluate(BUILT)


def test_a_new_build_reaches_a_returning_reader_at_once_and_whole(
    builds: Builds, context: BrowserContext, host: Server, tab: Callable[[], Reader]
) -> None:
    reader = tab()
    old = visited(reader).settles().pictures
    reader.page.close()
    host.show(builds.second)
    again = tab()
    demo = again.open().live()
    assert says(again) == SECOND
    bowl, losses = demo.settles().pictures
    assert (bowl != old[0], losses == old[1]) == (True, True)  # other contours, the same losses
    renewed(again.page)
    again.page.close()
    # No tab is open any more: the browser hands over to the new build's worker, and what only the old one used goes.
    files = {path.relative_to(builds.second).as_posix() for path in builds.second.rglob("*")}
    until(lambda: {address.removeprefix(host.address) for address in glance(tab)} <= {*files, ""})
    last = tab()
    last.open().live()
    ((*ready,),) = last.page.evaluate(READY).values()
    assert set(ready) <= {Path(name).name for name in files}
    cut(context, host)
    last.page.reload()
    assert last.demo().live().settles().pictures == [bowl, losses]
    assert says(last) == SECOND


def test_a_tab_of_the_old_build_goes_on_and_never_mixes(
    builds: Builds, context: BrowserContext, host: Server, tab: Callable[[], Reader]
) -> None:
    reader = tab()
    demo = visited(reader)
    old = demo.settles().pictures
    host.show(builds.second)
    other = tab()
    new = other.open().live().settles().pictures
    assert (says(other), new[0] != old[0]) == (SECOND, True)
    renewed(other.page)
    # Python must start again, from files that the server has no more.
    reader.page.evaluate(STOP_PYTHON)
    demo.press("learning_rate", "Home")
    until(lambda: demo.verdict.startswith("Crawling."))
    demo.part("reset").click()
    assert demo.settles().pictures == old
    # Its next page is of the new build: with that page, the new scripts come.
    reader.page.evaluate("window.old = true")
    follow(reader, "Step")
    reader.demo().live()
    assert reader.page.evaluate("window.old") is None
    assert reader.open().live().settles().pictures == new
    cut(context, host)
    other.page.reload()
    assert other.demo().live().settles().pictures == new


def test_a_tab_of_the_old_build_without_kept_files_says_so(builds: Builds, chromium: Browser, host: Server) -> None:
    context = chromium.new_context(service_workers="block")
    reader = Reader(context.new_page(), host.address)
    demo = reader.open().live()
    host.show(builds.second)
    reader.page.evaluate(STOP_PYTHON)
    demo.press("learning_rate", "Home")
    until(lambda: demo.state == "failed")
    until(lambda: "a newer version of this site" in demo.part("message").inner_text())
    demo.part("message").get_by_role("button", name="Load it").click()
    until(lambda: says(reader) == SECOND)
    reader.demo().live()
    context.close()


def test_two_builds_of_the_same_sources_have_the_same_addresses(builds: Builds, tmp_path: Path, host: Server) -> None:
    again = small.site(tmp_path / "again", host.address, FIRST)
    assert (again / "build.json").read_bytes() == (builds.first / "build.json").read_bytes()
    assert re.search(r"javascripts-[0-9a-f]{10}/knobs\.js", (again / "index.html").read_text(encoding="utf-8"))
