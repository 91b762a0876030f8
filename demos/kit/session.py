"""The one door to a demo: `Session(demo).show(settings, budget) -> Frame`.

The build, the tests and the page's worker all come through here, so that they show the same picture. A session
keeps the histories of its latest runs: moving the epochs to the left shows an earlier epoch without training,
moving them to the right trains on, and any other knob starts a new run.
"""

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from inspect import signature
from typing import Any, Protocol

from demos.kit import record
from demos.kit.controls import Knob, Value, read, unit_of_time
from demos.kit.plot import Panel
from demos.kit.run import Clock, Ghost, History, Params, Run, Survey
from demos.kit.verdict import Mark, Verdict

KEPT_RUNS = 8
TABLE_EPOCHS = (0, *(k * 10**power for power in range(4) for k in (1, 2, 5)))


class Demo(Protocol):
    """What a module in `demos/` holds; `marks` and `survey` are optional.

    `survey` is a second generator, for maps and sweeps beside the run. Its parameters name the knobs that it depends
    on; it is computed once for their values, in slices, and its latest item is `history.survey` in the picture.
    """

    __name__: str
    controls: Sequence[Knob]
    train: Any
    picture: Any
    verdict: Any


@dataclass(frozen=True)
class Frame:
    """What the reader sees for some settings. `epoch` is the one drawn; `done` says there is no more to train."""

    panels: Sequence[Panel]
    verdict: Verdict
    marks: Mapping[str, Sequence[Mark]]
    epoch: int
    done: bool
    history: History
    unit: str = "epoch"

    def numbers(self) -> dict[str, float]:
        """The numbers of the epoch drawn: {"training loss": 0.31, …}."""
        return _numbers(self.history[self.epoch])

    def table(self) -> list[dict[str, float]]:
        """The numbers behind the picture, a row for a few epochs: {"epoch": 5, "training loss": 0.31, …}."""
        rows = sorted({k for k in TABLE_EPOCHS if k < self.epoch} | {self.epoch})
        return [{self.unit: row, **_numbers(self.history[row])} for row in rows]


def _numbers(state: Any) -> dict[str, float]:
    fields = state._asdict().items()
    return {name.replace("_", " "): value for name, value in fields if isinstance(value, float)}


def _kept[Kept](some: OrderedDict[tuple[Value, ...], Kept], key: tuple[Value, ...], make: Callable[[], Kept]) -> Kept:
    """Find what belongs to these values, or make it; only the latest few are kept."""
    if key not in some:
        some[key] = make()
        if len(some) > KEPT_RUNS:
            some.popitem(last=False)
    some.move_to_end(key)
    return some[key]


class Session:
    """A demo and the histories of its latest runs."""

    def __init__(self, demo: Demo) -> None:
        self.demo = demo
        self._runs: OrderedDict[tuple[Value, ...], Run] = OrderedDict()
        self._surveys: OrderedDict[tuple[Value, ...], Survey] = OrderedDict()

    def run(self, settings: Mapping[str, Value]) -> Run:
        """The run that belongs to these settings, whatever their epochs; kept or new."""
        knobs = {name: value for name, value in settings.items() if name != "epochs"}
        return _kept(self._runs, tuple(knobs.values()), lambda: Run(self.demo.train(**knobs)))

    def survey(self, settings: Mapping[str, Value]) -> Survey:
        """The survey that belongs to these settings; kept or new. A demo without one has nothing to do."""
        make: Callable[..., Any] = getattr(self.demo, "survey", lambda: iter(()))
        knobs = {name: settings[name] for name in signature(make).parameters}
        return _kept(self._surveys, tuple(knobs.values()), lambda: Survey(make(**knobs)))

    def _ghost(self, kept: Mapping[str, Value], present: Mapping[str, Value]) -> Ghost:
        """Train a kept run as far as it was kept, and name what it has otherwise than the present one."""
        run, epochs = self.run(kept), int(kept["epochs"])
        run.extend(epochs, Clock(None))
        states = History(run.history[: epochs + 1])
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
        run.extend(epochs, Clock(None))
        return record.csv(run.history[: epochs + 1])

    def show(
        self, settings: Mapping[str, object], budget: float | None = None, kept: Sequence[Mapping[str, object]] = ()
    ) -> Frame:
        """Train and survey at most `budget` ms (None: to the end), then draw, with `kept` settings as ghosts.

        Raises `SettingError`, which names the knob and the mend, for settings the demo does not take.
        """
        checked = read(self.demo.controls, settings)
        run, survey, clock = self.run(checked), self.survey(checked), Clock(budget)
        done = run.extend(int(checked["epochs"]), clock) and survey.extend(clock)
        history, params = run.history, Params(**checked)
        history.survey = survey.found
        history.ghosts = [self._ghost(read(self.demo.controls, each), checked) for each in kept]
        history.epoch = min(params.epochs, len(history) - 1)
        marks: Callable[[Params], Mapping[str, Sequence[Mark]]] = getattr(self.demo, "marks", lambda _: {})
        draw, unit = partial(self.demo.picture, history, params), unit_of_time(self.demo.controls)
        return Frame(draw(), self.demo.verdict(history, params), marks(params), history.epoch, done, history, unit)
