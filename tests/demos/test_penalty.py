"""Penalties against ridge in closed form and scikit-learn's lasso (FACTS.md, rows named in each test)."""

import re
from types import ModuleType

import numpy as np
import pytest
from numpy.polynomial.legendre import legvander
from numpy.testing import assert_allclose
from sklearn.linear_model import Lasso, Ridge

import demos
from demos.kit.controls import Value
from demos.kit.data import noisy_wave
from demos.kit.session import Frame, Session
from demos.kit.types import Array

PENALTY: ModuleType = demos.load("penalty")
SCALES = np.sqrt(2 * np.arange(12) + 1)
STRENGTH = next(control.default for control in PENALTY.controls if control.name == "strength")


def show(**settings: Value) -> Frame:
    return Session(PENALTY).show(settings)


def problem(seed: int) -> tuple[Array, Array]:
    """The training points as a least-squares problem, with NumPy's own Legendre polynomials."""
    points = noisy_wave(seed, 14, 0.3)
    return np.asarray(legvander(points.x, 11) * SCALES, dtype=float), points.y


def solved(strength: float, seed: int = 1) -> Array:
    """Ridge by scikit-learn, whose alpha is nμ/2 here; its intercept is free."""
    features, targets = problem(seed)
    model = Ridge(alpha=0.5 * 14 * strength, solver="svd").fit(features[:, 1:], targets)
    return np.array([model.intercept_, *model.coef_])


@pytest.mark.parametrize("seed", [1, 2, 20])
def test_l2_reaches_the_ridge_solution_and_says_so(seed: int) -> None:
    """Row 12."""
    frame = show(epochs=5000, strength=0.1, seed=seed, learning_rate=0.09)
    assert_allclose(frame.history.now.weights, solved(0.1, seed), atol=1e-6)
    assert "less than 0.01 % away from the ridge solution" in frame.verdict.text


@pytest.mark.parametrize(("strength", "epochs"), [(STRENGTH, 2000), (0.01, 200), (0.001, 2000), (1.0, 10)])
def test_the_verdict_says_how_far_ridge_still_is(strength: float, epochs: int) -> None:
    """The distance in words against scikit-learn's solution."""
    frame, solution = show(strength=strength, epochs=epochs), solved(strength)
    away = np.linalg.norm(frame.history.now.weights - solution) / np.linalg.norm(solution)
    told = re.search(r"The weights are ([\d.]+) % away from the ridge solution", frame.verdict.text)
    assert told
    assert float(told[1]) == pytest.approx(100 * away, rel=0.06)


def test_the_weaker_the_penalty_the_later_ridge_is_reached() -> None:
    """FACTS.md, distances to ridge: what is left of it after k epochs is (I - ηA)^k, A with the penalty in it."""
    features, _ = problem(1)
    away = {}
    for strength in (0.1, 0.01, 0.001):
        history, solution = show(strength=strength).history, solved(strength)
        step = np.eye(12) - 0.1 * ((2 / 14) * features.T @ features + strength * np.diag([0.0, *[1.0] * 11]))
        for epoch in (200, 2000):
            left = np.linalg.matrix_power(step, epoch) @ solution
            assert_allclose(solution - history[epoch].weights, left, atol=1e-8)
            away[strength, epoch] = np.linalg.norm(left) / np.linalg.norm(solution)
    assert away[0.1, 2000] < 1e-4 < away[0.01, 2000] < away[0.001, 2000]
    assert away[0.1, 200] < away[0.01, 200] < away[0.001, 200]
    assert away[0.001, 2000] > 0.2


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_l1_reaches_the_lasso_with_the_same_zeros(seed: int) -> None:
    """Rows 15 and 16: exact zeros, those of coordinate descent; scikit-learn's alpha is μ/2."""
    features, targets = problem(seed)
    model = Lasso(alpha=0.5 * STRENGTH, tol=1e-12, max_iter=1_000_000).fit(features[:, 1:], targets)
    weights = show(penalty="l1", epochs=5000, seed=seed, learning_rate=0.08).history.now.weights
    assert_allclose(weights, [model.intercept_, *model.coef_], atol=2e-4)
    assert_allclose(weights[1:] == 0, model.coef_ == 0)


def test_l1_at_its_default_strength_gives_three_exact_zeros() -> None:
    frame = show(penalty="l1")
    zeros = int(np.sum(frame.history.now.weights[1:] == 0))
    assert zeros >= 3
    assert f"{zeros} of 11 weights are exactly 0." in frame.verdict.text
    assert frame.panels[2].svg.count('class="hollow model"') == zeros


def test_l2_gives_none() -> None:
    """Row 17: it shrinks every weight, and ends none."""
    assert np.all(show(epochs=5000, strength=1.0).history.now.weights != 0)


@pytest.mark.parametrize("penalty", ["l1", "l2", "both"])
def test_the_intercept_is_not_penalised(penalty: str) -> None:
    """Under a strong penalty every weight is small, and the intercept makes up for the mean."""
    weights = show(penalty=penalty, strength=5.0, learning_rate=0.05).history.now.weights
    features, targets = problem(1)
    assert np.mean(features @ weights - targets) == pytest.approx(0, abs=1e-9)
    assert abs(weights[0]) > 0.01
    assert np.abs(weights[1:]).max() < 0.2


@pytest.mark.parametrize("penalty", ["none", "l1", "l2", "both"])
def test_each_line_holds_what_its_name_says(penalty: str) -> None:
    """FACTS.md, traps: the validation loss has no penalty in it, and what is minimised is data loss + penalty."""
    state = show(penalty=penalty, strength=0.2, epochs=50, learning_rate=0.05).history.now
    (features, targets), held_out, free = problem(1), noisy_wave(1001, 200, 0.3), state.weights[1:]
    assert state.data_loss == pytest.approx(np.mean((features @ state.weights - targets) ** 2))
    validation = np.mean((legvander(held_out.x, 11) * SCALES @ state.weights - held_out.y) ** 2)
    assert state.validation_loss == pytest.approx(validation)
    parts = {"none": 0.0, "l1": 0.2 * np.abs(free).sum(), "l2": 0.1 * free @ free}
    assert state.penalty == pytest.approx(parts.get(penalty, parts["l1"] + parts["l2"]))
    assert state.training_loss == pytest.approx(state.data_loss + state.penalty)
