"""Six optimizers from one start: what each does with the same gradients.

SGD steps along the gradient. Momentum and Nesterov keep a velocity, so that steps in one direction add up and a
zigzag cancels. RMSProp, Adam and AdamW divide each weight's step by the recent size of its own gradient, so that a
flat direction goes as fast as a steep one. With no common rate each runs at its own best, found here by search: the
rate that does best after 100 steps. Give all of them one rate, and see that a rate means another thing to each.
Turn the landscape: what looks at each weight by itself loses its footing, plain descent does not notice. Weight decay
joins the gradient in five of them (there it is an L2 penalty); AdamW applies it apart. An epoch is one step.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from demos.kit.adaptive import adam, adamw, rmsprop
from demos.kit.controls import Choice, Epochs, Slider, rounded, spoken
from demos.kit.landscapes import LANDSCAPES, Landscape
from demos.kit.optim import Optimizer, momentum, nesterov
from demos.kit.plot import Chart, Panel
from demos.kit.run import History, Params
from demos.kit.scales import Scale, log_range
from demos.kit.types import Array
from demos.kit.verdict import Mark, Mend, Verdict, count, number

NOTICE = (
    "With each optimizer at its own best rate the six are close together; with one rate for all, most of them crawl "
    "or diverge. Turn the valley, and those that scale each weight by itself fall back."
)
CHECK = (
    "Every update equals its paper's formula, written out again in the tests; Adam's first step has the length of "
    "the rate; AdamW without decay is Adam, and with it shrinks the weights as plain descent with L2 does."
)

MAX_STEPS = 500
TUNED_FOR = 100  # steps after which a rate is judged
RATES = np.array([rounded(rate) for rate in np.geomspace(1e-4, 1, 72)])
AROUND = 0.1 * np.array([[0, 0], [1, 0], [-1, 0], [0, 1], [0, -1]])
GONE = 1e3  # times the loss at the start: then an optimizer has left the race
ARRIVED = 1e-6
VIEW = (-2.4, 2.4), (-0.85, 1.55)
BETA = 0.9

NAMES = {
    "sgd": "SGD",
    "momentum": "momentum",
    "nesterov": "Nesterov",
    "rmsprop": "RMSProp",
    "adam": "Adam",
    "adamw": "AdamW",
}
PLACES = ("First", "Second", "Third", "Fourth", "Fifth", "Last")

controls = (
    Slider("learning_rate", 0.0, (1e-4, 1.0), scale="log", zero=True, label="One rate for all", symbol="η"),
    Epochs(100, (1, MAX_STEPS), label="Steps", unit="step"),
    Choice("optimizer", "adam", label="Follow", options=NAMES),
    Choice(
        "landscape", "valley", label="On", options={"valley": "valley", "rosenbrock": "Rosenbrock", "saddle": "saddle"}
    ),
    Slider("turn", 0.0, (0.0, 90.0), step=15, label="Turned by, in degrees"),
    Slider("weight_decay", 0.0, (1e-2, 3.0), scale="log", zero=True, label="Weight decay", symbol="μ"),
    Slider("start_1", -1.2, VIEW[0], step=0.02, label="Start: weight 1"),
    Slider("start_2", 0.42, (-0.84, 1.54), step=0.02, label="Start: weight 2"),
)


class State(NamedTuple):
    """The losses, without any decay: of the optimizer followed, then of each; for each its weights, and 1 or, after it diverged, 0 (6,)."""

    training_loss: float
    sgd: float
    momentum: float
    nesterov: float
    rmsprop: float
    adam: float
    adamw: float
    weight_1: Array
    weight_2: Array
    racing: Array


def rule(name: str, rate: float | Array, weight_decay: float) -> Optimizer:
    """The update rule of that name; only AdamW is told of the decay, the others find it in their gradient."""
    rules = {
        "sgd": lambda: momentum(rate),
        "momentum": lambda: momentum(rate, BETA),
        "nesterov": lambda: nesterov(rate, BETA),
        "rmsprop": lambda: rmsprop(rate),
        "adam": lambda: adam(rate),
        "adamw": lambda: adamw(rate, weight_decay),
    }
    return rules[name]()


def train(
    learning_rate: float,
    optimizer: str,
    landscape: str,
    turn: float,
    weight_decay: float,
    start_1: float,
    start_2: float,
) -> Iterator[State]:
    """Let all six descend side by side, a step an epoch; one that has left the race stays where it was."""
    land, weights = LANDSCAPES[landscape]._replace(turn=turn), np.tile([start_1, start_2], (len(NAMES), 1))
    losses, racing = land.loss(weights), np.ones(len(NAMES), dtype=bool)
    ceiling, followed = GONE * max(1.0, float(losses[0])), list(NAMES).index(optimizer)
    penalty = np.array([[0.0 if name == "adamw" else weight_decay] for name in NAMES])
    yield State(float(losses[followed]), *losses.tolist(), *weights.T, racing.astype(float))
    settings = (landscape, turn, weight_decay, start_1, start_2)
    each = [learning_rate if learning_rate > 0 else best_rate(name, *settings) for name in NAMES]
    rules = [rule(name, rate, weight_decay) for name, rate in zip(NAMES, each, strict=True)]
    states = [one.init(weights[i]) for i, one in enumerate(rules)]
    while True:
        gradient, moved = land.gradient(weights) + penalty * weights, weights.copy()
        for i in np.flatnonzero(racing):
            moved[i], states[i] = rules[i].update(weights[i], gradient[i], states[i])
        there = land.loss(moved)
        racing &= there <= ceiling  # false for NaN, too
        weights, losses = np.where(racing[:, None], moved, weights), np.where(racing, there, losses)
        yield State(float(losses[followed]), *losses.tolist(), *weights.T, racing.astype(float))


@lru_cache(256)
def best_rate(name: str, landscape: str, turn: float, weight_decay: float, start_1: float, start_2: float) -> float:
    """Search the rate with the least area under its loss curve, drawn on a log axis, over the first 100 steps.

    Where paths are wild, a rate may do well by luck. So the area is a mean over five starts close together, and the
    next higher and the next lower rate have to do well too.
    """
    land, tried = LANDSCAPES[landscape]._replace(turn=turn), rule(name, RATES[:, None, None], weight_decay)
    weights = np.tile(np.array([start_1, start_2]) + AROUND, (RATES.size, 1, 1))
    state, area = tried.init(weights), np.zeros(RATES.size)
    penalty = 0.0 if name == "adamw" else weight_decay
    with np.errstate(all="ignore"):
        for _ in range(TUNED_FOR):
            weights, state = tried.update(weights, land.gradient(weights) + penalty * weights, state)
            area += np.log(land.loss(weights) + ARRIVED).sum(axis=1)
    area = np.pad(np.where(np.isfinite(area), area, np.inf), 1, constant_values=np.inf)
    return float(RATES[np.maximum(area[1:-1], np.maximum(area[:-2], area[2:])).argmin()])


def rates(params: Params) -> dict[str, float]:
    """The learning rate of each optimizer in this race."""
    settings = (params.landscape, params.turn, params.weight_decay, params.start_1, params.start_2)
    one = params.learning_rate
    return {name: one if one > 0 else best_rate(name, *settings) for name in NAMES}


def marks(params: Params) -> dict[str, list[Mark]]:
    """The rate that suits the optimizer followed best, on this landscape and from this start."""
    best = rates(Params(**{**vars(params), "learning_rate": 0.0}))[params.optimizer]
    return {"learning_rate": [Mark(best, f"best for {NAMES[params.optimizer]}", "model")]}


def picture(history: History, params: Params) -> list[Panel]:
    """The landscape from above with six paths; their losses by step."""
    return [paths(history, params), losses(history, params)]


def shown(params: Params) -> list[tuple[str, str, str]]:
    """Name, label and ink of what is drawn, the optimizer followed last. Without decay Adam and AdamW are one."""
    twins = {"adam", "adamw"} if params.weight_decay == 0 else set()
    rivals = [name for name in NAMES if name != params.optimizer and not (name in twins and params.optimizer in twins)]
    rivals = [name for name in rivals if not (twins and name == "adamw")]
    words = {**NAMES, **dict.fromkeys(twins, "Adam, AdamW")}
    dashes = {name: f"rival dash-{i}" for i, name in enumerate(NAMES)}
    return [(name, words[name], dashes[name] if name in rivals else "model") for name in [*rivals, params.optimizer]]


def paths(history: History, params: Params) -> Panel:
    """Contours and paths up to the step looked at; a path is named at its end, unless another one ends there too."""
    land = LANDSCAPES[params.landscape]._replace(turn=params.turn)
    chart = Chart(
        f"Six paths on the {params.landscape} seen from above",
        Scale(*VIEW[0], label="weight 1"),
        Scale(*VIEW[1], label="weight 2"),
        size=(320, 191),
    )
    chart.contours(*surface(land))
    for x, y in land.lowest():
        chart.cross(x, y)
    seen = history[: history.epoch + 1]
    across, down = np.array([state.weight_1 for state in seen]), np.array([state.weight_2 for state in seen])
    named: list[Array] = []
    for name, label, ink in shown(params)[::-1]:
        i = list(NAMES).index(name)
        chart.line(across[:, i], down[:, i], f"{ink} thin")
        chart.dots(across[-1, i], down[-1, i], ink, radius=4 if ink == "model" else 2.5)
        end = np.array(chart.at(across[-1, i], down[-1, i]))
        if inside(across[-1, i], down[-1, i]) and all(np.hypot(*(end - other)) > 24 for other in named):
            chart.note(across[-1, i], down[-1, i], label, ink, dy=-11)
            named.append(end)
    chart.handle(("start_1", "start_2"), params.start_1, params.start_2, "model")
    return chart.panel()


def inside(x: float, y: float) -> bool:
    """Whether a place lies in the picture."""
    return bool(VIEW[0][0] <= x <= VIEW[0][1] and VIEW[1][0] <= y <= VIEW[1][1])


def surface(land: Landscape) -> tuple[Array, Array, Array, Array]:
    """The losses over the view, and the levels to draw: closer together where the loss is small."""
    x, y = np.linspace(*VIEW[0], 49), np.linspace(*VIEW[1], 31)
    z = land.loss(np.stack(np.meshgrid(x, y), axis=-1))
    return x, y, z, z.max() * np.linspace(0.1, 0.9, 7) ** 3


def losses(history: History, params: Params) -> Panel:
    """The losses of all by step; below 10⁻⁶ an optimizer counts as arrived."""
    drawn, start = shown(params), history[0].training_loss
    columns = {name: np.clip(history.column(name), ARRIVED, 20 * max(start, ARRIVED)) for name, _, _ in drawn}
    lasted = history.column("racing").sum(axis=0).astype(int)
    y = Scale(*log_range(np.concatenate(list(columns.values())), floor_at=ARRIVED / 2), "log", "loss")
    chart = Chart("Loss by step", Scale(0, MAX_STEPS, "epochs", "step"), y, size=(320, 191))
    for ghost in history.ghosts:
        chart.line(np.arange(len(ghost.states)), ghost.states.column("training_loss"), "ghost kept", ghost.label)
    for name, label, ink in drawn:
        end = lasted[list(NAMES).index(name)] - 1  # an optimizer that left has no losses after that
        steps = np.arange(end + 1) if ink == "model" else few(end)
        chart.line(steps, columns[name][steps], ink, label)
    chart.cursor(history.epoch, {"model": columns[params.optimizer][history.epoch]})
    return chart.panel(scrubs=True)


def few(end: int) -> Array:
    """Steps from 0 to the end that lie at least a few pixels apart on the step axis."""
    return np.unique(np.rint(np.expm1(np.linspace(0, np.log1p(end), 48))).astype(int))


def verdict(history: History, params: Params) -> Verdict:
    """Name the place of the optimizer followed, its loss and its rate, and who leads."""
    now, mine = history.now, NAMES[params.optimizer]
    all_of_them = {name: getattr(now, name) for name in NAMES}
    rate = rates(params)[params.optimizer]
    gone = [name for name, racing in zip(NAMES, now.racing, strict=True) if not racing]
    text = f"After {count(history.epoch, 'step')} {mine}, at a rate of {spoken(rate)}, has a loss of {small(now.training_loss)}."
    others = [NAMES[name] for name in gone if name != params.optimizer]
    if others:
        text = f"{text} {listed(others)} diverged."
    if params.optimizer in gone:
        return Verdict("Diverging.", text, "bad", mend(params, rate))
    ahead = [name for name, loss in all_of_them.items() if max(loss, ARRIVED) < max(now.training_loss, ARRIVED)]
    leader = min(all_of_them, key=all_of_them.__getitem__)
    if now.training_loss <= ARRIVED:
        return Verdict("Arrived.", text, "good")
    if ahead:
        text = f"{text} {NAMES[leader]} leads with {small(all_of_them[leader])}."
    offer = mend(params, rate) if params.learning_rate > 0 and ahead else None
    return Verdict(f"{PLACES[len(ahead)]} of six.", text, "plain" if ahead else "good", offer)


def small(loss: float) -> str:
    """A loss in words; what is below 10⁻⁶ need not be told apart."""
    return number(loss) if loss > ARRIVED else "less than 10⁻⁶"


def listed(names: list[str]) -> str:
    """A, B and C."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def mend(params: Params, rate: float) -> Mend:
    """Let each have its own best rate; one that diverges even so gets a third of it."""
    if params.learning_rate > 0:
        return Mend("Give each its best rate", {"learning_rate": 0.0})
    lower = rounded(rate / 3)
    return Mend(f"Set all to {number(lower)}", {"learning_rate": lower})
