"""A finished picture of a demo, and what in it can be dragged."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Handle:
    """A point of a picture that the reader may drag: the knobs it moves, and where the axes lie in the picture.

    One knob follows the x axis, a second one the y axis. `box` is left, top, width and height of the plot in units;
    `x` and `y` are values at even steps along the axes, between which the page finds its place.
    """

    knobs: tuple[str, ...]
    box: tuple[float, float, float, float]
    x: tuple[float, ...]
    y: tuple[float, ...]


@dataclass(frozen=True)
class Places:
    """Points that the reader may drag, add and take away: the knob that holds them, and where they lie now.

    `box`, `x` and `y` as in a `Handle`.
    """

    knob: str
    box: tuple[float, float, float, float]
    x: tuple[float, float]
    y: tuple[float, float]
    points: tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Panel:
    """One picture of a demo: SVG text, its title, whether its x axis is the epoch, and what can be dragged in it."""

    title: str
    svg: str
    scrubs: bool = False
    handle: Handle | Places | None = None
