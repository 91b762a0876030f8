"""The one door to a demo: `Session(demo).show(settings, budget) -> Frame`.

The build, the tests and the page's worker all come through here, so that they show the same picture. A session
keeps the histories of its latest runs: moving the epochs to the left shows an earlier epoch without training,
moving them to the right trains on, and any other knob starts a new run.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from inspect import signature
from typing import Any, Protocol

import numpy as np

from demos.kit import many, record
from demos.kit.controls import Knob, Value, read, spoken, unit_of_time
from demos.kit.panel import Panel
from demos.kit.run import Batch, Clock, Ghost, History, Params, Run, Survey
from demos.kit.scent import Scent, Scents
from demos.kit.shelf import Shelf
from demos.kit.types import Array
from demos.kit.verdict import Mark, Verdict, count, number

KEPT_RUNS = 8
TABLE_EPOCHS = (0, *(k * 10**power for power in range(4) for k in (1, 2, 5)))


class Demo(Protocol):
    """What a module in `demos/` holds; `marks` and `survey` are optional.

    `survey` is a second generator, for maps and sweeps beside the run. Its parameters name the knobs that it depends
    on; it is computed once for their values, in slices, and its latest item is `history.survey` in the picture.

    Also optional: `train_many` (kit/many.py); `batches(history, params)`, the steps of the epoch after the one looked
    at; `closed_form(epoch, params)`, the weights that theory gives, or None where it gives none; and `heavy`, true of a
    demo that computes more than a frame has time for.
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
    exact: Callable[[], Array | None] = lambda: None

    def check(self) -> str:
        """The run against its closed form, in words; nothing where there is no such form."""
        exact = self.exact()
        if exact is None:
            return ""
        off = float(np.abs(exact - self.history[self.epoch].weights).max())
        same = "the very same weights" if off == 0 else f"the same weights to within {number(off)}"
        return f"Self-check: after {count(self.epoch, self.unit)} the closed form gives {same}."

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


def within(history: History) -> Verdict:
    """What a step within an epoch has done."""
    state, points, place, of = history.batch or Batch(history.now, ())
    which = (
        f"Epoch {spoken(history.epoch + 1)} is under way: {count(len(points), 'point')}, drawn large, made this step."
    )
    return Verdict(f"Batch {place} of {of}.", f"{which} The training loss is {number(state.training_loss)}.")


class Session:
    """A demo and the histories of its latest runs."""

    def __init__(self, demo: Demo) -> None:
        self.demo = demo
        self._runs: Shelf[Run] = Shelf(KEPT_RUNS)
        self._surveys: Shelf[Survey] = Shelf(KEPT_RUNS)
        self._spreads: Shelf[Survey] = Shelf(KEPT_RUNS)
        self._scents = Scents(demo)

    def run(self, settings: Mapping[str, Value]) -> Run:
        """The run that belongs to these settings, whatever their epochs; kept or new."""
        knobs = {name: value for name, value in settings.items() if name != "epochs"}
        return self._runs.get(tuple(knobs.values()), lambda: Run(self.demo.train(**knobs)))

    def survey(self, settings: Mapping[str, Value]) -> Survey:
        """The survey that belongs to these settings; kept or new. A demo without one has nothing to do."""
        make: Callable[..., Any] = getattr(self.demo, "survey", lambda: iter(()))
        knobs = {name: settings[name] for name in signature(make).parameters}
        return self._surveys.get(tuple(knobs.values()), lambda: Survey(make(**knobs)))

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

    def params(self, settings: Mapping[str, object]) -> Params:
        """The settings, checked and filled in, as the demo's functions take them."""
        return Params(**read(self.demo.controls, settings))

    def scented(self, name: str) -> bool:
        """Whether a slider shows its scent; a demo whose runs take long may name the few that do, in `scented`."""
        some: Sequence[str] = getattr(self.demo, "scented", [each.name for each in self.demo.controls])
        return name in some

    def scent(self, settings: Mapping[str, object], name: str, budget: float | None = None) -> Scent | None:
        """The outcome over the whole range of one knob, the others as they are; None while it is not known yet."""
        checked = read(self.demo.controls, settings)
        return self._scents.look(self.run(checked), checked, name, Clock(budget))

    def show(
        self,
        settings: Mapping[str, object],
        budget: float | None = None,
        kept: Sequence[Mapping[str, object]] = (),
        *,
        seeds: bool = False,
        batch: int = 0,
    ) -> Frame:
        """Train and survey at most `budget` ms (None: to the end), then draw, with `kept` settings as ghosts.

        `seeds` draws the same settings on many seeds as a band; `batch` looks at that step of the epoch which follows.
        Raises `SettingError`, which names the knob and the mend, for settings the demo does not take.
        """
        checked = read(self.demo.controls, settings)
        run, clock = self.run(checked), Clock(budget)
        history, params = run.history, Params(**checked)
        done = run.extend(params.epochs, clock) and self._beside(history, checked, clock, seeds=seeds)
        history.ghosts = [self._ghost(read(self.demo.controls, each), checked) for each in kept]
        history.epoch = min(params.epochs, len(history) - 1)
        history.batch = self._batch(history, params, batch) if batch and done else None
        return self._frame(history, params, done=done)

    def _beside(self, history: History, settings: Mapping[str, Value], clock: Clock, *, seeds: bool) -> bool:
        """Go on with what is computed beside the run; say whether nothing is left to do."""
        survey = self.survey(settings)
        done = survey.extend(clock)
        history.survey, history.spread = survey.found, ()
        if not (seeds and done and many.has_seeds(self.demo.controls)):
            return done
        key = tuple(value for name, value in settings.items() if name not in {"seed", "epochs"})
        band = self._spreads.get(key, lambda: Survey(many.spread(self.demo, settings)))
        done = band.extend(clock, lambda rows: len(rows) >= len(history))
        history.spread = band.found or ()
        return done

    def _batch(self, history: History, params: Params, place: int) -> Batch | None:
        """The step within the epoch that follows the one looked at."""
        steps: Sequence[Batch] = getattr(self.demo, "batches", lambda *_: ())(history, params)
        return (
            steps[min(place, len(steps)) - 1]._replace(place=min(place, len(steps)), of=len(steps)) if steps else None
        )

    def _frame(self, history: History, params: Params, *, done: bool) -> Frame:
        marks: Callable[[Params], Mapping[str, Sequence[Mark]]] = getattr(self.demo, "marks", lambda _: {})
        draw, unit = partial(self.demo.picture, history, params), unit_of_time(self.demo.controls)
        exact = partial(getattr(self.demo, "closed_form", lambda *_: None), history.epoch, params)
        verdict = within(history) if history.batch else self.demo.verdict(history, params)
        return Frame(draw(), verdict, marks(params), history.epoch, done, history, unit, exact)
