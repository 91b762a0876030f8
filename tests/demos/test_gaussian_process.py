"""The Gaussian process against scikit-learn, expected improvement against SciPy and against draws."""

import numpy as np
import pytest
from numpy.testing import assert_allclose
from scipy.stats import norm
from sklearn.gaussian_process import GaussianProcessRegressor
from sklearn.gaussian_process.kernels import RBF

from demos.kit.gaussian_process import JITTER, Belief, expected_improvement, kernel, predict

CHANCE = np.random.default_rng(7)


@pytest.mark.parametrize("count", [2, 5, 16])
@pytest.mark.parametrize("length", [0.1, 0.2, 0.7])
def test_the_posterior_is_that_of_scikit_learn(count: int, length: float) -> None:
    points, places = CHANCE.random((count, 2)), CHANCE.random((50, 2))
    values = np.sin(5 * points[:, 0]) + points[:, 1] ** 2 - 3
    process = GaussianProcessRegressor(RBF(length), alpha=JITTER, optimizer=None, normalize_y=True).fit(points, values)
    mean, deviation = process.predict(places, return_std=True)
    belief = predict(points, values, places, length)
    assert_allclose(belief.mean, mean, rtol=1e-9, atol=1e-10)
    assert_allclose(belief.deviation, deviation, rtol=1e-6, atol=1e-8)


def test_it_is_sure_where_it_has_looked_and_doubtful_far_away() -> None:
    points, values = np.array([[0.1, 0.1], [0.3, 0.4]]), np.array([1.0, 3.0])
    near, far = predict(points, values, points, 0.1), predict(points, values, np.array([[9.0, 9.0]]), 0.1)
    assert_allclose(near.mean, values, atol=1e-3)
    assert np.all(near.deviation < 0.02)
    assert_allclose([far.mean[0], far.deviation[0]], [2.0, 1.0])  # the mean of the values, and their deviation


def test_equal_values_are_no_trouble() -> None:
    belief = predict(np.array([[0.1], [0.3]]), np.array([0.5, 0.5]), np.array([[0.2], [5.0]]), 0.2)
    assert_allclose(belief.mean, [0.5, 0.5])
    assert np.all(np.isfinite(belief.deviation))


def test_the_kernel_falls_with_the_distance() -> None:
    alike = kernel(np.array([[0.0, 0.0]]), np.array([[0.0, 0.0], [0.3, 0.4], [3.0, 4.0]]), 0.5)
    assert_allclose(alike, [[1.0, np.exp(-0.5), np.exp(-50)]])


def test_expected_improvement_is_the_formula_of_scipy() -> None:
    mean, deviation, best = CHANCE.normal(size=200), CHANCE.random(200) + 1e-3, 0.3
    z = (best - mean) / deviation
    expected = (best - mean) * norm.cdf(z) + deviation * norm.pdf(z)
    assert_allclose(expected_improvement(best, Belief(mean, deviation)), expected, rtol=1e-9, atol=1e-12)


def test_expected_improvement_is_the_mean_of_what_draws_gain() -> None:
    """By definition: how far a draw lies below the best, 0 where it does not."""
    draws = CHANCE.normal(0.4, 0.25, size=400_000)
    gain = np.maximum(0.3 - draws, 0).mean()
    assert expected_improvement(0.3, Belief(np.array([0.4]), np.array([0.25])))[0] == pytest.approx(gain, rel=0.02)


def test_without_doubt_only_what_is_certain_counts() -> None:
    gains = expected_improvement(1.0, Belief(np.array([0.4, 1.7]), np.zeros(2)))
    assert_allclose(gains, [0.6, 0.0], atol=1e-9)
