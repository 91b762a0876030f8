"""Predict, then run: a question with choices about what the demo will do, before the demo does it.

The fence says which settings to run, and what the demo will say of them; the build runs the demo and stops where it
says otherwise. Without JavaScript the page still asks, each choice explains itself, and the answer can be unfolded.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from demos.kit.door import plain_verdict
from glossary import figure, inline, posed
from glossary.checks import Option, is_text, option_faults
from glossary.entries import Entry
from glossary.faults import Fault, FenceError, mapping
from glossary.posed import Opened
from glossary.problems import Problem
from glossary.templating import HTML

WANTED = {
    "question": "write question: What ...?",
    "regime": "write what the demo's verdict begins with there, such as regime: Diverging",
    "outcome": "write what happens, in the past tense, such as outcome: it flew apart",
}
FIELDS = (*WANTED, "try", "says", "options")


@dataclass(frozen=True)
class Prediction:
    """A question, its options, the settings to try, and what the demo will say there."""

    question: str
    regime: str
    outcome: str
    settings: dict[str, object]
    options: tuple[Option, ...]
    says: str = ""

    @property
    def right(self) -> Option:
        """The option that comes true."""
        return next(option for option in self.options if option.right)


def read(text: str) -> Prediction:
    """Read a prediction from the YAML in its fence; raise `FenceError` with all its faults."""
    tree = mapping(text)
    tree.pop("demo", None)
    if faults := list(_faults(tree)):
        raise FenceError(*faults)
    options = tuple(Option(**option) for option in tree["options"])
    words = {name: tree[name].strip() for name in WANTED}
    return Prediction(**words, settings=tree["try"], options=options, says=tree.get("says", ""))


def problems(entry: Entry) -> Iterator[Problem]:
    """Yield each prediction that does not come true."""
    yield from posed.problems(entry, "predict", examine)


def examine(text: str, shown: Opened) -> None:
    """Run what is predicted; raise `FenceError` where the demo says otherwise."""
    try:
        prediction = read(text)
    except FenceError:
        return  # what is wrong with the fence alone is said by the rule that reads it
    settings = posed.stand(shown, prediction.settings, "try")
    if settings == shown[1]:
        raise FenceError(Fault("try", "is how the demo opens, so the answer is seen already", "ask about a change"))
    verdict = figure.run(shown[0], settings).verdict
    regime = verdict.regime.rstrip(".")
    if regime != prediction.regime.rstrip("."):
        wrong = f"is {prediction.regime!r}, but there the demo says {regime!r}"
        raise FenceError(Fault("regime", wrong, "mend the regime and the right option, or the settings"))
    if prediction.says not in verdict.text:
        wrong = f"{prediction.says!r} is not in what the demo says there: {verdict.text!r}"
        raise FenceError(Fault("says", wrong, "mend it and the right option, or the settings"))


def html(text: str) -> str:
    """Draw the prediction of a fence that knows its demo."""
    shown = posed.about(mapping(text))
    prediction = read(text)
    settings = posed.stand(shown, prediction.settings, "try")
    verdict = figure.run(shown[0], settings).verdict
    return HTML.get_template("predict.html").render(
        prediction=prediction,
        name="predict-" + sha256(prediction.question.encode()).hexdigest()[:8],
        figure=figure.key(*shown),
        words=posed.words(settings, shown[1]),
        verdict=plain_verdict(verdict),
        inline=inline.html,
    )


def _faults(tree: dict[str, Any]) -> Iterator[Fault]:
    for key in tree.keys() - {*FIELDS}:
        yield Fault(str(key), "is not a field of a prediction", f"use {', '.join(FIELDS)}")
    for field, mend in WANTED.items():
        if not is_text(tree.get(field)):
            yield Fault(field, "is missing", mend)
    if not isinstance(tree.get("try"), dict) or not tree["try"]:
        yield Fault("try", "is missing", "write the settings to run, such as try: {learning_rate: 0.21, epochs: 60}")
    if not isinstance(tree.get("says", ""), str):
        yield Fault("says", "is no text", "quote what the verdict has to hold")
    yield from option_faults(tree.get("options"), ("text", "said", "feedback"))
