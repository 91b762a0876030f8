"""Pages fit their readers: targets of 24 px, paper, and eyes that tell no colours. 320 px: test_every_kind.py."""

from typing import Any

import pytest

import demos
from tests.browser.conftest import Reader
from tests.browser.every import everything

# Every control of a demo that is in sight, as the rectangle that takes a press: a radio's or a box's is its label.
SMALL = """() => {
    const all = document.querySelectorAll("knob-demo :is(button, input, textarea, select, summary, a[href])");
    const found = [];
    for (const one of all) {
        const place = ["radio", "checkbox"].includes(one.type) ? one.labels[0] : one;
        const { width, height } = place.getBoundingClientRect();
        if (width && Math.min(width, height) < 23.99) found.push(`${width}x${height} ${one.outerHTML.slice(0, 120)}`);
    }
    return [all.length, found];
}"""
# For each panel, what tells its lines apart besides colour: for each ink the dash and width of its lines, and whether a
# label or a marker has the same ink. Contours, guides and the regions' edges are ground, not lines that are compared.
LINES = """() => [...document.querySelectorAll(".kd-panel")].map((panel) => {
    const lines = {};
    for (const line of panel.querySelectorAll(".line:not(.contour, .rule, .kept, .boundary, .link)")) {
        const { stroke, strokeDasharray, strokeWidth, display } = getComputedStyle(line);
        if (display !== "none") (lines[stroke] ??= new Set()).add(`${strokeDasharray} ${strokeWidth}`);
    }
    const inks = [...panel.querySelectorAll("text.label, .dot")].map((each) => getComputedStyle(each).fill);
    return Object.entries(lines).map(([ink, looks]) => ({ ink, looks: [...looks], named: inks.includes(ink) }));
})"""


@pytest.mark.long
def test_every_control_of_every_demo_is_large_enough(reader: Reader) -> None:
    for name in demos.names():
        large_enough(reader, name)


def test_every_control_of_a_demo_is_large_enough(visitor: Reader) -> None:
    large_enough(visitor, "bowl")
    large_enough(visitor, "playground")


def large_enough(reader: Reader, name: str) -> None:
    """Measure all that can be pressed, on a phone and on a desktop."""
    demo = reader.visit(f"demos/{name}/").live().settles()
    demo.part("keep").click()
    reader.page.evaluate("document.querySelectorAll('knob-demo details').forEach((each) => (each.open = true))")
    demo.settles()
    for width in (360, 1280):
        reader.page.set_viewport_size({"width": width, "height": 900})
        controls, small = reader.page.evaluate(SMALL)
        assert controls > 15, name
        assert small == [], (name, width)


def test_on_paper_the_knobs_are_gone_and_the_figure_stays(reader: Reader) -> None:
    page = everything(reader, "glossary/hyperparameter/")
    page.emulate_media(media="print")
    demo = reader.demo()
    for part in ("knobs", "bar", "take", "coding"):
        assert not demo.part(part).first.is_visible(), part
    for part in ("panel", "verdict", "numbers", "kept"):
        assert demo.part(part).first.is_visible(), part


def apart(lines: list[dict[str, Any]]) -> bool:
    """Whether each line of a panel has its own dash or width, or stands beside its own name or markers."""
    bare = [look for line in lines if not line["named"] for look in line["looks"]]
    return len(bare) == len(set(bare))


def test_lines_are_told_apart_without_colour(visitor: Reader) -> None:
    compared = 0
    for name in demos.names():
        visitor.visit(f"demos/{name}/")
        for panel, lines in enumerate(visitor.page.evaluate(LINES)):
            compared += len(lines) > 1
            assert apart(lines), f"{name}, panel {panel}: {lines}"
    assert compared >= 5
