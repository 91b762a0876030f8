"""Batch size: the noise of a batch, the limits that follow from it, and a map whose cells are real runs."""

from random import Random
from types import ModuleType

import numpy as np
import pytest
from numpy.testing import assert_allclose

import demos
from demos.kit import minibatches
from demos.kit.controls import Value
from demos.kit.session import Frame, Session
from demos.kit.types import Array

BATCH_SIZE: ModuleType = demos.load("batch_size")


def show(**settings: Value) -> Frame:
    return Session(BATCH_SIZE).show(settings)


def cells(frame: Frame, **settings: Value) -> Array:
    session = Session(BATCH_SIZE)
    epochs, losses = BATCH_SIZE.final_losses(frame.history, session.params(settings))
    assert epochs == session.params(settings).epochs
    return np.asarray(losses)


@pytest.mark.parametrize("batch_size", [1, 5, 20, 100])
def test_the_noise_of_a_batch_gradient(batch_size: int) -> None:
    """Row 20: drawn as `train` draws, with N = 100, the variance of a batch mean is S²/B·(1 - B/N)."""
    x, y = BATCH_SIZE.draw(2, 100)
    each = 2 * (x @ [1.0, 1.0] - y) * x[:, 0]
    orders = minibatches.orders(7, 100)
    means = [each[order[:batch_size]].mean() for order, _ in zip(orders, range(6000), strict=False)]
    expected = each.var(ddof=1) / batch_size * (1 - batch_size / 100)
    assert np.var(means) == pytest.approx(expected, rel=0.07, abs=1e-20)


def test_the_published_shares_of_the_variance() -> None:
    """Row 20, its own numbers: 1.19, 0.228, 0.0481 and 0 for batches of 1, 5, 20 and 100 of N = 100, up to S²."""
    factors = np.array([(1 - size / 100) / size for size in (1, 5, 20, 100)])
    assert_allclose(factors / factors[0] * 1.19, [1.19, 0.228, 0.0481, 0], rtol=0.01, atol=1e-12)


def test_the_limit_of_one_weight_in_closed_form() -> None:
    """One weight of curvature h = 2·mean(x²): E[(1 - ηH)²] < 1 if and only if η < 2h/(h² + Var(H))."""
    random = Random(3)  # noqa: S311
    x = np.array([[random.gauss(0, 1)] for _ in range(50)])
    h = 2 * x[:, 0] ** 2
    for size in (1, 7, 50):
        noise = h.var(ddof=1) / size * (1 - size / 50)
        assert minibatches.rate_limits(x)[size - 1] == pytest.approx(2 * h.mean() / (h.mean() ** 2 + noise))


@pytest.mark.parametrize("seed", [1, 2, 20])
def test_the_limit_of_the_full_batch_is_that_of_the_curvature(seed: int) -> None:
    """Row 1: 2/λmax; and a smaller batch always bears less."""
    x, _ = BATCH_SIZE.draw(seed, 100)
    limits = BATCH_SIZE.limits(seed)
    assert limits[-1] == pytest.approx(2 / np.linalg.eigvalsh(2 * x.T @ x / 100)[-1])
    assert np.all(np.diff(limits) > 0)


@pytest.mark.parametrize("batch_size", [2, 10])
def test_the_expected_squared_error_turns_at_the_limit(batch_size: int) -> None:
    """Averages over 200,000 simulated batches of (I - ηH) E (I - ηH): the largest factor is 1 at the limit."""
    x, _ = BATCH_SIZE.draw(2, 100)
    limit = BATCH_SIZE.limits(2)[batch_size - 1]
    draws = np.random.default_rng(1).permuted(np.tile(np.arange(100), (200_000, 1)), axis=1)[:, :batch_size]
    chosen = x[draws]
    hessians = 2 / batch_size * np.einsum("kbi,kbj->kij", chosen, chosen)
    for share, grows in ((0.96, False), (1.04, True)):
        factors = np.eye(2) - share * limit * hessians
        squared = np.einsum("kij,kab->iajb", factors, factors).reshape(4, 4) / len(factors)
        assert (np.abs(np.linalg.eigvals(squared)).max() > 1) == grows


@pytest.mark.parametrize("compare", ["epochs", "steps"])
@pytest.mark.parametrize(("batch_size", "rate", "epochs"), [(1, 4, 3), (4, 12, 10), (13, 20, 30), (100, 18, 7)])
def test_a_cell_of_the_map_is_the_run_of_its_settings(batch_size: int, rate: int, epochs: int, compare: str) -> None:
    """The map trains all cells together, by Hessians; the run trains one, by residuals."""
    settings: dict[str, Value] = {
        "learning_rate": float(BATCH_SIZE.RATES[rate]), "batch_size": batch_size, "epochs": epochs, "compare": compare
    }  # fmt: skip
    frame = show(**settings)
    cell = cells(frame, **settings)[BATCH_SIZE.SIZES.index(batch_size), rate]
    assert cell == pytest.approx(frame.history.now.validation_loss, rel=1e-9)


def test_equal_steps_are_equal_for_every_batch_size() -> None:
    """At 10 epochs of 25 steps each, a batch of 2 has made 250 steps too: what it has after 5 epochs of its own."""
    settings: dict[str, Value] = {"batch_size": 4, "epochs": 10, "compare": "steps"}
    losses = cells(show(**settings), **settings)
    row = BATCH_SIZE.SIZES.index(2)
    for column in (0, 15):
        rate = float(BATCH_SIZE.RATES[column])
        run = show(learning_rate=rate, batch_size=2, epochs=5)
        assert losses[row, column] == pytest.approx(run.history.now.validation_loss, rel=1e-9)


def test_a_rate_that_works_at_one_batch_size_diverges_at_another() -> None:
    frame = show()
    losses, start = cells(frame), frame.history[0].validation_loss
    column = int(np.abs(BATCH_SIZE.RATES - 0.66).argmin())
    assert losses[BATCH_SIZE.SIZES.index(100), column] < 1.05 * BATCH_SIZE.best_fit(2)[1]
    assert losses[BATCH_SIZE.SIZES.index(1), column] > start
    assert show(learning_rate=0.66, batch_size=1).verdict.tone == "bad"
    assert show(learning_rate=0.66, batch_size=100).verdict.regime == "Settled."


def test_the_map_grows_while_the_page_asks_and_is_drawn_from_the_first_slice_on() -> None:
    session, seen = Session(BATCH_SIZE), 0
    frame = session.show({}, 0)
    while not frame.done:
        assert "field" in frame.panels[1].svg
        frame, seen = session.show({}, 0), seen + 1
    assert seen > 20
    assert frame.panels == Session(BATCH_SIZE).show({}).panels


def test_the_verdict_counts_the_steps_and_measures_from_the_best_fit() -> None:
    frame = show()
    (x, y), (held_out, targets) = BATCH_SIZE.draw(2, 100), BATCH_SIZE.draw(1002, 200)
    best = np.mean((held_out @ np.linalg.lstsq(x, y)[0] - targets) ** 2)
    above = 100 * (frame.history.now.validation_loss / best - 1)
    assert frame.verdict.text.startswith(f"After 250 steps the validation loss is {above:.0f} % above")


def test_the_longest_stretch() -> None:
    good = np.array([True, False, True, True, True, False, True])
    assert minibatches.longest_stretch(good) == (2, 4)
    assert minibatches.longest_stretch(~good | good) == (0, 6)
    assert minibatches.longest_stretch(good & ~good) is None


def test_the_least_batch_that_bears_a_rate_is_marked() -> None:
    """At the mark the rate is below the limit, one point fewer is not enough; a rate that all or none bear has none."""
    least = show().marks["batch_size"][0].value
    assert BATCH_SIZE.limits(2)[int(least) - 2] <= 0.3 < BATCH_SIZE.limits(2)[int(least) - 1]
    assert show(batch_size=int(least)).verdict.tone != "bad"
    assert show(batch_size=int(least) - 1).verdict.tone == "bad"
    assert "batch_size" not in show(learning_rate=0.1).marks
    assert "batch_size" not in show(learning_rate=2.0).marks
