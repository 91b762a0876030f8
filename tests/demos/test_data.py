"""Data sets and features: seeded, and orthonormal, which is what lets descent show overfitting at all."""

from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.polynomial import legendre as reference
from numpy.testing import assert_allclose, assert_array_equal

from demos.kit.data import legendre, noisy_wave, wave


@given(seed=st.integers(0, 10**6), count=st.integers(1, 100), noise=st.floats(0, 1))
def test_the_same_seed_gives_the_same_points(seed: int, count: int, noise: float) -> None:
    first, second = noisy_wave(seed, count, noise), noisy_wave(seed, count, noise)
    assert_array_equal(first, second)
    assert first.x.shape == first.y.shape == (count,)
    assert np.all(np.diff(first.x) >= 0)
    assert np.abs(first.x).max() <= 1


def test_another_seed_gives_other_points() -> None:
    assert len({noisy_wave(seed, 5, 0.1).x[0] for seed in range(100)}) == 100


def test_the_points_come_from_the_standard_library() -> None:
    """CPython promises `Random.uniform` across versions and machines, so the browser sees the same points."""
    random = Random(3)  # noqa: S311
    expected = sorted(random.uniform(-1, 1) for _ in range(4))
    assert_array_equal(noisy_wave(3, 4, 0.2).x, expected)
    assert expected[0] == pytest.approx(-0.5240, abs=1e-4)


def test_the_noise_has_the_size_it_is_asked_for() -> None:
    quiet, loud = noisy_wave(5, 20_000, 0.0), noisy_wave(5, 20_000, 0.3)
    assert_array_equal(quiet.y, wave(quiet.x))
    residual = loud.y - wave(loud.x)
    assert residual.mean() == pytest.approx(0, abs=0.01)
    assert residual.std() == pytest.approx(0.3, rel=0.02)


def test_the_curve_has_one_hump_and_one_dip() -> None:
    slope = np.diff(wave(np.linspace(-1, 1, 2001)))
    assert np.count_nonzero(np.diff(np.sign(slope))) == 2


@pytest.mark.parametrize("degree", [1, 3, 11, 15])
def test_the_features_are_legendres(degree: int) -> None:
    """Against numpy.polynomial, which the browser's slim NumPy need not carry."""
    x = np.linspace(-1, 1, 41)
    expected = reference.legvander(x, degree) * np.sqrt(2 * np.arange(degree + 1) + 1)
    assert_allclose(legendre(x, degree), expected, atol=1e-12)


def test_the_features_are_orthonormal_under_uniform_x() -> None:
    """Gauss-Legendre quadrature with 16 nodes is exact up to degree 31."""
    nodes, weights = reference.leggauss(16)
    features = legendre(nodes, 15)
    assert_allclose(features.T @ (weights[:, None] / 2 * features), np.eye(16), atol=1e-12)


def test_monomials_would_be_hopelessly_conditioned() -> None:
    """FACTS.md, the paragraph on Legendre: on 14 points the median condition number is about 7e10 in monomials."""
    draws = [noisy_wave(seed, 14, 0.3).x for seed in range(300)]
    monomials = [np.linalg.cond(np.vander(x, 12)) ** 2 for x in draws]
    features = [np.linalg.cond(legendre(x, 11)) ** 2 for x in draws]
    assert 3e10 < np.median(monomials) < 3e11  # single draws run from 1e10 to 1e12
    assert np.median(features) < 1e-3 * np.median(monomials)
