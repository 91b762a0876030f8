"""The fences of an entry, `demo`, `predict`, `challenge`, `check`, and of the calculator's page: Markdown in, HTML out.

pymdownx swallows every error inside a fence but its own `SuperFencesException`; so faults become one.
It does not know the file, so `rules` looks at the same fences beforehand and names file and line.
"""

from collections.abc import Callable
from functools import cache

from pymdownx.superfences import SuperFencesException  # type: ignore[import-untyped]

from calculator.parts import UnknownPartError
from glossary import calculated, challenges, checks, figure, kept, predictions
from glossary.faults import Fault, FenceError, mapping


@cache
def demo_html(text: str) -> str:
    """Draw the demo of a fence's text: `name`, `caption`, and the settings of its knobs."""
    settings = mapping(text)
    name, caption = settings.pop("name", None), settings.pop("caption", "")
    if not isinstance(name, str):
        raise FenceError(Fault("name", "is missing", "write name: and one of the files in demos/"))
    try:
        return figure.html(name, settings, caption).strip()  # after an empty line Markdown would wrap it in a paragraph
    except figure.FigureError as error:
        wrong, _, mend = error.message.partition("; ")
        raise FenceError(Fault(error.field, wrong, mend or "mend the fence")) from error


@cache
def check_html(text: str) -> str:
    """Draw the check of a fence's text."""
    return checks.html(checks.read(text))


def predict_html(text: str) -> str:
    """Draw the prediction of a fence that knows its demo."""
    return kept.text(lambda: predictions.html(text), "predict", text)


def challenge_html(text: str) -> str:
    """Draw the challenge of a fence that knows its demo."""
    return kept.text(lambda: challenges.html(text), "challenge", text)


@cache
def calculator_html(text: str) -> str:
    """Show what a fence names: a part of the calculator, the published figures, or where all figures come from."""
    try:
        return calculated.show(str(mapping(text).get("part"))).strip()
    except UnknownPartError as error:
        raise FenceError(Fault("part", str(error), "mend the fence")) from error


DRAW: dict[str, Callable[[str], str]] = {
    "demo": demo_html,
    "predict": predict_html,
    "challenge": challenge_html,
    "check": check_html,
    "calculator": calculator_html,
}
# What can be judged without the entry that a fence stands in; glossary/posed.py judges the rest.
READ: dict[str, Callable[[str], object]] = {**DRAW, "predict": predictions.read, "challenge": challenges.read}


def faults(kind: str, text: str) -> tuple[Fault, ...]:
    """Return what is wrong with a fence."""
    try:
        READ[kind](text)
    except FenceError as error:
        return error.faults
    return ()


def demo(source: str, *_: object, **__: object) -> str:
    """Format a `demo` fence, for pymdownx.superfences."""
    return _drawn("demo", source)


def calculator(source: str, *_: object, **__: object) -> str:
    """Format a `calculator` fence, for pymdownx.superfences."""
    return _drawn("calculator", source)


def predict(source: str, *_: object, **__: object) -> str:
    """Format a `predict` fence, for pymdownx.superfences."""
    return _drawn("predict", source)


def challenge(source: str, *_: object, **__: object) -> str:
    """Format a `challenge` fence, for pymdownx.superfences."""
    return _drawn("challenge", source)


def check(source: str, *_: object, **__: object) -> str:
    """Format a `check` fence, for pymdownx.superfences."""
    return _drawn("check", source)


def _drawn(kind: str, source: str) -> str:
    try:
        return DRAW[kind](source)
    except FenceError as error:
        raise SuperFencesException(f"{kind} fence: {error}\n{source}") from error
