"""What a neural network can learn, unit by unit: turn its size, its activation, its rate, and watch how it fails.

A small network learns to tell two classes of points by stochastic gradient descent on the cross-entropy. Each small
square is what one unit makes of the plane; the next layer sees only those. Three tanh units fence in a disc with three
straight lines; two cannot. Watch units die at a high rate, a penalty blow up, weights copy single points; the verdict
names the cause.
"""

from collections.abc import Iterator
from functools import lru_cache
from random import Random
from typing import NamedTuple

import numpy as np

from demos.kit import diagram, panels
from demos.kit.classes import Labelled, labelled
from demos.kit.controls import Choice, Epochs, Slider
from demos.kit.diagnosis import diagnose
from demos.kit.network import (
    accuracy,
    backward,
    cross_entropy,
    cut,
    forward,
    initial,
    masks_for,
    shape,
    shuffled,
    weights_only,
)
from demos.kit.optim import soft_threshold
from demos.kit.panel import Panel
from demos.kit.run import History, Params
from demos.kit.types import Array
from demos.kit.verdict import Mark, Verdict

NOTICE = (
    "Each hidden unit draws one straight edge, and the output puts them together. A rate or a penalty that is too high "
    "shows as dead units or as weights that double at every step."
)
CHECK = (
    "The gradient agrees with finite differences for every layer, activation and penalty; scikit-learn's network of "
    "the same shape reaches the same loss within the spread of seeds."
)
POINTS = 300
MAX_EPOCHS = 1000
heavy = True  # a network over a whole field
scented = ("learning_rate", "epochs")  # a run takes tenths of a second: the scents of all knobs would keep Python busy
parity_epochs = 20  # at a rate of 3 rounding errors grow tenfold every other epoch: small networks are chaotic there

controls = (
    Slider("learning_rate", 0.1, (1e-3, 3.0), scale="log", label="Learning rate", symbol="η"),
    Epochs(200, (1, MAX_EPOCHS)),
    Choice(
        "data_set",
        "circle",
        label="Data",
        options={"blobs": "blobs", "circle": "circle", "xor": "xor", "spiral": "spiral"},
    ),
    Choice(
        "activation",
        "tanh",
        label="Activation",
        options={"relu": "ReLU", "tanh": "tanh", "sigmoid": "sigmoid", "linear": "none"},
    ),
    Slider("depth", 1, (0, 4), step=1, integer=True, label="Hidden layers (depth)"),
    Slider("width", 3, (1, 8), step=1, integer=True, label="Units a layer (width)"),
    Slider("batch_size", 10, (1, 100), scale="log", integer=True, label="Batch size", symbol="B"),
    Choice("penalty", "none", label="Penalty", options={"none": "none", "l1": "L1", "l2": "L2"}),
    Slider("strength", 0.01, (1e-4, 10.0), scale="log", zero=True, label="Strength of the penalty", symbol="μ"),
    Slider("dropout", 0.0, (0.0, 0.9), step=0.05, label="Dropout"),
    Slider("noise", 0.1, (0.0, 1.0), step=0.05, label="Noise", symbol="σ"),
    Slider("held_out", 0.5, (0.1, 0.9), step=0.05, label="Share held out"),
    Slider("seed", 2, (1, 20), step=1, integer=True, label="Seed"),
)


class State(NamedTuple):
    """Losses over whole sets with all units at work, shares told right, and the parameters, flat."""

    training_loss: float
    data_loss: float
    penalty: float
    validation_loss: float
    training_accuracy: float
    validation_accuracy: float
    parameters: Array


@lru_cache(64)
def data(data_set: str, seed: int, noise: float, held_out: float) -> tuple[Labelled, Labelled]:
    """The examples to train on, and those held out."""
    drawn, split = labelled(data_set, seed, POINTS, noise), POINTS - round(held_out * POINTS)
    return Labelled(drawn.x[:split], drawn.y[:split]), Labelled(drawn.x[split:], drawn.y[split:])


def train(
    *,
    learning_rate: float,
    data_set: str,
    activation: str,
    depth: int,
    width: int,
    batch_size: int,
    penalty: str,
    strength: float,
    dropout: float,
    noise: float,
    held_out: float,
    seed: int,
) -> Iterator[State]:
    """Stochastic gradient descent; an L2 penalty adds to the gradient, an L1 penalty is a soft threshold after it."""
    training, validation = data(data_set, seed, noise, held_out)
    widths, count, random = shape(depth, width), len(training.x), Random(seed)
    parameters, chosen = initial(widths, activation, random), weights_only(widths)
    layers, none = cut(parameters, widths), masks_for(widths, 0, 0.0, random)
    l1, l2 = strength * (penalty == "l1"), strength * (penalty == "l2")
    while True:
        told = forward(layers, activation, training.x, none)[-1]
        held = forward(layers, activation, validation.x, none)[-1]
        loss, price = cross_entropy(told, training.y), priced(parameters * chosen, l1, l2)
        scores = accuracy(told, training.y), accuracy(held, validation.y)
        yield State(loss + price, loss, price, cross_entropy(held, validation.y), *scores, parameters.copy())
        order, masks = shuffled(count, random), masks_for(widths, count, dropout, random)
        x, y = training.x[order], training.y[order]
        for start in range(0, count, batch_size):
            batch = slice(start, start + batch_size)
            dropping = [mask if mask is None else mask[batch] for mask in masks]
            outputs = forward(layers, activation, x[batch], dropping)
            gradient = backward(layers, activation, outputs, y[batch], dropping)
            parameters -= learning_rate * (gradient + l2 * chosen * parameters)
            if l1:
                parameters[:] = soft_threshold(parameters, learning_rate * l1 * chosen)


def priced(weights: Array, l1: float, l2: float) -> float:
    """The penalty μ‖w‖₁ or ½μ‖w‖²."""
    return l1 * float(np.abs(weights).sum()) + 0.5 * l2 * float(weights @ weights)


def sets(params: Params) -> tuple[Labelled, Labelled]:
    """The training and the validation set of these settings."""
    return data(params.data_set, params.seed, params.noise, params.held_out)


@lru_cache(8)
def points(data_set: str, seed: int, noise: float, held_out: float) -> str:
    """The examples as they lie on the output; they stay where they are while the network learns."""
    return diagram.points(*data(data_set, seed, noise, held_out))


GRID = diagram.grid()


def picture(history: History, params: Params) -> list[Panel]:
    """The network with what each unit sees; both losses, and the penalty where there is one."""
    now = history.now
    layers = cut(now.parameters, shape(params.depth, params.width))
    outputs = forward(layers, params.activation, GRID, [None] * len(layers))
    shown = forward(layers, params.activation, sets(params)[0].x, [None] * len(layers))[:-1]
    alive = np.concatenate([np.abs(each).max(axis=0) > 0 for each in shown])
    heard = f"{100 * now.validation_accuracy:.0f} % of the held-out right"
    title = "What each unit makes of the plane, the weights between them, and the output with the examples"
    overlay = points(params.data_set, params.seed, params.noise, params.held_out)
    net = diagram.panel(diagram.Words(title, heard), layers, outputs, alive, overlay)
    names = ("validation_loss", "data_loss", "penalty") if now.penalty else ("validation_loss", "training_loss")
    return [net, panels.losses(history, names, MAX_EPOCHS, height=diagram.HEIGHT)]


def marks(params: Params) -> dict[str, list[Mark]]:
    """Where an L2 penalty alone makes the weights grow: learning rate × strength = 2."""
    if params.penalty != "l2" or not params.strength:
        return {}
    return {"learning_rate": [Mark(2 / params.strength, "limit 2/μ", "limit")]}


def verdict(history: History, params: Params) -> Verdict:
    """Find what holds the network back, by its units, its weights and its losses; `diagnosis` has the rules."""
    return diagnose(history, params, *sets(params))
