"""The calculator's pictures, drawn with the demos' plotting kit: in Python, at build and in the page alike."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from calculator.units import GB, decimal_bytes, dollars
from demos.kit.plot import Chart
from demos.kit.scales import Scale

POINTS = 33
RIGHT = 12.0
SIZE = (320.0, 170.0)
REACH = 3.0  # the limit is drawn while it is at most so many times what is held
MANY = 512.0  # an axis of sequences goes no further than this, or than twice the reader's


class Knob(NamedTuple):
    """What a chart's x axis varies: its name, the present value, and the axis' kind."""

    label: str
    value: float
    kind: str


class Bare(Scale):
    """An axis without ticks."""

    def ticks(self) -> list[float]:
        """None."""
        return []


def _chart(title: str, knob: Knob, x: Sequence[float], y: Scale) -> Chart:
    return Chart(title, Scale(x[0], x[-1], knob.kind, knob.label), y, size=SIZE, right=RIGHT)


def _point(chart: Chart, x: float, y: float, words: str, ink: str, *, falls: bool) -> None:
    """A dot on a line, and words on the side on which the line is not: they turn left near the right edge."""
    chart.dots(x, y, f"{ink} ring", radius=4.5)
    left = float(chart.at(x, y)[0]) > 0.7 * chart.plot_width
    chart.note(x, y, words, ink, dx=7, dy=-11 if falls != left else 14)


def places(knob: Knob, limit: float) -> list[float]:
    """Values along the axis: from nothing, or one, to twice the present value, and a little beyond the limit."""
    if knob.kind == "log":
        last = max(knob.value, min(limit, MANY), 2.0) * 2
        return [2 ** (i / 4) for i in range(2 * POINTS * 2) if 2 ** (i / 4) <= last]
    last = 1.2 * limit if knob.value < limit < 4 * knob.value else 2 * knob.value
    return [last * i / (POINTS - 1) for i in range(POINTS)]


class Room(NamedTuple):
    """What a device has: bytes usable, the knob's value at which they are full, and what lies below it: bytes, name."""

    usable: float
    limit: float
    ground: float
    name: str = "weights"


def memory(knob: Knob, held: Callable[[float], float], of: Room) -> str:
    """Gigabytes held against a knob: what does not vary as ground, the rest on top, the limit as a rule."""
    x = places(knob, of.limit)
    y = [held(each) / GB for each in x]
    most, room, ground = max(y), of.usable / GB, of.ground / GB
    top = 1.15 * max(most, room if room < REACH * most else 0.0)
    chart = _chart(f"Memory by {knob.label}", knob, x, Scale(0, top, label="GB"))
    chart.area(x, [0.0] * len(x), [ground] * len(x), "held")
    chart.line(x, y, "model")
    if room <= top:
        chart.rule("limit", y=room)
        chart.note(x[0], room, f"usable: {decimal_bytes(of.usable)}", "limit", dx=6, dy=-9)
    here = held(knob.value)
    _point(chart, knob.value, here / GB, decimal_bytes(here), "model", falls=False)
    if ground > 0.15 * top:
        chart.note(x[0], ground / 2, f"{of.name} {decimal_bytes(of.ground)}", "data", dx=6)
    return chart.panel().svg


def cost(knob: Knob, price: Callable[[float], float], limit: float) -> str:
    """Dollars a million output tokens against a knob: dashed where it no longer fits."""
    x = [each for each in places(knob, limit) if each > 0]
    fits, beyond = [each for each in x if each <= limit], [each for each in x if each > limit]
    here = price(knob.value)
    top = 1.15 * max(*(price(each) for each in x), here) or 1.0
    chart = _chart(f"Cost by {knob.label}", knob, x, Scale(0, top, label="$ a million output tokens"))
    falls = price(x[-1]) < price(x[0])
    if beyond:
        joined = [*fits[-1:], *beyond]
        chart.line(joined, [price(each) for each in joined], "ghost")
        chart.note(beyond[-1], price(beyond[-1]), "does not fit", "ghost", dx=0, dy=14)
    if fits:
        chart.line(fits, [price(each) for each in fits], "training")
    ink = "training" if knob.value <= limit else "ghost"
    _point(chart, knob.value, here, dollars(here), ink, falls=falls)
    return chart.panel().svg


class Part(NamedTuple):
    """A part of a bar: how large, its name, its ink."""

    size: float
    label: str
    ink: str


@dataclass(frozen=True)
class Bar:
    """One way of training: its name and its parts."""

    name: str
    parts: Sequence[Part]

    @property
    def total(self) -> float:
        """All parts together, in bytes."""
        return sum(part.size for part in self.parts)


def bars(title: str, rows: Sequence[Bar], usable: float) -> str:
    """Memory by part as lying bars, one a way of training, against what a device has."""
    top = 1.12 * max(*(row.total for row in rows), usable) / GB
    tall = 1.0 * len(rows)
    size = (320.0, 62.0 + 86 * len(rows))
    chart = Chart(title, Scale(0, top, label="GB on each device"), Bare(0, tall), size=size, right=RIGHT)
    chart.rule("limit", x=usable / GB)
    for i, row in enumerate(rows):
        level = tall - i - 0.36
        chart.note(0, level, f"{row.name}: {decimal_bytes(row.total)}", "plain", dx=0, dy=-21)
        _pieces(chart, level, row.parts)
        for k, part in enumerate(row.parts):
            words = f"{part.label} {decimal_bytes(part.size)}"
            chart.note(0, level, words, part.ink, dx=128 * (k % 2), dy=19 + 14 * (k // 2))
    chart.note(usable / GB, 0, f"usable {decimal_bytes(usable)}", "limit", dx=4, dy=-6)
    return chart.panel().svg


def _pieces(chart: Chart, level: float, parts: Sequence[Part]) -> None:
    """Pieces end to end."""
    start = 0.0
    for part in parts:
        across, down = chart.at([start, start + part.size / GB], [level, level])
        left, wide = float(across[0]), float(across[1] - across[0])
        shape = {"x": round(left, 1), "y": round(float(down[0]) - 8, 1), "width": round(wide, 1), "height": 16}
        chart.add("rect", f"piece {part.ink}", **shape)
        start += part.size / GB
