"""A small neural network, written out: forward and backward side by side, no framework.

A layer turns the outputs a of the layer before into z = aW + b; the hidden layers bend z by an activation function, the
last one leaves it as it is. Its single output is the logit: above 0 the network says class 1, below 0 class 0.
Backward walks the same layers in the other order and uses nothing but the chain rule (Rumelhart and others 1986).

Shapes: n examples are rows; W (units before, units), b (units,); inputs (n, 2), logits and targets (n, 1). All weights
and biases lie in one flat array, so that an update is one line; a layer is a view into it.
"""

from collections.abc import Callable, Sequence
from itertools import pairwise
from random import Random
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from demos.kit.types import Array


class Layer(NamedTuple):
    """What one layer learns: views into the flat parameters."""

    weights: Array
    bias: Array


class Activation(NamedTuple):
    """A function a = bend(z), its slope da/dz written in terms of a, and how large weights have to start.

    A layer of m inputs starts with weights of variance gain/m, so that signals neither fade nor grow: 2 for ReLU, which
    lets half of them pass (He and others 2015), 1 for the others (LeCun and others 1998).
    """

    bend: Callable[[Array], Array]
    slope: Callable[[Array], Array]
    gain: float


def sigmoid(z: Array) -> Array:
    """1/(1 + e⁻ᶻ), written so that a large z cannot overflow."""
    return 0.5 + 0.5 * np.tanh(0.5 * z)


ACTIVATIONS = {
    "relu": Activation(lambda z: np.maximum(z, 0.0), lambda a: (a > 0.0).astype(float), 2.0),
    "tanh": Activation(np.tanh, lambda a: 1.0 - a * a, 1.0),
    "sigmoid": Activation(sigmoid, lambda a: a * (1.0 - a), 1.0),
    "linear": Activation(lambda z: z, np.ones_like, 1.0),
}


def shape(depth: int, width: int) -> list[int]:
    """Units of every layer: two inputs, `depth` hidden layers of `width` each, one output."""
    return [2, *[width] * depth, 1]


def size(widths: Sequence[int]) -> int:
    """Count the parameters: a layer from m to n units has mn weights and n biases."""
    return sum((m + 1) * n for m, n in pairwise(widths))


def cut(parameters: Array, widths: Sequence[int]) -> list[Layer]:
    """See the flat parameters as layers; writing to a layer writes to them."""
    layers, start = [], 0
    for m, n in pairwise(widths):
        middle, end = start + m * n, start + (m + 1) * n
        layers.append(Layer(parameters[start:middle].reshape(m, n), parameters[middle:end]))
        start = end
    return layers


def initial(widths: Sequence[int], activation: str, random: Random) -> Array:
    """Parameters to start from: random weights, so that no two units are alike, and biases of 0."""
    parameters = np.zeros(size(widths))
    for weights, _ in cut(parameters, widths):
        spread = (ACTIVATIONS[activation].gain / weights.shape[0]) ** 0.5
        weights[:] = np.reshape([random.gauss(0.0, spread) for _ in range(weights.size)], weights.shape)
    return parameters


def weights_only(widths: Sequence[int]) -> Array:
    """1 for every weight and 0 for every bias, in the order of the parameters: biases are not penalised."""
    chosen = np.zeros(size(widths))
    for weights, _ in cut(chosen, widths):
        weights[:] = 1.0
    return chosen


def dropped(outputs: Array, mask: Array | None) -> Array:
    """Outputs with some units silenced and the others made larger; without a mask, as they are."""
    return outputs if mask is None else outputs * mask


Masks = Sequence[Array | None]  # one a layer, for its inputs; the data themselves are never dropped


def forward(layers: Sequence[Layer], activation: str, inputs: Array, masks: Masks) -> list[Array]:
    """Pass the inputs through every layer; return what each gave, the inputs first and the logits last."""
    bend, outputs = ACTIVATIONS[activation].bend, [inputs]
    for layer, mask in zip(layers, masks, strict=True):
        z = dropped(outputs[-1], mask) @ layer.weights + layer.bias
        outputs.append(z if layer is layers[-1] else bend(z))
    return outputs


def backward(layers: Sequence[Layer], activation: str, outputs: list[Array], targets: Array, masks: Masks) -> Array:
    """Carry the error back through every layer; return the gradient of the mean cross-entropy, flat."""
    slope, gradient = ACTIVATIONS[activation].slope, []
    error = (sigmoid(outputs[-1]) - targets) / len(targets)  # by the logits
    for i in reversed(range(len(layers))):
        gradient += [error.sum(axis=0), (dropped(outputs[i], masks[i]).T @ error).ravel()]
        if i:
            error = dropped(error @ layers[i].weights.T, masks[i]) * slope(outputs[i])  # by the z of the layer before
    return np.concatenate(gradient[::-1])


def cross_entropy(logits: Array, targets: Array) -> float:
    """Mean of -log of the probability given to the right class: log(1 + eᶻ) - yz; 0.69 for a coin's toss."""
    return float((np.logaddexp(0.0, logits) - targets * logits).mean())


def accuracy(logits: Array, targets: Array) -> float:
    """The share of examples on the right side of 0."""
    return float(((logits > 0.0) == (targets > 0.5)).mean())


def masks_for(widths: Sequence[int], examples: int, dropout: float, random: Random) -> list[Array | None]:
    """One pass's masks, a row an example: a hidden unit is silenced with probability `dropout`.

    Those that stay are divided by the share that stays, so that the expectation is the same as without (inverted
    dropout). Without dropout there are no masks: what evaluation uses.
    """
    silenced = round(dropout * 2**16)
    if not silenced:
        return [None] * (len(widths) - 1)
    masks: list[Array | None] = [None]
    for units in widths[1:-1]:
        drawn = np.frombuffer(random.randbytes(2 * examples * units), dtype="<u2").reshape(examples, units)
        masks.append((drawn >= silenced) / (1.0 - silenced / 2**16))
    return masks


def shuffled(count: int, random: Random) -> NDArray[np.intp]:
    """0 … count - 1 in random order: the order of as many random numbers of 64 bits."""
    return np.argsort(np.frombuffer(random.randbytes(8 * count), dtype="<u8"), kind="stable")
