"""Before Python answers, and where it cannot, knobs show pictures from the build and say what they are."""

from typing import TYPE_CHECKING

from tests.browser.conftest import Demo, Reader, until

if TYPE_CHECKING:
    from collections.abc import Callable

WASM = "**/*.wasm*"


def slow(reader: Reader) -> Demo:
    """A page whose Python does not come."""
    reader.page.route(WASM, lambda _: None)
    demo = reader.open("glossary/hyperparameter/")
    until(lambda: demo.state == "starting")
    return demo


def test_a_knob_moved_before_python_answers_shows_a_preview_and_says_of_what(reader: Reader) -> None:
    demo = slow(reader)
    demo.press("learning_rate", "End")
    until(lambda: demo.source == "preview")
    assert demo.verdict.startswith("Diverging.")
    assert demo.part("state").inner_text().startswith("Preview at Learning rate 3, other knobs as opened")


def test_after_a_second_knob_a_preview_does_not_pretend_that_both_hold(reader: Reader) -> None:
    demo = slow(reader)
    demo.press("learning_rate", "End")
    until(lambda: demo.verdict.startswith("Diverging."))
    demo.press("epochs", "Home")
    until(lambda: "Preview at Epochs 1, other knobs as opened" in demo.part("state").inner_text())
    assert demo.verdict.startswith("Oscillating, and converging.")


def test_previews_serve_for_good_where_python_cannot_run(reader: Reader) -> None:
    reader.page.add_init_script("delete globalThis.WebAssembly")
    demo = reader.open("glossary/regularization/")
    until(lambda: demo.state == "failed")
    demo.more()
    demo.knob("penalty").locator('label:has(input[value="l1"])').click()
    until(lambda: demo.source == "preview")
    assert "weights are exactly 0" in demo.verdict
    assert "Preview at Penalty L1, other knobs as opened" in demo.part("state").inner_text()


def test_the_live_picture_takes_over_with_all_knobs_as_they_stand(reader: Reader) -> None:
    held: list[Callable[[], None]] = []
    reader.page.route(WASM, lambda route: held.append(route.continue_))
    demo = reader.open("glossary/hyperparameter/")
    until(lambda: demo.state and held)
    demo.press("learning_rate", "End")
    demo.press("epochs", "Home")
    until(lambda: demo.source == "preview")
    for let_through in held:
        let_through()
    demo.live()
    assert "you are at 3." in demo.settles().verdict
    assert demo.part("state").inner_text() == "Live: Python in this page"


def test_who_pays_by_the_byte_gets_python_only_for_turning_a_knob(reader: Reader) -> None:
    reader.page.add_init_script("Object.defineProperty(navigator, 'connection', {value: {saveData: true}})")
    asked: list[str] = []
    reader.page.on("request", lambda request: asked.append(request.url))
    demo = reader.open("glossary/hyperparameter/")
    until(lambda: "Turn a knob to start Python" in demo.part("state").inner_text())
    reader.page.wait_for_timeout(1500)
    assert demo.state == "static"
    assert not [url for url in asked if "/assets/python/" in url]
    demo.press("learning_rate", "Home")
    demo.live()
    assert demo.settles().verdict.startswith("Crawling.")
