"""Words that turn knobs: `[past the limit](try:learning_rate=0.21)` sets the entry's first demo, and plays it.

The knobs not named stand as the demo declares them at its opening in this entry. The build checks the settings as it
checks those of the fence.
"""

import re
from collections.abc import Iterator
from functools import cache
from html import escape
from urllib.parse import parse_qsl

import yaml

import demos
from demos.kit.controls import SettingError, Value, read
from glossary.entries import Entry
from glossary.library import Library
from glossary.problems import Problem

SCHEME = "try:"
TURN = re.compile(r"\[([^\[\]]*)\]\(try:([^)\s]*)\)")


def settings(text: str) -> dict[str, object]:
    """Read `learning_rate=0.21&epochs=40`."""
    return {name: yaml.safe_load(value) for name, value in parse_qsl(text, keep_blank_values=True)}


def opened(entry: Entry) -> tuple[str, dict[str, Value]] | None:
    """The entry's first demo and how its knobs stand; nothing where there is none that can be shown."""
    shown = _opened(tuple(fence.text for fence in entry.fences("demo")))
    return shown and (shown[0], dict(shown[1]))


@cache  # every link to an entry asks
def _opened(fences: tuple[str, ...]) -> tuple[str, dict[str, Value]] | None:
    for text in fences:
        asked = yaml.safe_load(text)
        name = asked.pop("name", "") if isinstance(asked, dict) else ""
        if name in demos.names():
            asked.pop("caption", None)
            return name, read(demos.load(name).controls, asked)
    return None


def turns(entry: Entry, _: Library) -> Iterator[Problem]:
    """Words that turn knobs name knobs of the entry's demo and values that they take."""
    for target, line in entry.links():
        if not target.startswith(SCHEME):
            continue
        try:
            shown = opened(entry)
            if shown is None:
                yield Problem(entry.path, line, "try", "there is no demo to turn", "add a demo fence, or unlink it")
            else:
                read(demos.load(shown[0]).controls, {**shown[1], **settings(target.removeprefix(SCHEME))})
        except SettingError as error:
            yield Problem(entry.path, line, f"try: {error.field}", error.message, "mend the link")


def placed(body: str, key: str) -> str:
    """Turn the links into ones that the page's script understands; without a script they lead to the figure."""
    # As HTML, since MkDocs does not see the figure's id; the check of the built pages does.
    return TURN.sub(lambda turn: f'<a class="kd-try" href="#{key}" data-try="{escape(turn[2])}">{turn[1]}</a>', body)
