"""Losses, gradients, curvatures and the ridge solution against finite differences and scikit-learn."""

import numpy as np
import pytest
from numpy.testing import assert_allclose
from sklearn.linear_model import Ridge

from demos.kit.blocks import blocks, iterated
from demos.kit.losses import mse, mse_curvatures, mse_gradient, mses, ridge
from demos.kit.optim import momentum
from demos.kit.types import Array

RANDOM = np.random.default_rng(7)
INPUTS = np.column_stack([np.ones(30), RANDOM.normal(size=(30, 5))])
TARGETS = RANDOM.normal(size=30)
WEIGHTS = RANDOM.normal(size=6)
PENALISED = np.array([0.0, 1, 1, 1, 1, 1])


def descend(rate: float, strength: float, steps: int, penalised: Array = PENALISED) -> Array:
    """Plain descent on mean squared error + ½μ‖w‖²."""
    rule = momentum(rate)
    weights, state = np.zeros(6), rule.init(np.zeros(6))
    for _ in range(steps):
        gradient = mse_gradient(INPUTS, TARGETS, weights) + strength * penalised * weights
        weights, state = rule.update(weights, gradient, state)
    return weights


def test_the_mean_squared_error_is_a_mean_of_squares() -> None:
    assert mse(np.array([[1.0], [2.0]]), np.array([0.0, 1.0]), np.array([3.0])) == (3**2 + 5**2) / 2


def test_the_gradient_against_finite_differences() -> None:
    step = 1e-6
    slopes = [
        (mse(INPUTS, TARGETS, WEIGHTS + step * e) - mse(INPUTS, TARGETS, WEIGHTS - step * e)) / (2 * step)
        for e in np.eye(6)
    ]
    assert_allclose(mse_gradient(INPUTS, TARGETS, WEIGHTS), slopes, rtol=1e-7, atol=1e-8)


@pytest.mark.parametrize("l2", [0.0, 0.7])
def test_the_curvatures_against_the_gradient_itself(l2: float) -> None:
    """The gradient is linear, so its differences along the axes are the Hessian, exactly."""
    zero = mse_gradient(INPUTS, TARGETS, np.zeros(6))
    hessian = np.array([mse_gradient(INPUTS, TARGETS, e) - zero for e in np.eye(6)]) + l2 * np.diag(PENALISED)
    assert_allclose(mse_curvatures(INPUTS, l2 * PENALISED), np.sort(np.linalg.eigvals(hessian).real), rtol=1e-9)


def test_ridge_is_that_of_scikit_learn() -> None:
    """Row 12: with MSE + ½μ‖w‖² scikit-learn's alpha is nμ/2; its intercept is not penalised either."""
    model = Ridge(alpha=0.5 * 30 * 0.3, tol=1e-12).fit(INPUTS[:, 1:], TARGETS)
    assert_allclose(ridge(INPUTS, TARGETS, 0.3, PENALISED), [model.intercept_, *model.coef_], rtol=1e-9)


def test_descent_on_the_penalised_loss_ends_at_ridge() -> None:
    """Row 12."""
    assert_allclose(descend(0.2, 0.3, 3000), ridge(INPUTS, TARGETS, 0.3, PENALISED), atol=1e-14)


def test_ridge_shrinks_each_direction() -> None:
    """Row 12: where the Hessian is diag(λ), by λ/(λ + μ)."""
    curvature = np.array([0.5, 2.0, 8.0])
    inputs = np.diag(np.sqrt(curvature * 3 / 2))  # (2/n) XᵀX = diag(λ) with n = 3
    targets, everything = np.array([1.0, -2.0, 3.0]), np.ones(3)
    shrunk = ridge(inputs, targets, 0.4, everything) / ridge(inputs, targets, 0.0, everything)
    assert_allclose(shrunk, curvature / (curvature + 0.4), rtol=1e-12)


def test_the_limit_with_a_penalty() -> None:
    """Row 13: η < 2/(λmax + μ): just under it descent ends at ridge, just over it runs away."""
    everything = np.ones(6)
    top = 2 / (mse_curvatures(INPUTS)[-1] + 0.3)
    assert 2 / mse_curvatures(INPUTS, 0.3)[-1] == pytest.approx(top)
    near = descend(0.999 * top, 0.3, 20_000, everything)
    assert_allclose(near, ridge(INPUTS, TARGETS, 0.3, everything), atol=6e-15)
    assert np.abs(descend(1.001 * top, 0.3, 20_000, everything)).max() > 1e15


def test_a_penalty_can_diverge_by_itself() -> None:
    """Row 13: ημ = 3 doubles the weights each step, whatever the data: here there is none at all."""
    rule = momentum(10.0)
    weights, state = np.ones(2), np.zeros(2)
    for step in range(1, 6):
        weights, state = rule.update(weights, 0.3 * weights, state)
        assert_allclose(weights, (-2.0) ** step)


def test_weight_decay_is_l2_for_plain_descent() -> None:
    """Row 18: 500 steps of w <- (1 - ημ)w - ηg agree with a penalty in the loss."""
    rate, strength, weights = 0.05, 0.02, np.zeros(6)
    for _ in range(500):
        weights = (1 - rate * strength) * weights - rate * mse_gradient(INPUTS, TARGETS, weights)
    assert_allclose(descend(rate, strength, 500, np.ones(6)), weights, atol=1e-15)


def test_many_errors_at_once_are_each_alone() -> None:
    some = RANDOM.normal(size=(5, 6))
    assert_allclose(mses(INPUTS, TARGETS, some), [mse(INPUTS, TARGETS, each) for each in some], rtol=1e-12)


def test_blocks_leave_out_nothing_and_repeat_nothing() -> None:
    counted = blocks(iterated(lambda weights: weights + 1, np.zeros(2)))
    some = [next(counted) for _ in range(9)]
    assert [len(each) for each in some] == [1, 2, 4, 8, 16, 32, 64, 64, 64]
    assert np.concatenate(some)[:, 0].tolist() == list(range(255))
