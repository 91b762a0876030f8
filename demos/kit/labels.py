"""Direct labels: words beside what they name, pushed apart where they would overlap."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

GAP = 14.0
LETTER = 6.0  # about how wide a letter of a label is


@dataclass
class Label:
    """A direct label: where it wants to be, and its ink."""

    x: float
    y: float
    text: str
    ink: str
    anchor: str

    def beside(self, other: "Label") -> bool:
        """Whether the words of the two could stand in one line without touching."""
        (left, right), (start, end) = self.reach(), other.reach()
        return right < start or end < left

    def reach(self) -> tuple[float, float]:
        """From where to where the words stand, about."""
        wide = LETTER * len(self.text)
        left = self.x - (wide if self.anchor == "end" else 0)
        return left, left + wide


def beside_ends(ends: Sequence[Label], edge: float) -> list[Label]:
    """Put each line's name right of its end or, near the edge, above it; the lowest of several goes below."""
    names = sorted(ends, key=lambda end: end.y)
    return [_beside(name, edge, lowest=len(names) > 1 and name is names[-1]) for name in names]


def _beside(name: Label, edge: float, *, lowest: bool) -> Label:
    if name.x + 8 + LETTER * len(name.text) <= edge:
        return Label(name.x + 8, name.y, name.text, name.ink, "start")
    return Label(name.x, name.y + (15 if lowest else -11), name.text, name.ink, "end")


def spread(labels: Sequence[Label], lowest: float = inf) -> list[Label]:
    """Push labels apart that would overlap, from top to bottom; where they run out of room, back up again."""
    placed: list[Label] = []
    for label in sorted(labels, key=lambda each: each.y):
        for other in placed:
            if not label.beside(other) and label.y - other.y < GAP:
                label.y = other.y + GAP
        placed.append(label)
    for i, label in reversed(list(enumerate(placed))):
        label.y = min(label.y, lowest)
        for other in placed[i + 1 :]:
            if not label.beside(other) and other.y - label.y < GAP:
                label.y = min(label.y, other.y - GAP)
    return placed


def words(ink: str, x: float, y: float, text: str, anchor: str = "start") -> str:
    """Return one SVG text element; `text` is markup, escaped where it needs to be."""
    return f'<text class="{ink}" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{text}</text>'
