"""Previews are the session's own pictures, made smaller: same axes, same verdicts, lines within half a unit."""

import gzip
import json
import re
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

import demos
from demos.kit.controls import defaults
from demos.kit.placed import Placed
from demos.kit.session import Session
from glossary import preview, thinning


@pytest.fixture(scope="module", params=demos.names())
def made(request: pytest.FixtureRequest, site: Path) -> tuple[str, Path]:
    """A demo's preview at its own opening settings, as the site has it on the demo's own page."""
    name, kept = request.param, preview.FOLDER
    path = kept / preview.file(name, defaults(demos.load(name).controls))
    assert list(site.glob(f"assets/previews-*/{path.name}"))
    return name, path


def test_a_file_is_small_and_knows_every_knob_from_end_to_end(made: tuple[str, Path]) -> None:
    name, path = made
    assert len(gzip.compress(path.read_bytes())) < 60_000
    knobs = json.loads(path.read_text(encoding="utf-8"))["knobs"]
    for control in demos.load(name).controls:
        values = [stop[0] for stop in knobs[control.name]]
        if isinstance(control, Placed):
            assert values == []  # there are too many ways to place points
            continue
        stops = list(getattr(control, "options", None) or control.stops())
        assert values[0] == stops[0]
        assert values[-1] == stops[-1]
        assert control.default in values


def test_a_preview_says_what_the_session_says_and_draws_its_axes(made: tuple[str, Path]) -> None:
    name, path = made
    packed = json.loads(path.read_text(encoding="utf-8"))
    knob = next(knob for knob, stops in packed["knobs"].items() if len(stops) > 5 and knob != "epochs")
    value, panels, verdict, _ = packed["knobs"][knob][5]
    frame = Session(demos.load(name)).show({knob: value})
    assert (verdict["regime"], verdict["text"]) == (frame.verdict.regime, frame.verdict.text)
    texts = re.compile(r"<text.*?</text>")
    for parts, panel in zip(panels, frame.panels, strict=True):
        assert texts.findall("".join(packed["parts"][i] for i in parts)) == texts.findall(panel.svg)


def apart(points: np.ndarray, start: np.ndarray, end: np.ndarray) -> np.ndarray:
    """How far points (n, 2) lie from a segment: the least distance to a thousand places on it."""
    places = start + np.linspace(0, 1, 1001)[:, None] * (end - start)
    return np.asarray(np.linalg.norm(points[:, None] - places, axis=2).min(axis=1))


def test_a_thinned_line_stays_within_half_a_unit_of_every_point() -> None:
    x = np.linspace(0, 276, 200)
    points = np.column_stack([x, 60 + 50 * np.sin(x / 30) * np.exp(-x / 200)]).round(1)
    path = thinning.thin(" ".join(map(str, points.ravel())))
    start, steps = path.removeprefix("M").split("l")
    drawn = np.cumsum(np.array(f"{start} {steps}".split(), dtype=float).reshape(-1, 2), axis=0)
    assert len(drawn) <= 80
    away = np.min([apart(points, a, b) for a, b in pairwise(drawn)], axis=0)
    assert away.max() <= 0.75


def test_an_unchanged_demo_is_not_run_again(made: tuple[str, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    name, path = made

    def run(*_: object) -> None:
        pytest.fail("it ran again")

    monkeypatch.setattr(preview, "frames", run)
    assert preview.file(name, defaults(demos.load(name).controls), path.parent) == path.name
