"""Four seeded sets of points in two classes, from easy to hard: blobs, circle, xor, spiral.

The plane is about four units wide, so that both coordinates have a spread near 1, as networks like their inputs.
"""

from math import cos, pi, sin
from random import Random
from typing import NamedTuple

import numpy as np

from demos.kit.types import Array

Point = tuple[float, float]


class Labelled(NamedTuple):
    """Points x (n, 2) and their classes y (n, 1), 0 or 1."""

    x: Array
    y: Array


def blobs(kind: int, random: Random) -> Point:
    """Two clouds, which a straight line parts."""
    centre = 2 * kind - 1
    return random.gauss(centre, 0.4), random.gauss(centre, 0.4)


def circle(kind: int, random: Random) -> Point:
    """Class 1 within a disc, class 0 in a ring around it."""
    radius, angle = random.uniform(0.0, 0.9) if kind else random.uniform(1.25, 1.8), random.uniform(0.0, 2 * pi)
    return radius * cos(angle), radius * sin(angle)


def xor(kind: int, random: Random) -> Point:
    """Class 1 where both coordinates have the same sign, class 0 where they have not: exclusive or."""
    across, up = random.uniform(-1.8, 1.8), random.uniform(0.1, 1.8)
    across += 0.1 if across > 0 else -0.1
    return across, up if (across > 0) == bool(kind) else -up


def spiral(kind: int, random: Random) -> Point:
    """Two arms of one and a half turns, one inside the other."""
    along = random.uniform(0.08, 1.0)
    angle = 3 * pi * along + pi * kind
    return 1.8 * along * sin(angle), 1.8 * along * cos(angle)


DRAW = {"blobs": blobs, "circle": circle, "xor": xor, "spiral": spiral}


def labelled(name: str, seed: int, count: int, noise: float) -> Labelled:
    """Draw points of both classes in turn, then shift each by Gaussian noise of that spread; its class stays."""
    random, kinds = Random(seed), [i % 2 for i in range(count)]
    points = np.array([DRAW[name](kind, random) for kind in kinds])
    shifts = np.array([[random.gauss(0.0, 1.0), random.gauss(0.0, 1.0)] for _ in kinds])
    return Labelled(points + noise * shifts, np.array(kinds, dtype=float)[:, None])
