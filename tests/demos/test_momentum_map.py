"""The map of learning rate and momentum against its theory (FACTS.md, rows named in each test)."""

import re
from types import ModuleType

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

import demos
from demos.kit.controls import Value
from demos.kit.panel import Handle
from demos.kit.run import Clock
from demos.kit.session import Frame, Session

MAP: ModuleType = demos.load("momentum")
STOPS = {control.name: control.stops() for control in MAP.controls}
RATES, BETAS = st.sampled_from(STOPS["learning_rate"]), st.sampled_from(STOPS["momentum"])
START = np.array([-8.0, 1.5])


def show(**settings: Value) -> Frame:
    return Session(MAP).show(settings)


def factors(rate: float, beta: float, kappa: float) -> list[float]:
    """The largest eigenvalue of each direction's 2 x 2 matrix over (weight, velocity)."""
    found = []
    for curvature in (1.0, kappa):
        matrix = np.array([[1 - rate * curvature, -rate * beta], [curvature, beta]])
        found.append(float(np.abs(np.linalg.eigvals(matrix)).max()))
    return found


@given(rate=RATES, beta=BETAS, kappa=st.sampled_from(STOPS["curvature_ratio"]))
def test_every_path_is_a_power_of_a_matrix(rate: float, beta: float, kappa: float) -> None:
    """One step of heavy ball is linear in (w, z): w' = (1 - ηλ)w - ηβz, z' = λw + βz."""
    history = show(learning_rate=rate, momentum=beta, curvature_ratio=kappa, epochs=60).history
    for k, curvature in enumerate((1.0, kappa)):
        matrix = np.array([[1 - rate * curvature, -rate * beta], [curvature, beta]])
        path = [(np.linalg.matrix_power(matrix, epoch) @ [START[k], 0.0])[0] for epoch in range(len(history))]
        scale = np.abs(path).max()
        assert_allclose(history.column("weights")[:, k], path, rtol=1e-9, atol=1e-9 * scale)


@pytest.mark.parametrize("beta", [0.0, 0.3, 0.5, 0.9])
@pytest.mark.parametrize("kappa", [4.0, 30.0, 100.0])
def test_either_side_of_the_limit(beta: float, kappa: float) -> None:
    """Row 8, by running: 1 % under (2 + 2β)/κ the loss falls, 1 % over it the run is frozen, and the verdict knows."""
    top = (2 + 2 * beta) / kappa
    marks = {mark.label: mark.value for mark in show(momentum=beta, curvature_ratio=kappa).marks["learning_rate"]}
    assert marks == pytest.approx({"limit (2+2β)/λmax": top})
    under, over = (
        Session(MAP).run({"momentum": beta, "learning_rate": side * top, "curvature_ratio": kappa})
        for side in (0.99, 1.01)
    )
    for run in (under, over):
        run.extend(2500, Clock(None))
    assert under.history[-1].training_loss < 1e-3
    assert over.history[-1].training_loss > 1e3


@pytest.mark.parametrize("kappa", [4.0, 30.0, 100.0])
def test_the_fastest_pair_is_found_by_search(kappa: float) -> None:
    """Row 9: a search over the map, whose factors come from eigenvalues, ends at the closed form."""
    mend = show(learning_rate=1.0, curvature_ratio=kappa).verdict.mend
    assert mend
    offered = float(mend.settings["learning_rate"])
    tried = [
        (max(factors(rate, beta, kappa)), rate, beta)
        for rate in np.geomspace(0.3, 3, 121) * offered
        for beta in np.linspace(0, 0.99, 100)
    ]
    least, rate, beta = min(tried)
    root = kappa**0.5
    assert least == pytest.approx((root - 1) / (root + 1), abs=0.015)
    assert mend.settings == pytest.approx({"learning_rate": rate, "momentum": beta}, rel=0.05, abs=0.02)


def test_the_published_pair() -> None:
    """Row 9: κ = 100 gives η = 0.0330579, β = 0.6694215 and a factor of 0.8181818."""
    best = MAP.best(100.0)
    assert best == pytest.approx((0.0330579, 0.6694215, 0.8181818), abs=1e-7)
    assert "the fastest pair, 0.82" in show(curvature_ratio=100.0).verdict.text


@pytest.mark.parametrize("rate", [0.002, 0.02, 0.09, 0.12])
def test_the_best_momentum_of_a_rate(rate: float) -> None:
    """Row 10, critical momentum (1 - √(ηλ))² of the slower direction: no other momentum has a smaller factor."""
    mark = next(mark.value for mark in show(learning_rate=rate).marks["momentum"])
    here = max(factors(rate, mark, 30.0))
    assert here == pytest.approx(mark**0.5, abs=1e-6)  # complex roots: √β
    assert all(max(factors(rate, beta, 30.0)) > here - 1e-9 for beta in np.linspace(0, 0.999, 500))


@given(rate=RATES, beta=BETAS, kappa=st.sampled_from(STOPS["curvature_ratio"]))
def test_the_regime_is_that_of_the_eigenvalues(rate: float, beta: float, kappa: float) -> None:
    """It diverges if and only if one lies outside the unit circle; the verdict's factor is the largest."""
    worst = max(factors(rate, beta, kappa))
    verdict = show(learning_rate=rate, momentum=beta, curvature_ratio=kappa).verdict
    assert (verdict.regime == "Diverging.") == (worst > 1 + 1e-7)
    told = re.search(r"multiplies the error by (\d+(?:\.\d+)?)", verdict.text)
    if told:
        assert float(told[1]) == pytest.approx(worst, rel=0.05, abs=0.005)  # two digits


@given(rate=RATES, beta=BETAS)
def test_without_overshoot_no_weight_changes_sign_or_grows(rate: float, beta: float) -> None:
    """The line between monotone and oscillating, by running."""
    frame = show(learning_rate=rate, momentum=beta, curvature_ratio=10.0, epochs=500)
    if frame.verdict.regime in {"Converging without overshoot.", "Oscillating, and converging."}:
        weights = frame.history.column("weights") / START
        monotone = bool(np.all(weights > -1e-12) and np.all(np.diff(weights, axis=0) < 1e-12))
        assert monotone == (frame.verdict.regime == "Converging without overshoot.")


def test_the_map_tells_regimes_where_the_eigenvalues_do() -> None:
    """Every cell of the map: 6 where it diverges, else how many times (in powers of two) the fastest pair's steps."""
    speeds = MAP.speeds(30.0)
    rows, columns = speeds.shape
    rates, betas = np.geomspace(8e-4, 1.25, columns), np.linspace(1.06, -0.06, rows)
    fastest = np.log((30**0.5 - 1) / (30**0.5 + 1))
    for i in range(0, rows, 4):
        for j in range(0, columns, 5):
            worst = max(factors(float(rates[j]), float(betas[i]), 30.0))
            times = np.clip(np.log2(fastest / np.log(worst)), 0, 4) if worst < 1 else 6
            assert speeds[i, j] == pytest.approx(times, abs=1e-6)


def test_the_point_is_dragged_on_a_logarithmic_and_a_straight_axis() -> None:
    handle = show().panels[0].handle
    assert isinstance(handle, Handle)
    assert handle.knobs == ("learning_rate", "momentum")
    assert (handle.x[0], handle.x[-1]) == (8e-4, 1.25)
    assert_allclose(np.diff(np.log(handle.x)), np.log(1.25 / 8e-4) / (len(handle.x) - 1), rtol=1e-4)
    assert handle.y == (-0.06, 1.06)
