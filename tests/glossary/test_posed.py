"""Predictions and challenges as HTML: readable without a script, and with all that the script needs."""

import json
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag

from demos import names
from glossary import entries, fences, figure, posed, turns
from glossary.entries import Entry
from glossary.faults import FenceError
from tests.real import LIBRARY

CORE = ("hyperparameter", "epoch", "regularization", "overfitting")


def step() -> Entry:
    entry, _ = entries.read(Path(__file__).parent / "good" / "terms" / "step.md")
    assert entry is not None
    return entry


def drawn(kind: str, entry: Entry) -> Tag:
    """The first fence of a kind, as the entry's page has it."""
    body = posed.completed(entry.body, entry)
    (text,) = re.findall(rf"^``` {kind}\n(.*?)^```", body, re.MULTILINE | re.DOTALL)
    found = BeautifulSoup(fences.DRAW[kind](text), "html.parser").find(f"knob-{kind}")
    assert isinstance(found, Tag)
    return found


def test_a_prediction_asks_and_answers_without_a_script() -> None:
    asked = drawn("predict", step())
    assert asked.select_one("legend") is not None
    assert [label.text for label in asked.select("label")] == ["Step 2.", "Steps 41 to 80."]
    assert all(len(each.text) > 10 for each in asked.select(".feedback"))
    (answer,) = asked.select("details")
    assert "Learning. Epoch 2 = step 2: 40 points in batches of 40." in answer.text
    assert asked.select_one("button[hidden]") is not None  # it would do nothing


def test_a_prediction_tells_the_script_what_to_run() -> None:
    asked = drawn("predict", step())
    shown = turns.opened(step())
    assert shown is not None
    assert asked["data-figure"] == figure.key(*shown)
    assert asked["data-try"] == "epochs=2&batch_size=40"
    assert [each["value"] for each in asked.select("input")] == ["it would be step 2", "it would be steps 41 to 80"]
    assert len(asked.select(".right")) == 1


def test_a_challenge_says_what_counts_and_what_is_possible() -> None:
    asked = drawn("challenge", step())
    text = " ".join(asked.text.split())
    assert "Only the learning rate and the epochs may be turned. It can be done with 3 epochs." in text
    assert "Learning rate 0.1, Epochs 3. Five times" in text
    goal = json.loads(str(asked["data-goal"]))
    assert goal["hold"] == {"batch_size": 4, "last_batch": "keep", "seed": 1}
    assert (goal["field"], goal["below"], goal["fewest"]) == ("training_loss", 0.07, "epochs")
    assert asked["data-par"] == "3.0"


@pytest.mark.parametrize("kind", ["predict", "challenge"])
def test_away_from_an_entry_a_fence_has_no_demo(kind: str) -> None:
    (fence,) = step().fences(kind)
    with pytest.raises(FenceError, match="demo: is missing; put the fence into an entry that opens on a demo"):
        fences.DRAW[kind](fence.text)


def test_fences_of_other_kinds_are_left_alone() -> None:
    body = posed.completed(step().body, step())
    assert body.count('demo: {"name": "minibatch", "learning_rate": 0.02, "epochs": 2') == 2
    assert [line for line in body.splitlines() if not line.startswith("demo: {")] == step().body.splitlines()


def test_words_name_what_changes_and_always_the_epochs() -> None:
    opening: dict[str, float | int | bool | str] = {"rate": 0.1, "epochs": 3, "on": False}
    assert posed.words({"rate": 0.2, "epochs": 3, "on": True}, opening) == "rate=0.2&epochs=3&on=true"


@pytest.mark.parametrize("slug", CORE)
def test_the_core_entries_ask_first(slug: str) -> None:
    assert LIBRARY.entries[slug].fences("predict")
    assert LIBRARY.entries[slug].fences("challenge")


def test_what_is_turned_by_words_is_plenty() -> None:
    """Every demo is turned by words in some entry."""
    turned = [shown[0] for entry in LIBRARY.in_order() if "](try:" in entry.body and (shown := turns.opened(entry))]
    assert {"bowl", "capacity", "minibatch", "penalty"} <= set(turned) <= set(names())
