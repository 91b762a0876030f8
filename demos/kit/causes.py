"""Why a network stays below what its data allow: causes that can be shown, the surest first.

A cause looks at the case and says what it found, with numbers and a mend, or passes.
"""

from collections.abc import Callable

import numpy as np

from demos.kit.case import GENTLE, SAFE, Case, lower, use_tanh
from demos.kit.controls import spoken
from demos.kit.network import backward, cut, forward, shape
from demos.kit.verdict import Mend, number

Cause = tuple[str, Mend | None]


def straight(case: Case) -> Cause | None:
    """Linear layers in a row are one linear layer."""
    if case.params.data_set == "blobs" or (case.params.depth and case.params.activation != "linear"):
        return None
    if case.params.depth:
        return "Layers without a bend are one layer: a straight edge is all they can draw.", use_tanh()
    return "With no hidden layer, the edge is straight.", Mend("Add a hidden layer", {"depth": 1})


def penalty_too_strong(case: Case) -> Cause | None:
    """A penalty that leaves weights too small to bend anything."""
    if case.params.penalty == "none" or not case.params.strength > GENTLE:
        return None
    largest = max(float(np.abs(layer.weights).max()) for layer in case.layers)
    if largest > 1.0:
        return None
    return f"The penalty holds every weight down: the largest is {number(largest)}.", lower(case, strength=GENTLE)


def dropout_too_high(case: Case) -> Cause | None:
    """More dropout than so few units bear."""
    if case.params.dropout < 0.3 or not case.params.depth:
        return None
    left = case.params.width * (1 - case.params.dropout)
    text = f"With dropout {spoken(case.params.dropout)}, {number(left)} units of a layer are at work in a typical step."
    return text, Mend("Set dropout to 0", {"dropout": 0.0})


def dead_units(case: Case) -> Cause | None:
    """Some units gone for good, though not a whole layer."""
    if not any(case.dead):
        return None
    text = f"{sum(case.dead)} of {case.params.width * case.params.depth} ReLUs are dead: 0 for every training point."
    return text, lower(case) or use_tanh()


def vanishing(case: Case) -> Cause | None:
    """The slope of a sigmoid is 1/4 at most: what arrives at the first layer has shrunk at each."""
    if case.params.depth < 2 or case.params.activation != "sigmoid":
        return None
    none, activation = [None] * len(case.layers), case.params.activation
    outputs = forward(case.layers, activation, case.training.x, none)
    gradient = backward(case.layers, activation, outputs, case.training.y, none)
    parts = [float(np.abs(part.weights).mean()) for part in cut(gradient, shape(case.params.depth, case.params.width))]
    if parts[0] > parts[-1] / 10:
        return None
    times = number(parts[-1] / parts[0])
    return f"The gradient fades: in the first layer it is {times} times smaller than in the last.", use_tanh()


def slow(case: Case) -> Cause | None:
    """A rate at which the loss has hardly moved."""
    if case.params.learning_rate > 0.05 and not case.falling():
        return None
    if case.params.learning_rate < SAFE:
        return f"It is slow: the loss fell from {number(case.losses[0])} to {number(case.losses[-1])}.", Mend(
            f"Set rate to {number(SAFE)}", {"learning_rate": SAFE}
        )
    return None


def too_small(case: Case) -> Cause:
    """What is left: too few units for such an edge, or too few epochs."""
    depth, width = case.params.depth, case.params.width
    edges = "1 unit draws 1 straight edge" if width == 1 else f"{width} units draw {width} straight edges"
    size = edges if depth == 1 else f"{depth} layers of {width}"
    text = f"{size}: too few for this shape, or not trained for long enough."
    if width < 8 or depth < 2:
        return text, Mend("Set to 2 layers of 8", {"depth": 2, "width": 8})
    return text, Mend("Train on", {"epochs": 1000}) if case.params.epochs < 1000 else None


CAUSES: tuple[Callable[[Case], Cause | None], ...] = (
    straight,
    penalty_too_strong,
    dropout_too_high,
    dead_units,
    vanishing,
    slow,
    too_small,
)
