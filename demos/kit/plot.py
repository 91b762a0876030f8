"""Pictures as SVG text: the same call draws the build's picture and the live one.

Ink is a CSS class with a fixed meaning (training, validation, model, data, limit, ghost); the colours
themselves live in the site's style sheet, so light and dark cost nothing here. Coordinates are rounded to a
tenth of a unit.
"""

from collections.abc import Callable, Mapping
from functools import partial
from html import escape

import numpy as np
from numpy.typing import ArrayLike

from demos.kit import axes, labels
from demos.kit.axes import BOTTOM, LEFT, RIGHT, TOP, WIDTH
from demos.kit.contour import level_lines
from demos.kit.field import field_steps
from demos.kit.labels import Label
from demos.kit.panel import Handle, Panel, Places
from demos.kit.paths import path, rounded, thinned
from demos.kit.scales import Scale
from demos.kit.shelf import Shelf
from demos.kit.types import Array

FAR = 4e3  # units; a runaway value cannot overflow the path
_CONTOURS: Shelf[str] = Shelf(16)  # a drag that leaves the surface as it is must not write it out again


def _lines(at: Callable[..., tuple[Array, Array]], *surface: Array) -> str:
    return "".join(path(*at(*line)) for line in level_lines(*surface))


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
        self.grip: Handle | Places | None = None

    # -- where things are -------------------------------------------------------------------------------

    def at(self, x: ArrayLike, y: ArrayLike) -> tuple[Array, Array]:
        """Map data to plot units, kept within reach."""
        across, down = self.x(x) * self.plot_width, (1 - self.y(y)) * self.plot_height
        return across.clip(-FAR, FAR), down.clip(-FAR, FAR)

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
        for cx, cy in zip(rounded(across), rounded(down), strict=True):
            self.body.append(f'<circle class="{shape} {ink}" cx="{cx}" cy="{cy}" r="{radius}"/>')

    def bars(self, x: ArrayLike, heights: ArrayLike, ink: str, *, share: float = 0.6) -> None:
        """Draw bars from 0 at each x (n,); a bar of exactly 0 shows as a small ring on the axis."""
        across, tops = self.at(x, heights)
        zero = float(self.at([0.0], [0.0])[1][0])
        width = share * self.plot_width / max(1.0, self.x.high - self.x.low)
        for centre, top, height in zip(across, tops, np.asarray(heights), strict=True):
            left, upper, tall = rounded([centre - width / 2, min(top, zero), abs(top - zero)])
            if height == 0:
                self.add("circle", f"hollow {ink}", cx=rounded(centre)[0], cy=rounded(zero)[0], r=2.5)
            else:
                side = {"x": left, "y": upper, "width": rounded(width)[0], "height": max(tall, 0.5)}
                self.add("rect", f"bar {ink}", **side)

    def contours(self, x: Array, y: Array, z: Array, levels: Array) -> None:
        """Draw level lines of z (rows of y, columns of x)."""
        grid = tuple(values.tobytes() for values in (x, y, z, levels))
        key = (self.x, self.y, self.plot_width, self.plot_height, *grid)
        draw = partial(_lines, self.at, x, y, z, levels)
        self.add("path", "line contour", d=_CONTOURS.get(key, draw))

    def field(self, z: Array, low: float, high: float) -> None:
        """Paint z (rows from the top of the plot, columns from the left) in a few steps from low to high."""
        for level, data in enumerate(field_steps(z, (low, high), (self.plot_width, self.plot_height))):
            if data:
                self.add("path", f"field field-{level}", d=data)

    def rule(self, ink: str, *, x: float | None = None, y: float | None = None, label: str = "") -> None:
        """Draw a straight line across the plot at one x or one y."""
        across, down = self.at(self.x.low if x is None else x, self.y.low if y is None else y)
        px, py = rounded([across, down])
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

    def handle(self, knobs: tuple[str] | tuple[str, str], x: float, y: float, ink: str) -> None:
        """Draw a ring that the reader may drag; it moves one knob along the x axis, or two, one an axis."""
        box = (LEFT, TOP, self.plot_width, self.plot_height)
        self.grip = Handle(knobs, box, self.x.along(), self.y.along())
        self.dots(x, y, f"{ink} handle", radius=5, hollow=True)
        self.dots(x, y, "grip", radius=16)  # unseen: room for a finger

    def places(self, knob: str, x: Array, y: Array) -> None:
        """Let the reader drag the points (n,), (n,), add some and take some away; the axes are linear."""
        box = (LEFT, TOP, self.plot_width, self.plot_height)
        points = tuple(zip(np.round(x, 2).tolist(), np.round(y, 2).tolist(), strict=True))
        self.grip = Places(knob, box, (self.x.low, self.x.high), (self.y.low, self.y.high), points)
        self.dots(x, y, "grip", radius=14)  # unseen: room for a finger

    def cross(self, x: float, y: float) -> None:
        """Mark a target, such as the minimum."""
        px, py = rounded(self.at(x, y))
        self.add("path", "line target", d=f"M{px - 5} {py}h10M{px} {py - 5}v10")

    def cursor(self, epoch: int, values: Mapping[str, float]) -> None:
        """Show the epoch looked at: a rule, and a dot on each line, {ink: value}."""
        self.rule("cursor", x=epoch)
        for ink, value in values.items():
            self.dots(epoch, value, f"{ink} ring", radius=4.5)

    # -- the finished picture ---------------------------------------------------------------------------

    def panel(self, *, scrubs: bool = False) -> Panel:
        """Return the SVG: frame and ticks, marks clipped to the plot, labels on top."""
        for name in labels.beside_ends(self.ends, self.plot_width + RIGHT):
            self._label(name.x, name.y, name.text, name.ink, name.anchor)
        told = "".join(
            labels.words(f"label {each.ink}", each.x, each.y + 4, escape(each.text), each.anchor)
            for each in labels.spread(self.labels, self.plot_height + 2)
        )
        grid, inner = axes.around(self.x, self.y, self.plot_width, self.plot_height), "".join(self.body)
        clip = f'<svg class="plot" width="{self.plot_width:.1f}" height="{self.plot_height:.1f}">{inner}</svg>'
        svg = (
            f'<svg class="chart" viewBox="0 0 {self.width:g} {self.height:g}" role="img" '
            f'aria-label="{escape(self.title)}">'
            f'<g transform="translate({LEFT:g} {TOP:g})">{grid}{clip}{told}</g></svg>'
        )
        return Panel(self.title, svg, scrubs, self.grip)
