"""L1 against L2: where both runs end against scikit-learn, the bends of the lasso's path, and exact zeros."""

from itertools import product
from types import ModuleType

import numpy as np
import pytest
from numpy.testing import assert_allclose
from sklearn.linear_model import Lasso, Ridge

import demos
from demos.kit.controls import Value
from demos.kit.penalised import bends, curvature, lasso_path, ridge_path
from demos.kit.session import Frame, Session
from demos.kit.types import Array

L1_L2: ModuleType = demos.load("l1_l2")
CASES = [
    (np.array(best), correlation)
    for best, correlation in product([(1.7, 0.5), (-1.2, 1.0), (0.4, -1.1), (2.8, 0.2)], [-0.6, 0.0, 0.3, 0.9])
]


def show(**settings: Value) -> Frame:
    return Session(L1_L2).show(settings)


def problem(best: Array, correlation: float) -> tuple[Array, Array]:
    """Data (2, 2) of which half the sum of squared errors is the demo's loss: XᵀX = A, Xw₀ = y."""
    features = np.array(np.linalg.cholesky(curvature(correlation)).T, dtype=float)
    return features, features @ best


def solved(best: Array, correlation: float, strength: float) -> tuple[Array, Array]:
    """Lasso and ridge by scikit-learn; its lasso halves the mean, not the sum, over the two examples."""
    features, targets = problem(best, correlation)
    lasso = Lasso(alpha=strength / 2, fit_intercept=False, tol=1e-13, max_iter=1_000_000).fit(features, targets)
    ridge = Ridge(alpha=strength, fit_intercept=False, solver="cholesky").fit(features, targets)
    return np.array(lasso.coef_, dtype=float), np.array(ridge.coef_, dtype=float)


@pytest.mark.parametrize(("best", "correlation"), CASES)
def test_the_paths_are_those_of_scikit_learn(best: Array, correlation: float) -> None:
    strengths = np.linspace(0.05, 3.0, 24)
    expected = [solved(best, correlation, float(strength)) for strength in strengths]
    lasso, ridge = lasso_path(best, correlation, strengths), ridge_path(best, correlation, strengths)
    assert_allclose(lasso.T, [each[0] for each in expected], atol=1e-6)
    assert_allclose(ridge.T, [each[1] for each in expected], atol=1e-9)


@pytest.mark.parametrize(("best", "correlation"), CASES)
def test_the_marks_are_where_the_zeros_begin(best: Array, correlation: float) -> None:
    """One per cent below and above, by scikit-learn."""
    one, both = bends(best, correlation)
    counts = [
        int(np.sum(np.abs(solved(best, correlation, share * at)[0]) < 1e-9))
        for at in (one, both)
        for share in (0.99, 1.01)
    ]
    assert counts == [0, 1, 1, 2]


@pytest.mark.parametrize("correlation", [-0.6, 0.0, 0.3])
@pytest.mark.parametrize("strength", [0.25, 0.8, 1.5])
def test_both_runs_end_there_with_the_same_zeros(strength: float, correlation: float) -> None:
    now = show(strength=strength, correlation=correlation, epochs=200, learning_rate=0.3).history.now
    lasso, ridge = solved(np.array([1.7, 0.5]), correlation, strength)
    assert_allclose(now.l1, lasso, atol=1e-6)
    assert_allclose(now.l2, ridge, atol=1e-6)
    assert list(now.l1 == 0) == list(np.abs(lasso) < 1e-9)
    assert np.all(now.l2 != 0)


@pytest.mark.parametrize(("strength", "l1"), [(0.5, 1.2), (1.0, 0.7), (1.75, 0.0)])
def test_without_correlation_each_weight_is_by_itself(strength: float, l1: float) -> None:
    """FACTS.md, rows 15 and 17, with h = 1: max(w₀ - μ, 0) against w₀ / (1 + μ); L2 never reaches 0."""
    now = show(strength=strength, correlation=0, epochs=200, learning_rate=0.3).history.now
    assert now.l1[0] == pytest.approx(l1, abs=1e-9)
    assert now.l2[0] == pytest.approx(1.7 / (1 + strength))


def test_the_contour_touches_the_shape_and_does_not_cross_it() -> None:
    """Along the whole shape of equal cost, no weights have a lower loss than the weights at rest."""
    params = Session(L1_L2).params({})
    best, hessian = np.array([params.best_1, params.best_2]), curvature(params.correlation)
    for name, end in L1_L2.rest(params).items():
        turn = np.linspace(0, 2 * np.pi, 100_001)
        ring = np.array([np.cos(turn), np.sin(turn)])
        size = np.linalg.norm(ring, axis=0, ord=int(name[1]))
        ring = ring / size * np.linalg.norm(end, ord=int(name[1]))
        losses = np.einsum("in,ij,jn->n", ring - best[:, None], hessian, ring - best[:, None])
        there = (end - best) @ hessian @ (end - best)
        assert losses.min() >= there - 1e-12
        assert_allclose(ring[:, losses.argmin()], end, atol=1e-3)


@pytest.mark.parametrize(
    ("settings", "regime"),
    [
        ({}, "A corner."),
        ({"strength": 0.3}, "No zero yet."),
        ({"strength": 0.0}, "No penalty."),
        ({"strength": 2.5}, "Nothing left."),
        ({"epochs": 3}, "Under way."),
        ({"learning_rate": 1.0}, "Diverging."),
    ],
)
def test_each_regime_has_its_name(settings: dict[str, Value], regime: str) -> None:
    frame = show(**settings)
    assert frame.verdict.regime == regime
    if frame.verdict.mend:
        assert show(**{**settings, **frame.verdict.mend.settings}).verdict.regime == "A corner."


@pytest.mark.parametrize("strength", [0.0, 0.8, 3.0])
def test_the_limit_is_that_of_the_ridge_run(strength: float) -> None:
    """Just below it the error shrinks, just above it grows."""
    limit = L1_L2.limit(strength, 0.3)
    weights = [
        np.abs(show(strength=strength, learning_rate=share * limit, epochs=200, best_1=2.8, best_2=1.1).history[-1].l2)
        for share in (0.99, 1.01)
    ]
    assert weights[0].max() < 3
    if strength:  # without a penalty the run stays where it starts
        assert weights[1].max() > 10


def test_a_ring_is_an_exact_zero() -> None:
    assert show().panels[2].svg.count('class="hollow model"') == 1
    assert show(strength=0.3).panels[2].svg.count('class="hollow') == 0
