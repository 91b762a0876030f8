"""A challenge: something to reach with the demo's knobs, judged by the demo itself.

The fence gives the goal and a solution. The build runs both: the opening must not meet the goal yet, and the solution
must, turning no knob that may not be turned.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import demos
from demos.kit import goal
from demos.kit.controls import Value
from glossary import figure, inline, posed
from glossary.checks import is_text
from glossary.entries import Entry
from glossary.faults import Fault, FenceError, mapping
from glossary.posed import Opened
from glossary.problems import Problem
from glossary.templating import HTML

FIELDS = ("goal", "field", *goal.BOUNDS, "fewest", "turn", "without", "from", "solution", "why")


@dataclass(frozen=True)
class Challenge:
    """What is asked, in words and as a goal; the knobs that may be turned; the start; a solution, and its reason."""

    asked: str
    goal: dict[str, Any]
    turn: list[str]
    start: dict[str, object]
    solution: dict[str, object]
    why: str

    def judged_by(self, shown: Opened) -> dict[str, Any]:
        """The goal, with the knobs that have to stand as they stand at the start."""
        start = posed.stand(shown, self.start, "from")
        return self.goal | {"hold": {name: value for name, value in start.items() if name not in self.turn}}


def read(text: str) -> Challenge:
    """Read a challenge from the YAML in its fence; raise `FenceError` with all its faults."""
    tree = mapping(text)
    tree.pop("demo", None)
    if faults := list(_faults(tree)):
        raise FenceError(*faults)
    aim = {name: tree[name] for name in ("field", *goal.BOUNDS, "fewest") if name in tree}
    aim["without"] = tree.get("without", [])
    return Challenge(tree["goal"], aim, tree["turn"], tree.get("from", {}), tree["solution"], tree["why"])


def problems(entry: Entry) -> Iterator[Problem]:
    """Yield each challenge that cannot be met, or is met before it begins."""
    yield from posed.problems(entry, "challenge", examine)


def examine(text: str, shown: Opened) -> None:
    """Judge the start and the solution; raise `FenceError` where one of them is not as it should be."""
    try:
        challenge = read(text)
    except FenceError:
        return  # what is wrong with the fence alone is said by the rule that reads it
    _known(challenge, shown)
    begins = judged(challenge, shown, posed.stand(shown, challenge.start, "from"))
    if begins.met:
        raise FenceError(Fault("goal", "is met where the challenge begins", "ask for more, or begin elsewhere"))
    ends = judged(challenge, shown, posed.stand(shown, challenge.start | challenge.solution, "solution"))
    if not ends.met:
        raise FenceError(Fault("solution", f"does not meet the goal: {ends.words}", "mend it, or ask for less"))


def judged(challenge: Challenge, shown: Opened, settings: dict[str, Value]) -> goal.Judgement:
    """Run the demo and judge it, as the page will."""
    frame = figure.run(shown[0], settings)
    found = goal.judge(challenge.judged_by(shown), frame, demos.load(shown[0]).controls, settings)
    if found is None:
        raise RuntimeError(f"demos/{shown[0]}.py: a run without a budget has not ended")
    return found


def html(text: str) -> str:
    """Draw the challenge of a fence that knows its demo."""
    shown = posed.about(mapping(text))
    challenge = read(text)
    start = posed.stand(shown, challenge.start, "from")
    settings = posed.stand(shown, challenge.start | challenge.solution, "solution")
    found = judged(challenge, shown, settings)
    controls = demos.load(shown[0]).controls
    solution = [f"{each.title} {each.say(settings[each.name])}" for each in controls if each.name in challenge.turn]
    return HTML.get_template("challenge.html").render(
        challenge=challenge,
        name="challenge-" + sha256(challenge.asked.encode()).hexdigest()[:8],
        figure=figure.key(*shown),
        goal=figure.as_json(challenge.judged_by(shown)),
        turned=_listed([f"the {each.title.lower()}" for each in controls if each.name in challenge.turn]),
        start=posed.words(start, shown[1]),
        words=posed.words(settings, shown[1]),
        possible=found.scored,
        par=found.score,
        solution=", ".join(solution),
        inline=inline.html,
    )


def _listed(names: list[str]) -> str:
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last


def _known(challenge: Challenge, shown: Opened) -> None:
    """Raise `FenceError` for a name that the demo does not have."""
    name, settings = shown
    fields = [each.replace(" ", "_") for each in figure.run(name, settings).numbers()]
    offered = {"field": fields, "fewest": [*settings, *fields], "turn": [*settings]}
    asked = {"field": [challenge.goal["field"]], "fewest": [challenge.goal["fewest"]], "turn": challenge.turn}
    for field, names in asked.items():
        for each in names:
            if each not in offered[field]:
                raise FenceError(Fault(field, f"{each} is not in demos/{name}.py", f"use {', '.join(offered[field])}"))


def _faults(tree: dict[str, Any]) -> Iterator[Fault]:
    for key in tree.keys() - {*FIELDS}:
        yield Fault(str(key), "is not a field of a challenge", f"use {', '.join(FIELDS)}")
    for field in ("goal", "field", "fewest", "why"):
        if not is_text(tree.get(field)):
            yield Fault(field, "is missing", f'write {field}: "..."')
    bounds = [tree[side] for side in goal.BOUNDS if side in tree]
    if len(bounds) != 1 or isinstance(bounds[0], bool) or not isinstance(bounds[0], int | float):
        yield Fault("below", "there must be one bound, a number", "write below: 0.001, or above: ...")
    if not isinstance(tree.get("solution"), dict) or not tree["solution"]:
        yield Fault("solution", "is missing", "write settings that meet the goal: {learning_rate: 0.17, epochs: 28}")
    if not isinstance(tree.get("from", {}), dict):
        yield Fault("from", "is no mapping", "write the settings to begin with: {epochs: 10}")
    if not _names(tree.get("turn")) or not tree["turn"]:
        yield Fault("turn", "is no list of names", "list the knobs that may be turned")
    if not _names(tree.get("without", [])):
        yield Fault("without", "is no list of names", "list regimes that do not count, or leave it out")


def _names(value: object) -> bool:
    return isinstance(value, list) and all(is_text(name) for name in value)
