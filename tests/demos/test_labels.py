"""Direct labels: in the picture, and never on top of one another."""

import re
import xml.etree.ElementTree as ET
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demos.kit.plot import Chart
from demos.kit.scales import Scale
from demos.kit.session import Frame

WIDE, TALL = 5.8, 11.0  # of a letter at 12 px, on average, and of a line of text without its leading
HEIGHTS = st.lists(st.floats(0, 10), min_size=2, max_size=4)
Box = tuple[float, float, float, float]


def box(text: ET.Element) -> Box:
    """About where the words stand: left, right, top, bottom."""
    wide = WIDE * len("".join(text.itertext()))
    x, y = float(text.get("x", 0)), float(text.get("y", 0))
    left = x - wide * {"start": 0, "middle": 0.5, "end": 1}[text.get("text-anchor", "start")]
    return left, left + wide, y - TALL + 2, y + 2


def boxes(svg: str, ink: str) -> dict[str, Box]:
    """The boxes of all texts of one class."""
    found = [text for text in ET.fromstring(svg).iter("text") if ink in text.get("class", "").split()]
    return {"".join(text.itertext()): box(text) for text in found}


def overlap(a: Box, b: Box) -> bool:
    return a[0] < b[1] and b[0] < a[1] and a[2] < b[3] and b[2] < a[3]


def clashes(labels: dict[str, Box]) -> list[tuple[str, str]]:
    """Every two labels that stand on one another."""
    return [(a, b) for a, b in combinations(labels, 2) if overlap(labels[a], labels[b])]


@given(HEIGHTS)
def test_labels_of_lines_that_end_together_are_pushed_apart(heights: list[float]) -> None:
    chart = Chart("Try", Scale(0, 10), Scale(0, 10))
    for i, height in enumerate(heights):
        chart.line([0, 9], [height, height], "model", f"line {i}")
    assert clashes(boxes(chart.panel().svg, "label")) == []


def test_labels_in_different_columns_are_left_alone() -> None:
    chart = Chart("Try", Scale(0, 10), Scale(0, 10))
    chart.note(0, 5, "left", "plain")
    chart.note(9, 5, "right", "plain")
    labels = boxes(chart.panel().svg, "label")
    assert labels["left"][2:] == labels["right"][2:]


@pytest.mark.parametrize("x", [0.5, 5.0, 9.9])
def test_a_rule_label_turns_where_the_edge_is_near(x: float) -> None:
    chart = Chart("Try", Scale(0, 10), Scale(0, 10))
    chart.rule("limit", x=x, label="the stability limit")
    left, right, _, _ = boxes(chart.panel().svg, "label")["the stability limit"]
    assert -34 <= left < right <= 286


def test_no_label_of_a_demo_covers_another_or_leaves_the_picture(frame: Frame) -> None:
    for panel in frame.panels:
        _, _, width, height = (float(number) for number in ET.fromstring(panel.svg).get("viewBox", "").split())
        shift = re.search(r"translate\(([\d.]+) ([\d.]+)\)", panel.svg)
        assert shift
        labels = boxes(panel.svg, "label")
        assert clashes(labels) == []
        for words, (left, right, top, bottom) in labels.items():
            across, down = float(shift[1]), float(shift[2])
            assert 0 <= left + across < right + across <= width, words
            assert 0 <= top + down < bottom + down <= height, words
