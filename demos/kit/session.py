"""The one door to a demo: `Session(demo).show(settings, budget) -> Frame`.

The build, the tests and the page's worker all come through here, so that they show the same picture. A session
keeps the histories of its latest runs: moving the epochs to the left shows an earlier epoch without training,
moving them to the right trains on, and any other knob starts a new run.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from math import inf
from time import perf_counter
from types import SimpleNamespace
from typing import Any, NamedTuple, Protocol

import numpy as np

from demos.kit import record
from demos.kit.controls import Knob, Value, read
from demos.kit.plot import Panel
from demos.kit.types import Array
from demos.kit.verdict import Mark, Verdict

Params = SimpleNamespace
FROZEN_AT = 1e9
KEPT_RUNS = 8
TABLE_EPOCHS = (0, *(k * 10**power for power in range(4) for k in (1, 2, 5)))


class State(Protocol):
    """What `train` yields, a NamedTuple of floats and arrays: item e is the model after e epochs."""

    @property
    def training_loss(self) -> float:
        """What training minimises; a run is frozen before it runs away."""


class Demo(Protocol):
    """What a module in `demos/` holds; `marks` is optional."""

    __name__: str
    controls: Sequence[Knob]
    train: Any
    picture: Any
    verdict: Any


class Ghost(NamedTuple):
    """A run that the reader keeps beside the present one: in what it differs, and its states."""

    label: str
    states: "History"


class History(list[Any]):
    """The states of one run so far, and the epoch that the reader looks at."""

    def __init__(self) -> None:
        super().__init__()
        self.diverged = False
        self.epoch = 0
        self.ghosts: list[Ghost] = []

    @property
    def now(self) -> Any:
        """The state at the epoch looked at."""
        return self[self.epoch]

    def column(self, name: str) -> Array:
        """One number of every state so far: (epochs + 1,)."""
        return np.array([getattr(state, name) for state in self])


@dataclass(frozen=True)
class Frame:
    """What the reader sees for some settings. `epoch` is the one drawn; `done` says there is no more to train."""

    panels: Sequence[Panel]
    verdict: Verdict
    marks: Mapping[str, Sequence[Mark]]
    epoch: int
    done: bool
    history: History

    def numbers(self) -> dict[str, float]:
        """The numbers of the epoch drawn: {"training loss": 0.31, …}."""
        return _numbers(self.history[self.epoch])

    def table(self) -> list[dict[str, float]]:
        """The numbers behind the picture, a row for a few epochs: {"epoch": 5, "training loss": 0.31, …}."""
        rows = sorted({k for k in TABLE_EPOCHS if k < self.epoch} | {self.epoch})
        return [{"epoch": row, **_numbers(self.history[row])} for row in rows]


def _numbers(state: Any) -> dict[str, float]:
    fields = state._asdict().items()
    return {name.replace("_", " "): value for name, value in fields if isinstance(value, float)}


class Run:
    """One training run: it goes on where it stopped, and freezes at the last state before it runs away."""

    def __init__(self, states: Iterator[State]) -> None:
        self._states = states
        self._limit = inf
        self.history = History()

    def extend(self, epochs: int, budget: float | None) -> bool:
        """Train up to that epoch, or for `budget` milliseconds; say whether there is nothing left to do."""
        until = inf if budget is None else perf_counter() + budget / 1000
        while len(self.history) <= epochs and not self.history.diverged:
            self._advance()
            if perf_counter() > until:
                break
        return len(self.history) > epochs or self.history.diverged

    def _advance(self) -> None:
        with np.errstate(all="ignore"):
            state = next(self._states)
        if not self.history:
            self._limit = FROZEN_AT * max(1.0, state.training_loss)
        # The comparison is also false for NaN.
        if state.training_loss <= self._limit:
            self.history.append(state)
        else:
            self.history.diverged = True


class Session:
    """A demo and the histories of its latest runs."""

    def __init__(self, demo: Demo) -> None:
        self.demo = demo
        self._runs: OrderedDict[tuple[Value, ...], Run] = OrderedDict()

    def run(self, settings: Mapping[str, Value]) -> Run:
        """The run that belongs to these settings, whatever their epochs; kept or new."""
        knobs = {name: value for name, value in settings.items() if name != "epochs"}
        key = tuple(knobs.values())
        if key not in self._runs:
            self._runs[key] = Run(self.demo.train(**knobs))
            if len(self._runs) > KEPT_RUNS:
                self._runs.popitem(last=False)
        self._runs.move_to_end(key)
        return self._runs[key]

    def _ghost(self, kept: Mapping[str, Value], present: Mapping[str, Value]) -> Ghost:
        """Train a kept run as far as it was kept, and name what it has otherwise than the present one."""
        run, epochs = self.run(kept), int(kept["epochs"])
        run.extend(epochs, None)
        states = History()
        states.extend(run.history[: epochs + 1])
        other = [knob for knob in self.demo.controls if kept[knob.name] != present[knob.name]]
        other = [knob for knob in other if knob.name != "epochs"] or other
        words = [f"{knob.symbol or knob.title.lower()} {knob.say(kept[knob.name])}" for knob in other]
        return Ghost(", ".join(words[:2]) or "kept", states)

    def peek(self, settings: Mapping[str, object], epoch: int) -> dict[str, float]:
        """The numbers of one epoch of a run, as far as it has been trained; empty beyond that."""
        history = self.run(read(self.demo.controls, settings)).history
        return _numbers(history[epoch]) if epoch < len(history) else {}

    def csv(self, settings: Mapping[str, object]) -> str:
        """A whole run, as far as its epochs, as CSV."""
        checked = read(self.demo.controls, settings)
        run, epochs = self.run(checked), int(checked["epochs"])
        run.extend(epochs, None)
        return record.csv(run.history[: epochs + 1])

    def show(
        self, settings: Mapping[str, object], budget: float | None = None, kept: Sequence[Mapping[str, object]] = ()
    ) -> Frame:
        """Train at most `budget` ms (None: to the end), then draw, with the runs of the `kept` settings as ghosts.

        Raises `SettingError`, which names the knob and the mend, for settings the demo does not take.
        """
        checked = read(self.demo.controls, settings)
        run = self.run(checked)
        done = run.extend(int(checked["epochs"]), budget)
        history, params = run.history, Params(**checked)
        history.ghosts = [self._ghost(read(self.demo.controls, each), checked) for each in kept]
        history.epoch = min(params.epochs, len(history) - 1)
        marks: Callable[[Params], Mapping[str, Sequence[Mark]]] = getattr(self.demo, "marks", lambda _: {})
        draw = partial(self.demo.picture, history, params)
        return Frame(draw(), self.demo.verdict(history, params), marks(params), history.epoch, done, history)
