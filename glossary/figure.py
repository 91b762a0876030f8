"""A demo as HTML: run here, in CPython, drawn, and framed with its knobs, for the page's script to take over.

The picture, the verdict and the table read well without JavaScript; the knobs show only where there is some.
"""

import json
from collections.abc import Mapping
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any
from zlib import crc32

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from pygments import highlight  # type: ignore[import-untyped]
from pygments.formatters import HtmlFormatter  # type: ignore[import-untyped]
from pygments.lexers import PythonLexer  # type: ignore[import-untyped]

import demos
from demos.kit import many
from demos.kit.axes import epoch_places
from demos.kit.controls import Choice, Control, Epochs, SettingError, Slider, Value, read
from demos.kit.door import plain, plain_table
from demos.kit.placed import Placed
from demos.kit.session import Frame, Session
from glossary import preview, script
from runtime import files

FOLDER = Path(__file__).resolve().parent.parent / "build" / "figures"
FIRST_SIGHT = 2  # knobs; the rest are one click away
TEMPLATES = Path(__file__).parent / "templates"


class FigureError(ValueError):
    """A demo that cannot be shown: `field` is what the writer has to change."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(f"{field}: {message}")
        self.field = field
        self.message = message


def html(name: str, settings: Mapping[str, Any], caption: str = "") -> str:
    """Return one `<knob-demo>`; raises `FigureError` on an unknown demo or a setting that it does not take.

    A figure is kept by all that it depends on, so that an unchanged demo is not run again.
    """
    try:
        demo = demos.load(name)
        checked = read(demo.controls, settings)
    except demos.UnknownDemoError as error:
        raise FigureError("name", str(error)) from error
    except SettingError as error:
        raise FigureError(error.field, error.message) from error
    own = b"".join(path.read_bytes() for path in (Path(__file__), *sorted(TEMPLATES.glob("*.html"))))
    made_of = as_json([name, checked, caption, preview.file(name, checked), script.file(name)])
    kept = FOLDER / f"{name}-{sha256(made_of.encode() + preview.code(name) + own).hexdigest()[:16]}.html"
    if not kept.exists():
        files.write(kept, render(name, demo.controls, checked, run(name, checked), caption).encode())
    return kept.read_text(encoding="utf-8")


def run(name: str, settings: Mapping[str, Value]) -> Frame:
    """Run a demo to the end of its epochs; one run serves the rules and all pages. All knobs have to be set."""
    return _run(name, tuple(settings.items()))


@lru_cache(128)
def _run(name: str, settings: tuple[tuple[str, Value], ...]) -> Frame:
    return Session(demos.load(name)).show(dict(settings))


def render(name: str, controls: tuple[Control, ...], settings: Mapping[str, Any], frame: Frame, caption: str) -> str:
    """Fill the template."""
    environment = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined)
    state, demo = plain(frame, controls), demos.load(name)
    scents = [each.name for each in controls if isinstance(each, Slider) and Session(demo).scented(each.name)]
    knobs = [knob(control, settings[control.name]) for control in controls]
    knob_data = {"knobs": {each["name"]: each["data"] for each in knobs}}
    return environment.get_template("demo.html").render(
        name=name,
        key=key(name, settings),
        frame=state,
        first=knobs[:FIRST_SIGHT],
        more=knobs[FIRST_SIGHT:],
        table=plain_table(frame),
        caption=caption,
        data=as_json(
            {
                **knob_data,
                "marks": state["marks"],
                "handles": state["handles"],
                "scrub": scrub(frame, controls),
                "scents": scents,
            }
        ),
        unit=frame.unit,
        batches=hasattr(demo, "batches"),
        seeds=many.SEEDS if many.has_seeds(controls) else 0,
        preview=preview.file(name, settings),
        script=script.file(name),
        code=highlight(script.code(name), PythonLexer(), HtmlFormatter(cssclass="highlight")),
    )


def key(name: str, settings: Mapping[str, Any]) -> str:
    """What tells figures apart: two of one demo on a page open on different settings."""
    return f"{name}-{crc32(as_json(dict(settings)).encode()):08x}"


def scrub(frame: Frame, controls: tuple[Control, ...]) -> dict[str, Any]:
    """Which panels have the epoch for their x axis, and where on it the stops of the epochs slider lie."""
    epochs = next(control for control in controls if isinstance(control, Epochs))
    places = epoch_places(epochs.stops(), epochs.range[1])
    return {"panels": [i for i, panel in enumerate(frame.panels) if panel.scrubs], "places": places}


def knob(control: Control, value: Any) -> dict[str, Any]:
    """One knob for the template; `data` is what the script needs: the stops of a slider, and where it opens."""
    words = {"name": control.name, "title": control.title, "symbol": control.symbol, "value": value}
    if isinstance(control, Slider):
        stops = control.stops()
        position = min(range(len(stops)), key=lambda i: abs(stops[i] - value))
        low, high = stops[0], stops[-1]
        data = {"kind": "slider", "stops": stops, "value": value, "zero": "none" if control.zero else ""}
        words |= {
            "value": f"{value:.10g}",
            "position": position,
            "last": len(stops) - 1,
            "low": low,
            "high": high,
            "said": control.say(value),
            "log": control.scale == "log",
        }
    elif isinstance(control, Choice):
        data = {"kind": "choice", "value": value, "words": dict(control.options or {})}
        words |= {"options": control.options}
    elif isinstance(control, Placed):
        data = {"kind": "placed", "value": value, "most": control.most}
    else:
        data = {"kind": "toggle", "value": value}
    return {**words, "kind": data["kind"], "data": {**data, "title": control.title}}


def as_json(data: Any) -> str:
    """Short JSON; the template escapes it for an attribute, since the theme would run a script element's text."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))
