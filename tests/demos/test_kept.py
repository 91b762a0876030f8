"""Runs that a reader keeps beside the present one, and peeks at single epochs: neither changes the run itself."""

import json
from types import ModuleType
from typing import Any

import pytest

import demos
from demos.kit.controls import SettingError, Slider, last_epoch
from demos.kit.door import answer
from demos.kit.session import Session


def other(demo: ModuleType) -> dict[str, Any]:
    """Settings of another run: a rate of 0.05, or the low end of a slider where a demo has no rate."""
    sliders = [control for control in demo.controls if isinstance(control, Slider) and control.name != "epochs"]
    rate = {"learning_rate": 0.05} if any(each.name == "learning_rate" for each in sliders) else {}
    return {**(rate or {sliders[0].name: sliders[0].stops()[0]}), "epochs": min(30, last_epoch(demo.controls))}


def test_a_kept_run_is_that_of_its_settings(demo: ModuleType) -> None:
    session = Session(demo)
    ghosts = session.show({"epochs": 10}, kept=[other(demo)]).history.ghosts
    alone = Session(demo).show(other(demo)).history
    assert len(ghosts) == 1
    assert len(ghosts[0].states) == other(demo)["epochs"] + 1
    assert list(ghosts[0].states.column("training_loss")) == list(alone.column("training_loss"))


def test_keeping_changes_neither_verdict_nor_history(demo: ModuleType) -> None:
    with_, without = Session(demo).show({"epochs": 10}, kept=[other(demo)]), Session(demo).show({"epochs": 10})
    assert with_.verdict == without.verdict
    assert list(with_.history.column("training_loss")) == list(without.history.column("training_loss"))
    assert with_.panels != without.panels
    assert Session(demo).show({"epochs": 10}, kept=[]).panels == without.panels


def test_what_is_let_go_is_gone(demo: ModuleType) -> None:
    session = Session(demo)
    session.show({"epochs": 10}, kept=[other(demo)])
    assert session.show({"epochs": 10}).panels == Session(demo).show({"epochs": 10}).panels


def test_a_ghost_is_named_by_what_it_has_otherwise() -> None:
    session = Session(demos.load("penalty"))

    def named(**kept: Any) -> str:
        return session.show({"epochs": 10}, kept=[kept]).history.ghosts[0].label

    assert named(learning_rate=0.05, epochs=10) == "η 0.05"
    assert named(penalty="l1", strength=0, epochs=10) == "penalty L1, μ none"
    assert named(epochs=20) == "epochs 20"
    assert named(epochs=10) == "kept"


def test_kept_settings_are_checked_too() -> None:
    with pytest.raises(SettingError, match="learning_rate: 99 is outside"):
        Session(demos.load("bowl")).show({}, kept=[{"learning_rate": 99}])


def test_a_peek_tells_an_epochs_numbers_without_moving() -> None:
    session = Session(demos.load("bowl"))
    frame = session.show({"epochs": 10})
    assert session.peek({}, 4) == {"training loss": frame.history[4].training_loss}
    assert session.peek({}, 11) == {}
    assert len(frame.history) == 11
    assert frame.history.epoch == 10


def test_the_door_peeks_in_words() -> None:
    def ask(**more: Any) -> Any:
        return json.loads(answer(json.dumps({"figure": "peek", "demo": "capacity", "settings": {"epochs": 5}, **more})))

    told = ask()
    assert ask(peek=5)["peek"]["words"] == "epoch 5 · " + told["numbers"].replace(", ", " · ")
    assert told["numbers"].startswith("training loss 0.")
    assert ask(peek=6) == {"peek": None}
