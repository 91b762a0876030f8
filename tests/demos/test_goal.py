"""The judge of challenges, against closed forms and plain comparisons."""

from typing import Any

import pytest

import demos
from demos.kit.controls import Value, read
from demos.kit.goal import Judgement, judge
from demos.kit.session import Session

BOWL = demos.load("bowl")


def goal(**changes: Any) -> dict[str, Any]:
    """Below a hundredth, in the fewest epochs, without momentum."""
    aim = {"field": "training_loss", "below": 0.01, "fewest": "epochs", "without": [], "hold": {"momentum": 0.0}}
    return {**aim, **changes}


def above(bound: float) -> dict[str, Any]:
    return {name: value for name, value in goal(above=bound).items() if name != "below"}


def judged(aim: dict[str, Any], demo: Any = BOWL, budget: float | None = None, **settings: Value) -> Judgement | None:
    frame = Session(demo).show(settings, budget)
    return judge(aim, frame, demo.controls, read(demo.controls, settings))


def loss(rate: float, epochs: int) -> float:
    """½Σλ((1 - ηλ)ᵏ·start)², the closed form of descent from the demo's start."""
    parts = zip((1.0, 10.0), (-8.0, 3.0), strict=True)
    return sum(0.5 * curve * ((1 - rate * curve) ** epochs * start) ** 2 for curve, start in parts)


@pytest.mark.parametrize("epochs", range(15, 30))
def test_it_is_met_where_the_closed_form_says_so(epochs: int) -> None:
    found = judged(goal(), learning_rate=0.17, epochs=epochs)
    assert found is not None
    assert found.met == (loss(0.17, epochs) < 0.01)
    assert (found.score, found.scored) == (epochs, f"{epochs} epochs")


def test_what_is_missing_is_said_in_numbers() -> None:
    found = judged(goal(), learning_rate=0.17, epochs=15)
    assert found is not None
    assert f"{loss(0.17, 15):.2g}" == "0.12"
    assert found.words == "The training loss is 0.12; it has to be below 0.01."


def test_a_near_miss_is_told_from_the_bound() -> None:
    just = loss(0.17, 15) * 0.9999
    found = judged(goal(below=just), learning_rate=0.17, epochs=15)
    assert found is not None
    assert not found.met
    value, bound = found.words.removesuffix(".").split("; it has to be below ")
    assert not value.endswith(f" {bound}")


def test_above_is_the_other_side() -> None:
    met, missed = judged(above(0.01), epochs=1), judged(above(1e6), epochs=1)
    assert met is not None
    assert missed is not None
    assert (met.met, missed.met) == (True, False)


def test_a_knob_that_may_not_be_turned_is_named() -> None:
    found = judged(goal(), learning_rate=0.17, epochs=40, momentum=0.1)
    assert found is not None
    assert (found.met, found.words) == (False, "Momentum may not be turned here: put it back to 0.")


def test_a_regime_that_does_not_count() -> None:
    found = judged(goal(without=["Oscillating, and converging"]), learning_rate=0.17, epochs=40)
    assert found is not None
    assert (found.met, found.words) == (False, "Oscillating, and converging does not count.")


def test_a_run_that_has_blown_up_has_no_small_loss() -> None:
    found = judged(goal(), learning_rate=3.0, epochs=500)
    assert found is not None
    assert not found.met


@pytest.mark.parametrize(
    ("fewest", "score", "scored"),
    [("training_loss", loss(0.17, 40), "a training loss of"), ("learning_rate", 0.17, "learning rate 0.17")],
)
def test_a_score_may_be_a_number_of_the_state_or_a_knob(fewest: str, score: float, scored: str) -> None:
    found = judged(goal(fewest=fewest), learning_rate=0.17, epochs=40)
    assert found is not None
    assert found.score == pytest.approx(score, rel=1e-3)
    assert found.scored.startswith(scored)


def test_nothing_is_judged_on_the_way() -> None:
    assert judged(goal(), demos.load("capacity"), budget=0.0, epochs=5000) is None


def test_a_field_that_is_not_there() -> None:
    with pytest.raises(KeyError):
        judged(goal(field="accuracy"), epochs=3)
