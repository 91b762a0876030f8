"""Knobs: every stop reads back, places run from 0 to 1, bad values are refused with the knob's name."""

from math import inf, log10, nan
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from demos.kit.controls import Choice, Epochs, SettingError, Slider, Toggle, defaults, read, rounded, spoken

LOGS = st.tuples(st.floats(1e-5, 1), st.floats(1.5, 1e5)).map(lambda pair: (pair[0], pair[0] * pair[1]))
JUNK: list[Any] = [None, "fast", "", nan, inf, -inf, True, [0.1], {}, 10**400, "nan", object()]
PENALTY = Choice("penalty", "l2", options={"l1": "L1", "l2": "L2"})


@given(ends=LOGS, zero=st.booleans(), per_decade=st.integers(2, 60))
def test_every_stop_of_a_log_slider_reads_back(ends: tuple[float, float], *, zero: bool, per_decade: int) -> None:
    low, high = (rounded(end) for end in ends)
    assume(low < high)
    slider = Slider("rate", low, (low, high), scale="log", zero=zero, per_decade=per_decade)
    stops = slider.stops()
    assert stops == sorted(set(stops))
    assert (stops[1] if zero else stops[0], stops[-1]) == (low, high)
    assert (stops[0] == 0) == zero
    assert [slider.read(stop) for stop in stops] == stops


@given(low=st.integers(-50, 50), steps=st.integers(1, 200), step=st.sampled_from([0.01, 0.05, 0.5, 1, 5]))
def test_every_stop_of_a_linear_slider_reads_back(low: int, steps: int, step: float) -> None:
    slider = Slider("x", low, (low, rounded(low + steps * step)), step=step)
    assert [slider.read(stop) for stop in slider.stops()] == slider.stops()


def test_decades_have_the_same_room() -> None:
    slider = Slider("rate", 0.1, (1e-3, 1.0), scale="log")
    gaps = np.diff([log10(stop) for stop in slider.stops()])
    assert gaps.max() < 1.25 * gaps.min()  # three digits a stop
    assert [round(slider.place(10.0**k), 2) for k in (-3, -2, -1, 0)] == [0, 0.33, 0.67, 1]


@given(ends=LOGS, zero=st.booleans(), a=st.floats(0, 1e6), b=st.floats(0, 1e6))
def test_places_rise_from_0_to_1(ends: tuple[float, float], *, zero: bool, a: float, b: float) -> None:
    low, high = (rounded(end) for end in ends)
    assume(low < high)
    slider = Slider("rate", low, (low, high), scale="log", zero=zero)
    places = [slider.place(value) for value in (min(a, b), max(a, b))]
    assert 0 <= places[0] <= places[1] <= 1
    assert (slider.place(slider.stops()[0]), slider.place(high)) == (0, 1)


@pytest.mark.parametrize("value", [*JUNK, -1, 0, 0.0009, 3.1])
@pytest.mark.parametrize("name", ["learning_rate", "strength"])
def test_a_slider_refuses_with_its_name(name: str, value: object) -> None:
    with pytest.raises(SettingError, match=name) as failure:
        Slider(name, 0.1, (1e-3, 3.0), scale="log").read(value)
    assert failure.value.field == name
    assert len(failure.value.message) > 10


def test_a_refusal_names_the_mend() -> None:
    with pytest.raises(SettingError, match=r"rate: 30 is outside the slider; use 0 or 0.001 to 3"):
        Slider("rate", 0.1, (1e-3, 3.0), zero=True).read(30)
    with pytest.raises(SettingError, match="penalty: 'l3' is not offered; use one of l1, l2"):
        PENALTY.read("l3")
    with pytest.raises(SettingError, match="speed: no such knob; this demo has epochs, penalty"):
        read((Epochs(3, (1, 10)), PENALTY), {"speed": 3})


@pytest.mark.parametrize("value", [*JUNK, 3, ["l1"]])
def test_a_choice_refuses_what_it_does_not_offer(value: object) -> None:
    with pytest.raises(SettingError, match="penalty"):
        PENALTY.read(value)


@pytest.mark.parametrize("value", [0, 1, "true", None])
def test_a_toggle_is_true_or_false(value: object) -> None:
    with pytest.raises(SettingError, match="bias"):
        Toggle("bias", True).read(value)  # noqa: FBT003
    assert Toggle("bias", True).read(False) is False  # noqa: FBT003


def test_whole_numbers_stay_whole() -> None:
    epochs = Epochs(3, (1, 500))
    assert epochs.stops()[:6] == [1, 2, 3, 4, 5, 6]
    assert all(isinstance(stop, int) for stop in epochs.stops())
    assert repr(epochs.read(7.0)) == repr(epochs.read("7")) == "7"
    with pytest.raises(SettingError, match=r"epochs: 2.5 is not a whole number"):
        epochs.read(2.5)


def test_zero_does_not_fall_back_to_the_default() -> None:
    controls = (Slider("momentum", 0.9), Slider("strength", 0.1, (1e-4, 10.0), scale="log", zero=True))
    assert read(controls, {"momentum": 0, "strength": 0.0}) == {"momentum": 0, "strength": 0}
    assert read(controls, {}) == defaults(controls) == {"momentum": 0.9, "strength": 0.1}
    assert [control.say(0) for control in controls] == ["0", "none"]


@pytest.mark.parametrize(
    ("value", "words"),
    [(0.1, "0.1"), (5000, "5\u202f000"), (0.00123, "0.00123"), (3.0, "3"), (0, "0"), (True, "on"), ("l1", "l1")],
)
def test_values_are_said_as_a_person_would(value: float | str, words: str) -> None:
    assert spoken(value) == words


def test_labels_come_from_names() -> None:
    assert (Slider("learning_rate", 1).title, Slider("k", 1, label="Batch size").title) == (
        "Learning rate",
        "Batch size",
    )
    assert (PENALTY.say("l2"), Toggle("bias", True).say(True)) == ("L2", "on")  # noqa: FBT003
