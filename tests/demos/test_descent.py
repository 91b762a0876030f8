"""One weight, against closed forms and a textbook's example (FACTS.md row 5; TERMS.md, section 0)."""

import re
from math import cos, pi
from types import ModuleType

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

import demos
from demos.kit.controls import Value
from demos.kit.panel import Handle
from demos.kit.session import Frame, Session

DESCENT: ModuleType = demos.load("descent")
STOPS = {control.name: control.stops() for control in DESCENT.controls if hasattr(control, "stops")}
BETTER, WORSE = 3.4256184595 / (0.15 * pi), -0.8603335890 / (0.15 * pi)  # u·tan(u) = 1 has the roots 0.86… and 3.43…


def show(**settings: Value) -> Frame:
    return Session(DESCENT).show(settings)


def loss(x: float) -> float:
    return x * cos(0.15 * pi * x)


@given(rate=st.sampled_from(STOPS["learning_rate"]), start=st.sampled_from(STOPS["start"]))
def test_on_the_square_every_epoch_is_a_power(rate: float, start: float) -> None:
    history = show(loss="square", learning_rate=rate, start=start, epochs=60).history
    power = (1 - 2 * rate) ** np.arange(len(history))
    assert_allclose(history.column("weight"), power * start, rtol=1e-9, atol=1e-12)
    assert_allclose(history.column("training_loss"), (power * start) ** 2, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize(("rate", "end"), [(0.2, 0.060466), (0.05, 3.486784), (1.1, 61.917364)])
def test_the_textbooks_ten_steps(rate: float, end: float) -> None:
    """Row 5, from 10."""
    assert show(loss="square", learning_rate=rate, epochs=10).history.now.weight == pytest.approx(end, rel=1e-5)


@pytest.mark.parametrize(
    ("rate", "regime"),
    [
        (0.01, "Crawling."),
        (0.3, "Approaching from one side."),
        (0.5, "There in one step."),
        (0.9, "Overshooting, and converging."),
        (0.99, "Hardly converging."),
        (1.0, "Bouncing for ever."),
        (1.01, "Diverging."),
        (1.1, "Diverging."),
    ],
)
def test_regimes_on_the_square(rate: float, regime: str) -> None:
    """Row 4, with curvature 2."""
    assert show(loss="square", learning_rate=rate).verdict.regime == regime


def test_at_the_minimum_no_rate_makes_a_step() -> None:
    frame = show(loss="square", learning_rate=2.0, start=0.0)
    assert frame.verdict.regime == "At the minimum already."
    assert np.all(frame.history.column("weight") == 0)


@pytest.mark.parametrize(
    ("rates", "regime", "end"),
    [
        ((0.05, 0.3, 0.9), "Stayed in the nearest basin.", BETTER),
        ((1.3, 1.4, 1.5, 1.6, 1.7), "Bouncing.", None),
        ((1.87, 1.9, 1.95, 2.0), "Settled in a worse basin.", WORSE),
        ((2.05, 2.1, 2.2, 3.0), "Bouncing.", None),
    ],
)
def test_the_ranges_of_the_wavy_function(rates: tuple[float, ...], regime: str, end: float | None) -> None:
    """TERMS.md, section 0: from 10, up to 0.9 near, 1.3 to 1.7 nowhere, 1.87 to 2 in the worse, from 2.05 nowhere."""
    for rate in rates:
        frame = show(learning_rate=rate, epochs=300)
        assert frame.verdict.regime == regime
        tail = frame.history.column("weight")[-20:]
        if end is None:
            assert np.ptp(tail) > 0.2
        else:
            assert_allclose(tail, end, atol=0.01)


def test_settling_in_the_worse_valley_is_not_quick() -> None:
    """TERMS.md: at a rate of 2 after ten steps x is still -1.53, 0.3 away."""
    assert show(learning_rate=2.0, epochs=10).history.now.weight == pytest.approx(-1.53, abs=0.005)
    assert show(learning_rate=2.0, epochs=10).verdict.regime == "On its way."


def test_the_limits_are_two_over_the_curvature() -> None:
    """The curvature at both bottoms by second differences of the loss."""
    marks = [mark.value for mark in show().marks["learning_rate"]]
    h = 1e-4
    found = [2 * h**2 / (loss(x + h) - 2 * loss(x) + loss(x - h)) for x in (BETTER, WORSE)]
    assert marks == pytest.approx(found, rel=1e-4)


@pytest.mark.parametrize("beside", [0.99, 1.01])
def test_each_valley_holds_the_walk_up_to_its_limit(beside: float) -> None:
    """From 0.05 beside the bottom: 1 % under the limit the walk comes closer, 1 % over it leaves."""
    better, worse = (mark.value for mark in show().marks["learning_rate"])
    for bottom, limit in ((BETTER, better), (WORSE, worse)):
        steps = DESCENT.train(beside * limit, "valleys", bottom + 0.05)
        walk = np.array([next(steps).weight for _ in range(300)])
        assert (np.abs(walk[-2:] - bottom).max() < 0.05) == (beside < 1)


@given(start=st.sampled_from(STOPS["start"]), rate=st.sampled_from([r for r in STOPS["learning_rate"] if r < 1.1]))
def test_a_low_rate_ends_where_the_start_lies(start: float, rate: float) -> None:
    """What is true of "too low gets stuck": the nearest bottom downhill, whatever the rate."""
    end = WORSE if start < -WORSE else BETTER  # the function is odd: its summit mirrors a bottom
    steps = DESCENT.train(rate, "valleys", start)
    walk = np.array([next(steps).weight for _ in range(2000)])
    assert walk[-1] == pytest.approx(end, abs=0.01)
    assert rate > 0.5 or np.all((walk < -WORSE) == (end == WORSE))  # a longer step may cross the hill and come back


@given(rate=st.sampled_from(STOPS["learning_rate"]), start=st.sampled_from(STOPS["start"]))
def test_the_verdict_says_what_the_walk_did(rate: float, start: float) -> None:
    frame = show(learning_rate=rate, start=start, epochs=200)
    tail = frame.history.column("weight")[-8:]
    told = re.search(r"x is (\S+), and the loss (\S+)\.", frame.verdict.text)
    assert told
    assert float(told[1].replace("\u2212", "-")) == pytest.approx(tail[-1], abs=0.006)
    assert float(told[2].replace("\u2212", "-")) == pytest.approx(loss(tail[-1]), abs=0.006)
    at_rest = max(np.abs(tail[-3:] - BETTER).max(), 0) < 0.05 or np.abs(tail[-3:] - WORSE).max() < 0.05
    assert frame.verdict.regime != "Bouncing." or not at_rest or rate > 1.1
    assert not frame.verdict.regime.startswith(("Settled", "Stayed")) or at_rest


def test_no_walk_leaves_the_picture() -> None:
    """The function is unbounded below further out; from these starts, at these rates, no walk gets there."""
    x = np.repeat(np.array(STOPS["start"])[:, None], len(STOPS["learning_rate"]), axis=1)
    rates, c = np.array(STOPS["learning_rate"]), 0.15 * pi
    for _ in range(500):
        x = x - rates * (np.cos(c * x) - c * x * np.sin(c * x))
        assert x.min() > -5
        assert x.max() < 12.5


def test_the_start_is_dragged_along_the_curve() -> None:
    handle = show().panels[0].handle
    assert isinstance(handle, Handle)
    assert (handle.knobs, handle.x) == (("start",), (-5, 12.5))
