"""A network as a picture: what every unit makes of the plane, the weights between them, and what comes out.

Each unit has a small square of the plane: green where it gives a positive number, violet where a negative one, the
darker the nearer to its largest. Lines are weights, wide where they are large. The large square is the output.
"""

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from demos.kit.axes import WIDTH
from demos.kit.classes import Labelled
from demos.kit.contour import regions
from demos.kit.labels import words
from demos.kit.network import Layer
from demos.kit.panel import Panel
from demos.kit.paths import outline
from demos.kit.types import Array

Flags = NDArray[np.bool_]
REACH = 2.0  # the plane shown is -2 to 2 both ways
CELLS = 56  # of the large square, either way
EVERY = 4  # a unit's own square takes each fourth point of the grid
HEIGHT, TOP, SIDE = 200.0, 22.0, 172.0
LEFT = WIDTH - SIDE - 2  # of the large square
LOGITS = (0.0, 1.1, 3.0, -1e-9, -1.1, -3.0)  # probabilities of 0.5, 0.75 and 0.95
SHARES = (0.02, 0.5, -0.02, -0.5)  # of a unit's largest output
EDGE = 1.5  # what is computed beyond the large square, so that no outline shows along its rim
WIDE = (0.1, 0.7, 2.0, 5.0)  # from which sizes of a weight on its line is drawn wider


class Row(NamedTuple):
    """The units of one layer in the picture: their middles (units, 2) and the side of their squares."""

    middles: Array
    side: float


def grid() -> Array:
    """Points of the plane and a little beyond, row by row from the top left: ((CELLS + 1)², 2)."""
    steps = np.linspace(-1, 1, CELLS + 1) * REACH * (1 + 2 * EDGE / SIDE)
    return np.column_stack([np.tile(steps, steps.size), np.repeat(-steps, steps.size)])


def rows(widths: Sequence[int]) -> list[Row]:
    """Place inputs and hidden layers in columns from left to right; many units get smaller squares."""
    pitch = (LEFT - 6) / (len(widths) - 1)
    return [_row(units, (i + 0.5) * pitch - 2, min(34.0, pitch - 12)) for i, units in enumerate(widths[:-1])]


def _row(units: int, across: float, side: float) -> Row:
    apart = min(SIDE / units, 46.0)
    down = SIDE / 2 + (np.arange(units) - (units - 1) / 2) * apart
    return Row(np.column_stack([np.full(units, across), down]), min(side, apart - 4))


class Words(NamedTuple):
    """What is written: the picture's title, and the line above the output."""

    title: str
    heard: str


def panel(said: Words, layers: Sequence[Layer], outputs: Sequence[Array], alive: Flags, overlay: str) -> Panel:
    """Draw a network by the `outputs` of its layers on the grid; `overlay` lies on the last one.

    `alive` has a truth value for every input and hidden unit: the others are crossed out.
    """
    placed = rows([each.shape[1] for each in outputs])
    views, sides = seen(outputs[:-1]), np.concatenate([np.full(len(row.middles), row.side) for row in placed])
    corners = np.concatenate([row.middles for row in placed]) - sides[:, None] / 2
    parts = [
        links(layers, placed),
        squares(alive, corners, sides),
        units(views, corners, sides),
        f'<svg class="plot" x="{LEFT:g}" width="{SIDE:g}" height="{SIDE:g}">',
        field(outputs[-1]),
        overlay,
        "</svg>",
        *inputs(placed[0]),
        words("axis", WIDTH - 2, -8, escape(said.heard), "end"),
    ]
    if len(placed) > 1:
        middle = (placed[1].middles[0, 0] + placed[-1].middles[0, 0]) / 2
        parts.append(words("axis", middle, -8, "hidden units", "middle"))
    opening = f'<svg class="chart" viewBox="0 0 {WIDTH:g} {HEIGHT:g}" role="img" aria-label="{escape(said.title)}">'
    return Panel(said.title, f'{opening}<g transform="translate(0 {TOP:g})">{"".join(parts)}</g></svg>')


def inputs(row: Row) -> list[str]:
    """Name the two inputs, above their squares."""
    return [
        words("axis", x, y - row.side / 2 - 4, f"x{sub}", "middle")
        for (x, y), sub in zip(row.middles, "₁₂", strict=True)
    ]


def field(logits: Array) -> str:
    """The output over the plane in six steps, three a class; the line between the classes is drawn in ink."""
    found = regions(logits.reshape(CELLS + 1, CELLS + 1), LOGITS)
    shapes = [outline(each.points * ((SIDE + 2 * EDGE) / CELLS) - EDGE, each.starts) for each in found]
    return zones(shapes, LOGITS) + f'<path class="line boundary" d="{shapes[0]}"/>'


def zones(shapes: Sequence[str], levels: Sequence[float]) -> str:
    """Regions laid over one another: each deepens the colour of its class."""
    return "".join(
        f'<path class="zone class-{int(level >= 0)}" d="{shape}"/>'
        for shape, level in zip(shapes, levels, strict=True)
        if shape
    )


def seen(outputs: Sequence[Array]) -> Array:
    """What each unit gives on a coarser grid, as a share of its largest: (rows, columns, units)."""
    apart = [each.reshape(CELLS + 1, CELLS + 1, -1)[::EVERY, ::EVERY] for each in outputs]
    together = np.concatenate(apart, axis=2)
    return np.asarray(together / np.maximum(np.abs(together).max(axis=(0, 1)), 1e-9))


def units(views: Array, corners: Array, sides: Array) -> str:
    """What each unit makes of the plane. All are contoured at once, side by side with a gap, then put in place."""
    wide, count = views.shape[0], views.shape[2]
    strip = np.full((wide, count, wide + 1), np.nan)
    strip[:, :, :wide] = views.transpose(0, 2, 1)
    shapes = []
    for found in regions(strip.reshape(wide, -1), SHARES):
        unit = ((found.points[:, 0] + 0.5) // (wide + 1)).astype(int)  # an edge may lie a rounding error outside
        local = found.points - np.outer(unit * (wide + 1), [1, 0])
        shapes.append(outline(corners[unit] + local * (sides[unit, None] / (wide - 1)), found.starts, slack=0.2))
    return zones(shapes, SHARES)


def squares(alive: Flags, corners: Array, sides: Array) -> str:
    """A frame for every unit; a dead one is crossed out."""
    x, y, s = (np.round(each, 1) for each in (*corners.T, sides))
    frames = [("unit", "M%.1f %.1fh%.1fv%.1fh-%.1fz", alive, (x, y, s, s, s))]
    frames += [
        ("unit dead limit", "M%.1f %.1fh%.1fv%.1fh-%.1fzl%.1f %.1fm0 -%.1fl-%.1f %.1f", ~alive, (x, y, *[s] * 8))
    ]
    return "".join(
        f'<path class="{name}" d="{shape * int(which.sum()) % tuple(np.column_stack(sizes)[which].ravel())}"/>'
        for name, shape, which, sizes in frames
        if which.any()
    )


def links(layers: Sequence[Layer], placed: Sequence[Row]) -> str:
    """Every weight as a line, in the colour of its sign; a weight of less than 0.1 is not drawn."""
    output, lines = Row(np.array([[LEFT, SIDE / 2]]), 0.0), []
    for layer, row, to in zip(layers, placed, [*placed[1:], output], strict=True):
        starts, ends = row.middles + np.array([row.side / 2, 0]), to.middles - np.array([to.side / 2, 0])
        m, n = layer.weights.shape
        lines.append(np.column_stack([np.repeat(starts, n, axis=0), np.tile(ends, (m, 1)), layer.weights.ravel()]))
    every = np.concatenate(lines)
    steps = np.searchsorted(WIDE, np.abs(every[:, 4]), side="right")
    parts = []
    for kind in (0, 1):
        for step in range(1, len(WIDE) + 1):
            chosen = every[(steps == step) & ((every[:, 4] > 0) == bool(kind)), :4]
            if len(chosen):
                data = "M%.1f %.1fL%.1f %.1f" * len(chosen) % tuple(chosen.ravel())
                parts.append(f'<path class="link link-{step} class-{kind}" d="{data}"/>')
    return "".join(parts)


def points(examples: Labelled, held_out: Labelled) -> str:
    """Examples as dots, filled where trained on, hollow where held out; round for class 0, square for class 1."""
    return "".join(
        f'<path class="point{hole} class-{kind}" d="{_places(each.x[each.y[:, 0] == kind])}"/>'
        for each, holes in ((held_out, ("", " hole")), (examples, ("",)))
        for kind in (0, 1)
        for hole in holes
    )


def _places(x: Array) -> str:
    """A dot at each place (n, 2) of the plane, from left to right: strokes of no length, whose caps are seen."""
    at = np.round((x[np.argsort(x[:, 0], kind="stable")] * [1, -1] / REACH + 1) * (SIDE / 2)).astype(int)
    steps = np.diff(at, axis=0, prepend=0)
    return ("m%d %dh0" * len(x)) % tuple(steps.ravel().tolist())
