"""What stands around a plot: grid, ticks and the names of the axes, kept by the axes they belong to.

A chart is about 320 units wide, one unit a CSS pixel on a phone.
"""

from functools import lru_cache
from html import escape

from numpy.typing import ArrayLike

from demos.kit import labels
from demos.kit.paths import rounded
from demos.kit.scales import Scale, tick_label

WIDTH = 320.0
LEFT, RIGHT, TOP, BOTTOM = 34.0, 10.0, 23.0, 30.0


@lru_cache(32)
def around(x: Scale, y: Scale, wide: float, tall: float) -> str:
    """SVG about a plot of that size; the y axis is named above its ticks, where it needs no turning."""
    parts = []
    for tick in y.ticks():
        down = rounded((1 - y(tick)) * tall)[0]
        parts.append(f'<path class="grid" d="M0 {down}H{wide:.1f}"/>')
        parts.append(labels.words("tick", -6, down + 4, tick_label(tick, y.kind), "end"))
    for tick in x.ticks():
        across = rounded(x(tick) * wide)[0]
        parts.append(labels.words("tick", across, tall + 14, tick_label(tick, x.kind), "middle"))
    parts.append(labels.words("axis", 2 - LEFT, -12, escape(y.label)))
    parts.append(labels.words("axis", wide, tall + 27, escape(x.label), "end"))
    return "".join(parts)


def epoch_places(stops: ArrayLike, last_epoch: float) -> list[float]:
    """Where epochs lie on a chart whose x axis is the epoch, in units from its left edge."""
    scale = Scale(0, last_epoch, "epochs")
    return rounded(LEFT + scale(stops) * (WIDTH - LEFT - RIGHT))
