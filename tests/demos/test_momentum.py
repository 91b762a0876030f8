"""Heavy-ball momentum against its theory (FACTS.md, rows named in each test)."""

import numpy as np
import pytest

from demos.kit.optim import momentum, spectral_radius


def distance(rate: float, beta: float, steps: int, curvature: float = 1.0) -> float:
    """Return |w| after so many steps from 1 on ½λw²."""
    rule = momentum(rate, beta)
    weights, state = np.ones(1), rule.init(np.ones(1))
    for _ in range(steps):
        weights, state = rule.update(weights, curvature * weights, state)
    return float(abs(weights[0]))


@pytest.mark.parametrize("beta", [0.0, 0.5, 0.9])
def test_the_limit_is_two_plus_twice_beta(beta: float) -> None:
    """Row 8: it converges if and only if 0 < ηλ < 2 + 2β."""
    assert distance(0.999 * (2 + 2 * beta), beta, 20_000) < 1e-3
    assert distance(1.001 * (2 + 2 * beta), beta, 20_000) > 1e3


def test_the_largest_eigenvalue_on_both_sides_of_the_limit() -> None:
    """Row 8: at β = 0.5, 0.994 at ηλ = 2.997 and 1.006 at 3.003."""
    assert float(spectral_radius(2.997, 0.5, 1.0)) == pytest.approx(0.994, abs=5e-4)
    assert float(spectral_radius(3.003, 0.5, 1.0)) == pytest.approx(1.006, abs=5e-4)


def test_the_best_fixed_rate_without_momentum() -> None:
    """Row 3: η = 2/(λ₁ + λₙ) with rate (κ-1)/(κ+1), κ = 100; no other rate on a fine grid does better."""
    curvature = np.array([1.0, 100.0])
    assert spectral_radius(2 / 101, 0.0, curvature).max() == pytest.approx(0.9801980, abs=1e-7)
    grid = np.linspace(1e-4, 0.02, 20_000)
    worst = np.maximum(spectral_radius(grid, 0.0, 1.0), spectral_radius(grid, 0.0, 100.0))
    assert grid[worst.argmin()] == pytest.approx(0.0198020, abs=2e-6)
    assert worst.min() >= 0.9801980 - 1e-7


def test_the_best_pair() -> None:
    """Row 9: κ = 100 gives η = 0.0330579, β = 0.6694215 and rate 0.8181818; a grid search agrees."""
    rate, beta = (2 / 11) ** 2, (9 / 11) ** 2
    assert (rate, beta) == pytest.approx((0.0330579, 0.6694215), abs=1e-7)
    assert spectral_radius(rate, beta, np.array([1.0, 100.0])).max() == pytest.approx(0.8181818, abs=1e-6)
    rates = np.linspace(0.02, 0.045, 300)
    least = min(
        np.maximum(spectral_radius(rates, b, 1.0), spectral_radius(rates, b, 100.0)).min()
        for b in np.linspace(0.6, 0.75, 300)
    )
    assert least == pytest.approx(0.8181818, abs=2e-3)
    assert least >= 0.8181818 - 1e-6


def test_complex_roots_shrink_by_the_root_of_beta() -> None:
    """Row 10: β = 0.9 gives √β = 0.948683, not twice that; and a run shrinks at that pace."""
    assert float(spectral_radius(0.1, 0.9, 1.0)) == pytest.approx(0.948683, abs=1e-6)
    early, late = (max(distance(0.1, 0.9, k) for k in range(start, start + 20)) for start in (300, 2300))
    assert (late / early) ** (1 / 2000) == pytest.approx(0.948683, abs=1e-4)


def test_critical_momentum() -> None:
    """Row 10: ηλ = 0.04 has its best β at (1 - √(ηλ))² = 0.64, with rate 0.8."""
    betas = np.linspace(0, 0.99, 9901)
    radii = [float(spectral_radius(0.04, float(beta), 1.0)) for beta in betas]
    assert betas[int(np.argmin(radii))] == pytest.approx(0.64, abs=1e-4)
    assert min(radii) == pytest.approx(0.8, abs=1e-4)


def test_momentum_averages_over_a_window() -> None:
    """Row 11: under a constant gradient the step grows to η/(1 - β): ten times η at β = 0.9."""
    rule = momentum(0.01, 0.9)
    weights, state = np.zeros(1), rule.init(np.zeros(1))
    for _ in range(300):
        before = weights
        weights, state = rule.update(weights, np.ones(1), state)
    assert before[0] - weights[0] == pytest.approx(0.1)
