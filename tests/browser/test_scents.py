"""Each slider shows the outcome over its whole range; it is drawn while the reader rests, and never in the way."""

from playwright.sync_api import Locator

from demos import load
from demos.kit.session import Session
from tests.browser.conftest import Demo, Reader, until


def scent(demo: Demo, knob: str) -> Locator:
    return demo.knob(knob).locator(".kd-scent path")


def fresh(demo: Demo, knob: str) -> str:
    """The scent's shape, once it holds for the present settings."""
    place = demo.knob(knob).locator(".kd-scent")
    until(lambda: scent(demo, knob).count() and "kd-stale" not in str(place.get_attribute("class")))
    return str(scent(demo, knob).get_attribute("d"))


def test_a_slider_shows_where_its_valley_and_its_cliff_are(visitor: Reader) -> None:
    demo = visitor.visit("glossary/hyperparameter/").live()
    expected = Session(load("bowl")).scent({}, "learning_rate")
    assert expected
    assert fresh(demo, "learning_rate") == expected.path
    picture = demo.knob("learning_rate").locator(".kd-scent svg")
    assert picture.get_attribute("aria-label") == expected.words
    box, track = picture.bounding_box(), demo.knob("learning_rate").locator(".kd-range").bounding_box()
    assert box
    assert track
    assert abs(box["x"] - track["x"] - 10) < 1  # as the handle's middle travels
    assert box["y"] + box["height"] <= track["y"] + track["height"] / 2


def test_it_follows_the_other_knobs(visitor: Reader) -> None:
    demo = visitor.visit("glossary/hyperparameter/").live()
    before = fresh(demo, "learning_rate")
    demo.type("epochs", 100)
    until(lambda: fresh(demo, "learning_rate") != before)
    expected = Session(load("bowl")).scent({"epochs": 100}, "learning_rate")
    assert expected
    assert fresh(demo, "learning_rate") == expected.path


def test_the_further_knobs_get_theirs_when_they_are_opened(visitor: Reader) -> None:
    demo = visitor.visit("glossary/overfitting/").live()
    fresh(demo, "epochs")
    assert scent(demo, "degree").count() == 0
    demo.more()
    for knob in ("degree", "points", "noise", "seed"):
        assert fresh(demo, knob).endswith("Z")


def test_it_moves_nothing_on_the_page(reader: Reader) -> None:
    demo = reader.open("glossary/hyperparameter/")
    before = demo.part("bar").bounding_box()
    demo.live()
    fresh(demo, "epochs")
    assert demo.part("bar").bounding_box() == before
