"""What the penalty demo says: whether data or penalty diverge, what restrains, and what to do."""

import re
from types import ModuleType

import numpy as np
import pytest

import demos
from demos.kit.controls import Value
from demos.kit.data import legendre, noisy_wave
from demos.kit.session import Frame, Session

PENALTY: ModuleType = demos.load("penalty")


def show(**settings: Value) -> Frame:
    return Session(PENALTY).show(settings)


def top(strength: float) -> float:
    """2/λmax of data and L2 penalty, from singular values instead of eigenvalues."""
    rows = legendre(noisy_wave(1, 14, 0.3).x, 11) * np.sqrt(2 / 14)
    penalty = np.sqrt(strength) * np.eye(12)[1:]
    return float(2 / np.linalg.svd(np.vstack([rows, penalty]), compute_uv=False)[0] ** 2)


@pytest.mark.parametrize("strength", [0.0, 0.03, 1.0, 10.0])
def test_the_mark_is_the_limit_of_data_and_penalty(strength: float) -> None:
    """Row 13: η < 2/λmax(A + μP); just over it the run is frozen, just under it it is not."""
    marked = show(strength=strength, epochs=1).marks["learning_rate"][0].value
    assert marked == pytest.approx(top(strength))
    assert not show(strength=strength, learning_rate=0.99 * marked).history.diverged
    over = show(strength=strength, learning_rate=1.02 * marked)
    assert over.history.diverged
    assert over.verdict.regime == "Diverging."


def test_l1_has_no_curvature() -> None:
    assert show(penalty="l1", strength=10.0, epochs=1).marks["learning_rate"][0].value == pytest.approx(top(0.0))


@pytest.mark.parametrize(("rate", "strength"), [(0.3, 10.0), (1.0, 3.0), (0.5, 7.0)])
def test_a_penalty_that_diverges_by_itself_is_named(rate: float, strength: float) -> None:
    """Row 13: learning rate × strength > 2; a product of 3 turns each weight into -2 of itself."""
    frame = show(learning_rate=rate, strength=strength)
    told = re.search(
        r"learning rate × strength = ([\d.]+), so each step multiplies .* by −([\d.]+),", frame.verdict.text
    )
    assert frame.verdict.text.startswith("It is the penalty:")
    assert told
    assert [float(number) for number in told.groups()] == pytest.approx(
        [rate * strength, rate * strength - 1], rel=0.03
    )
    weights = np.linalg.norm(frame.history.column("weights"), axis=1)
    assert weights[-1] / weights[-2] > rate * strength - 1


def test_data_and_penalty_together_are_told_from_either() -> None:
    """Row 13: at strength 10 the limit falls from 0.13 to 0.079; the opening rate, 0.1, lies between."""
    frame = show(strength=10.0)
    assert frame.history.diverged
    numbers = [float(number) for number in re.findall(r"\d+\.\d+", frame.verdict.text)]
    growth = frame.history[-1].training_loss / frame.history[-2].training_loss
    assert numbers == pytest.approx([np.sqrt(growth), top(10.0), 0.1, top(0.0)], rel=0.05)
    alone = show(strength=0.0, learning_rate=0.2)
    assert "Without the penalty" not in alone.verdict.text


@pytest.mark.parametrize("penalty", ["none", "l1", "l2", "both"])
@pytest.mark.parametrize("strength", [0.0, 0.03, 10.0])
def test_the_penalty_is_blamed_only_where_there_is_one(penalty: str, strength: float) -> None:
    first = show(penalty=penalty, strength=strength, epochs=1, learning_rate=0.01).verdict
    late = show(penalty=penalty, strength=strength, epochs=3000, learning_rate=0.05).verdict
    assert (first.regime, first.text.split(".")[0]) == ("Underfitting.", "Hardly trained yet")
    strong = penalty != "none" and strength == 10.0
    assert ("too strong" in late.text) == strong
    assert ("Nothing holds the weights back." in late.text) == (penalty == "none" or strength == 0)


def test_l1_at_its_strongest_leaves_nothing_but_the_intercept() -> None:
    frame = show(penalty="l1", strength=10.0, learning_rate=0.05)
    assert not frame.history.now.weights[1:].any()
    assert "11 of 11 weights are exactly 0." in frame.verdict.text


def test_without_a_penalty_it_overfits_and_l2_mends_it() -> None:
    frame = show(penalty="none")
    validation = frame.history.column("validation_loss")
    assert frame.verdict.regime == "Overfitting."
    assert validation[-1] > 2 * validation.min()
    assert frame.verdict.mend
    mended = show(**{"penalty": "none", "strength": 0.0, **frame.verdict.mend.settings})
    assert mended.verdict.regime == "Regularized."
    assert mended.history.now.validation_loss < 0.5 * validation[-1]


@pytest.mark.parametrize("settings", [{}, {"penalty": "l1"}, {"epochs": 1}, {"seed": 3}])
def test_the_losses_in_words_are_those_of_the_run(settings: dict[str, Value]) -> None:
    frame = show(**settings)
    told = re.search(r"Data loss ([\d.]+), validation loss ([\d.]+)\.", frame.verdict.text)
    assert told
    now = frame.history.now
    assert [float(number) for number in told.groups()] == pytest.approx([now.data_loss, now.validation_loss], rel=0.06)
