"""The worker is ended from outside, the page sleeps, is left, is opened twice, or is asked too much at once."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import pytest
from playwright.sync_api import Error, Route, Worker

from tests.browser.conftest import Demo, Reader, until

ENTRY = "glossary/hyperparameter/"
WASM = "**/*.wasm*"
MOVES = """async (demo) => {
    const slider = demo.querySelector('[data-knob="learning_rate"] .kd-range');
    demo.answers = 0;
    demo.addEventListener("kd-shown", () => demo.answers++);
    for (let i = 0; i < 100; i++) {
        slider.value = (i * 37) % 141;
        slider.dispatchEvent(new Event("input", { bubbles: true }));
        if (i % 10 === 9) await new Promise((resolve) => setTimeout(resolve, 5));
    }
}"""


def pythons(reader: Reader) -> list[Worker]:
    """Our workers that run."""
    return [worker for worker in reader.page.workers if worker.url.startswith("blob:")]


def close(reader: Reader) -> None:
    """End them without a word, as a browser does that wants the memory."""
    for worker in pythons(reader):
        worker.evaluate("self.close()")


def test_a_worker_ended_in_mid_run_is_missed_and_replaced(reader: Reader) -> None:
    reader.page.clock.install()
    demo = reader.open(ENTRY).live().settles()
    demo.more()
    demo.type("momentum", 0.5)
    before = demo.settles().verdict
    demo.part("play").click()
    close(reader)
    until(lambda: demo.busy)
    reader.page.clock.run_for(21_000)
    until(lambda: demo.state == "failed")
    said = demo.part("message").inner_text()
    assert said.startswith("Python has stopped: an answer took too long")
    demo.part("message").get_by_role("button", name="Try again").click()
    until(lambda: demo.state == "live")
    demo.type("epochs", 24)
    assert demo.settles().verdict == before  # all knobs stand as they stood


def test_a_hundred_fast_moves_end_at_the_last_and_draw_only_some(reader: Reader) -> None:
    demo = reader.open(ENTRY).live().settles()
    demo.element.evaluate(MOVES)
    last = demo.value("learning_rate")
    pictures = demo.settles().pictures
    assert 1 <= demo.element.evaluate("demo => demo.answers") < 60
    demo.part("reset").click()
    assert demo.settles().pictures != pictures
    demo.type("learning_rate", last)
    assert demo.settles().pictures == pictures
    assert reader.troubles() == {"console": [], "failed": [], "elsewhere": []}


def frozen(reader: Reader, demo: Demo) -> None:
    """Freeze the page while it plays, as browsers do with a tab that is long out of sight; then wake it."""
    browser = reader.page.context.new_cdp_session(reader.page)
    browser.send("Page.setWebLifecycleState", {"state": "frozen"})
    browser.send("Page.setWebLifecycleState", {"state": "active"})
    browser.detach()
    now = demo.value("epochs")
    until(lambda: demo.value("epochs") > now)


@contextmanager
def slowly(reader: Reader) -> Iterator[None]:
    """Hold the core back meanwhile, so that no start is over before a test has looked."""
    held: list[Route] = []
    reader.page.route(WASM, lambda route: held.append(route))  # noqa: PLW0108 - no builtin may stand there
    yield
    reader.page.unroute(WASM)
    for route in held:
        with suppress(Error):  # the page that asked may be gone
            route.continue_()


@pytest.mark.long
def test_start_up_is_left_and_taken_up_again_and_a_second_tab_is_a_world_of_its_own(
    new_reader: Callable[..., Reader],
) -> None:
    reader = new_reader(service_workers="block")  # what it keeps would come past the hold
    with slowly(reader):
        demo = reader.open(ENTRY)
        until(lambda: demo.state == "starting")
        reader.page.goto(f"{reader.home}about/")  # away in mid-start, and back
    reader.page.go_back()
    reader.demo().live()
    with slowly(reader):
        demo = reader.open(ENTRY)
        until(lambda: demo.state == "starting" and reader.page.evaluate("Boolean(globalThis.component$)"))
        before = reader.heard()
        demo = reader.visit("glossary/epoch/")
    demo.live()  # within the visit: the same start goes on
    assert reader.heard() - before <= 1
    demo.part("play").click()
    frozen(reader, demo)
    demo.part("play").click()
    other = Reader(reader.page.context.new_page(), reader.home)
    second = other.open(ENTRY).live().settles()
    close(reader)
    second.press("learning_rate", "End")
    assert second.settles().verdict.startswith("Diverging.")
    for one in (reader, other):
        assert [line for line in one.console if line.startswith("error")] == []
