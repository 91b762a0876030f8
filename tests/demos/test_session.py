"""The one door: histories are kept, extended and frozen; budgets change nothing but the number of looks."""

from collections.abc import Iterator
from types import ModuleType, SimpleNamespace
from typing import Any, NamedTuple

import numpy as np
import pytest

from demos.kit.controls import Epochs, SettingError, Slider, Value, last_epoch
from demos.kit.run import FROZEN_AT, Clock, History, Run
from demos.kit.session import KEPT_RUNS, Session
from demos.kit.verdict import Verdict


class State(NamedTuple):
    """Enough for a session."""

    training_loss: float
    weight: float


class Doubling:
    """A demo whose weight grows by a factor each epoch; it counts the runs that begin and the epochs they train."""

    controls = (
        Epochs(3, (1, 10_000)),
        Slider("growth", 2.0, (0.5, 4.0)),
        Slider("seed", 1, (1, 99), step=1, integer=True),
    )

    def __init__(self) -> None:
        self.runs, self.epochs = 0, 0

    def train(self, growth: float, seed: float) -> Iterator[State]:
        """Grow without end, to infinity and NaN."""
        self.runs += 1
        weight = np.float64(seed)
        while True:
            self.epochs += 1
            yield State(float(weight**2), float(weight))
            weight = weight * growth

    def picture(self, history: History, params: SimpleNamespace) -> list[Any]:
        """Nothing to draw."""
        assert history.epoch <= params.epochs
        return []

    def verdict(self, history: History, params: SimpleNamespace) -> Verdict:
        """Say the weight."""
        return Verdict("Growing.", f"{history.now.weight} by {params.growth}.")


@pytest.fixture
def counting() -> tuple[Doubling, Session]:
    """A demo that counts, and its session."""
    demo = Doubling()
    return demo, Session(demo)  # type: ignore[arg-type]  # its module has a name, an object does not


def test_an_epoch_is_trained_once(counting: tuple[Doubling, Session]) -> None:
    demo, session = counting
    told = [session.show({"epochs": epochs, "growth": 1.0}).epoch for epochs in (5, 2, 5, 9, 1)]
    assert told == [5, 2, 5, 9, 1]
    assert (demo.runs, demo.epochs) == (1, 10)  # epochs 0 to 9


def test_any_other_knob_starts_a_new_run_and_a_few_are_kept(counting: tuple[Doubling, Session]) -> None:
    demo, session = counting
    for seed in (1, 2, 1, 2):
        session.show({"seed": seed})
    assert demo.runs == 2
    for seed in range(1, KEPT_RUNS + 2):
        session.show({"seed": seed})
    assert demo.runs == KEPT_RUNS + 1
    session.show({"seed": 1})
    assert demo.runs == KEPT_RUNS + 2


def test_the_run_looked_at_last_is_the_last_to_go(counting: tuple[Doubling, Session]) -> None:
    demo, session = counting
    for seed in range(1, KEPT_RUNS + 1):
        session.show({"seed": seed})
    session.show({"seed": 1})
    session.show({"seed": KEPT_RUNS + 1})  # one too many: the run of seed 2 goes
    session.show({"seed": 1})
    assert demo.runs == KEPT_RUNS + 1


def test_a_doubling_run_is_frozen_long_before_it_overflows(counting: tuple[Doubling, Session]) -> None:
    """Row 27: w² is infinite after 512 doublings; the run is frozen near 10⁹ instead."""
    with np.errstate(over="ignore"):
        assert np.isfinite(np.float64(2.0**511) ** 2)
        assert np.isinf(np.float64(2.0**512) ** 2)
    frame = counting[1].show({"epochs": 10_000})
    assert frame.done
    assert frame.history.diverged
    assert frame.epoch == len(frame.history) - 1 == 14  # 4¹⁴ ≤ 10⁹ < 4¹⁵
    assert frame.history[-1].training_loss <= FROZEN_AT


def test_nan_is_never_kept() -> None:
    run = Run(iter([State(1.0, 0.0), State(2.0, 0.0), State(float("nan"), 0.0), State(1.0, 0.0)]))
    assert run.extend(10, Clock(None))
    assert run.history.diverged
    assert list(run.history.column("training_loss")) == [1.0, 2.0]


def test_a_budget_of_nothing_trains_one_epoch_at_a_look(counting: tuple[Doubling, Session]) -> None:
    frames = [counting[1].show({"epochs": 4, "growth": 1.0}, budget=0) for _ in range(5)]
    assert [frame.epoch for frame in frames] == [0, 1, 2, 3, 4]
    assert [frame.done for frame in frames] == [False, False, False, False, True]


def test_settings_are_checked_before_anything_runs(counting: tuple[Doubling, Session]) -> None:
    with pytest.raises(SettingError, match="growth: 5 is outside"):
        counting[1].show({"growth": 5})
    assert counting[0].runs == 0


def test_the_table_holds_a_few_epochs_and_the_one_looked_at(counting: tuple[Doubling, Session]) -> None:
    rows = counting[1].show({"epochs": 70, "growth": 1.0}).table()
    assert [row["epoch"] for row in rows] == [0, 1, 2, 5, 10, 20, 50, 70]
    assert rows[0] == {"epoch": 0, "training loss": 1.0, "weight": 1.0}


def test_left_and_right_again_equals_straight(demo: ModuleType, ends: dict[str, Value]) -> None:
    """Whatever the detour of the epochs, the history and the frame are those of a fresh run."""
    far = min(60, last_epoch(demo.controls))
    session, straight = Session(demo), Session(demo).show({**ends, "epochs": far})
    for epochs in (1, far - 5, 7, far, 3):
        session.show({**ends, "epochs": epochs})
    there = session.show({**ends, "epochs": far})
    assert (there.panels, there.verdict, there.marks) == (straight.panels, straight.verdict, straight.marks)
    for name in straight.history.now._fields:
        np.testing.assert_array_equal(there.history.column(name), straight.history.column(name))


def test_streaming_ends_at_the_same_frame(demo: ModuleType, ends: dict[str, Value]) -> None:
    """Looking every so often while it trains, at frames that are all well, changes nothing."""
    session, settings = Session(demo), {**ends, "epochs": min(12, last_epoch(demo.controls))}
    frame = session.show(settings, budget=0)
    looks = 1
    while not frame.done:
        assert frame.verdict.text.endswith(".")
        frame, looks = session.show(settings, budget=0), looks + 1
    whole = Session(demo).show(settings)
    assert (frame.panels, frame.verdict, frame.epoch) == (whole.panels, whole.verdict, whole.epoch)
    trained = len(whole.history) + whole.history.diverged
    assert looks == trained or (hasattr(demo, "survey") and looks > trained)


class Mapped(Doubling):
    """A demo that also surveys: it counts to three for every growth, whatever the seed."""

    def __init__(self) -> None:
        super().__init__()
        self.surveys = 0

    def survey(self, growth: float) -> Iterator[list[float]]:
        """Know one more each time."""
        self.surveys += 1
        for known in range(1, 4):
            yield [growth] * known


def test_a_survey_goes_on_in_slices_after_the_run_and_is_kept() -> None:
    demo = Mapped()
    session = Session(demo)  # type: ignore[arg-type]
    seen = []
    for _ in range(40):
        frame = session.show({}, budget=0)
        seen.append((len(frame.history), frame.history.survey, frame.done))
        if frame.done:
            break
    # Four states first; then the survey, whole by the time the frame says that it is done.
    assert [states for states, *_ in seen[:3]] == [1, 2, 3]
    assert all(survey is None for states, survey, _ in seen if states < 4)
    assert seen[-1] == (4, [2.0, 2.0, 2.0], True)
    again = session.show({"seed": 7, "epochs": 5}, budget=None)
    assert again.history.survey == [2.0, 2.0, 2.0]
    assert demo.surveys == 1  # it depends on the growth alone
    assert session.show({"growth": 3.0}).history.survey == [3.0, 3.0, 3.0]


def test_what_a_demo_counts_has_a_name() -> None:
    class Trying(Doubling):
        controls = (Epochs(3, (1, 10), label="Trials", unit="trial"), *Doubling.controls[1:])

    frame = Session(Trying()).show({})  # type: ignore[arg-type]
    assert [row["trial"] for row in frame.table()] == [0, 1, 2, 3]
