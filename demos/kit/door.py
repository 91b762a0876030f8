"""The worker's side of the protocol: JSON text in, JSON text out, so that nothing needs freeing.

{"figure", "demo", "settings", "budget", "kept", "table", "seeds", "batch"}
             ->  {"panels", "handles", "verdict", "marks", "numbers", "epoch", "done", "batch", "table": {…, "check"}}
    {"figure", "demo", "settings", "scent": knob, "budget"}   ->  {"scent": {"path", "words"}}, null: it takes longer
    {"figure", "demo", "settings", "peek": epoch}             ->  {"peek": {"words"}}
    {"figure", "demo", "settings", "csv": true}               ->  {"csv"}
                                          or  {"error": {"kind", "field", "message"}}
"""

import json
from collections import OrderedDict
from dataclasses import asdict
from typing import Any

import demos
from demos.kit.controls import SettingError, Slider, rounded, spoken, unit_of_time
from demos.kit.session import Frame, Session
from demos.kit.verdict import Mark, Verdict, inked, number

KEPT_FIGURES = 16
_sessions: OrderedDict[tuple[str, str], Session] = OrderedDict()


def answer(request: str) -> str:
    """Answer one request of the page; every failure comes back as words, never as an exception."""
    asked = json.loads(request)
    try:
        session = _session(asked["figure"], asked["demo"])
        if "csv" in asked:
            return json.dumps({"csv": session.csv(asked["settings"])})
        if "peek" in asked:
            numbers, unit = session.peek(asked["settings"], asked["peek"]), unit_of_time(session.demo.controls)
            return json.dumps({"peek": plain_peek(asked["peek"], numbers, unit)})
        if "scent" in asked:
            scent = session.scent(asked["settings"], asked["scent"], asked.get("budget"))
            return json.dumps({"scent": scent and asdict(scent)})
        how = {"seeds": asked.get("seeds", False), "batch": asked.get("batch", 0)}
        frame = session.show(asked["settings"], asked.get("budget"), asked.get("kept", ()), **how)
        table = {"table": plain_table(frame)} if asked.get("table") else {}
        return json.dumps(plain(frame, session.demo.controls) | table)
    except SettingError as error:
        return _failure("setting", error.message, error.field)
    except Exception as error:  # noqa: BLE001 - the page shows it and goes on
        return _failure(type(error).__name__, str(error))


def plain(frame: Frame, controls: Any) -> dict[str, Any]:
    """A frame as plain data, with everything worked out that the page would otherwise have to compute."""
    batch = frame.history.batch
    return {
        "panels": [panel.svg for panel in frame.panels],
        "handles": [panel.handle and asdict(panel.handle) for panel in frame.panels],
        "verdict": plain_verdict(frame.verdict),
        "marks": {
            control.name: [
                _mark(control, mark) for mark in frame.marks.get(control.name, ()) if control.holds(mark.value)
            ]
            for control in controls
            if isinstance(control, Slider)
        },
        "numbers": ", ".join(f"{name} {number(value, 3)}" for name, value in frame.numbers().items()),
        "epoch": frame.epoch,
        "done": frame.done,
        "batch": batch and {"place": batch.place, "of": batch.of},
    }


def plain_verdict(verdict: Verdict) -> dict[str, Any]:
    """A verdict as plain data; `html` carries the inks, `text` is what is spoken."""
    mend = verdict.mend and {"label": verdict.mend.label, "settings": dict(verdict.mend.settings)}
    words = {"regime": verdict.regime, "text": verdict.text, "html": inked(verdict.text)}
    return {**words, "tone": verdict.tone, "mend": mend}


def plain_table(frame: Frame) -> dict[str, Any]:
    """The numbers as words: {"head": [...], "rows": [[...], ...]}."""
    rows = frame.table()
    cells = [[number(value, 3) for value in row.values()] for row in rows]
    return {"head": list(rows[0]), "rows": cells, "check": frame.check()}


def plain_peek(epoch: int, numbers: dict[str, float], unit: str) -> dict[str, str] | None:
    """One epoch's numbers as a line of words; nothing where it has not been trained yet."""
    values = [f"{name} {number(value, 3)}" for name, value in numbers.items()]
    return {"words": " \u00b7 ".join([f"{unit} {spoken(epoch)}", *values])} if values else None


def _mark(control: Slider, mark: Mark) -> dict[str, Any]:
    place = round(control.place(mark.value), 4)
    return {"place": place, "setting": rounded(mark.value, 4), "label": mark.label, "ink": mark.ink}


def _session(figure: str, demo: str) -> Session:
    key = (figure, demo)
    if key not in _sessions:
        _sessions[key] = Session(demos.load(demo))
        if len(_sessions) > KEPT_FIGURES:
            _sessions.popitem(last=False)
    _sessions.move_to_end(key)
    return _sessions[key]


def _failure(kind: str, message: str, field: str = "") -> str:
    return json.dumps({"error": {"kind": kind, "message": message, "field": field}})
