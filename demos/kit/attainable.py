"""How many of two overlapping classes any rule at all can tell right."""

from functools import cache

import numpy as np

from demos.kit.classes import labelled

KNOWN, ASKED, NEAREST = 1000, 300, 25


@cache
def attainable(name: str, noise: float) -> float:
    """Estimate the accuracy of the best possible rule on noisy points of that set, to about 0.03.

    The majority among the 25 nearest of many other points comes close to it (Cover & Hart 1967).
    """
    drawn = labelled(name, 9999, KNOWN + ASKED, noise)
    known, asked = drawn.x[:KNOWN], drawn.x[KNOWN:]
    away = np.square(asked).sum(axis=1)[:, None] - 2 * asked @ known.T + np.square(known).sum(axis=1)
    nearest = np.argpartition(away, NEAREST, axis=1)[:, :NEAREST]
    majority = drawn.y[:KNOWN, 0][nearest].mean(axis=1) > 0.5
    return float((majority == (drawn.y[KNOWN:, 0] > 0.5)).mean())
