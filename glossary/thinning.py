"""Lines made small: the points that can be seen, in relative steps of half a unit.

Lines are short, a hundred points or so, and there are tens of thousands of them in a build: plain complex numbers are
several times as quick at that as an array for each.
"""

import re
from functools import lru_cache
from itertools import pairwise

POINTS = 80
HALF = 2  # steps to a unit
POLYLINES = re.compile(r'd="M([-\d. M]+)(Z?)"')

type Line = list[complex]  # x + iy


def smaller(piece: str, tolerance: float) -> str:
    """Rewrite the path data of an SVG element."""
    return POLYLINES.sub(lambda found: _small(found[1], found[2], tolerance), piece)


def _small(polylines: str, closed: str, tolerance: float) -> str:
    """Path data of the same lines through the points that can be seen."""
    return f'd="{"".join(thin(line, tolerance) for line in polylines.split("M"))}{closed.lower()}"'


@lru_cache(10_000)  # axes, contours and data recur from stop to stop
def thin(numbers: str, tolerance: float = 0.25) -> str:
    """One polyline, "x y x y ...", as a path of relative steps."""
    values = [float(number) for number in numbers.split()]
    line = [complex(x, y) for x, y in zip(values[::2], values[1::2], strict=True)]
    kept = visible(line, tolerance)
    while len(kept) > POINTS:
        tolerance *= 1.5
        kept = visible(line, tolerance)
    halves = [complex(round(point.real * HALF), round(point.imag * HALF)) for point in kept]
    steps = [there - here for here, there in pairwise(halves) if there != here]
    return f"M{_written(halves[0])}" + ("l" + " ".join(map(_written, steps)) if steps else "")


def _written(halves: complex) -> str:
    return f"{halves.real / HALF:g} {halves.imag / HALF:g}"


def visible(line: Line, tolerance: float) -> Line:
    """Thin a polyline: drop what lies within the tolerance of the line through its kept neighbours.

    Ramer 1972; Douglas & Peucker 1973.
    """
    keep = {0, len(line) - 1}
    spans = [(0, len(line) - 1)]
    while spans:
        start, end = spans.pop()
        away = distances(line[start + 1 : end], line[start], line[end])
        if away and (worst := max(away)) > tolerance:
            far = start + 1 + away.index(worst)
            keep.add(far)
            spans += [(start, far), (far, end)]
    return [line[i] for i in sorted(keep)]


def distances(line: Line, start: complex, end: complex) -> list[float]:
    """How far points lie from the segment between two others."""
    along = end - start
    if not along:
        return [abs(point - start) for point in line]
    turned = [(point - start) / along for point in line]  # the segment is now from 0 to 1
    length = abs(along)
    return [abs(z.imag) * length if 0 <= z.real <= 1 else abs(z - (z.real > 1)) * length for z in turned]
