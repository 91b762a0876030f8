"""The worker's side of the protocol: JSON text in, JSON text out, so that nothing needs freeing.

{"figure", "demo", "settings", "budget", "kept", "table", "seeds", "batch", "goal"}
             ->  {"panels", "handles", "verdict", "marks", "numbers", "epoch", "done", "batch", "table": {…, "check"},
                  "goal": {"met", "words", "score", "scored"}}; "table" and "goal" where they were asked for
    {"figure", "demo", "settings", "scent": knob, "budget"}   ->  {"scent": {"path", "words"}}, null: it takes longer
    {"figure", "demo", "settings", "peek": epoch}             ->  {"peek": {"words"}}
    {"figure", "demo", "settings", "csv": true}               ->  {"csv"}
                                          or  {"error": {"kind", "field", "message", "line"}}

With "code", the reader's own version of the demo's code trains; the answer then also holds what it "printed".
"""

import json
from contextlib import nullcontext
from dataclasses import asdict
from typing import Any

import demos
from demos.kit import goal
from demos.kit.controls import SettingError, Slider, read, rounded, spoken, unit_of_time
from demos.kit.edited import edited, listened, told
from demos.kit.session import Frame, Session
from demos.kit.shelf import Shelf
from demos.kit.verdict import Mark, Verdict, inked, number

KEPT_FIGURES = 16
_sessions: Shelf[Session] = Shelf(KEPT_FIGURES)


def answer(request: str) -> str:
    """Answer one request of the page; every failure comes back as words, never as an exception."""
    asked = json.loads(request)
    own = "code" in asked
    try:
        listening, output = listened()
        with listening if own else nullcontext():
            given = _given(asked, _session(asked["figure"], asked["demo"], asked.get("code", "")))
        return json.dumps(given | {"printed": output.told()} if own else given)
    except SettingError as error:
        return _failure("setting", error.message, error.field)
    except BaseException as error:  # noqa: BLE001 - the page shows it and goes on; exit() raises no Exception
        if own:
            wrong = told(error)
            return _failure(wrong.kind, wrong.message, line=wrong.line)
        return _failure(type(error).__name__, str(error))


def _given(asked: dict[str, Any], session: Session) -> dict[str, Any]:
    """What was asked for."""
    settings = asked["settings"]
    if "csv" in asked:
        return {"csv": session.csv(settings)}
    if "peek" in asked:
        numbers, unit = session.peek(settings, asked["peek"]), unit_of_time(session.demo.controls)
        return {"peek": plain_peek(asked["peek"], numbers, unit)}
    if "scent" in asked:
        scent = session.scent(settings, asked["scent"], asked.get("budget"))
        return {"scent": scent and asdict(scent)}
    how = {"seeds": asked.get("seeds", False), "batch": asked.get("batch", 0)}
    frame = session.show(settings, asked.get("budget"), asked.get("kept", ()), **how)
    table = {"table": plain_table(frame)} if asked.get("table") else {}
    return plain(frame, session.demo.controls) | table | _judged(asked, frame, session.demo.controls)


def _judged(asked: dict[str, Any], frame: Frame, controls: Any) -> dict[str, Any]:
    """Whether the frame meets the challenge that the reader has taken up."""
    if not asked.get("goal"):
        return {}
    if "code" in asked:
        words = "Your own code is running; a challenge wants the demo's."
        return {"goal": goal.plain(goal.Judgement(met=False, words=words, score=0.0, scored=""))}
    return {"goal": goal.plain(goal.judge(asked["goal"], frame, controls, read(controls, asked["settings"])))}


def plain(frame: Frame, controls: Any) -> dict[str, Any]:
    """A frame as plain data, with everything worked out that the page would otherwise have to compute."""
    batch = frame.history.batch
    return {
        "panels": [panel.svg for panel in frame.panels],
        "handles": [panel.handle and vars(panel.handle) for panel in frame.panels],
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


def _session(figure: str, demo: str, code: str) -> Session:
    """The session of a figure; with code of the reader's own it has one of its own."""
    module = demos.load(demo)
    return _sessions.get((figure, demo, code), lambda: Session(edited(module, code) if code else module))


def _failure(kind: str, message: str, field: str = "", line: int = 0) -> str:
    return json.dumps({"error": {"kind": kind, "message": message, "field": field, "line": line}})
