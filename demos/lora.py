"""What LoRA's rank buys: as many new directions as the task needs, for a fraction of the numbers.

A small network (16 inputs, 16 tanh units, 4 outputs) is exactly right for an old task. The new task is the same
network with its first matrix changed in a few directions, and there are few, noisy examples of it. Full fine-tuning
trains all 256 numbers of that matrix. LoRA keeps them and trains two thin matrices, whose product is the change:
32 numbers for each unit of rank. Raise the rank until it reaches the number of directions that changed, and then
further: from there on the room that is left over fits noise.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from demos.kit import panels
from demos.kit.adapters import CHANGE, FULL, NOISE, SIZE, adapters, task, trained, whole
from demos.kit.controls import Epochs, Slider, spoken
from demos.kit.panel import Panel
from demos.kit.plot import Chart
from demos.kit.run import History, Params
from demos.kit.scales import Scale, log_range
from demos.kit.types import Array
from demos.kit.verdict import Mark, Mend, Verdict, count, number

NOTICE = (
    "The error falls until the rank equals the number of directions in which the task changed, and rises slowly "
    "after that. At that rank LoRA trains a fraction of the numbers and beats full fine-tuning, since data are few."
)
CHECK = (
    "An adapter of rank r holds r(d + k) numbers, changes nothing at the start, where B is 0, gives the same outputs "
    "merged and apart, and has the gradients that finite differences give."
)

FULL_SHARE = 1 / 3  # full fine-tuning does best at about a third of the rate that suits the adapters here
RATE = 0.01
EXAMPLES = 60
MAX_EPOCHS = 300
RANKS = np.arange(1, SIZE + 1)

controls = (
    Slider("rank", 2, (1, SIZE), step=1, integer=True, label="Rank", symbol="r"),
    Epochs(200, (1, MAX_EPOCHS)),
    Slider("learning_rate", RATE, (1e-4, 0.1), scale="log", label="Learning rate", symbol="η"),
    Slider("alpha", 4.0, (0.5, 64.0), scale="log", per_decade=20, label="Alpha", symbol="α"),
    Slider("directions", 2, (1, SIZE), step=1, integer=True, label="Directions that changed"),
    Slider("examples", EXAMPLES, (20, 220), step=40, integer=True, label="Examples of the new task"),
    Slider("seed", 1, (1, 20), step=1, integer=True, label="Seed"),
)

heavy = True  # networks of every rank
scented = ("epochs",)  # the last panel shows every rank; the other sweeps would keep Python busy for seconds


class State(NamedTuple):
    """Losses of the adapted network; that of the fully fine-tuned one on held-out data; what each changed (256,)."""

    training_loss: float
    validation_loss: float
    full_loss: float
    change: Array
    full_change: Array


def train(
    *, rank: int, learning_rate: float, alpha: float, directions: int, examples: int, seed: int
) -> Iterator[State]:
    """Adapt the network at one rank, and beside it fine-tune all of the matrix, on the same examples."""
    new = task(directions, examples, seed)
    runs = zip(adapters(new, [rank], learning_rate, alpha), whole(new, FULL_SHARE * learning_rate), strict=False)
    for adapter, full in runs:
        change = adapter.change()[0]
        training = float(new.loss(new.base + change, new.x, new.y))
        both = new.loss(new.base + np.array([change, full]), new.held_out_x, new.held_out_y)
        yield State(training, float(both[0]), float(both[1]), change.ravel(), full.ravel())


def survey(learning_rate: float, alpha: float, directions: int, examples: int, seed: int) -> Iterator[Array]:
    """Validation loss by epoch and rank, as far as trained (epochs, 16): all ranks are trained side by side."""
    new, rows = task(directions, examples, seed), np.empty((MAX_EPOCHS + 1, SIZE))
    for epoch, adapter in zip(
        range(MAX_EPOCHS + 1), adapters(new, range(1, SIZE + 1), learning_rate, alpha), strict=False
    ):
        rows[epoch] = new.loss(new.base + adapter.change(), new.held_out_x, new.held_out_y)
        yield rows[: epoch + 1]


def marks(params: Params) -> dict[str, list[Mark]]:
    """The rank that the task needs, and the one from which LoRA trains as many numbers as the matrix has."""
    return {
        "rank": [Mark(params.directions, "the task's", "model"), Mark(FULL / trained(1), "as many as full", "limit")]
    }


def picture(history: History, params: Params) -> list[Panel]:
    """Wanted and learned change; the losses; error against trained numbers, for every rank."""
    names = ("validation_loss", "training_loss", "full_loss")
    return [spectrum(history, params), panels.losses(history, names, MAX_EPOCHS, height=145), sweep(history, params)]


def spectrum(history: History, params: Params) -> Panel:
    """The singular values of the change: wanted, learned by the adapter (a ring is exactly 0), learned in full."""
    learned, full = (np.linalg.svd(change.reshape(SIZE, SIZE), compute_uv=False) for change in history.now[-2:])
    wanted = CHANGE / params.directions**0.5
    top = 2.0 ** np.ceil(np.log2(1.2 * max(wanted, *learned, *full)))
    across = Scale(0.5, SIZE + 0.5, label="its directions, strongest first")
    chart = Chart(
        "How strong the change is along each of its directions", across, Scale(0, top, label="change"), size=(320, 130)
    )
    chart.bars(RANKS, np.round(learned, 9), "model")
    edge = params.directions + 0.5
    chart.line([0.5, edge, edge], [wanted, wanted, 0], "plain thin")
    chart.note(edge, wanted, "wanted", "plain")
    chart.line(RANKS, full, "ghost")
    chart.note(SIZE, full[-1], "full fine-tuning", "ghost", dx=0, dy=-14)
    chart.note(SIZE, 0.85 * top, f"bars: learned at rank {params.rank}", "model", dx=0)
    return chart.panel()


def sweep(history: History, params: Params) -> Panel:
    """Error against trained numbers: a dot for every rank, a ring for full fine-tuning, the epoch looked at."""
    now, before = history.now, history[0].validation_loss
    known = at_epoch(history)
    y = Scale(*log_range([before, now.validation_loss, now.full_loss, *known, NOISE**2]), "log", "validation loss")
    chart = Chart(
        "Validation loss against trained numbers, a dot for every rank",
        Scale(0, trained(SIZE + 1), label=f"trained numbers: {trained(1)} for each rank"),
        y,
        size=(320, 150),
    )
    chart.rule("ghost", y=before)
    chart.note(trained(SIZE), before, "before", "ghost", dy=-8, dx=0)
    if known.size:
        chart.line(trained(1) * RANKS, known, "validation thin")
        chart.dots(trained(1) * RANKS, known, "validation", radius=2.5)
    chart.dots(FULL, now.full_loss, "plain", radius=4, hollow=True)
    chart.note(FULL, now.full_loss, "full", "plain", dy=-12, dx=-8)
    chart.dots(trained(params.rank), now.validation_loss, "model", radius=5)
    chart.note(trained(params.rank), now.validation_loss, f"rank {params.rank}", "model", dy=14)
    return chart.panel()


def at_epoch(history: History) -> Array:
    """The validation loss of every rank at the epoch looked at, or the last one surveyed (16,); empty before that."""
    surveyed = history.survey
    return np.empty(0) if surveyed is None else np.asarray(surveyed[min(history.epoch, len(surveyed) - 1)])


def verdict(history: History, params: Params) -> Verdict:
    """Compare with full fine-tuning and with the network as it was; say whether the rank is too low or too high."""
    now, before, rank = history.now, history[0].validation_loss, params.rank
    text = (
        f"Rank {rank} trains {spoken(trained(rank))} numbers, full fine-tuning {FULL}. After "
        f"{count(history.epoch, 'epoch')} the validation loss is {number(now.validation_loss)}, "
        f"against {number(now.full_loss)} with full fine-tuning and {number(before)} before."
    )
    losses = history.column("validation_loss")[: history.epoch + 1]
    if now.training_loss > 0.9 * history[0].training_loss:
        return Verdict("Hardly changed.", text, "plain", faster(params))
    if losses.min() > 0.9 * before and params.examples < EXAMPLES:
        more = Mend(f"Use {EXAMPLES} examples", {"examples": EXAMPLES})
        return Verdict(
            "Too few examples.", f"{text} With {params.examples} examples it learns their noise.", "bad", more
        )
    if now.validation_loss > 1.3 * losses.min():
        best = int(losses.argmin())
        better = Mend(f"Stop at {best}", {"epochs": best})
        return Verdict("Overfitting.", f"{text} It was {number(losses.min())} at epoch {best}.", "bad", better)
    return room(history, params, text)


def room(history: History, params: Params, text: str) -> Verdict:
    """Compare with the other ranks after as many epochs, as far as they have been trained."""
    if history.survey is None or len(history.survey) <= history.epoch:
        return Verdict("Adapting.", text)
    known = at_epoch(history)
    if history.now.validation_loss < 1.3 * known.min():
        return Verdict("Adapted.", text, "good")
    best = int(RANKS[known < 1.2 * known.min()][0])
    text, better = f"{text} Rank {best} reaches {number(known[best - 1])}.", Mend(f"Set rank to {best}", {"rank": best})
    if best < params.rank:
        return Verdict("More room than needed.", text, "plain", better)
    if params.rank < params.directions:
        return Verdict("Too little room.", text, "bad", better)
    return Verdict("A wider one is ahead.", text, "plain", better)


def faster(params: Params) -> Mend | None:
    """Offer the opening learning rate where this one is lower."""
    return Mend(f"Set to {number(RATE)}", {"learning_rate": RATE}) if params.learning_rate < RATE else None
