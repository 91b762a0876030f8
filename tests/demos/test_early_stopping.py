"""Early stopping: the rule, what it keeps, and the ridge beside it (FACTS.md, row 14)."""

from types import ModuleType

import numpy as np
import pytest
from numpy.polynomial.legendre import legvander
from numpy.testing import assert_allclose

import demos
from demos.kit import filters
from demos.kit.controls import Value
from demos.kit.data import noisy_wave
from demos.kit.replay import Replay
from demos.kit.session import Frame, Session
from demos.kit.stopping import patience_needed, stopping
from demos.kit.types import Array

EARLY: ModuleType = demos.load("early_stopping")


def show(**settings: Value) -> Frame:
    return Session(EARLY).show(settings)


def problem(seed: int) -> tuple[Array, Array]:
    """The training points as a least-squares problem, with NumPy's own Legendre polynomials."""
    points = noisy_wave(seed, 20, 0.3)
    return np.asarray(legvander(points.x, 11) * np.sqrt(2 * np.arange(12) + 1)), points.y


def waited(losses: list[float], patience: int, least_gain: float) -> tuple[int, int, bool]:
    """The rule written anew, as its users tell it: count the epochs in a row that bring no gain."""
    record, best, wait = losses[0], 0, 0
    for epoch, loss in enumerate(losses[1:], 1):
        wait += 1
        if record - loss > least_gain:
            record, best, wait = loss, epoch, 0
        if wait == patience:
            return best, epoch, True
    return best, len(losses) - 1, False


@pytest.mark.parametrize("patience", [1, 2, 3, 5, 50])
@pytest.mark.parametrize("least_gain", [0.0, 0.05, 0.3])
def test_the_rule(patience: int, least_gain: float) -> None:
    random = np.random.default_rng(4)
    for _ in range(50):
        losses = np.cumsum(random.normal(-0.02, 0.1, 40)) + 5
        assert stopping(losses, patience, least_gain) == waited(losses.tolist(), patience, least_gain)


def test_the_patience_that_is_needed_is_the_least_that_reaches_the_best() -> None:
    random = np.random.default_rng(5)
    for _ in range(50):
        losses = np.cumsum(random.normal(-0.02, 0.1, 60)) + 5
        needed, best = patience_needed(losses), int(losses.argmin())
        if best:
            assert stopping(losses, needed, 0.0).best == best
            assert needed == 1 or stopping(losses, needed - 1, 0.0).best != best


@pytest.mark.parametrize("seed", [1, 4, 9])
def test_the_full_batch_learns_each_direction_by_its_share(seed: int) -> None:
    """Rows 2 and 14: after k steps from 0, the weights are the filter 1 - (1 - ηλ)ᵏ of the least-squares weights."""
    features, targets = problem(seed)
    history = show(learning_rate=0.1, batch_size=20, epochs=200, seed=seed).history
    hessian = features.T @ features / 10
    for epoch in (1, 50, 200):
        left = np.linalg.matrix_power(np.eye(12) - 0.1 * hessian, epoch)
        solution = np.linalg.lstsq(features, targets)[0]
        assert_allclose(history[epoch].weights, solution - left @ solution, atol=1e-9 * np.abs(solution).max())
        directions = EARLY.directions(seed)
        learned = directions.vectors.T @ history[epoch].weights
        shares = filters.descent_share(directions.curvatures, 0.1, epoch)
        assert_allclose(learned, shares * (directions.vectors.T @ directions.solution), atol=1e-7)


@pytest.mark.parametrize("seed", [1, 4])
def test_ridge_lets_through_its_share(seed: int) -> None:
    """Row 12: the ridge solution is the filter λ/(λ + μ) of the least-squares weights."""
    features, targets = problem(seed)
    frame = show(seed=seed, keep="best")
    told = EARLY.outcome(frame.history, Session(EARLY).params({"seed": seed, "keep": "best"}))
    strength = 1 / (0.02 * 5 * told.kept)
    assert told.beside.strength == pytest.approx(strength)
    expected = np.linalg.solve(features.T @ features + 10 * strength * np.eye(12), features.T @ targets)
    assert_allclose(told.ridge, expected, rtol=1e-8)
    directions = EARLY.directions(seed)
    shares = filters.ridge_share(directions.curvatures, strength)
    assert_allclose(directions.vectors.T @ told.ridge, shares * (directions.vectors.T @ directions.solution), atol=1e-7)


def ratio(curvature: float, rate: float, steps: int) -> float:
    """The descent filter over that of ridge of strength 1/(ηk)."""
    at, strength = np.array([curvature]), filters.Beside(rate, steps).strength
    return float(filters.descent_share(at, rate, steps)[0] / filters.ridge_share(at, strength)[0])


def greatest_ratio(pull: float) -> float:
    """The greatest ratio over the number of steps, at one ηλ."""
    return max(ratio(1.0, pull, steps) for steps in range(1, 40_000 if pull < 0.01 else 400))


def test_the_two_filters_are_similar_and_not_the_same() -> None:
    """Row 14: the ratio lies in [1, 1.298] in the limit of small ηλ; 1.32 at 0.1, 1.5 at 0.5, below 1 beyond 1."""
    t = np.linspace(0.1, 10, 100_001)  # t = ηλk, as ηλ goes to 0
    bound = float(((1 - np.exp(-t)) * (1 + t) / t).max())
    assert bound == pytest.approx(1.298, abs=1e-3)
    assert greatest_ratio(1e-4) == pytest.approx(bound, abs=1e-3)
    assert greatest_ratio(0.1) == pytest.approx(1.32, abs=0.005)
    assert greatest_ratio(0.5) == pytest.approx(1.5, abs=0.005)
    assert all(ratio(1.0, 1e-3, steps) >= 1 for steps in (1, 10, 1000, 100_000))
    assert min(ratio(1.0, 1.8, steps) for steps in range(1, 9)) < 0.5


def test_equality_holds_only_direction_by_direction() -> None:
    """Row 14: (1 - ηλ)ᵏ = μ/(λ + μ) fixes another μ for every λ."""
    curvature, left = np.array([0.1, 1.0, 5.0]), (1 - 0.1 * np.array([0.1, 1.0, 5.0])) ** 10
    strengths = curvature * left / (1 - left)
    for each, strength in zip(curvature, strengths, strict=True):
        one = np.array([each])
        assert filters.ridge_share(one, strength) == pytest.approx(filters.descent_share(one, 0.1, 10))
    assert strengths.max() / strengths.min() > 50


def test_the_opening_keeps_the_wrong_weights_and_its_mend_the_right_ones() -> None:
    frame = show()
    validation = frame.history.column("validation_loss")[:301]
    best = int(validation.argmin())
    assert frame.verdict.regime == "Not restored."
    assert f"Stopped at epoch {best + 100}, 100 epochs after the last gain at epoch {best}." in frame.verdict.text
    assert frame.verdict.mend
    assert show(**frame.verdict.mend.settings).verdict.regime == "Stopped in time."


def test_too_little_patience_stops_at_a_dip_and_the_mend_waits_just_long_enough() -> None:
    frame = show(patience=4, keep="best")
    assert frame.verdict.regime == "Stopped too soon."
    assert frame.verdict.mend
    assert show(**frame.verdict.mend.settings).verdict.regime == "Stopped in time."
    patience = frame.verdict.mend.settings["patience"]
    assert isinstance(patience, int)
    assert show(patience=patience - 1, keep="best").verdict.regime == "Stopped too soon."


def test_the_rule_does_not_change_the_run() -> None:
    first, other = show(), show(patience=4, least_gain=0.01, keep="best")
    for name in ("training_loss", "validation_loss", "weights"):
        np.testing.assert_array_equal(first.history.column(name), other.history.column(name))


def test_a_replay_computes_each_item_once() -> None:
    made: list[int] = []

    def squares() -> object:
        while True:
            made.append(len(made))
            yield made[-1] ** 2

    replay: Replay[int] = Replay(squares())  # type: ignore[arg-type]
    first, second = iter(replay), iter(replay)
    assert [next(first) for _ in range(3)] == [next(second) for _ in range(3)] == [0, 1, 4]
    assert next(second) == 9
    assert next(first) == 9
    assert made == [0, 1, 2, 3]
