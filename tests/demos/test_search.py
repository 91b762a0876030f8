"""The four searches: every score against its closed form, the odds of draws against draws, halving's bill counted."""

import re
from itertools import pairwise
from types import ModuleType

import numpy as np
import pytest
from numpy.testing import assert_allclose
from sklearn.linear_model import Ridge

import demos
from demos.kit.controls import Value
from demos.kit.losses import mse
from demos.kit.searches import BUDGET, COLUMNS, FULL, ROWS, cells, improvements
from demos.kit.session import Frame, Session
from demos.kit.validation_surface import attempt, descend, limits, place, problem, setting, surface, untrained

SEARCH: ModuleType = demos.load("search")
SEEDS = range(1, 21)


def show(**settings: Value) -> Frame:
    return Session(SEARCH).show(settings)


@pytest.mark.parametrize("epochs", [20, 200, 2000])
def test_the_map_holds_what_training_step_by_step_ends_with(epochs: int) -> None:
    """Every seventh cell, those beyond the limit of stability included."""
    scores = surface(epochs).ravel()
    assert scores.shape == (ROWS * COLUMNS,)
    for i in range(0, scores.size, 7):
        x, y = cells()[i]
        assert attempt((float(x), float(y)), epochs).validation_loss == pytest.approx(scores[i], rel=1e-8)


def test_a_long_trial_ends_at_the_ridge_solution() -> None:
    """By scikit-learn, whose alpha is nμ/2 for this loss; its intercept is free."""
    features, targets = problem().training
    model = Ridge(alpha=0.5 * 20 * 0.5, solver="svd").fit(features[:, 1:], targets)
    weights = descend(0.1, 0.5, 5000)
    assert_allclose(weights, [model.intercept_, *model.coef_], atol=1e-9)


@pytest.mark.parametrize("strength", [1e-4, 0.1, 10.0])
def test_beyond_the_limit_a_trial_scores_as_untrained(strength: float) -> None:
    rates, strengths = limits()
    limit = float(np.exp(np.interp(np.log(strength), np.log(strengths), np.log(rates))))
    assert np.linalg.norm(descend(0.97 * limit, strength, 2000)) < 100
    assert np.linalg.norm(descend(1.03 * limit, strength, 2000)) > 1e6
    assert attempt(place(1.03 * limit, strength), 2000).validation_loss == untrained()
    assert setting(place(0.02, strength)) == pytest.approx((0.02, strength))


@pytest.mark.parametrize("search", ["grid", "random", "bayes", "halving"])
@pytest.mark.parametrize("length", [20, 200])
def test_each_search_spends_the_budget_and_no_more(search: str, length: int) -> None:
    """Sixteen full runs; halving's rounds count 32 · ⅛, 16 · ¼, 8 · ½ and 4 · 1, four runs each."""
    states = list(SEARCH.train(search, length, 3))
    assert len(states) == BUDGET + 1
    rounds: dict[float, int] = {}
    for state in states[1:]:
        tried = len(set(zip(state.rates, state.strengths, strict=True)))
        rounds[state.epochs_each] = rounds.get(state.epochs_each, 0) + tried
    if search == "halving":
        assert list(rounds.values()) == [32, 16, 8, 4]
        assert list(rounds) == [length * part // FULL for part in (1, 2, 4, 8)]
    else:
        assert rounds == {length: BUDGET}
    spent = sum(epochs * settings for epochs, settings in rounds.items())
    assert 0.9 * BUDGET * length < spent <= BUDGET * length  # an eighth of 20 epochs is 2, not 2.5


def test_halving_keeps_the_better_half() -> None:
    states = list(SEARCH.train("halving", 200, 5))[1:]
    groups = [states[i : i + 4] for i in (0, 4, 8, 12)]
    for group, after in pairwise(groups):
        scores = {
            (rate, strength): score
            for state in group
            for rate, strength, score in zip(state.rates, state.strengths, state.scores, strict=True)
        }
        kept = {pair for state in after for pair in zip(state.rates, state.strengths, strict=True)}
        assert len(kept) == len(scores) // 2
        assert max(scores[pair] for pair in kept) <= min(score for pair, score in scores.items() if pair not in kept)


def test_the_grid_tries_four_rates_and_random_draws_sixteen() -> None:
    """The projection: in half the trials along either axis, none is new to the grid."""
    grid, drawn = show(search="grid").history, show(search="random").history
    assert [len(set(np.round(np.log10(history.column("rates")[1:, 0]), 9))) for history in (grid, drawn)] == [4, 16]
    assert "4 learning rates and 4 strengths" in show(search="grid").verdict.text


@pytest.mark.parametrize("trials", [4, 16])
def test_the_odds_of_random_draws_are_those_found(trials: int) -> None:
    """1 − (1 − q)ⁿ against 300 searches on the same surface; four standard errors of such a count are about 0.11."""
    share = (surface(200) < 1.1 * surface(200).min()).mean()
    predicted = 1 - (1 - share) ** trials
    best = [
        min(s.validation_loss for s in list(SEARCH.train("random", 200, seed))[1 : trials + 1]) for seed in range(300)
    ]
    hits = np.mean(np.array(best) < 1.1 * surface(200).min())
    assert hits == pytest.approx(predicted, abs=4 * np.sqrt(predicted * (1 - predicted) / 300))
    told = re.search(
        r"fill ([\d.]+) % of the box; (\d+) draws hit it with probability ([\d.]+)\.", show(epochs=trials).verdict.text
    )
    assert told
    assert float(told[1]) == pytest.approx(100 * share, rel=0.06)
    assert int(told[2]) == trials
    assert float(told[3]) == pytest.approx(predicted, abs=0.006)


def test_a_bayesian_search_goes_where_it_expects_most() -> None:
    """Its first four trials are those of the random search; each later one is the best cell of the four before."""
    states, drawn = list(SEARCH.train("bayes", 200, 8)), list(SEARCH.train("random", 200, 8))
    assert [s.validation_loss for s in states[:5]] == [s.validation_loss for s in drawn[:5]]
    frame = show(search="bayes", epochs=7)
    known = SEARCH.trials(frame.history)
    x, y = cells()[int(improvements(known).argmax())]
    assert_allclose(setting((float(x), float(y))), [states[8].rates[0], states[8].strengths[0]])
    assert frame.panels[0].svg.count(">next</text>") == 1


def test_the_model_beats_chance_on_most_seeds() -> None:
    """The same budget, the same four first draws: the median over twenty seeds, and the worst."""
    lowest = surface(200).min()
    ends = {
        search: np.array([list(SEARCH.train(search, 200, seed))[-1].validation_loss for seed in SEEDS]) / lowest
        for search in ("random", "bayes")
    }
    assert np.median(ends["bayes"]) < 1.01
    assert np.median(ends["random"]) > 1.02
    assert ends["bayes"].max() < 1.1
    assert ends["random"].max() > 1.1


def test_short_trials_flatter_high_rates() -> None:
    """Why halving is misled here: the best rate after an eighth of the epochs is far above the best in the end."""
    best = {epochs: cells()[int(surface(epochs).argmin())][0] for epochs in (25, 200)}
    decades = 4 * (best[25] - best[200])
    assert 0.7 < decades < 1.1  # eight times the rate for an eighth of the epochs would be 0.9


@pytest.mark.parametrize(("length", "regime"), [(200, "Missed."), (500, "Found."), (2000, "Missed.")])
def test_whether_the_grid_hits_is_luck(length: int, regime: str) -> None:
    assert show(search="grid", length=length).verdict.regime == regime


def test_the_leader_and_its_two_losses_belong_together() -> None:
    states = list(SEARCH.train("random", 100, 2))
    trained = [state for state in states if state.validation_loss < untrained()]
    assert len(trained) == BUDGET - 1  # the first draw diverges
    for state in trained:
        weights = descend(state.learning_rate, state.strength, 100)
        assert state.training_loss == pytest.approx(mse(*problem().training, weights), rel=1e-9)
        assert state.validation_loss == pytest.approx(mse(*problem().validation, weights), rel=1e-9)
