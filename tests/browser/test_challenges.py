"""Challenges: taken up, judged by Python at every turn, the best try kept for the visit, left at will."""

from collections.abc import Callable

from playwright.sync_api import Locator

from tests.browser.conftest import Demo, Reader, until

PAGE = "glossary/hyperparameter/"


def card(reader: Reader) -> Locator:
    return reader.page.locator("knob-challenge")


def says(demo: Demo, words: str) -> None:
    """Wait until the line above the verdict begins so."""
    until(lambda: demo.part("asked").locator("span").inner_text().startswith(words))


def taken_up(reader: Reader, page: str = PAGE) -> Demo:
    demo = reader.visit(page).live()  # the first of a reader's visit is a load
    reader.page.get_by_role("button", name="Take it up").click()
    return demo


def test_the_demo_judges_and_says_what_is_missing(reader: Reader) -> None:
    demo = taken_up(reader)
    says(demo, "The training loss is 0.0042; it has to be below 0.001.")
    demo.type("epochs", 40)
    says(demo, "Met with 40 epochs. Your best so far.")
    demo.type("epochs", 25)
    says(demo, "The training loss is 0.00")
    assert demo.part("asked").locator("span").inner_text().endswith("below 0.001. Best so far: 40 epochs.")
    demo.type("learning_rate", 0.175)
    demo.type("epochs", 27)
    says(demo, "Met with 27 epochs. Nothing better is known here.")
    assert "Your best so far: 27 epochs." in card(reader).inner_text()
    assert reader.troubles() == {"console": [], "failed": [], "elsewhere": []}


def test_only_some_knobs_may_be_turned(visitor: Reader) -> None:
    demo = taken_up(visitor)
    demo.more()
    demo.type("momentum", 0.5)
    says(demo, "Momentum may not be turned here: put it back to 0.")
    demo.type("momentum", 0)
    says(demo, "The training loss is")


def test_play_finds_the_first_epoch_that_does(reader: Reader) -> None:
    demo = taken_up(reader)
    says(demo, "The training loss is")
    demo.type("epochs", 1)
    demo.part("play").click()
    until(lambda: "Your best so far: 28 epochs." in card(reader).inner_text())
    demo.part("play").click()


def test_the_best_try_comes_back_and_lasts_for_the_visit(reader: Reader) -> None:
    demo = taken_up(reader)
    says(demo, "The training loss is")
    demo.type("epochs", 40)
    says(demo, "Met")
    demo.type("epochs", 3)
    says(demo, "The training loss")
    card(reader).get_by_role("button", name="Show my best").click()
    until(lambda: demo.value("epochs") == 40)
    reader.page.wait_for_timeout(500)  # the theme notes where a page was left a moment after it was scrolled
    reader.visit("glossary/epoch/").live()
    assert "best so far" not in card(reader).inner_text()
    reader.visit(PAGE).live()
    assert "Your best so far: 40 epochs." in card(reader).inner_text()
    reader.page.reload()
    reader.demo().live()
    assert "best so far" not in card(reader).inner_text()


def test_it_can_be_left(visitor: Reader) -> None:
    demo = taken_up(visitor)
    says(demo, "The training loss")
    demo.part("asked").get_by_role("button", name="Leave the challenge").click()
    assert not demo.part("asked").is_visible()
    demo.type("epochs", 40)
    demo.settles()
    assert not demo.part("asked").is_visible()
    assert card(visitor).get_by_role("button", name="Take it up").is_visible()


def test_a_prediction_takes_its_place(visitor: Reader) -> None:
    demo = taken_up(visitor)
    says(demo, "The training loss")
    visitor.page.locator("knob-predict").get_by_role("button").click()
    until(lambda: visitor.page.locator("knob-predict").get_attribute("data-state") == "told")
    assert demo.part("asked").inner_text() == "It flew apart."
    assert card(visitor).get_by_role("button", name="Take it up").is_visible()


def test_every_solution_in_the_page_is_one(new_reader: Callable[..., Reader]) -> None:
    """A reader who takes the challenge up and follows the solution has met it, in the browser's own Python."""
    reader = new_reader(reduced_motion="reduce")
    for slug in ("hyperparameter", "epoch", "regularization", "overfitting"):
        demo = taken_up(reader, f"glossary/{slug}/")
        card(reader).locator("summary").click()
        card(reader).locator("a.kd-try").click()
        says(demo, "Met with")
        assert demo.part("asked").inner_text().startswith("Met with")
        assert "Nothing better is known here." in demo.part("asked").inner_text()


def test_without_javascript_goal_and_solution_can_be_read(new_reader: Callable[..., Reader]) -> None:
    reader = new_reader(java_script_enabled=False)
    reader.open(PAGE)
    assert "Bring the loss of the demo below 0.001" in card(reader).inner_text()
    assert not card(reader).get_by_role("button").first.is_visible()
    card(reader).locator("summary").click()
    assert "Learning rate 0.175, Epochs 27." in card(reader).inner_text()
