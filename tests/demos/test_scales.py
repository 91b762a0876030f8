"""Axes: increasing, in range, and ticks that say where they stand."""

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from demos.kit.scales import Scale, log_range, tick_label

KINDS = st.sampled_from(["linear", "log", "epochs"])
RANGES = st.tuples(st.floats(1e-8, 1e6), st.floats(1.01, 1e8)).map(lambda pair: (pair[0], pair[0] * pair[1]))


def told(label: str) -> float:
    """Read a tick's label back as a number."""
    plain = re.sub(r'10<tspan class="sup" dy="-4">(-?\d+)</tspan>', r"1e\1", label)
    lead, _, power = plain.rpartition("×")
    return float(lead or 1) * float(power.replace("\u202f", "").replace("\u2212", "-"))


@given(kind=KINDS, ends=RANGES, shares=st.lists(st.floats(0, 1), min_size=2, max_size=9))
def test_a_scale_rises_from_0_to_1(kind: str, ends: tuple[float, float], shares: list[float]) -> None:
    low, high = ends
    places = Scale(low, high, kind)(np.sort(low + np.array(shares) * (high - low)))
    assert np.all(np.diff(places) >= -1e-12)
    assert np.all((places > -1e-6) & (places < 1 + 1e-6))
    assert Scale(low, high, kind)([low, high]) == pytest.approx([0, 1])


@given(kind=KINDS, ends=RANGES, share=st.floats(0, 1))
def test_values_along_an_axis_tell_any_place_on_it(kind: str, ends: tuple[float, float], share: float) -> None:
    """What the page makes of them, straight lines between neighbours, is off by less than a hundredth of the axis."""
    scale = Scale(*ends, kind)
    values = scale.along()
    value = np.interp(share, np.linspace(0, 1, len(values)), values)
    assert scale(value) == pytest.approx(share, abs=0.01)


@given(kind=KINDS, ends=RANGES)
def test_ticks_are_few_rising_inside_and_true(kind: str, ends: tuple[float, float]) -> None:
    low, high = ends
    ticks = Scale(low, high, kind).ticks()
    assert len(ticks) <= 9
    assert ticks == sorted(set(ticks))
    assert all(low - 1e-9 * high <= tick <= high * (1 + 1e-9) for tick in ticks)
    if kind == "log" and ticks:
        assert [told(tick_label(tick, kind)) for tick in ticks] == pytest.approx(ticks, rel=1e-6)


def test_ticks_of_the_three_kinds() -> None:
    assert Scale(-2.2, 2.2).ticks() == [-2, 0, 2]
    assert Scale(0, 1).ticks() == pytest.approx([0, 0.5, 1])
    assert Scale(0, 5000, "epochs").ticks() == [0, 1, 10, 100, 1000]
    assert Scale(1e-3, 1e2, "log").ticks() == pytest.approx([1e-3, 1e-2, 0.1, 1, 10, 100])
    assert Scale(100, 1000, "log").ticks() == [100, 200, 500, 1000]


def test_labels() -> None:
    assert [tick_label(tick, "log") for tick in (0.1, 20, 500)] == ["0.1", "20", "500"]
    assert told(tick_label(5e-5, "log")) == pytest.approx(5e-5)
    assert tick_label(1e-5, "log").startswith("10<tspan")
    assert (tick_label(5000, "epochs"), tick_label(-0.5, "linear")) == ("5\u202f000", "\u22120.5")


def test_the_epochs_axis_has_a_place_for_0_and_room_for_early_epochs() -> None:
    scale = Scale(0, 5000, "epochs")
    assert float(scale(0)) == 0
    assert float(scale(70)) == pytest.approx(0.5, abs=0.01)


def test_what_is_not_positive_lies_below_a_log_axis() -> None:
    places = Scale(1e-3, 1, "log")([0.0, -1.0, 1e-300])
    assert np.all(np.isfinite(places))
    assert np.all(places < -0.5)


@given(st.lists(st.floats(1e-12, 1e12), min_size=1, max_size=20))
def test_a_log_range_holds_every_value_with_air_and_starts_at_1_2_or_5(values: list[float]) -> None:
    low, high = log_range(values)
    assert low <= 0.81 * min(values)
    assert high >= 1.24 * max(values)
    assert low > 0.19 * min(values) or max(values) < 8 * min(values)
    assert {f"{end:.6e}"[0] for end in (low, high)} <= set("125")
    assert high >= 9.99 * low


@pytest.mark.parametrize("values", [[], [0.0], [np.nan, np.inf], [1e-30]])
def test_a_log_range_of_nothing(values: list[float]) -> None:
    low, high = log_range(values)
    assert 0 < low < high
