"""Pictures as SVG text: the same call draws the build's picture and the live one.

Ink is a CSS class with a fixed meaning (training, validation, model, data, limit, ghost); the colours
themselves live in the site's style sheet, so light and dark cost nothing here. A chart is about 320 units
wide, one unit a CSS pixel on a phone; coordinates are rounded to a tenth of a unit.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike

from demos.kit.contour import level_lines
from demos.kit.scales import Scale, tick_label
from demos.kit.types import Array

LABEL_GAP = 14.0
LETTER = 6.0  # about how wide a letter of a label is
WIDTH = 320.0
LEFT, RIGHT, TOP, BOTTOM = 34.0, 10.0, 23.0, 30.0
FIELD_LEVELS = 9


@dataclass(frozen=True)
class Handle:
    """A point of a picture that the reader may drag: the knobs it moves, and where the axes lie in the picture.

    `box` is left, top, width and height of the plot in units; `x` and `y` are the ranges of its axes.
    """

    knobs: tuple[str, str]
    box: tuple[float, float, float, float]
    x: tuple[float, float]
    y: tuple[float, float]


@dataclass(frozen=True)
class Panel:
    """One picture of a demo: SVG text, its title, whether its x axis is the epoch, and what can be dragged in it."""

    title: str
    svg: str
    scrubs: bool = False
    handle: Handle | None = None


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


def _rounded(numbers: ArrayLike) -> list[float]:
    """Round to a tenth; adding 0 turns -0.0 into 0.0, in whose sign two engines may differ."""
    values: list[float] = (np.round(np.asarray(numbers, dtype=float), 1) + 0.0).ravel().tolist()
    return values


def path(x: ArrayLike, y: ArrayLike) -> str:
    """Return SVG path data for the polyline through points (n,), (n,)."""
    numbers = _rounded(np.column_stack([x, y]))
    return "M" + ("%.1f " * len(numbers) % tuple(numbers)).rstrip()


def thinned(x: Array, y: Array, limit: int = 300) -> tuple[Array, Array]:
    """Keep one point of every pixel column, and its lowest and highest where they differ visibly."""
    if x.size <= limit:
        return x, y
    starts = np.flatnonzero(np.diff(np.floor(x), prepend=-np.inf))
    last = np.append(starts[1:], x.size) - 1
    low, high = np.minimum.reduceat(y, starts), np.maximum.reduceat(y, starts)
    spread = high - low > 1
    keep = np.column_stack([spread, spread, np.ones_like(spread)]).ravel()
    columns = np.column_stack([low, high, y[last]]).ravel()
    return np.repeat(x[last], 3)[keep], columns[keep]


def epoch_places(stops: ArrayLike, last_epoch: float) -> list[float]:
    """Where epochs lie on a chart whose x axis is the epoch, in units from its left edge."""
    scale = Scale(0, last_epoch, "epochs")
    return _rounded(LEFT + scale(stops) * (WIDTH - LEFT - RIGHT))


class Chart:
    """One pair of axes to draw on; `panel()` gives the picture.

    `right` is the room for direct labels beside the plot, in units.
    """

    def __init__(
        self, title: str, x: Scale, y: Scale, *, size: tuple[float, float] = (WIDTH, 180), right: float = RIGHT
    ) -> None:
        self.title, self.x, self.y = title, x, y
        self.width, self.height = size
        self.plot_width, self.plot_height = self.width - LEFT - right, self.height - TOP - BOTTOM
        self.body: list[str] = []
        self.labels: list[Label] = []
        self.ends: list[Label] = []
        self.grip: Handle | None = None

    # -- where things are -------------------------------------------------------------------------------

    def at(self, x: ArrayLike, y: ArrayLike) -> tuple[Array, Array]:
        """Map data to plot units, kept within reach so that a runaway value cannot overflow the path."""
        across, down = self.x(x) * self.plot_width, (1 - self.y(y)) * self.plot_height
        return np.clip(across, -4e3, 4e3), np.clip(down, -4e3, 4e3)

    def add(self, tag: str, ink: str, **attributes: str | float) -> None:
        """Append one SVG element."""
        pairs = "".join(f' {name}="{value}"' for name, value in attributes.items())
        self.body.append(f'<{tag} class="{ink}"{pairs}/>')

    # -- marks ------------------------------------------------------------------------------------------

    def line(self, x: ArrayLike, y: ArrayLike, ink: str, label: str = "") -> None:
        """Draw a line; its label, in its own ink, stands at its end."""
        across, down = self.at(x, y)
        self.add("path", f"line {ink}", d=path(*thinned(across, down)))
        if label:
            self.ends.append(Label(float(across[-1]), float(down[-1]), label, ink, "end"))

    def area(self, x: ArrayLike, low: ArrayLike, high: ArrayLike, ink: str) -> None:
        """Fill between two lines over the same x (n,)."""
        across, bottom = self.at(x, low)
        _, top = self.at(x, high)
        forth, back = thinned(across, top), thinned(across, bottom)
        ring = np.append(forth[0], back[0][::-1]), np.append(forth[1], back[1][::-1])
        self.add("path", f"area {ink}", d=path(*ring) + "Z")

    def dots(self, x: ArrayLike, y: ArrayLike, ink: str, *, radius: float = 3, hollow: bool = False) -> None:
        """Draw a dot at each point (n,), (n,)."""
        shape = "hollow" if hollow else "dot"
        across, down = self.at(np.atleast_1d(x), np.atleast_1d(y))
        for cx, cy in zip(_rounded(across), _rounded(down), strict=True):
            self.add("circle", f"{shape} {ink}", cx=cx, cy=cy, r=radius)

    def bars(self, x: ArrayLike, heights: ArrayLike, ink: str, *, share: float = 0.6) -> None:
        """Draw bars from 0 at each x (n,); a bar of exactly 0 shows as a small ring on the axis."""
        across, tops = self.at(x, heights)
        zero = float(self.at([0.0], [0.0])[1][0])
        width = share * self.plot_width / max(1.0, self.x.high - self.x.low)
        for centre, top, height in zip(across, tops, np.asarray(heights), strict=True):
            left, upper, tall = _rounded([centre - width / 2, min(top, zero), abs(top - zero)])
            if height == 0:
                self.add("circle", f"hollow {ink}", cx=_rounded(centre)[0], cy=_rounded(zero)[0], r=2.5)
            else:
                side = {"x": left, "y": upper, "width": _rounded(width)[0], "height": max(tall, 0.5)}
                self.add("rect", f"bar {ink}", **side)

    def contours(self, x: Array, y: Array, z: Array, levels: Array) -> None:
        """Draw level lines of z (rows of y, columns of x)."""
        data = "".join(path(*self.at(*part)) for part in level_lines(x, y, z, levels))
        self.add("path", "line contour", d=data)

    def field(self, z: Array, low: float, high: float) -> None:
        """Paint z (rows from the top of the plot, columns from the left) in a few steps from low to high."""
        rows, columns = z.shape
        steps = np.clip((z - low) / (high - low) * FIELD_LEVELS, 0, FIELD_LEVELS - 1).astype(int)
        tall, wide = self.plot_height / rows, self.plot_width / columns
        runs: list[list[str]] = [[] for _ in range(FIELD_LEVELS)]
        for i, row in enumerate(steps):
            edges = np.flatnonzero(np.diff(row, prepend=-1, append=-1)).tolist()
            for start, end in pairwise(edges):
                # Half a unit of overlap hides the seams between neighbouring cells.
                x, y, w = _rounded([start * wide, i * tall, (end - start) * wide + 0.5])
                runs[row[start]].append(f"M{x} {y}h{w}v{tall + 0.5:.1f}h-{w}z")
        for level, parts in enumerate(runs):
            if parts:
                self.add("path", f"field field-{level}", d="".join(parts))

    def rule(self, ink: str, *, x: float | None = None, y: float | None = None, label: str = "") -> None:
        """Draw a straight line across the plot at one x or one y."""
        across, down = self.at(self.x.low if x is None else x, self.y.low if y is None else y)
        px, py = _rounded([across, down])
        end = f"M{px} 0V{self.plot_height:.1f}" if x is not None else f"M0 {py}H{self.plot_width:.1f}"
        self.add("path", f"line rule {ink}", d=end)
        if label and x is not None:
            flip = px > 0.6 * self.plot_width
            self._label(px + (-5 if flip else 5), 8, label, ink, "end" if flip else "start")
        elif label:
            self._label(self.plot_width + 6, py, label, ink)

    def note(self, x: float, y: float, text: str, ink: str, *, dx: float = 8, dy: float = 0) -> None:
        """Write words at a point of the data; they turn to the left where the right edge is near."""
        across, down = self.at(x, y)
        flip = float(across) > 0.7 * self.plot_width
        self._label(float(across) + (-dx if flip else dx), float(down) + dy, text, ink, "end" if flip else "start")

    def _label(self, x: float, y: float, text: str, ink: str, anchor: str = "start") -> None:
        self.labels.append(Label(x, min(max(y, 6.0), self.plot_height - 2), text, ink, anchor))

    def handle(self, knobs: tuple[str, str], x: float, y: float, ink: str) -> None:
        """Draw a ring that the reader may drag; it moves two knobs, one an axis (both linear)."""
        box = (LEFT, TOP, self.plot_width, self.plot_height)
        self.grip = Handle(knobs, box, (self.x.low, self.x.high), (self.y.low, self.y.high))
        self.dots(x, y, f"{ink} handle", radius=5, hollow=True)
        self.dots(x, y, "grip", radius=16)  # unseen: room for a finger

    def cross(self, x: float, y: float) -> None:
        """Mark a target, such as the minimum."""
        px, py = _rounded(self.at(x, y))
        self.add("path", "line target", d=f"M{px - 5} {py}h10M{px} {py - 5}v10")

    def cursor(self, epoch: int, values: Mapping[str, float]) -> None:
        """Show the epoch looked at: a rule, and a dot on each line, {ink: value}."""
        self.rule("cursor", x=epoch)
        for ink, value in values.items():
            self.dots(epoch, value, f"{ink} ring", radius=4.5)

    # -- the finished picture ---------------------------------------------------------------------------

    def panel(self, *, scrubs: bool = False) -> Panel:
        """Return the SVG: frame and ticks, marks clipped to the plot, labels on top."""
        self._name_lines()
        inner = "".join(self.body)
        clip = f'<svg class="plot" width="{self.plot_width:.1f}" height="{self.plot_height:.1f}">{inner}</svg>'
        svg = (
            f'<svg class="chart" viewBox="0 0 {self.width:g} {self.height:g}" role="img" '
            f'aria-label="{escape(self.title)}">'
            f'<g transform="translate({LEFT:g} {TOP:g})">{self._axes()}{clip}{self._direct_labels()}</g></svg>'
        )
        return Panel(self.title, svg, scrubs, self.grip)

    def _name_lines(self) -> None:
        """Put each line's name right of its end or, near the edge, above it; the lowest of several goes below."""
        names = sorted(self.ends, key=lambda end: end.y)
        for name in names:
            if name.x + 8 + LETTER * len(name.text) <= self.plot_width + RIGHT:
                self._label(name.x + 8, name.y, name.text, name.ink)
            else:
                lowest = len(names) > 1 and name is names[-1]
                self._label(name.x, name.y + (15 if lowest else -11), name.text, name.ink, "end")

    def _axes(self) -> str:
        """Grid, ticks and axis names; the y axis is named above its ticks, where it needs no turning."""
        wide, tall = self.plot_width, self.plot_height
        parts = []
        for tick in self.y.ticks():
            down = _rounded((1 - self.y(tick)) * tall)[0]
            parts.append(f'<path class="grid" d="M0 {down}H{wide:.1f}"/>')
            parts.append(_text("tick", -6, down + 4, tick_label(tick, self.y.kind), "end"))
        for tick in self.x.ticks():
            across = _rounded(self.x(tick) * wide)[0]
            parts.append(_text("tick", across, tall + 14, tick_label(tick, self.x.kind), "middle"))
        parts.append(_text("axis", 2 - LEFT, -12, escape(self.y.label)))
        parts.append(_text("axis", wide, tall + 27, escape(self.x.label), "end"))
        return "".join(parts)

    def _direct_labels(self) -> str:
        """Push labels apart that would overlap, from top to bottom."""
        placed: list[Label] = []
        for label in sorted(self.labels, key=lambda each: each.y):
            for other in placed:
                if not label.beside(other) and label.y - other.y < LABEL_GAP:
                    label.y = other.y + LABEL_GAP
            placed.append(label)
        return "".join(
            _text(f"label {each.ink}", each.x, each.y + 4, escape(each.text), each.anchor) for each in placed
        )


def _text(ink: str, x: float, y: float, words: str, anchor: str = "start") -> str:
    return f'<text class="{ink}" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{words}</text>'
