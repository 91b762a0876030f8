"""A small network, a new task for it, and two ways to fine-tune it: all of a matrix, or thin adapters (LoRA).

outputs = V tanh(W x)        W (16, 16) is adapted, V (4, 16) stays as it is
W = W₀ + (α/r)·BA            A (r, 16) starts random, B (16, r) at 0: r(d + k) numbers instead of dk

Source: Hu et al., "LoRA: Low-Rank Adaptation of Large Language Models", 2022.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from random import Random
from typing import NamedTuple

import numpy as np

from demos.kit.adaptive import adam
from demos.kit.types import Array

SIZE, OUTPUTS = 16, 4  # inputs and hidden units; outputs
FULL = SIZE * SIZE
HELD_OUT = 300
NOISE = 0.1
CHANGE = 3.0  # how far the new matrix lies from the old one (Frobenius norm), whatever its rank


def trained(rank: int) -> int:
    """How many numbers an adapter has: r(d + k)."""
    return rank * (SIZE + SIZE)


class Task(NamedTuple):
    """The old matrix (16, 16), the frozen readout (4, 16), the wanted change (16, 16), training and held-out data."""

    base: Array
    readout: Array
    wanted: Array
    x: Array
    y: Array
    held_out_x: Array
    held_out_y: Array

    def outputs(self, weights: Array, x: Array) -> Array:
        """The network's outputs (…, n, 4) for inputs (n, 16) and one or more first matrices (…, 16, 16)."""
        return np.asarray(np.tanh(x @ weights.swapaxes(-1, -2)) @ self.readout.T)

    def loss(self, weights: Array, x: Array, y: Array) -> Array:
        """Mean squared error (…)."""
        return np.asarray(((self.outputs(weights, x) - y) ** 2).mean(axis=(-1, -2)))

    def gradient(self, weights: Array) -> Array:
        """Gradient of the training loss by the first matrix (…, 16, 16)."""
        hidden = np.tanh(self.x @ weights.swapaxes(-1, -2))
        error = (2 / self.y.size) * (hidden @ self.readout.T - self.y)
        return np.asarray(((error @ self.readout) * (1 - hidden * hidden)).swapaxes(-1, -2) @ self.x)


class Adapter(NamedTuple):
    """Thin matrices A (…, r, 16) and B (…, 16, r) and the factor α/r; one or more of them side by side."""

    a: Array
    b: Array
    scale: Array

    def change(self) -> Array:
        """What is added to the frozen matrix: (α/r)·BA."""
        return self.scale * (self.b @ self.a)


def normal(random: Random, rows: int, columns: int) -> Array:
    """Independent standard normal numbers (rows, columns)."""
    return np.array([[random.gauss(0, 1) for _ in range(columns)] for _ in range(rows)])


@lru_cache(16)
def task(directions: int, examples: int, seed: int) -> Task:
    """Draw a network, change its first matrix in so many directions, all by the same amount, and draw examples."""
    random = Random(seed)
    base, readout = 1.5 * normal(random, SIZE, SIZE) / SIZE**0.5, normal(random, OUTPUTS, SIZE) / SIZE**0.5
    left, right = (np.linalg.qr(normal(random, SIZE, SIZE))[0][:, :directions] for _ in range(2))
    wanted = CHANGE / directions**0.5 * (left @ right.T)
    old = Task(base, readout, wanted, *[np.empty(0)] * 4)

    def draw(points: int) -> tuple[Array, Array]:
        x = normal(random, points, SIZE)
        return x, old.outputs(base + wanted, x) + NOISE * normal(random, points, OUTPUTS)

    held_out = draw(HELD_OUT)
    return Task(base, readout, wanted, *draw(examples), *held_out)


def adapters(new: Task, ranks: Sequence[int], learning_rate: float, alpha: float) -> Iterator[Adapter]:
    """Train an adapter of each rank side by side with Adam; A starts random, B at 0.

    They are padded with zeros to the widest: where a row of A and the column of B are 0, both stay 0.
    """
    widest, scale = max(ranks), alpha / np.array(ranks, dtype=float)[:, None, None]
    room = np.arange(widest) < np.array(ranks)[:, None]
    a = room[:, :, None] * normal(Random(0), SIZE, SIZE)[:widest] / SIZE**0.5
    b, rule = np.zeros((len(ranks), SIZE, widest)), adam(learning_rate)
    past_a, past_b = rule.init(a), rule.init(b)
    while True:
        adapter = Adapter(a, b, scale)
        yield adapter
        gradient = scale * new.gradient(new.base + adapter.change())
        along_a, along_b = b.swapaxes(-1, -2) @ gradient, gradient @ a.swapaxes(-1, -2)
        a, past_a = rule.update(a, along_a, past_a)
        b, past_b = rule.update(b, along_b, past_b)


def whole(new: Task, learning_rate: float) -> Iterator[Array]:
    """Full fine-tuning with Adam: what has been added to the matrix so far (16, 16)."""
    weights, rule = new.base, adam(learning_rate)
    past = rule.init(weights)
    while True:
        yield weights - new.base
        weights, past = rule.update(weights, new.gradient(weights), past)
