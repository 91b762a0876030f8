"""Many runs at once, against each run by itself; scents and bands, against what the reader would find by turning."""

import xml.etree.ElementTree as ET
from functools import cache
from itertools import islice
from types import ModuleType

import numpy as np
import pytest

from demos.kit import many
from demos.kit.controls import Slider, Value, defaults, last_epoch
from demos.kit.run import FROZEN_AT
from demos.kit.scent import heights as drawn
from demos.kit.session import Session
from demos.kit.types import Array

Settings = dict[str, Value]
FIRST = 40  # epochs
EXACT: list[Settings] = [{}, {"batch_size": 40}, {"loss": "square"}]  # where forms hold


def alone(demo: ModuleType, settings: Settings, epochs: int = FIRST) -> Array:
    """The scores of one run by itself, infinite where it ran away."""
    epochs = min(epochs, last_epoch(demo.controls))
    history = Session(demo).show({**settings, "epochs": epochs}).history
    found = [many.score(state) for state in history[: epochs + 1]]
    return np.array(found + [np.inf] * (epochs + 1 - len(found)))


@cache
def opened(demo: ModuleType) -> Array:
    """The scores of the run that a demo opens on: half of every comparison."""
    return alone(demo, {})


@cache
def checks_itself(demo: ModuleType) -> bool:
    """Whether a demo tells its closed form somewhere."""
    return any(Session(demo).show(each).check() for each in EXACT if fits(demo, each))


def test_many_runs_are_the_same_runs(demo: ModuleType, ends: Settings) -> None:
    """Elementwise, at the opening and at each end of each knob, in one go with the opening settings."""
    opening = defaults(demo.controls)
    both = [opening, {**opening, **ends}]
    with np.errstate(all="ignore"):
        rows = np.array([row() for row in islice(many.scores(demo, both), min(FIRST, last_epoch(demo.controls)) + 1)])
    for column, settings in zip(rows.T, both, strict=True):
        expected = opened(demo) if settings == opening else alone(demo, settings)
        ran = np.isfinite(expected)
        np.testing.assert_allclose(column[ran], expected[ran], rtol=1e-9, atol=1e-12)
        assert not np.any(column[~ran] < FROZEN_AT / 10)


def test_the_closed_form_agrees(demo: ModuleType, ends: Settings) -> None:
    """A demo that has none says nothing of it; none is None everywhere."""
    form = getattr(demo, "closed_form", None)
    session = Session(demo)  # one run, looked at three times: what a detour changes (nothing), test_session looks at
    for epochs in (1, 7, min(300, last_epoch(demo.controls))):
        frame = session.show({**ends, "epochs": epochs})
        exact = frame.exact()
        assert exact is None or form
        if exact is not None:
            weights = frame.history.now.weights
            np.testing.assert_allclose(weights, exact, rtol=1e-8, atol=1e-10 * max(1, np.abs(exact).max()))
            assert frame.check().startswith("Self-check: after ")
    assert form is None or checks_itself(demo)


def fits(demo: ModuleType, settings: Settings) -> bool:
    return all(any(control.name == name for control in demo.controls) for name in settings)


def sliders(demo: ModuleType) -> list[Slider]:
    return [control for control in demo.controls if isinstance(control, Slider)]


def test_every_slider_has_a_scent(demo: ModuleType) -> None:
    session = Session(demo)
    for knob in sliders(demo):
        if not session.scented(knob.name):
            continue
        scent = session.scent({"epochs": min(20, int(defaults(demo.controls)["epochs"]))}, knob.name)
        assert scent
        assert "lowest" in scent.words
        ET.fromstring(f'<path d="{scent.path}"/>')
        numbers = np.array(scent.path.strip("MZ").replace("L", " ").split(), dtype=float).reshape(-1, 2)
        assert np.all((numbers >= 0) & (numbers <= [100, 16]))
        assert numbers[0].tolist() == [0, 16]
        assert numbers[-1].tolist() == [100, 16]


def test_the_lowest_point_of_a_scent_is_what_a_reader_finds_by_turning(demo: ModuleType) -> None:
    """Every place of the first knob, mostly the learning rate, each trained by itself."""
    scented = [each for each in sliders(demo) if Session(demo).scented(each.name)]
    knob = next((each for each in scented if each.name != "epochs"), scented[0])
    settings = {**defaults(demo.controls), "epochs": 12}
    each = [{**settings, knob.name: place} for place in many.places(demo, knob)]
    scores = [alone(demo, at, int(at["epochs"]))[-1] for at in each]
    best = many.places(demo, knob)[int(np.argmin(scores))]
    scent = Session(demo).scent(settings, knob.name)
    assert scent
    assert scent.words.endswith(f"at {knob.say(best)}")


def test_a_scent_takes_slices_and_leaves_the_run_alone(demo: ModuleType) -> None:
    session = Session(demo)
    frame = session.show({})
    looks = 0
    while session.scent({}, "epochs", 0) is None:
        looks += 1
        assert looks < 50_000
    assert looks > 3
    assert session.show({}).panels == frame.panels
    assert len(session.show({}).history) == len(frame.history)


def test_the_seeds_make_a_band_that_holds_every_run(demo: ModuleType) -> None:
    settings = {"epochs": min(20, last_epoch(demo.controls))}
    frame = Session(demo).show(settings, seeds=True)
    seeded = many.has_seeds(demo.controls)
    assert bool(frame.history.spread) == seeded
    assert any("20 seeds" in panel.svg for panel in frame.panels) == seeded
    if seeded:
        rows = np.array(frame.history.spread)
        assert rows.shape == (settings["epochs"] + 1, many.SEEDS)
        np.testing.assert_allclose(rows[:, 6], alone(demo, {**settings, "seed": 7}, 20), rtol=1e-9, atol=1e-12)


def test_batches_lead_to_the_next_epoch(demo: ModuleType) -> None:
    """Step by step the last batch arrives where the epoch does, and every point was seen once."""
    if not hasattr(demo, "batches"):
        assert not Session(demo).show({"epochs": 2}, batch=1).history.batch
        return
    session, settings = Session(demo), {**defaults(demo.controls), "epochs": 2}
    steps = demo.batches(session.show(settings).history, Session(demo).params(settings))
    after = session.show({**settings, "epochs": 3}).history.now
    for mine, its in zip(steps[-1].state, after, strict=True):
        np.testing.assert_allclose(mine, its, rtol=1e-12)
    seen = sorted(point for step in steps for point in step.points)
    assert seen == sorted(set(seen))
    frame = session.show(settings, batch=2)
    assert frame.history.batch
    assert (frame.history.batch.place, frame.history.batch.of) == (2, len(steps))
    assert frame.verdict.regime == f"Batch 2 of {len(steps)}."


@pytest.mark.parametrize(("scores", "heights"), [([1, 1, 1], [0, 0, 0]), ([1, np.inf, np.nan], [0, 1, 1])])
def test_a_flat_scent_is_flat_and_a_cliff_is_a_cliff(scores: list[float], heights: list[float]) -> None:
    np.testing.assert_allclose(drawn(np.array(scores, dtype=float), 1.0), heights)
