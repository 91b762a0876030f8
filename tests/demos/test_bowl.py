"""The bowl against the closed form of descent on a quadratic (FACTS.md, rows named in each test)."""

import re
from types import ModuleType

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

import demos
from demos.kit.controls import Value
from demos.kit.session import Frame, Session

BOWL: ModuleType = demos.load("bowl")
STOPS = {control.name: control.stops() for control in BOWL.controls}


def show(**settings: Value) -> Frame:
    return Session(BOWL).show(settings)


def read(number: str) -> float:
    return float(number.replace("\u2212", "-").replace("\u202f", ""))


@given(rate=st.sampled_from(STOPS["learning_rate"]), kappa=st.sampled_from(STOPS["curvature_ratio"]))
def test_without_momentum_every_epoch_is_a_power(rate: float, kappa: float) -> None:
    """Row 2: the weights are (1 - ηλ)^k times the start, whether they shrink or grow; the loss is their sum."""
    history = show(learning_rate=rate, curvature_ratio=kappa, epochs=40).history
    curvature, start = np.array([1.0, kappa]), np.array([-8.0, 3.0])
    power = (1 - rate * curvature) ** np.arange(len(history))[:, None]
    assert_allclose(history.column("weights"), power * start, rtol=1e-9, atol=1e-12)
    expected = 0.5 * (power * start) ** 2 @ curvature
    assert_allclose(history.column("training_loss"), expected, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("kappa", [1.0, 10.0, 100.0])
def test_the_marks_are_limit_and_best_rate(kappa: float) -> None:
    """Rows 1 and 3: 2/λmax, and 2/(λ₁ + λ₂); κ = 10 has them at 0.2 and 0.1818."""
    marks = {mark.label: mark.value for mark in show(curvature_ratio=kappa).marks["learning_rate"]}
    assert marks == pytest.approx({"limit 2/λmax": 2 / kappa, "best": 2 / (1 + kappa)}, rel=1e-3)


def test_the_marks_with_momentum() -> None:
    """Rows 8 and 9: the limit is (2 + 2β)/λmax; at the best β the best rate is that of the best pair."""
    beta, kappa = 0.67, 100.0  # row 9: β = 0.6694215, η = 0.0330579
    marks = {mark.label: mark.value for mark in show(momentum=beta, curvature_ratio=kappa).marks["learning_rate"]}
    assert marks["limit (2+2β)/λmax"] == pytest.approx(2 * 1.67 / 100)
    assert marks["best"] == pytest.approx(0.0330579, rel=0.02)


@pytest.mark.parametrize("beta", [0.0, 0.3, 0.9])
def test_either_side_of_the_limit(beta: float) -> None:
    """Row 8, by running: 2 % under the limit the loss falls, 2 % over it the run is frozen, and the verdict knows."""
    top = (2 + 2 * beta) / 10
    under, over = (show(learning_rate=share * top, momentum=beta, epochs=500) for share in (0.98, 1.02))
    assert under.history.now.training_loss < 1e-3
    assert under.verdict.regime == "Oscillating, and converging."
    assert over.history[-1].training_loss > 1e3
    assert over.verdict.regime == "Diverging."
    assert over.verdict.mend
    assert show(learning_rate=top, momentum=beta, epochs=500).verdict.regime == "Oscillating for ever."


@pytest.mark.parametrize(
    ("settings", "regime"),
    [
        ({}, "Oscillating, and converging."),
        ({"learning_rate": 0.001}, "Crawling."),
        ({"learning_rate": 0.09}, "Converging."),
        ({"learning_rate": 0.1}, "Converging."),  # η = 1/κ: row 4, the steep direction arrives at once
        ({"learning_rate": 0.2}, "Oscillating for ever."),
        ({"learning_rate": 0.21}, "Diverging."),
        ({"learning_rate": 1.0, "curvature_ratio": 1.0}, "Converging."),  # a round bowl, one step
        ({"learning_rate": 0.09, "momentum": 0.95}, "Oscillating, and converging."),
    ],
)
def test_regimes(settings: dict[str, Value], regime: str) -> None:
    assert show(**settings).verdict.regime == regime


@given(rate=st.sampled_from(STOPS["learning_rate"]), beta=st.sampled_from([0.95, 0.97, 0.99]))
def test_the_regime_does_not_hang_on_rounding(rate: float, beta: float) -> None:
    """Where both directions turn about (complex roots), they shrink alike, by √β (row 10), and the path overshoots."""
    complex_roots = all((1 + beta - rate * curvature) ** 2 < 4 * beta for curvature in (1, 10))
    if complex_roots:
        assert show(learning_rate=rate, momentum=beta).verdict.regime == "Oscillating, and converging."


@pytest.mark.parametrize("rate", [0.21, 0.3, 1.0, 3.0])
def test_a_diverging_verdict_tells_the_factor_of_the_run(rate: float) -> None:
    """The factor in words is the one by which the weights of the run grow; the mend puts it right."""
    frame = show(learning_rate=rate, epochs=500)
    weights = frame.history.column("weights")
    grown = abs(weights[-1, 1] / weights[-2, 1])
    told = re.search(
        r"multiplies the error by ([\d.]+)\. The limit here is ([\d.]+); you are at ([\d.]+)\.", frame.verdict.text
    )
    assert told
    assert [read(number) for number in told.groups()] == pytest.approx([grown, 0.2, rate], rel=0.01)
    assert frame.verdict.mend
    assert show(**frame.verdict.mend.settings).verdict.tone == "good"


@given(rate=st.sampled_from(STOPS["learning_rate"]), epochs=st.integers(1, 500))
def test_the_numbers_of_the_verdict_are_those_of_the_run(rate: float, epochs: int) -> None:
    frame = show(learning_rate=rate, epochs=epochs, curvature_ratio=5.0)
    told = re.search(r"error by ([\d.]+) along the flat direction, by ([\d.]+) along the steep", frame.verdict.text)
    if told and frame.epoch == epochs:
        assert read(told[1]) == pytest.approx(abs(1 - rate), abs=5e-3)
        assert read(told[2]) == pytest.approx(abs(1 - 5 * rate), abs=5e-3)
    if loss := re.search(r"After \S+ epochs? the training loss is ([\d.\u202f]+)\.$", frame.verdict.text):
        assert read(loss[1]) == pytest.approx(frame.history[epochs].training_loss, rel=0.06)


def test_best_momentum_is_offered_where_the_rate_is_best_already() -> None:
    """Row 9: at κ = 100 plain descent crawls at its best, 0.98; the best pair shrinks by 0.82."""
    mend = show(learning_rate=0.0198, curvature_ratio=100.0).verdict.mend
    assert mend
    assert mend.settings == pytest.approx({"learning_rate": 0.0331, "momentum": 0.67})
    assert show(**mend.settings, curvature_ratio=100.0).verdict.tone == "good"


def test_the_view_widens_where_the_path_leaves_it() -> None:
    inside, outside = show(learning_rate=0.17), show(learning_rate=0.21, epochs=12)
    assert ">\u221210</text>" in inside.panels[0].svg
    assert ">\u221240</text>" in outside.panels[0].svg
