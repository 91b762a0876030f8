"""CPython and Pyodide compute the same histories and draw the same first pictures (DESIGN.md, section 7).

Every demo runs to the end of its epochs slider, at the settings it opens on and (in `make check`) at both ends of every
knob, once here and once under the pinned Node; all in one process there. A demo whose dynamics are chaotic may declare
`parity_epochs`, at least 20, with the reason beside it: it is then compared up to that epoch.
"""

import json
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import numpy as np
import pytest

from demos.kit.controls import Value
from demos.kit.session import Frame, Session
from demos.kit.types import Array
from runtime import node

SCRIPT = Path(__file__).with_name("parity.mjs")
AGREE = 1e-9
ENDS_TAKE_LONG = True
Settings = dict[str, Value]


class There(NamedTuple):
    """What Pyodide made of one case: a row of numbers an epoch; the first frame's regime, verdict and pictures."""

    numbers: bytes
    first: list[str]


def last_epoch(demo: ModuleType, settings: Settings) -> int:
    """How far a case is compared."""
    slider = next(control for control in demo.controls if control.name == "epochs")
    end: int = getattr(demo, "parity_epochs", slider.stops()[-1])
    return min(end, int(settings["epochs"])) if "epochs" in settings else end


@pytest.fixture(scope="module")
def pyodide(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, python: Path) -> dict[str, There]:
    """Run every case that is asked for there; a case is found again by its demo and settings."""
    folder = tmp_path_factory.mktemp("parity")
    here = [item for item in request.session.items if isinstance(item, pytest.Function) and item.path == Path(__file__)]
    asked: list[dict[str, Any]] = [item.callspec.params for item in here if hasattr(item, "callspec")]
    chosen = {key(each["demo"], each.get("ends", {})): (each["demo"], each.get("ends", {})) for each in asked}
    cases = [(module(demo), {**ends, "epochs": last_epoch(demo, ends)}) for demo, ends in chosen.values()]
    (folder / "cases.json").write_text(json.dumps(cases), encoding="utf-8")
    told = json.loads(node.run(SCRIPT, "", *map(str, (python, folder / "cases.json", folder))))
    return {
        case: There((folder / f"{i}.bin").read_bytes(), first)
        for i, (case, first) in enumerate(zip(chosen, told, strict=True))
    }


def rows(frame: Frame) -> Array:
    """Every number of every state: (epochs + 1, numbers)."""
    return np.array([np.hstack([np.ravel(field) for field in state]) for state in frame.history])


def module(demo: ModuleType) -> str:
    return demo.__name__.rpartition(".")[2]


def key(demo: ModuleType, ends: Settings) -> str:
    return f"{module(demo)} {ends}"


def test_the_histories_agree(demo: ModuleType, ends: Settings, pyodide: dict[str, There]) -> None:
    here = rows(Session(demo).show({**ends, "epochs": last_epoch(demo, ends)}))
    there = np.frombuffer(pyodide[key(demo, ends)].numbers).reshape(-1, here.shape[1])
    assert there.shape == here.shape
    np.testing.assert_allclose(there, here, rtol=AGREE, atol=AGREE)


def test_the_first_frame_is_the_same_text(demo: ModuleType, pyodide: dict[str, There]) -> None:
    """The picture that the build wrote into the page is the one that Python draws there first."""
    frame = Session(demo).show({})
    here = [frame.verdict.regime, frame.verdict.text, *(panel.svg for panel in frame.panels)]
    there = pyodide[key(demo, {})].first
    assert [text.split("><") for text in there] == [text.split("><") for text in here]


def test_what_is_not_compared_to_the_end_says_why(demo: ModuleType) -> None:
    if hasattr(demo, "parity_epochs"):
        assert demo.parity_epochs >= 20
        source = Path(str(demo.__file__)).read_text(encoding="utf-8").splitlines()
        line = next(text for text in source if text.startswith("parity_epochs"))
        assert len(line.partition("#")[2].split()) >= 5, "give the reason beside parity_epochs"
