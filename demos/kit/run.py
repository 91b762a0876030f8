"""One training run and the work beside it: both go on in slices, so that a page that asks stays responsive."""

from collections.abc import Callable, Iterator, Sequence
from math import inf
from operator import attrgetter
from time import perf_counter
from types import SimpleNamespace
from typing import Any, NamedTuple, Protocol

import numpy as np

from demos.kit.types import Array

Params = SimpleNamespace
FROZEN_AT = 1e9


class State(Protocol):
    """What `train` yields, a NamedTuple of floats and arrays: item e is the model after e epochs."""

    @property
    def training_loss(self) -> float:
        """What training minimises; a run is frozen before it runs away."""


class Ghost(NamedTuple):
    """A run that the reader keeps beside the present one: in what it differs, and its states."""

    label: str
    states: "History"


class Batch(NamedTuple):
    """One step within an epoch: the state after it, which training points made it, and its place among the others."""

    state: Any
    points: Sequence[int]
    place: int = 0
    of: int = 0


class History(list[Any]):
    """The states of one run so far, and the epoch that the reader looks at.

    `survey` is the latest item of the demo's survey, None where there is none yet; `spread` holds the scores on many
    seeds, (seeds,) an epoch; `batch` is where the reader looks within the epoch that follows the one looked at.
    """

    def __init__(self, states: Sequence[Any] = ()) -> None:
        super().__init__(states)
        self.diverged = False
        self.epoch = 0
        self.ghosts: list[Ghost] = []
        self.survey: Any = None
        self.spread: Sequence[Array] = ()
        self.batch: Batch | None = None

    @property
    def now(self) -> Any:
        """The state at the epoch looked at, or within it."""
        return self.batch.state if self.batch else self[self.epoch]

    def column(self, name: str) -> Array:
        """One number of every state so far: (epochs + 1,)."""
        return np.array([*map(attrgetter(name), self)])


class Clock:
    """How long a slice may last: `budget` milliseconds from now, or for ever where it is None."""

    def __init__(self, budget: float | None) -> None:
        self.until = inf if budget is None else perf_counter() + budget / 1000

    @property
    def over(self) -> bool:
        """Whether the time has passed."""
        return perf_counter() > self.until


class Run:
    """One training run: it goes on where it stopped, and freezes at the last state before it runs away."""

    def __init__(self, states: Iterator[State]) -> None:
        self._states = states
        self._limit = inf
        self._wrong: Exception | None = None
        self.history = History()

    def extend(self, epochs: int, clock: Clock) -> bool:
        """Train up to that epoch, or until the clock says stop; say whether there is nothing left to do."""
        with np.errstate(all="ignore"):
            while len(self.history) <= epochs and not self.history.diverged:
                self._advance()
                if clock.over:
                    break
        return len(self.history) > epochs or self.history.diverged

    def _advance(self) -> None:
        state = self._next()
        if not self.history:
            self._limit = FROZEN_AT * max(1.0, state.training_loss)
        # The comparison is also false for NaN.
        if state.training_loss <= self._limit:
            self.history.append(state)
        else:
            self.history.diverged = True

    def _next(self) -> State:
        """The next state; what went wrong once is told again, since a generator that has raised is over."""
        if self._wrong:
            raise self._wrong
        try:
            return next(self._states)
        except StopIteration:
            self._wrong = ValueError(f"train ended after {len(self.history)} items; it yields for ever: while True")
        except Exception as error:  # noqa: BLE001 - raised below, and again
            self._wrong = error
        raise self._wrong


class Survey:
    """A map or a sweep that a demo wants drawn beside the run; each item holds all that is known so far."""

    def __init__(self, items: Iterator[Any]) -> None:
        self._items = items
        self.found: Any = None
        self.done = False

    def extend(self, clock: Clock, enough: Callable[[Any], bool] = lambda _: False) -> bool:
        """Go on to the end, or until there is enough or the clock says stop; say whether nothing is left to do."""
        while not self.done:
            if self.found is not None and enough(self.found):
                return True
            with np.errstate(all="ignore"):
                item = next(self._items, self)
            if item is self:
                self.done = True
            else:
                self.found = item
            if clock.over:
                break
        return self.done
