"""What axe cannot see of a demo by keys and by ear: the order of Tab, use by keys alone, the focus, what is said."""

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Demo, Reader, until
from tests.browser.every import everything

ENTRY = "glossary/hyperparameter/"
# What has the focus: a name, and where it is; an editor keeps its own focus in a shadow tree.
FOCUS = """() => {
    const host = document.activeElement;
    const one = host.shadowRoot?.activeElement ?? host;
    const label = one.labels?.[0]?.textContent;
    const again = one === window.begun;
    window.begun ??= one;
    return {
        again,
        name: (one.ariaLabel || label || one.textContent || one.tagName).trim().replace(/\\s+/g, " ").slice(0, 60),
        inside: Boolean(host.closest("knob-demo")), body: host === document.body,
    };
}"""
# Whether a ring is drawn around it, or around what stands for it, and whether the header covers all of it.
SIGHT = """async () => {
    const host = document.activeElement;
    if (host.shadowRoot) await new Promise((resolve) => setTimeout(resolve, 50)); // the editor draws its ring later
    const one = host.shadowRoot?.activeElement ?? host;
    for (const each of one.getAnimations()) each.finish(); // as the link that skips the header slides in
    const stands = [one, one.closest(".cm-editor"), one.nextElementSibling, one.parentElement, ...(one.labels ?? [])];
    const ringed = stands.some((each) => {
        if (!each) return false;
        const { outlineStyle, outlineWidth } = getComputedStyle(each);
        return outlineStyle !== "none" && parseFloat(outlineWidth) >= 1;
    });
    const head = document.querySelector(".md-header");
    const above = head?.contains(host) || getComputedStyle(one).position === "fixed";
    const edge = head && !above ? head.getBoundingClientRect().bottom : 0;
    const { top, bottom } = one.getBoundingClientRect();
    const seen = host === document.body || (bottom > edge + 1 && top < innerHeight - 1);
    return { ringed, seen, what: one.outerHTML.slice(0, 160) };
}"""


def walk(page: Page, key: str) -> list[dict[str, Any]]:
    """Press a key until the focus has left the page, or begins anew; what had the focus, one after the other."""
    stops: list[dict[str, Any]] = []
    page.evaluate("window.begun = undefined")
    for _ in range(600):
        page.keyboard.press(key)
        focus = page.evaluate(FOCUS)
        if focus["body"] or focus["again"]:
            return stops
        stops.append(focus | page.evaluate(SIGHT))
    raise AssertionError("the focus never leaves the page")


def inside(stops: list[dict[str, Any]]) -> list[str]:
    return [stop["name"] for stop in stops if stop["inside"]]


def live(reader: Reader) -> Demo:
    return reader.visit(ENTRY).live().settles()  # the first of a reader's visit is a load


def test_tab_goes_through_a_demo_as_it_is_read(reader: Reader) -> None:
    live(reader)
    there = inside(walk(reader.page, "Tab"))
    assert there == [
        "Loss by epoch: arrow keys move the epoch",
        "Learning rate, exact value",
        "Learning rate η",
        "best: set to 0.1818",
        "limit 2/λmax: set to 0.2",
        "Epochs, exact value",
        "Epochs",
        *("Play", "Step", "Reset", "Keep", "More"),
        "The numbers behind the picture",
        "The code that runs",
    ]
    assert inside(walk(reader.page, "Shift+Tab")) == there[::-1]


LONG = [pytest.param(path, marks=pytest.mark.long) for path in ("calculator/", "demos/playground/")]


@pytest.mark.parametrize("path", [ENTRY, *LONG])
def test_the_focus_is_always_in_sight(path: str, reader: Reader) -> None:
    page = everything(reader, path)
    page.locator("h1").click()
    stops = walk(page, "Tab") + walk(page, "Shift+Tab")
    assert len(stops) > 100
    assert [stop["what"] for stop in stops if not stop["ringed"]] == []
    assert [stop["what"] for stop in stops if not stop["seen"]] == []


def go(reader: Reader, name: str) -> None:
    """Tab on to what is called so."""
    for _ in range(100):
        reader.page.keyboard.press("Tab")
        if reader.page.evaluate(FOCUS)["name"].startswith(name):
            return
    raise AssertionError(f"Tab never comes to {name}")


def test_a_demo_is_used_by_keys_alone(reader: Reader) -> None:
    demo, press = live(reader), reader.page.keyboard.press
    go(reader, "Loss by epoch")
    press("End")
    assert demo.value("epochs") == 500
    go(reader, "Learning rate, exact value")
    press("Control+a")
    reader.page.keyboard.type("0.05")
    assert demo.settles().verdict.startswith("Crawling") or demo.verdict.startswith("Converg")
    go(reader, "Learning rate η")
    press("Home")
    assert demo.value("learning_rate") == 0.001
    go(reader, "best")
    press("Enter")
    assert demo.value("learning_rate") == 0.1818
    go(reader, "Keep")
    press("Space")
    until(lambda: demo.part("runs").locator("tbody tr").count() == 1)
    go(reader, "More")
    press("Enter")
    assert demo.part("open").get_attribute("aria-expanded") == "true"
    demo.part("reset").focus()
    press("Enter")
    assert demo.settles().value("learning_rate") == 0.17
    go(reader, "Restore")
    press("Enter")
    assert demo.settles().value("learning_rate") == 0.1818


def test_the_editor_is_no_trap(visitor: Reader) -> None:
    demo = live(visitor)
    demo.part("code").locator("summary").press("Enter")
    demo.part("edit").press("Enter")
    until(lambda: "The code that runs" in visitor.page.evaluate(FOCUS)["name"])
    visitor.page.keyboard.press("Tab")
    assert not visitor.page.evaluate(FOCUS)["name"].startswith("The code that runs")


# Four steps in one task, as from a key held down: presses sent one by one may lie further apart than a pause does.
HELD = """demo => {
    const slider = demo.querySelector('[data-knob=learning_rate] .kd-range');
    for (let step = 0; step < 4; step++) {
        slider.stepUp();
        slider.dispatchEvent(new Event('input', {bubbles: true}));
    }
}"""


def listened(demo: Demo) -> None:
    """From now on, note each time the status says something."""
    demo.element.evaluate("""demo => {
        window.heard = [];
        const place = demo.querySelector('.kd-announce');
        new MutationObserver(() => window.heard.push(place.textContent)).observe(place, {childList: true});
    }""")


def test_a_change_is_announced_once_and_no_frame_is(reader: Reader) -> None:
    reader.page.goto(reader.home + "glossary/epoch/")
    demo = reader.demo()
    listened(demo)
    assert demo.part("announce").get_attribute("role") == "status"
    demo.live().settles()
    reader.page.wait_for_timeout(900)
    assert reader.page.evaluate("heard") == []  # that Python is there changes nothing that was said
    demo.element.evaluate(HELD)
    until(lambda: reader.page.evaluate("heard.length"))
    reader.page.wait_for_timeout(900)
    assert reader.page.evaluate("heard") == [demo.verdict]
    demo.type("epochs", 440)
    until(lambda: reader.page.evaluate("heard.length") == 2)
    demo.part("play").press("Enter")
    until(lambda: demo.part("play").inner_text() == "Play")
    until(lambda: reader.page.evaluate("heard.length") == 3)
    reader.page.wait_for_timeout(900)
    assert reader.page.evaluate("heard.slice(2)") == [demo.verdict]  # sixty frames went by


def test_a_slider_says_its_value_and_its_scale(visitor: Reader) -> None:
    demo = live(visitor)
    slider = demo.knob("learning_rate").locator(".kd-range")
    assert slider.get_attribute("aria-valuetext") == "0.17"
    assert slider.get_attribute("aria-description") == "logarithmic scale"
    slider.press("Home")
    assert slider.get_attribute("aria-valuetext") == "0.001"  # not "0", its place among the stops
    demo.more()
    momentum = demo.knob("momentum").locator(".kd-range")
    assert momentum.get_attribute("aria-description") is None
    described = demo.element.locator("figure").get_attribute("aria-describedby") or ""
    assert visitor.page.locator(f'[id="{described}"]').inner_text() in demo.verdict
