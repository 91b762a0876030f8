"""What an entry's predictions and challenges have in common: the demo that they are about, and how its knobs stand.

A fence knows only its own text. So publishing writes into it which demo the entry opens on, as a field `demo`; and
the rules look at fence and entry together, run the demo, and name file and line.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any
from urllib.parse import urlencode

import demos
from demos.kit.controls import SettingError, Value, read
from glossary import kept
from glossary.entries import Entry, Fence
from glossary.faults import Fault, FenceError
from glossary.problems import Problem
from glossary.turns import opened

OPENING = re.compile(r"^(`{3,}|~{3,})[ ]*(predict|challenge)[ ]*\n", re.MULTILINE)

type Opened = tuple[str, dict[str, Value]]  # a demo and how its knobs stand


def completed(body: str, entry: Entry) -> str:
    """Write into each fence which demo it is about."""
    shown = opened(entry)
    if shown is None:
        return body
    name, settings = shown
    line = json.dumps({"name": name, **settings}, ensure_ascii=False)
    return OPENING.sub(lambda match: f"{match[0]}demo: {line}\n", body)


def about(tree: dict[str, Any]) -> Opened:
    """Take the field `demo` out of a fence; raise `FenceError` where nobody has written it."""
    demo = tree.pop("demo", None)
    if not isinstance(demo, dict) or "name" not in demo:
        raise FenceError(Fault("demo", "is missing", "put the fence into an entry that opens on a demo"))
    settings = dict(demo)
    name = str(settings.pop("name"))
    return name, read(demos.load(name).controls, settings)


def stand(shown: Opened, changed: Mapping[str, object], field: str) -> dict[str, Value]:
    """Return how the knobs stand after a change; raise `FenceError` for one that the demo does not take."""
    name, settings = shown
    try:
        return read(demos.load(name).controls, {**settings, **changed})
    except SettingError as error:
        raise FenceError(Fault(f"{field}.{error.field}", error.message, "mend the settings")) from error


def words(settings: Mapping[str, Value], opening: Mapping[str, Value]) -> str:
    """Write settings as words that turn knobs do: learning_rate=0.21&epochs=60."""
    changed = {name: value for name, value in settings.items() if value != opening[name] or name == "epochs"}
    return urlencode(
        {name: str(value).lower() if isinstance(value, bool) else value for name, value in changed.items()}
    )


def problems(entry: Entry, kind: str, examine: Callable[[str, Opened], None]) -> Iterator[Problem]:
    """Yield what is wrong with an entry's fences of a kind once the demo is known."""
    for fence in entry.fences(kind):
        yield from _of_fence(entry, fence, kind, examine)


def _passed(examine: Callable[[str, Opened], None], text: str, shown: Opened) -> str:
    examine(text, shown)
    return "passed\n"


def _of_fence(entry: Entry, fence: Fence, kind: str, examine: Callable[[str, Opened], None]) -> Iterator[Problem]:
    if not entry.fences("demo"):
        yield Problem(entry.path, fence.line, kind, "there is no demo to ask about", "add a demo fence, or take it out")
        return
    try:
        if shown := opened(entry):
            kept.text(partial(_passed, examine, fence.text, shown), kind, fence.text, shown)
    except SettingError:
        pass  # the demo itself cannot be shown, which is said by the rule that reads it
    except FenceError as error:
        for fault in error.faults:
            yield Problem(entry.path, fence.line, f"{kind}.{fault.field}", fault.wrong, fault.mend)
