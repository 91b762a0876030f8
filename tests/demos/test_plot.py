"""Pictures: well-formed SVG whose coordinates are those of the data."""

import re
import xml.etree.ElementTree as ET

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from demos.kit.contour import level_lines
from demos.kit.panel import Panel
from demos.kit.paths import path, thinned
from demos.kit.plot import Chart
from demos.kit.scales import Scale
from demos.kit.types import Array

ANY = st.one_of(st.floats(-1e200, 1e200), st.sampled_from([np.inf, -np.inf]))


def chart() -> Chart:
    """A chart whose plot is 100 wide and 100 high, for x and y from 0 to 10."""
    return Chart("Try", Scale(0, 10, label="x"), Scale(0, 10, label="y"), size=(144, 153))


def elements(panel: Panel, ink: str) -> list[ET.Element]:
    """Every element of one class."""
    return [each for each in ET.fromstring(panel.svg).iter() if ink in each.get("class", "").split()]


def points(data: str) -> Array:
    """The numbers of path data, two by two."""
    return np.array(re.findall(r"-?[\d.]+", data), dtype=float).reshape(-1, 2)


def test_data_stand_where_the_axes_say() -> None:
    drawing = chart()
    drawing.line([0, 5, 10], [0, 10, 5], "model")
    drawing.dots([2.5], [7.5], "data")
    assert_allclose(points(elements(drawing.panel(), "model")[0].get("d", "")), [[0, 100], [50, 0], [100, 50]])
    dot = elements(drawing.panel(), "data")[0]
    assert (dot.get("cx"), dot.get("cy")) == ("25.0", "25.0")


def test_an_area_is_the_ring_between_two_lines() -> None:
    drawing = chart()
    drawing.area([0, 5, 10], [0, 0, 2], [4, 6, 8], "gap")
    ring = [[0, 60], [50, 40], [100, 20], [100, 80], [50, 100], [0, 100]]
    assert_allclose(points(elements(drawing.panel(), "gap")[0].get("d", "")), ring)


@given(st.lists(st.tuples(ANY, ANY), min_size=1, max_size=400))
def test_whatever_is_drawn_stays_finite_and_well_formed(pairs: list[tuple[float, float]]) -> None:
    x, y = np.array(pairs).T
    drawing = Chart("a < b & c", Scale(0, 10, "linear", "x < y"), Scale(1e-3, 1e3, "log", "loss"))
    drawing.line(x, y, "model", "µ & <w>")
    drawing.dots(x, y, "data")
    drawing.area(x, y, y, "gap")
    drawing.rule("limit", x=float(x[0]), label="2/λ")
    svg = drawing.panel().svg
    ET.fromstring(svg)
    assert not re.search("nan|inf", svg)


@given(st.lists(st.floats(-50, 50), min_size=301, max_size=3000))
def test_thinning_keeps_the_extremes_and_the_end(values: list[float]) -> None:
    x, y = np.linspace(0, 250, len(values)), np.array(values)
    kept_x, kept_y = thinned(x, y)
    assert kept_x.size <= 3 * 251
    assert (kept_x[-1], kept_y[-1]) == (x[-1], y[-1])
    for column in range(251):
        inside, kept = np.floor(x) == column, np.floor(kept_x) == column
        if inside.any():
            assert abs(y[inside].min() - kept_y[kept].min()) <= 1
            assert abs(y[inside].max() - kept_y[kept].max()) <= 1
            assert set(kept_y[kept]) <= set(y[inside])


def test_few_points_are_not_thinned() -> None:
    x = np.linspace(0, 1, 300)
    assert thinned(x, x)[0] is x


def test_coordinates_have_one_decimal_and_no_minus_zero() -> None:
    assert path([-0.01, 1 / 3], [0.06, -2]) == "M0.0 0.1 0.3 -2.0"


def test_contours_of_a_cone_are_circles() -> None:
    axis = np.linspace(-2, 2, 81)
    lines = level_lines(axis, axis, np.hypot(axis, axis[:, None]), np.array([0.5, 1.5]))
    assert len(lines) == 2
    for (x, y), radius in zip(lines, (0.5, 1.5), strict=True):
        assert_allclose(np.hypot(x, y), radius, atol=2e-3)
        assert np.hypot(np.diff(x), np.diff(y)).sum() == pytest.approx(2 * np.pi * radius, rel=5e-3)


def test_contours_are_drawn_on_the_axes() -> None:
    drawing, axis = chart(), np.linspace(0, 10, 51)
    drawing.contours(axis, axis, np.hypot(axis - 5, axis[:, None] - 5), np.array([3.0]))
    x, y = points(elements(drawing.panel(), "contour")[0].get("d", "")).T
    assert_allclose(np.hypot(x - 50, y - 50), 30, atol=0.3)


@given(st.integers(1, 12), st.integers(1, 12), st.integers(0, 99))
def test_a_field_covers_the_plot_once(rows: int, columns: int, seed: int) -> None:
    z = np.random.default_rng(seed).uniform(-1, 2, (rows, columns))
    drawing = chart()
    drawing.field(z, 0.0, 1.0)
    panel, area = drawing.panel(), 0.0
    for level in range(9):
        for each in elements(panel, f"field-{level}"):
            runs = [[float(n) for n in run] for run in re.findall(r"M([\d.]+) ([\d.]+)h([\d.]+)v", each.get("d", ""))]
            area += sum((wide - 0.5) * 100 / rows for _, _, wide in runs)
            for x, y, wide in runs:
                row = round(y / 100 * rows)
                inside = z[row, round(x / 100 * columns) : round((x + wide - 0.5) / 100 * columns)]
                assert_allclose(np.clip(np.floor(inside * 9), 0, 8), level)
    assert area == pytest.approx(100 * 100, rel=0.02)


def test_bars_stand_on_zero_and_a_bar_of_zero_is_a_ring() -> None:
    drawing = Chart("Bars", Scale(0.5, 3.5), Scale(-10, 10), size=(144, 153))
    drawing.bars([1, 2, 3], [5.0, 0.0, -10.0], "model")
    up, ring, down = elements(drawing.panel(), "model")
    assert (up.get("y"), up.get("height")) == ("25.0", "25.0")
    assert (ring.tag, ring.get("cy")) == ("circle", "50.0")
    assert (down.get("y"), down.get("height")) == ("50.0", "50.0")


def test_the_cursor_marks_its_epoch_on_each_line() -> None:
    drawing = chart()
    drawing.cursor(4, {"training": 2.0, "validation": 6.0})
    dots = elements(drawing.panel(), "ring")
    assert [(dot.get("cx"), dot.get("cy")) for dot in dots] == [("40.0", "80.0"), ("40.0", "40.0")]
    assert elements(drawing.panel(), "cursor")[0].get("d") == "M40.0 0V100.0"
