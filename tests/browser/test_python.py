"""Python in the page is real, started once, and when it cannot start the page says so and still reads well."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from tests.browser.conftest import Reader, until

if TYPE_CHECKING:
    from playwright.sync_api import Route

WASM = "**/*.wasm*"


def title_is(reader: Reader, entry: str) -> bool:
    """Whether the page of this entry has come."""
    return reader.page.get_by_role("heading", level=1).inner_text() == entry


def test_one_worker_answers_on_three_entries_in_a_row(reader: Reader) -> None:
    demo = reader.open("glossary/hyperparameter/").live()
    reader.takes_links()
    for entry in ("Epoch", "Regularization"):
        reader.page.get_by_role("article").get_by_role("link", name=entry, exact=True).last.click()
        until(partial(title_is, reader, entry))
        reader.page.keyboard.press("Control+Home")  # the theme now and then keeps the last page's scroll position
        demo.live()
        before = demo.settles().pictures
        demo.press("learning_rate", "Home")
        assert demo.settles().pictures != before
    assert reader.pythons == 1
    assert reader.troubles() == {"console": [], "failed": [], "elsewhere": []}


def test_knobs_turned_while_python_starts_are_applied_when_it_is_ready(reader: Reader) -> None:
    held: list[Route] = []
    reader.page.route(WASM, lambda route: held.append(route))  # noqa: PLW0108 - no builtin may stand there
    demo = reader.open("glossary/hyperparameter/")
    until(lambda: demo.state == "starting" and held)
    demo.type("learning_rate", 0.3)
    demo.press("learning_rate", "End")
    for route in held:
        route.continue_()
    demo.live()
    assert "you are at 3." in demo.settles().verdict


def test_progress_counts_real_bytes(reader: Reader) -> None:
    reader.page.add_init_script("""addEventListener("DOMContentLoaded", () => {
        window.said = [];
        const state = document.querySelector(".kd-state");
        new MutationObserver(() => window.said.push(state.textContent)).observe(state, {childList: true});
    })""")
    reader.open("glossary/hyperparameter/").live()
    said = reader.page.evaluate("window.said")
    assert any("of" in line and "MB" in line for line in said), said
    assert said[-1] == "Live: Python in this page"


def test_with_the_wasm_blocked_the_figure_never_claims_to_be_live(reader: Reader) -> None:
    reader.page.route(WASM, lambda route: route.abort())
    demo = reader.open("glossary/hyperparameter/")
    built = demo.pictures
    until(lambda: demo.state == "failed")
    assert demo.source == "build"
    assert demo.pictures == built
    assert "Python cannot run here" in demo.part("message").inner_text()
    assert "Live" not in demo.part("state").inner_text()
    reader.page.unroute(WASM)
    demo.part("message").get_by_role("button", name="Try again").click()
    demo.live()
    assert not demo.part("message").is_visible()


def test_without_webassembly_the_figure_says_so(reader: Reader) -> None:
    reader.page.add_init_script("delete globalThis.WebAssembly")
    demo = reader.open("glossary/hyperparameter/")
    until(lambda: demo.state == "failed")
    assert "no WebAssembly" in demo.part("message").inner_text()
    assert demo.verdict.startswith("Oscillating, and converging.")


def test_a_worker_that_falls_silent_is_replaced(reader: Reader) -> None:
    demo = reader.open("glossary/hyperparameter/").live()
    # As if the browser had ended the worker for want of memory.
    demo.element.evaluate("demo => demo.python.stop('the browser ended it')")
    demo.press("learning_rate", "Home")
    until(lambda: demo.verdict.startswith("Crawling."))
    assert reader.pythons == 2


def test_two_demos_on_one_page_share_the_worker_fairly(reader: Reader) -> None:
    reader.open("glossary/hyperparameter/").live()
    reader.page.evaluate("""async () => {
        const page = await (await fetch("../epoch/")).text();
        const other = new DOMParser().parseFromString(page, "text/html").querySelector("knob-demo");
        document.querySelector("knob-demo").after(other);
    }""")
    first, second = reader.demo(0), reader.demo(1).live()
    first.type("epochs", 1)
    second.type("epochs", 1)
    for demo in (first, second):
        demo.settles()
        demo.part("play").click()
    until(lambda: first.value("epochs") > 20 and second.value("epochs") > 20)
    one, other = sorted([first.value("epochs"), second.value("epochs")])
    assert other < 5 * one
    assert reader.pythons == 1


def test_javascript_off_the_page_reads_well(new_reader: Callable[..., Reader]) -> None:
    demo = new_reader(java_script_enabled=False).open("glossary/overfitting/")
    assert demo.part("panel").first.is_visible()
    assert demo.verdict.startswith("Overfitting.")
    assert not demo.part("knobs").is_visible()
    assert not demo.part("bar").is_visible()
    demo.part("numbers").locator("summary").click()
    assert demo.part("numbers").locator("tbody tr").count() > 5


def test_a_question_about_an_unknown_setting_is_answered_in_words(reader: Reader) -> None:
    demo = reader.open("glossary/hyperparameter/").live()
    before = demo.settles().pictures
    demo.element.evaluate("demo => demo.turn({momentum: 7})")
    until(lambda: demo.part("message").is_visible())
    assert "momentum" in demo.part("message").inner_text()
    assert demo.pictures == before
    demo.part("reset").click()
    until(lambda: not demo.part("message").is_visible())
