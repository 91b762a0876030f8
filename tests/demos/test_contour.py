"""Level lines and regions are those of contourpy's own way in, missing values or not."""

import numpy as np
import pytest
from contourpy import FillType, contour_generator

from demos.kit import contour
from demos.kit.types import Array

X, Y = np.linspace(-2.0, 3.0, 31), np.linspace(-1.0, 2.0, 23)
WHOLE = np.sin(2 * X)[None, :] + Y[:, None] ** 2
HOLED = np.where((X[None, :] - 1) ** 2 + Y[:, None] ** 2 < 0.4, np.nan, WHOLE)
LEVELS = np.array([-0.5, 0.25, 1.0])


@pytest.mark.parametrize("z", [WHOLE, HOLED])
def test_lines(z: Array) -> None:
    found = contour.level_lines(X, Y, z, LEVELS)
    expected = [np.asarray(line) for level in contour_generator(X, Y, z).multi_lines(LEVELS) for line in level]
    assert len(found) == len(expected) > 3
    for (x, y), line in zip(found, expected, strict=True):
        assert np.array_equal(np.column_stack([x, y]), line)


@pytest.mark.parametrize("z", [WHOLE, HOLED])
def test_regions(z: Array) -> None:
    found = contour.regions(z, (0.25, 1.0, -0.5))
    generator = contour_generator(z=z, fill_type=FillType.ChunkCombinedOffset)
    bounds = [(0.25, np.inf), (1.0, np.inf), (-np.inf, -0.5)]
    for rings, (low, high) in zip(found, bounds, strict=True):
        points, starts = (np.asarray(chunks[0]) for chunks in generator.filled(low, high)[:2])
        assert len(rings.points) > 3
        assert np.array_equal(rings.points, points)
        assert rings.starts == starts.tolist()
