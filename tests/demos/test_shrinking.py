"""L1, L2 and early stopping in one dimension, where all three are known in closed form (FACTS.md)."""

import numpy as np
import pytest

from demos.kit.optim import momentum, soft_threshold

CURVATURE, TARGET = 2.0, 1.5  # ½h(w - w₀)²


def proximal(strength: float, steps: int = 500) -> float:
    """Proximal descent on ½h(w - w₀)² + λ|w|, as the demo `penalty` does it."""
    weights = np.zeros(1)
    for _ in range(steps):
        weights = soft_threshold(weights - 0.1 * CURVATURE * (weights - TARGET), 0.1 * strength)
    return float(weights[0])


@pytest.mark.parametrize(("strength", "expected"), [(0.0, 1.5), (0.5, 1.25), (1.0, 1.0), (2.9, 0.05)])
def test_l1_shifts(strength: float, expected: float) -> None:
    """Row 15: w* = sign(w₀)·max(|w₀| - λ/h, 0)."""
    assert proximal(strength) == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize("strength", [3.0, 3.1, 50.0])
def test_l1_reaches_exactly_zero(strength: float) -> None:
    """Row 15: λ ≥ 3."""
    assert proximal(strength) == 0


def test_a_subgradient_step_dithers_where_the_proximal_step_settles() -> None:
    """Row 16: after 1,000 subgradient steps no coefficient is exactly 0; they stay within about ηλ of it."""
    rate, strength = 0.1, 4.0
    targets = np.array([1.5, 0.7, -0.3])
    plain, settled = np.full(3, 0.05), np.full(3, 0.05)
    for _ in range(1000):
        plain = plain - rate * (CURVATURE * (plain - targets) + strength * np.sign(plain))
        settled = soft_threshold(settled - rate * CURVATURE * (settled - targets), rate * strength)
    assert np.all(plain != 0)
    assert np.all(np.abs(plain) < 2 * rate * strength)
    assert np.all(settled == 0)


@pytest.mark.parametrize("strength", [0.5, 50.0])
def test_l2_scales_and_never_reaches_zero(strength: float) -> None:
    """Row 17: w* = w₀·h/(h + λ): 1.2 at λ = 0.5."""
    rule = momentum(0.03)
    weights, state = np.zeros(1), np.zeros(1)
    for _ in range(2000):
        weights, state = rule.update(weights, CURVATURE * (weights - TARGET) + strength * weights, state)
    assert weights[0] == pytest.approx(TARGET * CURVATURE / (CURVATURE + strength), rel=1e-12)
    assert weights[0] > 0


def stopped(product: float, steps: int) -> float:
    """The share of the way that descent from 0 has gone: run it, do not compute it."""
    rule = momentum(product)
    weights, state = np.zeros(1), np.zeros(1)
    for _ in range(steps):
        weights, state = rule.update(weights, weights - 1, state)
    return float(weights[0])


@pytest.mark.parametrize(("product", "largest"), [(0.001, 1.298), (0.1, 1.32), (0.5, 1.5)])
def test_early_stopping_is_similar_to_ridge(product: float, largest: float) -> None:
    """Row 14: with μ = 1/(ηk) the two filters differ by up to 30 % for small ηλ, by more for larger."""
    ratios = [
        stopped(product, k) / (product * k / (product * k + 1))
        for k in range(1, int(8 / product), max(1, int(0.05 / product)))
    ]
    assert max(ratios) == pytest.approx(largest, abs=6e-3)
    assert min(ratios) >= 1


def test_early_stopping_equals_ridge_only_direction_by_direction() -> None:
    """Row 14: where (1 - ηλ)^k = μ/(λ + μ); the strength it asks for differs from one λ to the next."""
    strengths = []
    for curvature in (0.5, 2.0):
        left = 1 - stopped(0.1 * curvature, 12)
        strengths.append(curvature * left / (1 - left))
        assert curvature / (curvature + strengths[-1]) == pytest.approx(1 - (1 - 0.1 * curvature) ** 12)
    assert strengths[0] > 1.5 * strengths[1]
