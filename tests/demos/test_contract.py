"""What every demo owes: found by its file, tested at the settings it opens on and at both ends of every knob."""

import inspect
import re
import xml.etree.ElementTree as ET
from types import ModuleType

import numpy as np
import pytest

import demos
from demos.kit.controls import Epochs, Value, defaults, read, unit_of_time
from demos.kit.session import Frame, Session

LARGEST = 40_000  # characters a panel
NO_NUMBER = re.compile(r"\b(nan|inf|infinity)\b|[\d.]e[-+]?\d", re.IGNORECASE)


def show(demo: ModuleType, settings: dict[str, Value]) -> Frame:
    return Session(demo).show(settings)


def test_every_demo_is_found_by_its_file() -> None:
    assert {"bowl", "minibatch", "penalty", "capacity"} <= set(demos.names())
    assert list(demos.names()) == sorted(set(demos.names()))
    with pytest.raises(demos.UnknownDemoError, match=r"no demo is called 'nosuch'; demos/ has .*bowl"):
        demos.load("nosuch")
    with pytest.raises(demos.UnknownDemoError):
        demos.load("kit")


def test_the_module_teaches_in_its_first_lines(demo: ModuleType) -> None:
    assert demo.__doc__
    assert len(demo.__doc__.split()) >= 30
    assert demo.train.__doc__
    assert demo.verdict.__doc__


def test_it_says_what_to_notice_and_what_holds_it_to_the_truth(demo: ModuleType) -> None:
    """The list of all demos is made of these, and of the docstring's first line."""
    assert demo.NOTICE.endswith(".")
    assert demo.CHECK.endswith(".")
    assert len(demo.NOTICE.split()) <= 50
    assert len(re.findall(r"[.!?](?:\s|$)", demo.CHECK)) == 1
    assert len((demo.__doc__ or "").partition("\n")[0].partition(":")[0]) <= 60  # the title of its page
    assert '"' not in demo.NOTICE  # it stands in YAML


def test_train_takes_the_knobs_but_not_the_epochs(demo: ModuleType) -> None:
    knobs = [control.name for control in demo.controls]
    assert "epochs" in knobs[:2]  # the scrubber is one of the two at first sight
    assert len(set(knobs)) == len(knobs)
    assert list(inspect.signature(demo.train).parameters) == [knob for knob in knobs if knob != "epochs"]
    assert sum(isinstance(control, Epochs) for control in demo.controls) == 1


def test_it_opens_on_settings_that_its_own_knobs_hold(demo: ModuleType) -> None:
    opening = defaults(demo.controls)
    assert read(demo.controls, opening) == opening
    assert all(control.title for control in demo.controls)
    frame = show(demo, {})
    assert (frame.epoch, frame.done, frame.history.diverged) == (opening["epochs"], True, False)


def test_the_same_settings_give_the_same_history(demo: ModuleType, ends: dict[str, Value], frame: Frame) -> None:
    first, second = frame, show(demo, ends)
    for name in first.history.now._fields:
        np.testing.assert_array_equal(first.history.column(name), second.history.column(name))
    assert first.panels == second.panels


def test_another_seed_gives_another_history(demo: ModuleType) -> None:
    """A demo without the knob `seed` draws nothing at random."""
    seeds = [1, 2, 20] if any(control.name == "seed" for control in demo.controls) else []
    losses = {tuple(show(demo, {"seed": seed}).history.column("training_loss")) for seed in seeds}
    assert len(losses) == len(seeds)
    assert seeds or "random" not in inspect.getsource(demo.train).lower()


def test_every_panel_is_well_formed_small_and_finite(frame: Frame) -> None:
    assert frame.panels
    for panel in frame.panels:
        root = ET.fromstring(panel.svg)
        assert root.get("aria-label") == panel.title
        assert len(panel.svg) < LARGEST
        assert not re.search(r"\b(nan|inf)", panel.svg, re.IGNORECASE)
        shapes = [data for each in root.iter() if (data := each.get("d"))]
        numbers = re.findall(r"-?\d+(?:\.\d+)?(?:e[-+]?\d+)?", " ".join(shapes))
        assert np.all(np.abs(np.array(numbers, dtype=float)) <= 4001)


def test_one_panel_scrubs(demo: ModuleType) -> None:
    """Pointing at a loss curve moves the epoch: its x axis counts epochs, or what the demo calls them."""
    scrubbing = [panel for panel in show(demo, {}).panels if panel.scrubs]
    assert len(scrubbing) == 1
    assert f">{unit_of_time(demo.controls)}</text>" in scrubbing[0].svg


def test_the_history_is_finite(frame: Frame) -> None:
    history = frame.history
    for name in history.now._fields:
        assert np.all(np.isfinite(history.column(name))), name
    assert isinstance(history.now.training_loss, float)


def test_the_verdict_is_a_sentence(frame: Frame) -> None:
    verdict = frame.verdict
    assert verdict.regime
    assert verdict.text.endswith(".")
    assert not NO_NUMBER.search(f"{verdict.regime} {verdict.text}")
    assert verdict.tone in {"good", "plain", "bad"}


def test_a_mend_can_be_made_and_mends(demo: ModuleType, ends: dict[str, Value], frame: Frame) -> None:
    """After one click the regime is another, or at least as good; nobody is sent from bad to the same bad."""
    verdict = frame.verdict
    if verdict.mend:
        changed = {**ends, **verdict.mend.settings}
        assert read(demo.controls, changed) != read(demo.controls, ends)
        mended = show(demo, changed).verdict
        assert mended.regime != verdict.regime or verdict.tone != "bad"
        assert mended.regime != "Diverging."
    assert verdict.mend or verdict.regime != "Diverging."


def test_marks_lie_on_knobs_and_have_words(demo: ModuleType, frame: Frame) -> None:
    knobs = {control.name for control in demo.controls}
    for name, marks in frame.marks.items():
        assert name in knobs
        assert all(np.isfinite(mark.value) and mark.value > 0 and mark.label.strip() for mark in marks)


@pytest.mark.parametrize("epochs", [1, 2, 3])
def test_the_first_epochs_can_be_looked_at(demo: ModuleType, epochs: int) -> None:
    assert show(demo, {"epochs": epochs}).epoch == epochs
