"""The reader's own code behind the door: it trains, it is told where it is wrong, and it can break nothing."""

import json
from typing import Any

import pytest

from demos.kit import door
from demos.kit.edited import PRINTED
from demos.kit.verdict import number
from glossary.script import code

CODE = code("bowl")
STEP = "weights, velocity = optimizer.update(weights, gradient, velocity)"


def ask(text: str, **more: Any) -> dict[str, Any]:
    """One answer of the door to a figure that trains by this code."""
    request = {"figure": "f", "demo": "bowl", "settings": {}, "code": text, **more}
    return dict(json.loads(door.answer(json.dumps(request))))


def test_the_code_as_it_is_shown_gives_the_same_figure() -> None:
    mine, its = ask(CODE), json.loads(door.answer(json.dumps({"figure": "f", "demo": "bowl", "settings": {}})))
    assert mine.pop("printed") == ""
    assert mine == its


def test_changed_code_trains_and_the_scent_is_its_own() -> None:
    changed = CODE.replace(STEP, "weights = weights * 0.5")
    # From (-8, 3) the loss ½(w₁² + 10 w₂²) = 77 falls to a quarter each epoch.
    assert ask(changed)["numbers"] == f"training loss {number(77 * 0.25**24, 3)}"
    flat = ask(changed, scent="learning_rate")["scent"]["path"]
    assert flat != ask(CODE, scent="learning_rate")["scent"]["path"]  # its outcome depends on no learning rate


@pytest.mark.parametrize(
    ("new", "kind", "message", "line"),
    [
        ("nonsense", "NameError", "name 'nonsense' is not defined", True),
        ("1 / 0", "ZeroDivisionError", "division by zero", True),
        ("if", "SyntaxError", "invalid syntax", True),
        ("return", "ValueError", "train ended after 1 items; it yields for ever: while True", False),
    ],
)
def test_what_is_wrong_is_told_with_its_line(new: str, kind: str, message: str, line: bool) -> None:  # noqa: FBT001
    text = CODE.replace(STEP, new)
    for _ in range(2):  # and told again when asked again
        error = ask(text)["error"]
        assert (error["kind"], error["message"]) == (kind, message)
        expected = next(i for i, each in enumerate(text.splitlines(), 1) if each.strip() == new) if line else 0
        assert error["line"] == expected


def test_code_without_train_is_refused_in_words() -> None:
    error = ask("x = 1")["error"]
    assert error["message"] == "there is no function train; it takes the knobs and yields a State an epoch"


def test_a_state_without_a_loss_is_refused() -> None:
    assert "training_loss" in ask("def train(**knobs):\n    while True:\n        yield 3.0\n")["error"]["message"]


def test_endless_recursion_is_an_error_like_others() -> None:
    error = ask(CODE.replace(STEP, "again()") + "\ndef again():\n    again()\n")["error"]
    assert error["kind"] == "RecursionError"


def test_output_is_kept_up_to_a_bound() -> None:
    printed = ask(CODE.replace(STEP, STEP + "\n        print('x' * 100)"))["printed"]
    assert printed.startswith("xxx")
    assert len(printed) < PRINTED + 100
    assert ask(CODE + "\nprint('hello')")["printed"] == "hello\n"
