"""Update rules against closed forms and published numbers (FACTS.md, rows named in each test).

The quadratic is ½ wᵀ diag(λ) w, whose gradient is λw: every direction is known in closed form.
"""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from demos.kit.optim import Optimizer, momentum, soft_threshold, spectral_radius
from demos.kit.types import Array

SPREAD = np.array([1.0, 10.0, 100.0])


def descend(rule: Optimizer, curvature: Array, start: Array, steps: int) -> Array:
    """Return the weights after so many steps on the quadratic."""
    weights, state = start, rule.init(start)
    for _ in range(steps):
        weights, state = rule.update(weights, curvature * weights, state)
    return weights


def loss(curvature: Array, weights: Array) -> float:
    return 0.5 * float(curvature @ weights**2)


@pytest.mark.parametrize(("product", "expected"), [(1.99, 1.7e-18), (2.0, 0.5), (2.01, 9.6e16)])
def test_the_limit_is_two_over_the_largest_curvature(product: float, expected: float) -> None:
    """Row 1: the loss after 2,000 steps just under, at and just over ηλmax = 2."""
    weights = descend(momentum(product / 100), SPREAD, np.full(3, 0.1), 2000)
    assert loss(SPREAD, weights) == pytest.approx(expected, rel=0.05)


def test_the_error_in_each_direction_is_a_power() -> None:
    """Row 2: (1 - ηλ)^k exactly, and the loss as its sum."""
    start = np.array([0.1, -0.2, 0.3])
    for steps in (1, 10, 300):
        power = (1 - 0.0185 * SPREAD) ** steps
        weights = descend(momentum(0.0185), SPREAD, start, steps)
        assert_allclose(weights, power * start, rtol=1e-12, atol=1e-300)
        assert loss(SPREAD, weights) == pytest.approx(0.5 * np.sum(power**2 * SPREAD * start**2), rel=1e-12)


@pytest.mark.parametrize(("rate", "expected"), [(0.2, 0.060466), (0.05, 3.486784), (1.1, 61.917364)])
def test_one_dimension_as_in_d2l(rate: float, expected: float) -> None:
    """Row 5: f = x² from 10, ten steps."""
    assert descend(momentum(rate), np.array([2.0]), np.array([10.0]), 10)[0] == pytest.approx(expected, abs=1e-6)


def test_two_dimensions_as_in_d2l() -> None:
    """Row 6: f = x₁² + 2x₂² from (-5, -2), twenty steps; from η = 0.5 on it no longer converges."""
    curvature, start = np.array([2.0, 4.0]), np.array([-5.0, -2.0])
    assert_allclose(descend(momentum(0.1), curvature, start, 20), [-0.057646, -0.000073], atol=1e-6)
    assert abs(descend(momentum(0.499), curvature, start, 5000)[1]) < 1e-3
    assert abs(descend(momentum(0.5), curvature, start, 5000)[1]) == pytest.approx(2)
    assert abs(descend(momentum(0.501), curvature, start, 5000)[1]) > 1e4


def test_regimes_of_one_direction() -> None:
    """Row 4: η = 1/λ arrives in one step, up to 2/λ it alternates and shrinks, at 2/λ it bounces for ever."""
    one, start = np.array([4.0]), np.array([3.0])
    assert descend(momentum(0.25), one, start, 1)[0] == 0
    path = [float(descend(momentum(0.4), one, start, k)[0]) for k in range(6)]
    assert all(abs(b) < abs(a) and a * b < 0 for a, b in pairwise(path))
    assert [float(descend(momentum(0.5), one, start, k)[0]) for k in range(4)] == [3, -3, 3, -3]


@pytest.mark.parametrize(("product", "steps"), [(0.001, 2301.4), (0.01, 229.1), (0.1, 21.85)])
def test_steps_for_a_tenfold_smaller_error(product: float, steps: float) -> None:
    """Row 24: ln 0.1 / ln(1 - ηλ)."""
    one = np.array([1.0])
    assert descend(momentum(product), one, one, int(np.floor(steps)))[0] > 0.1
    assert descend(momentum(product), one, one, int(np.ceil(steps)))[0] < 0.1


@given(rate=st.floats(1e-3, 3), beta=st.floats(0, 0.99), curvature=st.floats(0.1, 100))
def test_the_spectral_radius_is_that_of_the_iteration(rate: float, beta: float, curvature: float) -> None:
    """Against the eigenvalues of the matrix that takes (z, w) one step further."""
    matrix = np.array([[beta, curvature], [-rate * beta, 1 - rate * curvature]])
    expected = np.abs(np.linalg.eigvals(matrix)).max()
    assert float(spectral_radius(rate, beta, curvature)) == pytest.approx(expected, rel=1e-6, abs=1e-6)


def test_soft_threshold_minimises_its_objective() -> None:
    """Against a search over a fine grid: argmin ½(w - v)² + a|w|."""
    grid = np.linspace(-3, 3, 60001)
    for value in (-2.0, -0.4, 0.0, 0.3, 1.7):
        best = grid[np.argmin(0.5 * (grid - value) ** 2 + 0.5 * np.abs(grid))]
        assert soft_threshold(np.array([value]), 0.5)[0] == pytest.approx(best, abs=1e-4)
