"""What is wrong with a network, from its units, its weights and its losses: rules, the gravest first.

A rule looks at the case and either says what it found, with numbers and a mend, or passes.
"""

from bisect import bisect_left
from collections.abc import Callable

import numpy as np

from demos.kit.attainable import attainable
from demos.kit.case import GENTLE, SAFE, Case, lower, use_tanh
from demos.kit.causes import CAUSES
from demos.kit.classes import Labelled
from demos.kit.controls import spoken
from demos.kit.run import History, Params
from demos.kit.verdict import Mend, Verdict, number

COIN = 0.6  # accuracy below this is hardly better than a coin's
WORSE = 1.3  # validation loss this many times its best counts as overfitting


def diagnose(history: History, params: Params, training: Labelled, validation: Labelled) -> Verdict:
    """Return what the first rule that applies has found."""
    case = Case(history, params, training, validation)
    return next(found for rule in RULES if (found := rule(case)))


def penalty_runs_away(case: Case) -> Verdict | None:
    """An L2 step multiplies each weight by 1 - ημ: beyond ημ = 2 it grows, whatever the data say."""
    rate, strength = case.params.learning_rate, case.params.strength * (case.params.penalty == "l2")
    if rate * strength < 2:
        return None
    text = (
        f"The penalty does it: learning rate × strength = {number(rate * strength)}, so each of the steps of an epoch "
        f"multiplies every weight by {number(1 - rate * strength)}. Below 2, the product is harmless."
    )
    return Verdict("Diverging.", text, "bad", lower(case, strength=GENTLE))


def ran_away(case: Case) -> Verdict | None:
    """A run that was frozen because its loss grew without end."""
    if not case.history.diverged:
        return None
    text = f"In epoch {spoken(len(case.history))} the loss passed all bounds: each step made the next one larger."
    return Verdict("Diverging.", text, "bad", lower(case) or Mend("Use tanh", {"activation": "tanh"}))


def dead_layer(case: Case) -> Verdict | None:
    """A layer whose units all give 0 passes nothing on, neither forward nor back."""
    width = case.params.width
    layer = next((i for i, dead in enumerate(case.dead) if dead == width), None)
    if layer is None:
        return None
    which = "The only unit" if width == 1 else f"All {width} units"
    text = f"{which} of hidden layer {layer + 1} put out 0 for every training point"
    if case.params.dropout or (case.params.penalty != "none" and case.params.strength):
        # Smaller weights, or inputs left out at random, may yet lift a sum above 0.
        return Verdict("Dead ReLUs.", f"{text}: no gradient passes a 0.", "bad", lower(case) or use_tanh())
    since = bisect_left(range(case.history.epoch), x=True, key=lambda epoch: case.is_dead(layer, epoch))
    when = f"since epoch {spoken(since)}" if since else "from the start: their random weights were unlucky"
    text += f", {when}. Where the output is 0, so is the gradient: they cannot come back."
    return Verdict("Dead ReLUs.", text, "bad", (lower(case) if since else None) or use_tanh())


def overfits(case: Case) -> Verdict | None:
    """Validation has become worse while training became better."""
    held, trained = (case.history.column(name)[: case.history.epoch + 1] for name in ("validation_loss", "data_loss"))
    best = int(held.argmin())
    if held[-1] < WORSE * held[best] or held[-1] - held[best] < 0.02 or trained[-1] > 0.9 * trained[best]:
        return None
    text = (
        f"The validation loss is {number(held[-1])}, {number(held[-1] / held[best])} times its best at epoch "
        f"{spoken(best)}; the training loss fell from {number(trained[best])} to {number(trained[-1])} meanwhile."
    )
    there = max(1, best)
    return Verdict("Overfitting.", text, "bad", Mend(f"Go to epoch {spoken(there)}", {"epochs": there}))


def learnt_by_heart(case: Case) -> Verdict | None:
    """More right in training than any rule gets right on new points, and clearly fewer of the held-out ones."""
    now, most = case.history.now, attainable(case.params.data_set, case.params.noise)
    if now.training_accuracy < most + 0.02 or now.validation_accuracy > most - 0.06:
        return None
    text = (
        f"{100 * now.training_accuracy:.0f} % right in training is more than any rule gets on new points, about "
        f"{100 * most:.0f} %: some are learnt by heart. "
        f"Of those held out, {100 * now.validation_accuracy:.0f} % are right."
    )
    more = Mend("Hold out only half", {"held_out": 0.5}) if case.params.held_out > 0.5 else None
    return Verdict("Overfitting.", text, "bad", more or Mend("Add L2", {"penalty": "l2", "strength": 0.01}))


def fits(case: Case) -> Verdict | None:
    """As many right as the noise allows, nearly."""
    most = attainable(case.params.data_set, case.params.noise)
    if case.history.now.training_accuracy < most - 0.05:
        return None
    said = f"{case.facts[0].upper()}{case.facts[1:]}."
    if most < 0.97:
        said += f" With so much noise, no rule gets more than about {100 * most:.0f} % right."
    if any(case.dead):
        said += f" {sum(case.dead)} of {case.params.width * case.params.depth} ReLUs are dead; the others suffice."
    return Verdict("A good fit.", said, "good")


def thrown_about(case: Case) -> Verdict | None:
    """Steps too large to settle: a loss above a coin's, or one that goes up and down by factors."""
    third = case.losses[-max(1, len(case.losses) // 3) :]
    low, high, typical = third.min(), third.max(), np.median(third)
    wild = case.losses[-1] > 0.75 or (high > 4 * low and typical > 0.05 and not case.falling())
    if case.params.learning_rate <= SAFE or len(third) < 3 or not wild:
        return None
    text = (
        f"The steps are too large: in the last {len(third)} epochs the loss went up and down between {number(low)} "
        f"and {number(high)}. {case.facts[0].upper()}{case.facts[1:]}."
    )
    return Verdict("Thrown about.", text, "bad", lower(case))


def held_back(case: Case) -> Verdict | None:
    """Far from what is possible: say how far, and the first cause that can be shown."""
    coin = case.history.now.training_accuracy < COIN
    most = f"{100 * attainable(case.params.data_set, case.params.noise):.0f} %"
    for cause in CAUSES:
        if found := cause(case):
            why, mend = found
            regime = "Chance level." if coin else "Underfitting."
            far = case.facts if coin else f"{case.facts}, where {most} is possible"
            return Verdict(regime, f"{why} {far[0].upper()}{far[1:]}.", "bad", mend)
    return None


def learning(case: Case) -> Verdict | None:
    """Not there yet, on the way."""
    if case.history.epoch < 3 or (case.falling() and case.params.learning_rate >= 0.03):
        return Verdict("Learning.", f"{case.facts[0].upper()}{case.facts[1:]}. The loss is still falling.", "good")
    return None


RULES: tuple[Callable[[Case], Verdict | None], ...] = (
    penalty_runs_away,
    ran_away,
    dead_layer,
    overfits,
    thrown_about,
    learnt_by_heart,
    fits,
    learning,
    held_back,
)
