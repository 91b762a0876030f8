"""LoRA: counts, the start, merging, gradients by finite differences, and what its rank buys."""

from itertools import islice
from statistics import median

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

import demos
from demos.kit.adapters import CHANGE, FULL, SIZE, Adapter, Task, adapters, task, trained, whole
from demos.kit.controls import Value
from demos.kit.session import Frame, Session
from demos.kit.types import Array

LORA = demos.load("lora")
NEW = task(2, 60, 1)


def show(**settings: Value) -> Frame:
    return Session(LORA).show(settings)


def after(steps: int, rank: int = 3, alpha: float = 4.0) -> Adapter:
    """The adapter of one rank after so many steps."""
    return next(islice(adapters(NEW, [rank], 0.01, alpha), steps, None))


def held_out(new: Task, change: Array) -> float:
    return float(new.loss(new.base + change, new.held_out_x, new.held_out_y))


@pytest.mark.parametrize("rank", [1, 2, 8, 16])
def test_an_adapter_holds_r_times_d_plus_k_numbers(rank: int) -> None:
    adapter = after(0, rank)
    assert adapter.a.shape == (1, rank, SIZE)
    assert adapter.b.shape == (1, SIZE, rank)
    assert adapter.a.size + adapter.b.size == rank * (16 + 16) == trained(rank)
    assert NEW.base.size == 16 * 16 == FULL


def test_at_the_start_b_is_0_and_the_outputs_are_as_before() -> None:
    adapter = after(0)
    assert not adapter.b.any()
    assert adapter.a.all()
    before, now = NEW.outputs(NEW.base, NEW.x), NEW.outputs(NEW.base + adapter.change(), NEW.x)
    assert_array_equal(now[0], before)
    first = show().history[0]
    assert first.validation_loss == first.full_loss == pytest.approx(held_out(NEW, np.zeros((16, 16))))


def test_the_first_step_moves_b_alone() -> None:
    start, moved = after(0), after(1)
    assert_array_equal(moved.a, start.a)
    assert moved.b.all()


@pytest.mark.parametrize("steps", [0, 1, 50])
def test_merged_and_apart_give_the_same_outputs(steps: int) -> None:
    adapter = after(steps)
    a, b, scale = adapter.a[0], adapter.b[0], float(adapter.scale[0, 0, 0])
    hidden = np.tanh(NEW.x @ NEW.base.T + scale * ((NEW.x @ a.T) @ b.T))
    merged = NEW.outputs(NEW.base + adapter.change()[0], NEW.x)
    assert_allclose(merged, hidden @ NEW.readout.T, rtol=1e-12, atol=1e-12)
    assert scale == 4.0 / 3


def test_the_gradient_of_the_matrix_is_what_finite_differences_say() -> None:
    weights, h = NEW.base + after(20).change()[0], 1e-6
    steps = h * np.eye(SIZE * SIZE).reshape(-1, SIZE, SIZE)
    slopes = (NEW.loss(weights + steps, NEW.x, NEW.y) - NEW.loss(weights - steps, NEW.x, NEW.y)) / (2 * h)
    assert_allclose(NEW.gradient(weights).ravel(), slopes, rtol=1e-5, atol=1e-8)


def test_the_adapters_step_is_adams_along_finite_differences() -> None:
    """Adam's first step is ±η along the gradient's sign: for B at the start, A's gradient being 0 there."""
    adapter, h = after(0), 1e-6
    signs = np.empty((SIZE, 3))
    for i, j in np.ndindex(SIZE, 3):
        up, down = adapter.b.copy(), adapter.b.copy()
        up[0, i, j], down[0, i, j] = h, -h
        rise = [NEW.loss(NEW.base + adapter._replace(b=b).change(), NEW.x, NEW.y)[0] for b in (up, down)]
        signs[i, j] = np.sign(rise[0] - rise[1])
    assert_allclose(after(1).b[0], -0.01 * signs, rtol=1e-3)


def test_the_wanted_change_has_the_rank_and_the_size_that_it_says() -> None:
    for directions in (1, 2, 7, 16):
        values = np.linalg.svd(task(directions, 60, 1).wanted, compute_uv=False)
        assert_allclose(values[:directions], CHANGE / directions**0.5)
        assert_allclose(values[directions:], 0, atol=1e-12)


@pytest.mark.parametrize("rank", [1, 2, 5, 16])
def test_what_an_adapter_learns_has_its_rank_and_full_fine_tuning_has_more(rank: int) -> None:
    now = show(rank=rank, epochs=100).history.now
    assert np.linalg.matrix_rank(now.change.reshape(SIZE, SIZE), tol=1e-9) == rank
    assert np.linalg.matrix_rank(now.full_change.reshape(SIZE, SIZE), tol=1e-9) == SIZE


@pytest.mark.parametrize("rank", [1, 6, 16])
def test_the_survey_trains_every_rank_as_the_run_does(rank: int) -> None:
    history = show(rank=rank, epochs=300).history
    assert_allclose(history.survey[:, rank - 1], history.column("validation_loss"), rtol=1e-8)


def losses(directions: int, seed: int) -> tuple[Array, float]:
    """Validation loss after 200 epochs: of every rank (16,), and of full fine-tuning."""
    knobs = {"learning_rate": LORA.RATE, "alpha": 4.0, "directions": directions, "examples": 60, "seed": seed}
    full = next(islice(whole(task(directions, 60, seed), LORA.FULL_SHARE * LORA.RATE), 200, None))
    return next(islice(LORA.survey(**knobs), 200, None))[-1], held_out(task(directions, 60, seed), full)


@pytest.mark.parametrize("directions", [1, 2, 3])
def test_the_rank_that_the_task_needs_does_best(directions: int) -> None:
    """The median over seven seeds: too low a rank is far off, the task's rank beats a high one and all numbers."""
    runs = [losses(directions, seed) for seed in range(1, 8)]
    per_rank = np.median([ranks for ranks, _ in runs], axis=0)
    full = median(full for _, full in runs)
    assert int(per_rank.argmin()) + 1 in {directions, directions + 1}
    needed = per_rank[directions - 1 : directions + 1].min()
    assert needed < 0.7 * per_rank[-1]
    assert needed < 0.7 * full
    assert all(per_rank[: directions - 1] > 2 * needed)


def test_full_fine_tuning_gets_a_rate_that_suits_it() -> None:
    """No other share of the adapters' rate is much better for it, over five seeds."""

    def typical(share: float) -> float:
        runs = [task(2, 60, seed) for seed in range(1, 6)]
        return median(held_out(new, next(islice(whole(new, share * LORA.RATE), 200, None))) for new in runs)

    best = min(typical(share) for share in (1 / 30, 0.1, 0.2, 0.5, 1.0, 3.0))
    assert typical(LORA.FULL_SHARE) < 1.1 * best


@pytest.mark.parametrize(
    ("settings", "regime"),
    [
        ({}, "Adapted."),
        ({"rank": 1}, "Too little room."),
        ({"rank": 16}, "More room than needed."),
        ({"learning_rate": 1e-4}, "Hardly changed."),
        ({"examples": 20}, "Too few examples."),
    ],
)
def test_the_verdict_names_what_the_rank_does(settings: dict[str, Value], regime: str) -> None:
    assert show(**settings).verdict.regime == regime


def test_while_the_survey_has_not_begun_the_verdict_speaks_of_the_run_alone() -> None:
    frame = Session(LORA).show({"rank": 16}, budget=0)
    assert not frame.done
    assert frame.verdict.mend is None or "rank" not in frame.verdict.mend.settings
