"""Predict, then run: the reader says what will happen, the demo answers, and the outcome refers to what was said."""

from collections.abc import Callable

from playwright.sync_api import Locator

from tests.browser.conftest import Demo, Reader, until

PAGE = "glossary/hyperparameter/"
BOUNCE, FLY = "It bounces for ever", "It flies apart"


def card(reader: Reader) -> Locator:
    return reader.page.locator("knob-predict")


def option(reader: Reader, words: str) -> Locator:
    return card(reader).locator("label").filter(has_text=words)


def told(reader: Reader) -> None:
    until(lambda: card(reader).get_attribute("data-state") == "told")


def line(demo: Demo) -> str:
    return demo.part("asked").inner_text()


def in_sight(demo: Demo, name: str) -> bool:
    """Whether a part of the figure stands between the header and the lower edge of the screen."""
    seen: bool = demo.part(name).evaluate(
        "part => { const {top, bottom} = part.getBoundingClientRect(); return top > 48 && bottom < innerHeight; }"
    )
    return seen


def test_a_wrong_prediction_is_held_against_what_happened(visitor: Reader) -> None:
    demo = visitor.visit(PAGE).live()
    option(visitor, BOUNCE).click()
    assert line(demo) == "You said it would bounce for ever. Watch."
    assert not card(visitor).locator(".feedback").nth(1).is_visible()  # not before the demo has answered
    told(visitor)
    assert line(demo) == "You said it would bounce for ever; it flew apart."
    assert demo.verdict.startswith("Diverging. Each step multiplies the error by 1.10.")
    assert (demo.value("learning_rate"), demo.value("epochs")) == (0.21, 60)
    assert "That happens at exactly 0.2" in card(visitor).inner_text()
    assert visitor.troubles() == {"console": [], "failed": [], "elsewhere": []}


def test_a_right_one_is_confirmed(visitor: Reader) -> None:
    demo = visitor.visit(PAGE).live()
    option(visitor, FLY).click()
    told(visitor)
    assert line(demo) == "As you said, it flew apart."
    assert "The factor is 1 − 0.21 × 10" in card(visitor).inner_text()


def test_skipping_shows_it_too(visitor: Reader) -> None:
    demo = visitor.visit(PAGE).live()
    visitor.page.get_by_role("button", name="Just show me").click()
    told(visitor)
    assert line(demo) == "It flew apart."
    assert card(visitor).locator("details").get_attribute("open") is not None


def test_nobody_has_to_answer(visitor: Reader) -> None:
    """The knobs work while the question stands, and the outcome leaves when the visitor goes on."""
    demo = visitor.visit(PAGE).live()
    demo.type("learning_rate", 0.1)
    assert demo.settles().verdict.startswith("Converging.")
    option(visitor, BOUNCE).click()
    told(visitor)
    demo.type("learning_rate", 0.05)
    until(lambda: not demo.part("asked").is_visible())
    assert card(visitor).get_attribute("data-state") == "told"


def test_turning_another_knob_on_the_way_calls_it_off(visitor: Reader) -> None:
    demo = visitor.visit("glossary/overfitting/").live()
    visitor.page.get_by_role("button", name="Just show me").click()
    until(lambda: demo.value("epochs") > 3)
    demo.type("learning_rate", 0.05)
    until(lambda: card(visitor).get_attribute("data-state") == "asked")
    assert not demo.part("asked").is_visible()


def test_by_keyboard_choosing_is_not_yet_running(visitor: Reader) -> None:
    demo = visitor.visit(PAGE).live()
    card(visitor).locator("input").first.focus()
    visitor.page.keyboard.press("ArrowDown")
    visitor.page.keyboard.press("ArrowDown")
    assert card(visitor).get_attribute("data-state") == "asked"
    visitor.page.keyboard.press("Tab")
    assert visitor.page.locator(":focus").inner_text() == "Run it"
    visitor.page.keyboard.press("Enter")
    told(visitor)
    assert line(demo) == "As you said, it flew apart."


def test_the_other_options_can_be_read_afterwards(visitor: Reader) -> None:
    demo = visitor.visit(PAGE).live()
    option(visitor, BOUNCE).click()
    told(visitor)
    option(visitor, FLY).click()
    assert "Right. The factor is" in card(visitor).inner_text()
    assert line(demo) == "You said it would bounce for ever; it flew apart."
    visitor.page.get_by_role("button", name="Show it again").click()
    told(visitor)
    assert line(demo) == "You said it would bounce for ever; it flew apart."


def test_on_a_phone_what_happens_is_in_sight(new_reader: Callable[..., Reader]) -> None:
    """A run that ends early, since it has diverged, is an answer too."""
    reader = new_reader(reduced_motion="reduce")
    reader.page.set_viewport_size({"width": 360, "height": 740})
    for slug in ("hyperparameter", "epoch", "regularization", "overfitting"):
        demo = reader.visit(f"glossary/{slug}/").live()
        card(reader).locator("label").first.click()
        told(reader)
        assert in_sight(demo, "asked"), slug
        assert in_sight(demo, "verdict"), slug
        assert reader.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), slug


def test_without_javascript_it_can_be_read(new_reader: Callable[..., Reader]) -> None:
    reader = new_reader(java_script_enabled=False)
    reader.open(PAGE)
    assert not card(reader).get_by_role("button").first.is_visible()
    option(reader, BOUNCE).click()
    assert "That happens at exactly 0.2" in card(reader).inner_text()
    card(reader).get_by_text("What happens", exact=True).click()
    assert "The demo says: Diverging. Each step multiplies the error by 1.10." in card(reader).inner_text()


def test_without_python_the_builds_words_have_to_do(reader: Reader) -> None:
    reader.page.route("**/assets/python*/**", lambda route: route.abort())
    demo = reader.open(PAGE)
    until(lambda: demo.state == "failed")
    option(reader, BOUNCE).click()
    told(reader)
    said = card(reader).locator(".pose-told").inner_text()
    assert said.startswith("You said it would bounce for ever; it flew apart. Diverging. Each step multiplies")
