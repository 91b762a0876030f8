"""The picture of a path over a bowl: level lines of a quadratic loss of two weights, and every step over them."""

import numpy as np

from demos.kit.panel import Panel
from demos.kit.plot import Chart
from demos.kit.scales import Scale
from demos.kit.types import Array

SHOWN = 200  # steps at either end of a long path


def descent(title: str, gram: Array, goal: Array, trail: Array, *, height: float = 180) -> Panel:
    """Draw the path (steps, 2) of two weights over (w - goal)ᵀ gram (w - goal); the view widens by fours if it must.

    Of a long path the beginning and the end are drawn; in between it goes round in one place.
    """
    # Rounded, here and below: what hangs on the last digits would be drawn differently by two engines.
    middle = np.round(goal, 1)
    reach = np.abs((trail - middle) / [4, 2.5]).max()
    zoom = next(wide for wide in (1, 4, 16) if reach <= wide or wide == 16)
    across, up = 4 * zoom * np.linspace(-1, 1, 49), 2.5 * zoom * np.linspace(-1, 1, 41)
    across, up = middle[0] + across, middle[1] + up
    right, rise = across - goal[0], up[:, None] - goal[1]
    z = np.round(gram[0, 0] * right**2 + 2 * gram[0, 1] * right * rise + gram[1, 1] * rise**2, 9)
    x, y = Scale(across[0], across[-1], label="weight 1"), Scale(up[0], up[-1], label="weight 2")
    chart = Chart(f"{title} over level lines of the training loss", x, y, size=(320, height))
    chart.contours(across, up, z, z.max() * np.linspace(0.1, 0.9, 7) ** 2)
    shown = trail if len(trail) <= 2 * SHOWN else np.vstack([trail[:SHOWN], trail[-SHOWN:]])
    chart.line(shown[:, 0], shown[:, 1], "model thin")
    chart.note(trail[0, 0], trail[0, 1], "start", "plain", dx=-6, dy=9)
    chart.cross(goal[0], goal[1])
    chart.dots(trail[-1, 0], trail[-1, 1], "model ring", radius=4.5)
    return chart.panel()
