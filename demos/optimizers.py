"""Six optimizers from one start: what each does with the same gradients.

SGD steps along the gradient. Momentum and Nesterov keep a velocity, so that steps in one direction add up and a
zigzag cancels. RMSProp, Adam and AdamW divide each weight's step by the recent size of its own gradient, so that a
flat direction goes as fast as a steep one. Without a rate for all, each runs at its own best, found here by search
over the first 100 steps. With one rate for all, a rate means another thing to each. Turn the landscape: only those
that look at each weight by itself depend on how it lies. Weight decay joins the gradient in five of them, as an L2
penalty; AdamW applies it apart. A step is an epoch.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from demos.kit.controls import Choice, Epochs, Slider, rounded, spoken
from demos.kit.landscapes import VIEW
from demos.kit.panel import Panel
from demos.kit.paths import few
from demos.kit.plot import Chart
from demos.kit.racers import ARRIVED, NAMES, Course, best_rate, rates, rule
from demos.kit.run import History, Params
from demos.kit.scales import Scale, log_range
from demos.kit.types import Array
from demos.kit.verdict import Mark, Mend, Verdict, count, number

NOTICE = (
    "At its own best rate every optimizer comes close to the minimum, by another path. At one rate for all some crawl "
    "and some diverge: the same number is a long step for one and a short one for another."
)
CHECK = (
    "Every update equals its paper's formula, written out again in the tests; Adam's first step is as long as the "
    "rate; AdamW without decay is Adam, and with it shrinks the weights as plain descent with L2 does."
)

MAX_STEPS = 500
GONE = 1e3  # times the loss at the start: then an optimizer has left the race
CLOSE = 24  # units between the ends of two paths that both get their names
FAIR = Mend("Give each its own best rate", {"learning_rate": 0.0})
BESIDE = Mend("Start beside the ridge", {"start_1": -1.2, "start_2": 0.5})
PLACES = ("First", "Second", "Third", "Fourth", "Fifth", "Last")
GROUNDS = {"valley": "valley", "rosenbrock": "Rosenbrock", "saddle": "saddle"}

controls = (
    Slider("learning_rate", 0.0, (1e-4, 1.0), scale="log", zero=True, label="One rate for all", symbol="η"),
    Epochs(100, (1, MAX_STEPS), label="Steps", unit="step"),
    Choice("optimizer", "adam", label="Follow", options=NAMES),
    Choice("landscape", "valley", label="Landscape", options=GROUNDS),
    Slider("turn", 0.0, (0.0, 90.0), step=15, label="Turned by (degrees)"),
    Slider("weight_decay", 0.0, (1e-2, 3.0), scale="log", zero=True, label="Weight decay", symbol="μ"),
    Slider("start_1", -1.2, VIEW[0], step=0.02, label="Start: weight 1"),
    Slider("start_2", 0.42, VIEW[1], step=0.02, label="Start: weight 2"),
)
heavy = True  # for each of six optimizers the best rate is searched
scented = ("learning_rate", "epochs", "turn")  # each step of the others has six rates to tune anew


class State(NamedTuple):
    """Losses without decay: of the one followed, of each. Of each (6,): its weights; 1, or 0 after it diverged."""

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


def train(
    *,
    learning_rate: float,
    optimizer: str,
    landscape: str,
    turn: float,
    weight_decay: float,
    start_1: float,
    start_2: float,
) -> Iterator[State]:
    """Let all six descend side by side; one that has left the race stays where it was."""
    course = Course(landscape, turn, weight_decay, start_1, start_2)
    land, weights = course.land, np.tile([start_1, start_2], (len(NAMES), 1))
    losses, racing = land.loss(weights), np.ones(len(NAMES), dtype=bool)
    followed, ceiling = list(NAMES).index(optimizer), GONE * max(1.0, float(losses[0]))
    penalty = np.array([[course.penalty(name)] for name in NAMES])
    yield State._make([float(losses[followed]), *losses.tolist(), *weights.T, racing.astype(float)])
    rules = [rule(name, rate, weight_decay) for name, rate in rates(learning_rate, course).items()]
    states = [one.init(weights[i]) for i, one in enumerate(rules)]
    while True:
        gradient, moved = land.gradient(weights) + penalty * weights, weights.copy()
        for i in np.flatnonzero(racing):
            moved[i], states[i] = rules[i].update(weights[i], gradient[i], states[i])
        there = land.loss(moved)
        racing = racing & (there <= ceiling)  # false for NaN, too
        weights, losses = np.where(racing[:, None], moved, weights), np.where(racing, there, losses)
        yield State._make([float(losses[followed]), *losses.tolist(), *weights.T, racing.astype(float)])


def course_of(params: Params) -> Course:
    """The course that the knobs set."""
    return Course(*(getattr(params, name) for name in Course._fields))


def marks(params: Params) -> dict[str, list[Mark]]:
    """The best rate of the optimizer followed."""
    best = best_rate(params.optimizer, course_of(params))
    return {"learning_rate": [Mark(best, f"best for {NAMES[params.optimizer]}", "model")]}


def picture(history: History, params: Params) -> list[Panel]:
    """The landscape from above with the paths; the losses by step."""
    return [from_above(history, params), loss_chart(history, params)]


def drawn(params: Params) -> list[tuple[int, str, str]]:
    """Place, label and ink of each that is drawn, the one followed last. Without decay Adam and AdamW are one."""
    twins = {"adam", "adamw"} if params.weight_decay == 0 else set()
    hidden = ({"adam", "adamw"} if params.optimizer in twins else twins & {"adamw"}) - {params.optimizer}
    order = sorted((name == params.optimizer, i, name) for i, name in enumerate(NAMES) if name not in hidden)
    words = NAMES | dict.fromkeys(twins, "Adam, AdamW")
    return [(i, words[name], "model" if mine else f"rival dash-{i}") for mine, i, name in order]


def from_above(history: History, params: Params) -> Panel:
    """Contours and paths up to the step looked at; a path is named at its end, unless another one ends close by."""
    land, across, up = course_of(params).land, Scale(*VIEW[0], label="weight 1"), Scale(*VIEW[1], label="weight 2")
    chart = Chart(f"Six paths on the {params.landscape} landscape, from above", across, up, size=(320, 191))
    chart.contours(*land.contours())
    for x, y in land.lowest():
        chart.cross(x, y)
    trail = np.array([[state.weight_1, state.weight_2] for state in history[: history.epoch + 1]])
    for i, _, ink in drawn(params):
        x, y = trail[:, :, i].T
        chart.line(x, y, f"{ink} thin")
        chart.dots(x[-1], y[-1], ink, radius=4 if ink == "model" else 2.5)
    named: list[Array] = []
    for i, label, ink in reversed(drawn(params)):
        x, y = trail[-1, :, i]
        place = np.array(chart.at(x, y))
        if abs(x) < VIEW[0][1] and VIEW[1][0] < y < VIEW[1][1] and all(np.hypot(*(place - it)) > CLOSE for it in named):
            chart.note(x, y, label, ink, dy=-11)
            named.append(place)
    chart.handle(("start_1", "start_2"), params.start_1, params.start_2, "model")
    return chart.panel()


def loss_chart(history: History, params: Params) -> Panel:
    """The losses by step; below 10⁻⁶ an optimizer has arrived, and need not be told apart."""
    lasted = history.column("racing").sum(axis=0).astype(int) - 1  # one that has left has no losses after that
    columns = [np.maximum(history.column(name), ARRIVED) for name in NAMES]
    y = Scale(*log_range(np.minimum(np.concatenate(columns), 20 * columns[0][0]), floor_at=ARRIVED / 2), "log", "loss")
    chart = Chart("Loss by step", Scale(0, MAX_STEPS, "epochs", "step"), y, size=(320, 191))
    for ghost in history.ghosts:
        chart.line(np.arange(len(ghost.states)), ghost.states.column("training_loss"), "ghost kept", ghost.label)
    for i, label, ink in drawn(params):
        steps = np.arange(lasted[i] + 1) if ink == "model" else few(lasted[i])
        name = label if history[-1].racing[i] else ""  # the verdict names the others
        chart.line(steps, columns[i][steps], ink, name)
    chart.cursor(history.epoch, {"model": max(history.now.training_loss, ARRIVED)})
    return chart.panel(scrubs=True)


def verdict(history: History, params: Params) -> Verdict:
    """Name the place of the optimizer followed, its loss and its rate, who leads and who has left."""
    now, name = history.now, params.optimizer
    losses = {each: max(getattr(now, each), ARRIVED) for each in NAMES}
    words = {each: number(loss) if loss > ARRIVED else "at most 10⁻⁶" for each, loss in losses.items()}
    rate = rates(params.learning_rate, course_of(params))[name]
    after = f"After {count(history.epoch, 'step')} {NAMES[name]}"
    text = f"{after}, at a rate of {spoken(rate)}, has a loss of {words[name]}."
    gone = [each for each, racing in zip(NAMES, now.racing, strict=True) if not racing]
    if set(gone) - {name}:
        text = f"{text} Diverged: {', '.join(NAMES[each] for each in gone if each != name)}."
    if name in gone:
        return Verdict("Diverging.", text, "bad", lower(params, rate))
    if balanced(history, params):
        text = f"{text} The gradient is 0 there, and it is no minimum."
        return Verdict("Balanced on the saddle.", text, "plain", BESIDE)
    ahead = sum(loss < losses[name] for loss in losses.values())
    if not ahead:
        return Verdict("First of six." if losses[name] > ARRIVED else "Arrived.", text, "good")
    leader = min(losses, key=lambda each: losses[each])
    text = f"{text} {NAMES[leader][0].upper()}{NAMES[leader][1:]} leads with {words[leader]}."
    return Verdict(f"{PLACES[ahead]} of six.", text, "plain", FAIR if params.learning_rate > 0 else None)


def balanced(history: History, params: Params) -> bool:
    """Whether the one followed stands where the slope is 0 and the loss is not."""
    here = np.array([history.now.weight_1, history.now.weight_2])[:, list(NAMES).index(params.optimizer)]
    slope = course_of(params).land.gradient(here)
    return bool(np.hypot(*slope) < ARRIVED < history.now.training_loss) and params.landscape == "saddle"


def lower(params: Params, rate: float) -> Mend:
    """Let each have its own best rate; whoever diverges even so gets a third of it."""
    third = rounded(rate / 3)
    return FAIR if params.learning_rate > 0 else Mend(f"Set all to {spoken(third)}", {"learning_rate": third})
