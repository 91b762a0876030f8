"""The worker's protocol: JSON in, JSON out, and never an exception."""

import json
from functools import cache
from types import ModuleType
from typing import Any

import pytest

import demos
from demos.kit.controls import Slider, Value, defaults, unit_of_time
from demos.kit.door import answer
from demos.kit.session import Frame


def ask(**request: Any) -> dict[str, Any]:
    """Ask as the page does, and read the answer as strictly as a browser: no NaN, no Infinity."""

    def refuse(constant: str) -> None:
        raise AssertionError(constant)

    told: dict[str, Any] = json.loads(answer(json.dumps(request)), parse_constant=refuse)
    return told


@cache
def answered(demo: str, settings: str) -> dict[str, Any]:
    """The whole answer to one question."""
    return ask(figure=settings, demo=demo, settings=json.loads(settings), budget=None, table=True)


@pytest.fixture
def told(demo: ModuleType, ends: dict[str, Value]) -> dict[str, Any]:
    """What the page is told of a demo at these settings: asked once for all the tests that only read it."""
    return answered(demo.__name__.rpartition(".")[2], json.dumps(ends))


def test_an_answer_holds_what_the_page_needs(demo: ModuleType, told: dict[str, Any], frame: Frame) -> None:
    assert told["panels"] == [panel.svg for panel in frame.panels]
    assert (told["verdict"]["regime"], told["verdict"]["text"]) == (frame.verdict.regime, frame.verdict.text)
    assert (told["epoch"], told["done"]) == (frame.epoch, True)
    assert told["table"]["head"][0] == unit_of_time(demo.controls)
    assert {len(row) for row in told["table"]["rows"]} == {len(told["table"]["head"])}
    assert set(told["marks"]) == {control.name for control in demo.controls if isinstance(control, Slider)}


def test_a_mark_can_be_set_and_stands_on_the_slider(demo: ModuleType, told: dict[str, Any]) -> None:
    for knob, marks in told["marks"].items():
        slider = next(control for control in demo.controls if control.name == knob)
        for mark in marks:
            assert 0 <= mark["place"] <= 1
            assert slider.read(mark["setting"]) == pytest.approx(mark["setting"])
            assert mark["label"].strip()


def test_a_table_only_when_asked_for() -> None:
    assert "table" not in ask(figure="a", demo="bowl", settings={})


def test_a_budget_streams() -> None:
    request = {"figure": "stream", "demo": "capacity", "settings": {"epochs": 5000, "seed": 7}, "budget": 0}
    first, second = ask(**request), ask(**request)
    assert (first["epoch"], second["epoch"], first["done"]) == (0, 1, False)


@pytest.mark.parametrize(
    ("request_", "kind", "field"),
    [
        ({"demo": "bowl", "settings": {"learning_rate": 99}}, "setting", "learning_rate"),
        ({"demo": "bowl", "settings": {"speed": 1}}, "setting", "speed"),
        ({"demo": "penalty", "settings": {"penalty": ["l1"]}}, "setting", "penalty"),
        ({"demo": "nosuch", "settings": {}}, "UnknownDemoError", ""),
        ({"demo": "bowl"}, "KeyError", ""),
    ],
)
def test_failures_come_back_as_words(request_: dict[str, Any], kind: str, field: str) -> None:
    error = ask(figure="wrong", **request_)["error"]
    assert (error["kind"], error["field"]) == (kind, field)
    assert error["message"]


def test_two_figures_of_one_demo_keep_their_own_runs() -> None:
    """One figure's many knob turns do not make the other train again."""
    slow = {"figure": "left", "demo": "capacity", "settings": {"epochs": 400}}
    assert ask(**slow)["done"]
    for seed in range(1, 20):
        ask(figure="right", demo="capacity", settings={"epochs": 1, "seed": seed})
    assert ask(**slow, budget=0)["done"]


def test_the_defaults_of_every_demo_can_be_asked_for(demo: ModuleType) -> None:
    name = demo.__name__.rpartition(".")[2]
    spelled = ask(figure="spelled", demo=name, settings=defaults(demo.controls))
    assert spelled == ask(figure="silent", demo=name, settings={})
    assert name in demos.names()


def test_a_challenge_is_judged_where_one_was_taken_up() -> None:
    request = {"figure": "goal", "demo": "bowl", "settings": {"epochs": 40}, "budget": None}
    aim = {"field": "training_loss", "below": 1e-3, "fewest": "epochs", "without": [], "hold": {}}
    assert ask(**request, goal=aim)["goal"] == {
        "met": True,
        "words": "Met with 40 epochs.",
        "score": 40,
        "scored": "40 epochs",
    }
    assert ask(**request, goal=aim | {"below": 1e-9})["goal"]["met"] is False
    assert "goal" not in ask(**request, goal=None)
