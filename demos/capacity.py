"""What overfitting looks like: the model goes on improving where it is trained, and gets worse elsewhere.

A polynomial is fitted to a few noisy points by gradient descent, with nothing to hold it back. First it finds
the curve and both losses fall. Then it starts to bend towards single points: the training loss goes on falling
while the validation loss turns and rises. Watch the gap open, and where the best epoch lies when you give the
model less capacity, more points or less noise.
"""

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import numpy as np

from demos.kit.controls import Epochs, Slider, rounded, spoken
from demos.kit.data import Points, legendre, noisy_wave, wave
from demos.kit.losses import mse, mse_curvatures, mse_gradient
from demos.kit.plot import Chart, Panel
from demos.kit.scales import Scale, decades
from demos.kit.session import History, Params
from demos.kit.types import Array
from demos.kit.verdict import Mark, Mend, Verdict, factor, number

HELD_OUT = 200
MAX_EPOCHS = 5000
WORSE = 1.3  # validation loss this many times its best counts as overfitting

controls = (
    Slider("learning_rate", 0.1, (1e-3, 1.0), scale="log", label="Learning rate", symbol="η"),
    Epochs(2000, (1, MAX_EPOCHS)),
    Slider("degree", 11, (1, 15), step=1, integer=True, label="Capacity: degree of the polynomial"),
    Slider("points", 14, (8, 80), step=1, integer=True, label="Training points", symbol="n"),
    Slider("noise", 0.3, (0.0, 1.0), step=0.05, label="Noise", symbol="σ"),
    Slider("seed", 1, (1, 20), step=1, integer=True, label="Seed"),
)


class State(NamedTuple):
    """Both losses and the weights (degree + 1,) after an epoch."""

    training_loss: float
    validation_loss: float
    weights: Array


@cache
def data(seed: int, points: int, noise: float) -> tuple[Points, Points]:
    """A few training points; many held-out ones from the same source."""
    return noisy_wave(seed, points, noise), noisy_wave(1000 + seed, HELD_OUT, noise)


def train(learning_rate: float, degree: int, points: int, noise: float, seed: int) -> Iterator[State]:
    """Full-batch gradient descent on the mean squared error, from weights of 0: an epoch is one step."""
    training, validation = data(seed, points, noise)
    features, held_out = legendre(training.x, degree), legendre(validation.x, degree)
    weights = np.zeros(degree + 1)
    while True:
        yield State(mse(features, training.y, weights), mse(held_out, validation.y, weights), weights)
        weights = weights - learning_rate * mse_gradient(features, training.y, weights)


def picture(history: History, params: Params) -> list[Panel]:
    """The fit at the epoch looked at; both losses with the gap between them."""
    return [fit(history, params), losses(history)]


def fit(history: History, params: Params) -> Panel:
    """Training points, the fitted curve, and the curve behind the noise."""
    training, _ = data(params.seed, params.points, params.noise)
    x = np.linspace(-1, 1, 161)
    chart = Chart("The training points and the fitted curve", Scale(-1, 1, label="x"), Scale(-2.2, 2.2, label="y"))
    chart.line(x, wave(x), "ghost")
    chart.line(x, legendre(x, params.degree) @ history.now.weights, "model")
    chart.dots(training.x, training.y, "data")
    chart.note(-0.97, -1.9, "training points", "data", dx=0)
    chart.note(0.97, -1.9, "dashed: the curve behind the noise", "ghost", dx=0)
    return chart.panel()


def losses(history: History) -> Panel:
    """Training and validation loss so far, the gap, and the epoch that was best for validation."""
    training, validation = history.column("training_loss"), history.column("validation_loss")
    epochs = np.arange(training.size)
    y = Scale(*decades([*training, *validation], floor_at=1e-6), "log", "loss")
    chart = Chart("Training and validation loss by epoch", Scale(0, MAX_EPOCHS, "epochs", "epoch"), y)
    chart.area(epochs, training, np.maximum(training, validation), "gap")
    chart.line(epochs, validation, "validation", "validation loss")
    chart.line(epochs, training, "training", "training loss", below=True)
    best = int(validation.argmin())
    if 0 < best < validation.size - 1:
        chart.rule("validation", x=best, label=f"best epoch {best}")
    chart.cursor(history.epoch, {"training": history.now.training_loss, "validation": history.now.validation_loss})
    return chart.panel(scrubs=True)


@cache
def limit(degree: int, points: int, noise: float, seed: int) -> float:
    """The largest stable learning rate, 2/λmax of the training loss."""
    training, _ = data(seed, points, noise)
    return float(2 / mse_curvatures(legendre(training.x, degree))[-1])


def marks(params: Params) -> dict[str, list[Mark]]:
    """The stability limit for these points and this degree."""
    top = limit(params.degree, params.points, params.noise, params.seed)
    return {"learning_rate": [Mark(top, "limit 2/λmax", "limit")]}


def verdict(history: History, params: Params) -> Verdict:
    """Compare the validation loss now with the best it has been, and with the training loss."""
    top = limit(params.degree, params.points, params.noise, params.seed)
    if params.learning_rate >= top:
        return diverging(params, top)
    validation = history.column("validation_loss")[: history.epoch + 1]
    best, now = int(validation.argmin()), history.now
    both = f"The training loss is {number(now.training_loss)}, the validation loss {number(now.validation_loss)}"
    worse = now.validation_loss / validation[best]
    if worse > WORSE:
        text = f"{both}: {number(worse)} times its best, which was at epoch {spoken(best)}."
        return Verdict("Overfitting.", text, "bad", Mend(f"Go to epoch {spoken(best)}", {"epochs": best}))
    earlier = validation[2 * history.epoch // 3]
    if now.validation_loss < 0.97 * earlier:
        return Verdict("Learning.", f"{both}, and still falling.", "good")
    if now.training_loss > 1.5 * params.noise**2 + 0.02:
        why = "the model is too simple for this curve" if params.degree < 3 else "it has hardly been trained"
        return Verdict("Underfitting.", f"{both}. Both are high: {why}.")
    return Verdict("A fair fit.", f"{both}. More epochs have not made it worse.", "good")


def diverging(params: Params, top: float) -> Verdict:
    """Give the factor, the limit, and a rate that works."""
    worst, safe = abs(1 - 2 * params.learning_rate / top), rounded(0.75 * top, 2)
    text = (
        f"Each step multiplies the error by {factor(worst)}. The limit here is {number(top)}; "
        f"you are at {spoken(params.learning_rate)}."
    )
    return Verdict("Diverging.", text, "bad", Mend(f"Set to {number(safe)}", {"learning_rate": safe}))
