"""Mini-batches: steps an epoch, what becomes of the remainder, and the full batch as plain descent."""

from math import ceil
from random import Random
from types import ModuleType

import numpy as np
import pytest
from numpy.polynomial.legendre import legvander
from numpy.testing import assert_allclose

import demos
from demos.kit.controls import Value
from demos.kit.data import noisy_wave
from demos.kit.session import Frame, Session
from demos.kit.types import Array

MINIBATCH: ModuleType = demos.load("minibatch")


def show(**settings: Value) -> Frame:
    return Session(MINIBATCH).show(settings)


def problem(seed: int) -> tuple[Array, Array]:
    """The training points as a least-squares problem, with NumPy's own Legendre polynomials."""
    points = noisy_wave(seed, 40, 0.25)
    return np.asarray(legvander(points.x, 3) * np.sqrt([1, 3, 5, 7]), dtype=float), points.y


@pytest.mark.parametrize(
    ("batch_size", "kept", "dropped"), [(1, 40, 40), (4, 10, 10), (12, 4, 3), (39, 2, 1), (40, 1, 1)]
)
def test_steps_an_epoch(batch_size: int, kept: int, dropped: int) -> None:
    """Row 19: N/B rounded up where the last batch is used, down where it is dropped."""
    assert MINIBATCH.steps_per_epoch(batch_size, "keep") == kept == ceil(40 / batch_size)
    assert MINIBATCH.steps_per_epoch(batch_size, "drop") == dropped == 40 // batch_size


def test_steps_of_the_published_example(monkeypatch: pytest.MonkeyPatch) -> None:
    """Row 19: N = 250, B = 30 make 9 steps, or 8 with the remainder dropped."""
    monkeypatch.setattr(MINIBATCH, "POINTS", 250)
    assert [MINIBATCH.steps_per_epoch(30, fate) for fate in ("keep", "drop")] == [9, 8]


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({}, "Epoch 3 = steps 21–30: 40 points in batches of 4."),
        ({"batch_size": 12}, "Epoch 3 = steps 9–12: 40 points in batches of 12; the last batch has only 4."),
        ({"batch_size": 12, "last_batch": "drop"}, "Epoch 3 = steps 7–9: 40 points in batches of 12; 4 are left out"),
        ({"batch_size": 40, "epochs": 7}, "Epoch 7 = step 7: 40 points in batches of 40."),
        ({"batch_size": 1, "epochs": 500}, "Epoch 500 = steps 19\u202f961–20\u202f000: 40 points in batches of 1."),
    ],
)
def test_the_counter(settings: dict[str, Value], words: str) -> None:
    assert show(**settings).verdict.text.startswith(words)


@pytest.mark.parametrize(("batch_size", "fate"), [(4, "keep"), (12, "keep"), (12, "drop")])
def test_an_epoch_steps_once_for_each_batch(batch_size: int, fate: str) -> None:
    """The same, written anew: shuffle, cut, step down each batch's own slope."""
    features, targets = problem(1)
    weights, order, random = np.zeros(4), list(range(40)), Random(1)  # noqa: S311
    for _ in range(3):
        random.shuffle(order)
        left = list(order)
        while len(left) >= (1 if fate == "keep" else batch_size):
            batch, left = left[:batch_size], left[batch_size:]
            errors = [features[i] @ weights - targets[i] for i in batch]
            weights = weights - 0.02 * np.mean(
                [2 * e * features[i] for e, i in zip(errors, batch, strict=True)], axis=0
            )
    assert_allclose(show(batch_size=batch_size, last_batch=fate).history[3].weights, weights, atol=1e-12)


def test_the_validation_loss_is_that_of_points_never_trained_on() -> None:
    now, (held_out, targets) = show(epochs=50).history.now, problem(1001)
    assert now.validation_loss == pytest.approx(np.mean((held_out @ now.weights - targets) ** 2))


@pytest.mark.parametrize("seed", [1, 2, 20])
def test_the_full_batch_is_gradient_descent(seed: int) -> None:
    """Row 2: with every point in the batch, epoch k is w* - (I - ηA)^k w*, whatever the order of the points."""
    features, targets = problem(seed)
    solution = np.linalg.lstsq(features, targets)[0]
    shrink = np.eye(4) - 0.3 * (2 / 40) * features.T @ features
    history = show(learning_rate=0.3, batch_size=40, epochs=200, seed=seed).history
    for epoch in (0, 1, 10, 200):
        expected = solution - np.linalg.matrix_power(shrink, epoch) @ solution
        assert_allclose(history[epoch].weights, expected, atol=1e-10)


@pytest.mark.parametrize("seed", [1, 3])
def test_the_mark_is_the_limit_of_the_full_batch(seed: int) -> None:
    """Row 1: 2/λmax; just over it the full batch grows, just under it falls."""
    features, _ = problem(seed)
    top = 2 / np.linalg.eigvalsh((2 / 40) * features.T @ features)[-1]
    assert show(seed=seed).marks["learning_rate"][0].value == pytest.approx(top)
    for share, regimes in ((0.97, {"Settled.", "Learning."}), (1.03, {"Diverging."})):
        for epochs in (2, 5, 20, 200):
            frame = show(learning_rate=share * top, batch_size=40, seed=seed, epochs=epochs)
            assert frame.verdict.regime in regimes


def test_the_noise_of_a_batch_gradient() -> None:
    """Row 20: drawn without replacement, the variance of a batch mean is S²/B·(1 - B/N), and 0 at B = N."""
    features, targets = problem(1)
    each = 2 * (features @ np.ones(4) - targets) * features[:, 1]
    spread, random, order = each.var(ddof=1), Random(5), list(range(40))  # noqa: S311
    for batch_size in (1, 4, 20, 40):
        means = []
        for _ in range(4000):
            random.shuffle(order)  # what `train` draws its batches with
            means.append(each[order[:batch_size]].mean())
        expected = spread / batch_size * (1 - batch_size / 40)
        assert np.var(means) == pytest.approx(expected, rel=0.08, abs=1e-20)


def test_small_batches_diverge_at_smaller_rates() -> None:
    """FACTS.md: batch 1 from about 0.2, batch 4 from about 0.5, the full batch last."""

    def first(batch_size: int) -> float:
        frames = (
            (rate, show(learning_rate=rate, batch_size=batch_size, epochs=500)) for rate in np.geomspace(0.05, 1, 40)
        )
        return next(float(rate) for rate, frame in frames if frame.history.diverged)

    one, four, full = (first(batch_size) for batch_size in (1, 4, 40))
    assert one < four < full
    assert one < 0.25
    assert full == pytest.approx(0.52, rel=0.1)
