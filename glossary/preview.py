"""What a reader sees before Python answers: picture and verdict at a dozen stops of every knob, in one small file.

Each knob is previewed with the others as the figure opens. The pictures are the session's own, made smaller: lines
keep only the points that can be seen, coordinates are relative and rounded, and an element that recurs (axes,
contours, data) is stored once. A demo of rich pictures gets fewer stops, so that its file stays small too. Files are
kept by the code that drew them, so an unchanged demo is not run again.
"""

import gzip
import json
import re
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np

import demos
from demos.kit.controls import Choice, Control, Epochs, Slider, Toggle, Value
from demos.kit.door import plain
from demos.kit.placed import Placed
from demos.kit.session import Session
from glossary import thinning
from runtime import files

Frames = dict[str, list[tuple[Value, dict[str, Any]]]]
STOPS = 12
SPARSER = (1, 2, 3, 4, 6, 12)  # which share of the stops is kept: the first that makes the file small enough
LIMIT = 60_000  # bytes, compressed as a host sends them
FOLDER = Path(__file__).resolve().parent.parent / "build" / "previews"
ELEMENT = re.compile(r"(?<=>)(?=<)")


def file(name: str, settings: Mapping[str, Value], folder: Path | None = None) -> str:
    """Make the preview of a figure, or find the one made before; return its file name."""
    path = place(name, settings, folder)
    if not path.exists():
        files.write(path, small_enough(name, settings).encode())
    return path.name


def place(name: str, settings: Mapping[str, Value], folder: Path | None = None) -> Path:
    """Return where the preview of a figure is kept, once it is made."""
    opening = json.dumps([name, dict(settings)], sort_keys=True)
    key = sha256(opening.encode() + code(name)).hexdigest()[:12]
    return (folder or FOLDER) / f"{name}-{key}.json"


def small_enough(name: str, settings: Mapping[str, Value]) -> str:
    """Pack a figure's previews at as many stops as the limit allows."""
    whole, size = frames(name, settings), 0
    for every in SPARSER:
        text = pack(sparser(whole, every, settings))
        size = len(gzip.compress(text.encode()))
        if size <= LIMIT:
            return text
    raise ValueError(f"demos/{name}.py: its previews take {size} bytes; draw less, or thin it: {LIMIT} at most")


def sparser(whole: Frames, every: int, settings: Mapping[str, Value]) -> Frames:
    """Keep one stop of `every`, of the first two knobs one of half as many; ends, opening and choices always."""
    first = list(settings)[:2]

    def kept(knob: str, every: int) -> list[tuple[Value, dict[str, Any]]]:
        last = len(whole[knob]) - 1
        return [
            (value, frame)
            for i, (value, frame) in enumerate(whole[knob])
            if i in {0, last} or i % every == 0 or value == settings[knob] or isinstance(value, str | bool)
        ]

    return {knob: kept(knob, max(1, every // 2) if knob in first else every) for knob in whole}


@cache
def code(name: str) -> bytes:
    """Everything that a preview's content depends on besides its settings, as one run of the build finds it.

    A demo stands on the kit alone: another demo may change without it.
    """
    here = Path(demos.__file__).parent
    ours = [here / "__init__.py", *sorted((here / "kit").rglob("*.py")), here / f"{name}.py"]
    sources = [*ours, Path(__file__), Path(thinning.__file__)]
    return sha256(b"".join(source.read_bytes() for source in sources)).digest()


def stops(control: Control, opening: Value) -> list[Value]:
    """About a dozen values along a knob, its ends and the opening value among them."""
    if isinstance(control, Choice):
        return list(control.options or {})
    if isinstance(control, Toggle):
        return [False, True]
    if isinstance(control, Placed):
        return []  # there are too many ways to place points
    if not isinstance(control, Slider):
        raise TypeError(f"{control.name}: there are no previews of a {type(control).__name__}")
    every = control.stops()
    chosen = {every[round(i)] for i in np.linspace(0, len(every) - 1, min(STOPS, len(every)))}
    return sorted({*chosen, float(opening) if not control.integer else int(opening)})


def frames(name: str, settings: Mapping[str, Value]) -> Frames:
    """The frame at every stop of every knob, the others as the figure opens."""
    session, controls = Session(demos.load(name)), demos.load(name).controls
    # The epochs last: a run that they have trained further on would be drawn further in the other previews too.
    turned = sorted(controls, key=lambda control: isinstance(control, Epochs))
    return {
        control.name: [
            (value, plain(session.show({**settings, control.name: value}), controls))
            for value in stops(control, settings[control.name])
        ]
        for control in turned
    }


def pack(previews: Mapping[str, list[tuple[Value, dict[str, Any]]]]) -> str:
    """Write frames as {"parts": [...], "knobs": {knob: [[value, [[part, …] a panel], verdict, marks], …]}}."""
    parts: dict[str, int] = {}

    def index(piece: str) -> int:
        return parts.setdefault(piece, len(parts))

    def packed(value: Value, frame: dict[str, Any]) -> list[Any]:
        panels = [[index(piece) for piece in pieces(svg)] for svg in frame["panels"]]
        return [value, panels, frame["verdict"], frame["marks"]]

    knobs = {knob: [packed(value, frame) for value, frame in stops_of] for knob, stops_of in previews.items()}
    return json.dumps({"parts": list(parts), "knobs": knobs}, ensure_ascii=False, separators=(",", ":"))


def pieces(svg: str) -> list[str]:
    """Cut a panel into its elements, each with its lines made small; pale regions may be a little coarser."""
    return [thinning.smaller(piece, 0.8 if 'class="zone' in piece else 0.25) for piece in ELEMENT.split(svg)]
