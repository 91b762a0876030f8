"""Links into the calculator: `[eight of them](calculator:inference?model=llama-3-70b&count=8)` opens it with settings.

As with words that turn a demo's knobs, the build checks them: the part, every field, and that its texts go together.
"""

import re
from collections.abc import Iterator
from html import escape
from urllib.parse import parse_qsl

from calculator import parts
from glossary.entries import Entry
from glossary.library import Library
from glossary.problems import Problem

SCHEME = "calculator:"
LINK = re.compile(r"\[([^\[\]]*)\]\(calculator:([^)\s]*)\)")


def read(text: str) -> tuple[str, dict[str, str]]:
    """Read `inference?model=gpt2&batch=8`: the part, and the texts of its fields."""
    part, _, query = text.partition("?")
    return part, dict(parse_qsl(query, keep_blank_values=True))


def faults(text: str) -> list[tuple[str, str]]:
    """What is wrong with a link's settings: pairs of field and message."""
    part, texts = read(text)
    try:
        parts.settle(part, texts)
    except parts.UnknownPartError as error:
        return [("part", str(error))]
    except parts.WrongFieldsError as wrong:
        return [(error.field, error.message) for error in wrong.errors]
    return []


def opens(anchor: str) -> bool:
    """Whether an anchor is one that the calculator's script understands: a part, and settings that it takes."""
    return "?" in anchor and not faults(anchor)


def calculations(entry: Entry, _: Library) -> Iterator[Problem]:
    """Links into the calculator name a part, its fields, and what they take."""
    for target, line in entry.links():
        if target.startswith(SCHEME):
            for field, message in faults(target.removeprefix(SCHEME)):
                yield Problem(entry.path, line, f"calculator: {field}", message, "mend the link")


def placed(body: str, root: str = "../../") -> str:
    """Turn such links into plain ones to the calculator's page, as seen from an entry's."""
    # As HTML, since MkDocs would look for the anchor; the check of the built pages understands it.
    return LINK.sub(lambda link: f'<a class="kc-open" href="{root}calculator/#{escape(link[2])}">{link[1]}</a>', body)
