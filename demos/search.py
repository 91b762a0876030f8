"""Where to spend sixteen training runs: four ways to search for a learning rate and a strength.

A trial is a whole training run: a polynomial, fitted to 20 noisy points by gradient descent with an L2 penalty, and
scored on points that it was not trained on. The map shows the score of every setting, low ones blue, as no search
can see it: only a model this small lets it be computed. Below it, the same trials are seen by their learning rate
alone. That is the knob that matters most here, and a grid of sixteen trials has tried four values of it.
"""

from collections.abc import Iterator
from random import Random
from typing import NamedTuple

import numpy as np

from demos.kit import searches
from demos.kit.controls import Choice, Epochs, Slider
from demos.kit.panel import Panel
from demos.kit.panels import band, stairs
from demos.kit.plot import Chart
from demos.kit.run import History, Params
from demos.kit.scales import Scale
from demos.kit.searches import BUDGET, FULL, SEARCHES, Trial, leader
from demos.kit.types import Array
from demos.kit.validation_surface import attempt, limits, place, setting, settings, surface, untrained
from demos.kit.verdict import Mend, Verdict, count, number

NOTICE = (
    "Sixteen trials of the grid have tried four learning rates, sixteen random ones have tried sixteen. Change the "
    "epochs per trial: the valley moves, and whether the grid hits it is luck; the odds of random draws stay the same."
)
CHECK = (
    "Every trial ends where the closed form of the map says; Gaussian process, expected improvement and the odds "
    "1 − (1 − q)ⁿ agree with scikit-learn, SciPy and what many searches find."
)
FOUND, GOOD, CLOSE = 1.05, 1.1, 1.2  # scores, as multiples of the lowest there is
controls = (
    Choice("search", "random", options={"grid": "grid", "random": "random", "bayes": "Bayesian", "halving": "halving"}),
    Epochs(BUDGET, (1, BUDGET), label="Trials", unit="trial"),
    Slider("length", 200, (20, 2000), scale="log", integer=True, label="Epochs per trial"),
    Slider("seed", 8, (1, 20), step=1, integer=True, label="Seed"),
)
heavy = True  # a model for every trial
scented = ("epochs", "length")  # along the seed there is nothing to smell
RATES = Scale(1e-4, 1, "log", "learning rate")
LOSSES = Scale(0.13, 0.8, "log", "validation loss")


class State(NamedTuple):
    """The leader's losses and setting; what the trial was spent on: settings, epochs of each, and their scores (m,)."""

    training_loss: float
    validation_loss: float
    learning_rate: float
    strength: float
    epochs_each: float
    rates: Array
    strengths: Array
    scores: Array


def train(search: str, length: int, seed: int) -> Iterator[State]:
    """Spend the budget: every item has cost one more full training run, of `length` epochs."""
    tried: list[Trial] = []
    parts = FULL if search == "halving" else 1  # of a run: halving splits it among several settings
    start = [attempt((0.5, 0.5), 0)]
    yield state(start, start, parts)
    for batch in SEARCHES[search](tried, Random(seed)):
        done = [attempt(where, length * batch.eighths // FULL) for where in batch.places]
        tried += done
        yield state(tried, done, parts)


def state(tried: list[Trial], done: list[Trial], parts: int) -> State:
    """Where the search stands; each of the trials just done has its share of the parts."""
    best = leader(tried)
    rows = [(*setting(trial.place), trial.validation_loss) for trial in done]
    spent = np.repeat(rows, parts // len(done), axis=0).T
    return State(best.training_loss, best.validation_loss, *setting(best.place), float(best.epochs), *spent)


def trials(history: History) -> list[Trial]:
    """The trials so far, each once, as the search sees them."""
    rows = (
        (*place(rate, strength), int(each.epochs_each), score)
        for each in history[1 : history.epoch + 1]
        for rate, strength, score in zip(*each[-3:], strict=True)
    )
    return [Trial((x, y), epochs, 0.0, float(score)) for x, y, epochs, score in dict.fromkeys(rows)]


def reachable(now: State, params: Params) -> Array:
    """The score of every cell after as many epochs as the latest trial was trained."""
    return surface(int(now.epochs_each) or params.length)


def picture(history: History, params: Params) -> list[Panel]:
    """The box of settings from above; the best score by trial; the trials seen by their learning rate alone."""
    known = trials(history)
    latest = [trial for trial in known if trial.epochs == known[-1].epochs]  # in halving, those still in
    return [box(history, params, known, latest), progress(history), side(history, params, latest)]


def box(history: History, params: Params, known: list[Trial], latest: list[Trial]) -> Panel:
    """The trials, hollow where halving dropped them; behind them all scores, or a Bayesian search's guess at them."""
    guesses, now = params.search == "bayes" and len(known) > 1, history.now
    chart = Chart("The box of settings with the trials", RATES, Scale(1e-4, 10, "log", "strength"), size=(320, 150))
    logs = searches.belief(known).mean.reshape(searches.ROWS, -1) if guesses else np.log(reachable(now, params))
    chart.field(logs[::-1], float(np.log(surface(params.length).min())), float(np.log(untrained())))
    chart.line(*limits(), "limit")
    chart.note(0.22, 4, "diverges", "limit", dx=0)
    chart.dots(*settings(known), "data", radius=2.5, hollow=True)
    chart.dots(*settings(latest), "data")
    if guesses and searches.LEAD_IN <= len(known) < BUDGET:
        ahead = setting(searches.most_promising(known))
        chart.dots(*ahead, "plain", radius=5, hollow=True)
        chart.note(*ahead, "next", "plain")
    if known:
        chart.dots(now.learning_rate, now.strength, "model ring", radius=5)
        chart.note(now.learning_rate, now.strength, "best", "model")
    return chart.panel()


def progress(history: History) -> Panel:
    """The best score by trial, among the scores of all; kept runs as ghosts."""
    chart = Chart("The best score so far, by trial", Scale(0, BUDGET, "epochs", "trial"), LOSSES, size=(320, 150))
    if len(history.spread):
        band(chart, np.array(history.spread[: len(history)]), "validation")
    for ghost in history.ghosts:
        chart.line(*stairs(ghost.states.column("validation_loss")), "ghost kept", ghost.label)
    for trial, each in enumerate(history[1:], 1):
        values = np.unique(each.scores)
        chart.dots(np.full(values.size, trial), values, "data", radius=2)
    chart.line(*stairs(history.column("validation_loss")), "validation", "best so far")
    chart.cursor(history.epoch, {"validation": history.now.validation_loss})
    return chart.panel(scrubs=True)


def side(history: History, params: Params, latest: list[Trial]) -> Panel:
    """The trials by their learning rate; dashed, the lowest score that each rate can reach with any strength."""
    chart = Chart("The trials seen by their learning rate alone", RATES, LOSSES, size=(320, 120))
    lowest = reachable(history.now, params).min(axis=0)
    chart.line(10.0 ** np.linspace(-3.95, -0.05, lowest.size), lowest, "ghost")
    chart.note(0.2, 0.6, "dashed: lowest possible", "ghost", dx=0)
    tried, losses = settings(latest)[0], [trial.validation_loss for trial in latest]
    for rate, loss in zip(tried, losses, strict=True):
        chart.line([rate, rate], [loss, 0.1], "contour")
    chart.dots(tried, losses, "data")
    if latest:
        chart.dots(history.now.learning_rate, history.now.validation_loss, "model ring", radius=5)
    return chart.panel()


def verdict(history: History, params: Params) -> Verdict:
    """Compare the best score with the lowest there is, and say what the search has to do with it."""
    best, lowest = history.now.validation_loss, float(reachable(history.now, params).min())
    if not history.epoch:
        return Verdict("Nothing tried yet.", f"The budget is {BUDGET} training runs.")
    excess = f"{number(max(0, round(100 * (best / lowest - 1))))} % above the lowest there is"
    text = f"After {count(history.epoch, 'trial')} the best validation loss is {number(best)}, {excess}."
    said = f"{text} {reason(trials(history), params)}"
    if best < FOUND * lowest and history.now.epochs_each == params.length:
        return Verdict("Found.", said, "good")
    if history.epoch < BUDGET:
        return Verdict("Searching.", said, "plain", Mend(f"Go on to trial {BUDGET}", {"epochs": BUDGET}))
    return Verdict("Close." if best < CLOSE * lowest else "Missed.", said, "plain", way_out(params))


def way_out(params: Params) -> Mend:
    """Offer a search that does better here, or another beginning of the best one."""
    if params.search == "bayes":
        return Mend("Begin elsewhere", {"seed": params.seed % 20 + 1})
    other, words = ("random", "Draw at random") if params.search == "grid" else ("bayes", "Let a model choose")
    return Mend(words, {"search": other})


def reason(known: list[Trial], params: Params) -> str:
    """What the method has to do with it, in numbers."""
    if params.search == "grid":
        rates, strengths = ({round(trial.place[knob], 3) for trial in known} for knob in (0, 1))
        return f"It has tried {count(len(rates), 'learning rate')} and {count(len(strengths), 'strength')}."
    if params.search == "random":
        share = float((surface(params.length) < GOOD * surface(params.length).min()).mean())
        odds = f"{count(len(known), 'draw')} hit it with probability {number(1 - (1 - share) ** len(known))}"
        return f"Scores within 10 % of that fill {number(100 * share)} % of the box; {odds}."
    if params.search == "halving":
        return halved(known, params)
    if len(known) < searches.LEAD_IN:
        return f"The first {searches.LEAD_IN} are drawn at random."
    return f"It expects the next trial to lower that by {number(100 * searches.promise(known))} %."


def halved(known: list[Trial], params: Params) -> str:
    """What the budget has paid for; at the end, what has become of the first round's leader."""
    rounds, epochs = len({trial.epochs for trial in known}), known[-1].epochs
    group, had = searches.FIRST_GROUP >> (rounds - 1), sum(trial.epochs == epochs for trial in known)
    done = f"Round {rounds}: {had} of {group} settings have had {count(epochs, 'epoch')}."
    if (rounds, had) != (4, group):
        return done
    first = min(known[: searches.FIRST_GROUP], key=lambda trial: trial.validation_loss)
    return f"{done} The leader of round 1 ends at {number(attempt(first.place, params.length).validation_loss)}."
