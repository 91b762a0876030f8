"""Python trains the figures behind the links in sight before anybody follows one: docs/assets/javascripts/ahead.js."""

import json
from collections.abc import Callable
from typing import Any

from tests.browser.conftest import Reader, until

ENTRY = "glossary/hyperparameter/"
LINK = 'article a[href*="regularization"][data-ahead]'
LISTEN = """
    globalThis.asked = [];
    const post = Worker.prototype.postMessage;
    Worker.prototype.postMessage = function (message, ...rest) {
        if (message.request) asked.push(message.request);
        return post.call(this, message, ...rest);
    };
"""
SAVES = "Object.defineProperty(navigator, 'connection', {value: {saveData: true}});"


def asked(reader: Reader, figure: str) -> list[dict[str, Any]]:
    """What Python has been asked about a figure."""
    questions = [json.loads(one) for one in reader.page.evaluate("asked")]
    return [question for question in questions if question.get("figure") == figure]


def ended(reader: Reader, figure: str) -> bool:
    """Whether a second passes without another question about it."""
    before = len(asked(reader, figure))
    reader.page.wait_for_timeout(1000)
    return len(asked(reader, figure)) == before


def found(reader: Reader) -> str:
    """Bring a link in sight; return the figure that stands behind it."""
    link = reader.page.locator(LINK).first
    link.scroll_into_view_if_needed()
    return str(json.loads(link.get_attribute("data-ahead") or "{}")["figure"])


def test_the_figure_behind_a_link_in_sight_is_trained_in_slices_while_python_rests(reader: Reader) -> None:
    reader.page.add_init_script(LISTEN)
    reader.open(ENTRY).live()
    figure = found(reader)
    until(lambda: asked(reader, figure))
    assert all(question["budget"] <= 8 for question in asked(reader, figure))
    until(lambda: ended(reader, figure))
    assert len(asked(reader, figure)) <= 12


def test_nothing_is_trained_ahead_for_who_saves_data(new_reader: Callable[..., Reader]) -> None:
    reader = new_reader()
    reader.page.add_init_script(LISTEN + SAVES)
    demo = reader.open(ENTRY)
    demo.press("learning_rate", "Home")
    demo.live()
    figure = found(reader)
    reader.page.wait_for_timeout(2500)
    assert reader.page.evaluate("asked.length")
    assert not asked(reader, figure)
