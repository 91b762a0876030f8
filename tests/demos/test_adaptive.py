"""Adaptive rules and Nesterov momentum against the formulas of their papers, written out number by number.

The oracle below knows no arrays: one weight, plain Python floats, one line for each line of the paper.
"""

from collections.abc import Callable, Iterator
from math import copysign, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from demos.kit.adaptive import adam, adamw, rmsprop
from demos.kit.optim import Optimizer, momentum, nesterov
from demos.kit.types import Array

RATE = 0.05
START = (1.5, -0.7)
CURVATURE = (1.0, 30.0)
WEIGHTS = st.floats(-100, 100)
Rule = Callable[[float, Callable[[float], float]], Iterator[float]]


def walk(rule: Optimizer, steps: int, decay: float = 0.0) -> Array:
    """The weights on ½(λ₁w₁² + λ₂w₂²), with an L2 penalty of that strength in the gradient (steps, 2)."""
    weights, places = np.array(START), []
    state = rule.init(weights)
    for _ in range(steps):
        weights, state = rule.update(weights, (np.array(CURVATURE) + decay) * weights, state)
        places.append(weights)
    return np.array(places)


def walked(rule: Rule, steps: int) -> Array:
    """The same walk by a paper's formula, each weight by itself."""
    walks = [
        rule(start, lambda w, curvature=curvature: curvature * w)  # type: ignore[misc]
        for start, curvature in zip(START, CURVATURE, strict=True)
    ]
    return np.array([[next(walk) for walk in walks] for _ in range(steps)])


def tieleman_and_hinton_2012(w: float, slope: Callable[[float], float]) -> Iterator[float]:
    mean_square = 0.0
    while True:
        mean_square = 0.9 * mean_square + 0.1 * slope(w) ** 2
        w = w - RATE * slope(w) / (sqrt(mean_square) + 1e-8)
        yield w


def kingma_and_ba_2015(w: float, slope: Callable[[float], float]) -> Iterator[float]:
    m = v = 0.0
    t = 0
    while True:
        t, g = t + 1, slope(w)
        m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g**2
        w = w - RATE * (m / (1 - 0.9**t)) / (sqrt(v / (1 - 0.999**t)) + 1e-8)
        yield w


def loshchilov_and_hutter_2019(w: float, slope: Callable[[float], float]) -> Iterator[float]:
    """Algorithm 2 with the decay times the learning rate, as libraries have it: here 0.05 · 0.3."""
    m = v = 0.0
    t = 0
    while True:
        t, g = t + 1, slope(w)
        m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g**2
        w = w - (RATE * (m / (1 - 0.9**t)) / (sqrt(v / (1 - 0.999**t)) + 1e-8) + RATE * 0.3 * w)
        yield w


def sutskever_2013(theta: float, slope: Callable[[float], float]) -> Iterator[float]:
    """Equations 3 and 4; what is given out is the place where the next gradient is taken."""
    v, rate, beta = 0.0, 0.01, 0.8
    while True:
        v = beta * v - rate * slope(theta + beta * v)
        theta = theta + v
        yield theta + beta * v


@pytest.mark.parametrize(
    ("rule", "formula"),
    [
        (rmsprop(RATE), tieleman_and_hinton_2012),
        (adam(RATE), kingma_and_ba_2015),
        (adamw(RATE, 0.3), loshchilov_and_hutter_2019),
        (nesterov(0.01, 0.8), sutskever_2013),
    ],
)
def test_every_update_is_its_papers(rule: Optimizer, formula: Rule) -> None:
    assert_allclose(walk(rule, 60), walked(formula, 60), rtol=1e-12, atol=1e-15)


@given(WEIGHTS.filter(lambda size: abs(size) > 1e-3), st.floats(1e-4, 1))
def test_adams_first_step_is_as_long_as_the_learning_rate(gradient: float, rate: float) -> None:
    """FACTS.md, row 25: whatever the size of the gradient, in the direction of its sign."""
    rule, weights = adam(rate), np.zeros(1)
    moved, _ = rule.update(weights, np.array([gradient]), rule.init(weights))
    assert_allclose(moved, -copysign(rate, gradient), rtol=2e-5)


def test_without_bias_correction_the_first_step_would_be_three_times_as_long() -> None:
    """FACTS.md, row 25: 3.16 times the rate, from 0.1/√0.001."""
    rule, weights = adam(1.0), np.zeros(1)
    _, moments = rule.update(weights, np.ones(1), rule.init(weights))
    assert float(moments.mean[0] / np.sqrt(moments.square[0])) == pytest.approx(3.16, abs=0.005)


@given(st.floats(1e-3, 1e3))
def test_adam_does_not_see_the_scale_of_the_loss(scale: float) -> None:
    def path(rule: Optimizer, scale: float) -> list[float]:
        weights, places = np.array([1.0]), []
        state = rule.init(weights)
        for _ in range(30):
            weights, state = rule.update(weights, scale * (weights + 0.5), state)
            places.append(float(weights[0]))
        return places

    assert_allclose(path(adam(0.01), scale), path(adam(0.01), 1.0), rtol=1e-3, atol=1e-4)
    assert not np.allclose(path(momentum(1e-4), 2 * scale), path(momentum(1e-4), scale), rtol=1e-9, atol=1e-9)


def test_adamw_without_decay_is_adam() -> None:
    assert_array_equal(walk(adamw(RATE, 0.0), 50), walk(adam(RATE), 50))


def test_adamw_is_not_adam_with_an_l2_penalty() -> None:
    assert np.abs(walk(adamw(RATE, 0.5), 20) - walk(adam(RATE), 20, decay=0.5)).max() > 0.01


@given(WEIGHTS, st.floats(1e-3, 1), st.floats(0, 0.9))
def test_adamw_shrinks_a_weight_as_plain_descent_with_l2_does(weight: float, rate: float, decay: float) -> None:
    """Where the data are silent, both multiply it by 1 - ημ; Adam with L2 moves it by the rate instead."""
    weights, silent = np.array([weight]), np.zeros(1)
    decoupled, plain = adamw(rate, decay), momentum(rate)
    shrunk, _ = decoupled.update(weights, silent, decoupled.init(weights))
    descended, _ = plain.update(weights, decay * weights, plain.init(weights))
    assert_allclose(shrunk, (1 - rate * decay) * weights, rtol=1e-12)
    assert_allclose(shrunk, descended, rtol=1e-12)


def test_what_decay_takes_does_not_depend_on_the_gradient() -> None:
    """AdamW minus Adam after one step is -ημw, however large the gradient is; with L2 inside it is not."""
    weights = np.array([2.0, 2.0, 2.0])
    gradient = np.array([0.01, 1.0, 100.0])
    with_decay, without = adamw(0.1, 0.3), adam(0.1)
    moved, _ = with_decay.update(weights, gradient, with_decay.init(weights))
    plain, _ = without.update(weights, gradient, without.init(weights))
    assert_allclose(moved - plain, -0.1 * 0.3 * weights, rtol=1e-9)


@pytest.mark.parametrize("make", [lambda rate: nesterov(rate, 0.9), rmsprop, adam, lambda rate: adamw(rate, 0.1)])
def test_many_rates_at_once_are_the_same_as_one_by_one(make: Callable[[float | Array], Optimizer]) -> None:
    rates, start, curvature = np.array([0.001, 0.01, 0.1]), np.array(START), np.array(CURVATURE)
    together = make(rates[:, None])
    weights = np.tile(start, (3, 1))
    state = together.init(weights)
    for _ in range(25):
        weights, state = together.update(weights, curvature * weights, state)
    assert_allclose(weights, [walk(make(rate), 25)[-1] for rate in rates], rtol=1e-12)


@pytest.mark.parametrize(("product", "converges"), [(1.85, True), (1.95, False)])
def test_nesterov_is_stable_up_to_its_own_limit(product: float, converges: bool) -> None:  # noqa: FBT001
    """On a quadratic ηλ < (2 + 2β)/(1 + 2β), from the roots of r² - (1+β)(1-ηλ)r + β(1-ηλ) = 0: 1.91 for β = 0.05."""
    beta = 0.05
    rule, weights = nesterov(product, beta), np.ones(1)
    state = rule.init(weights)
    for _ in range(2000):
        weights, state = rule.update(weights, weights, state)
    assert bool(abs(weights[0]) < 1e-3) is converges
