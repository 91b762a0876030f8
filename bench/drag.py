"""Input to new picture: how long a reader's drag waits, in Chromium, on the built site.

For each demo, 100 moves of the learning-rate slider (the first slider of a demo that has none) at 200 epochs, every one
a run that has not been trained before. Measured in the page, from the input event to the new picture in the document,
laid out: the first picture after the move (it may show a run that still trains), and the finished one. Beside them, as
the baseline of the same run, what a frame costs in which nothing changes but an empty SVG of the same size.
A light demo's first picture may take a frame; a heavy one's 100 ms.
"""

from collections.abc import Iterator
from statistics import median, quantiles
from typing import Any

from playwright.sync_api import Page, sync_playwright

import demos
from bench.site import built
from demos.kit.controls import Slider, last_epoch
from runtime import browser

MOVES = 100
EPOCHS = 200
FRAME = 1000 / 60
HEAVY_LIMIT = 100.0  # ms

# One move: turn the slider, then wait for the first picture and for the finished one.
MEASURE = """async ([moves, epochs, knob]) => {
  const demo = document.querySelector("knob-demo");
  const range = demo.querySelector(`[data-knob=${knob}] .kd-range`);
  const panels = demo.querySelector(".kd-panels");
  const placed = () => new Promise((resolve) => {
    const watch = new MutationObserver(() => {
      watch.disconnect();
      panels.getBoundingClientRect();
      resolve(performance.now());
    });
    watch.observe(panels, {childList: true, subtree: true});
  });
  const rest = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
  const finished = async () => { while (demo.busy) await rest(1); return performance.now(); };
  demo.turn({epochs});
  await rest(1000);
  const first = [], whole = [], empty = [];
  for (let i = 0; i < moves; i++) {
    const before = range.value;
    range.value = Math.round(range.max * (0.1 + 0.5 * ((i * 0.618034) % 1)));
    if (range.value === before) range.value = Number(before) + 1; // where a slider has few stops
    const start = performance.now();
    const seen = placed();
    range.dispatchEvent(new Event("input", {bubbles: true}));
    first.push((await seen) - start);
    whole.push((await finished()) - start);
    await rest(30);
    const blank = performance.now();
    for (const svg of panels.querySelectorAll("svg.chart")) svg.setAttribute("data-touched", i);
    panels.getBoundingClientRect();
    empty.push(performance.now() - blank);
    await rest(5);
  }
  return {first, whole, empty};
}"""


def knob(name: str) -> str:
    """The slider that is moved: the learning rate, or the first of a demo that has none."""
    sliders = [each.name for each in demos.load(name).controls if isinstance(each, Slider) and each.name != "epochs"]
    return "learning_rate" if "learning_rate" in sliders else sliders[0]


def measure(page: Page, address: str, name: str) -> dict[str, Any]:
    """Open a page, wait until Python has drawn, and move its slider."""
    page.goto(address)
    page.wait_for_selector('knob-demo[data-from="python"]', timeout=60_000)
    epochs = min(EPOCHS, last_epoch(demos.load(name).controls))
    times: dict[str, Any] = page.evaluate(MEASURE, [MOVES, epochs, knob(name)])
    return times


def row(name: str, times: dict[str, list[float]], kept: list[bool]) -> str:
    """Median and 95th percentile of both pictures, the limit of the first one's median, and the baseline."""
    cells = [value for key in ("first", "whole") for value in (median(times[key]), quantiles(times[key], n=20)[-1])]
    numbers = " | ".join(f"{cell:.1f}" for cell in cells)
    limit = HEAVY_LIMIT if demos.heavy(name) else FRAME
    kept.append(median(times["first"]) <= limit)
    word = "kept" if kept[-1] else "**NOT kept**"
    return f"| {name} | {numbers} | {limit:.1f} | {word} | {median(times['empty']):.2f} |"


def table(kept: list[bool]) -> Iterator[str]:
    """The table, line by line; whether each limit is kept is noted in `kept`."""
    yield f"Input to new picture, {MOVES} moves of the learning rate at {EPOCHS} epochs, milliseconds:\n"
    yield "| demo | first picture, median | 95 % | finished, median | 95 % | first, at most | | touching the old one |"
    yield "|---|---|---|---|---|---|---|---|"
    with built() as server, sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=browser.find(), args=list(browser.FLAGS))
        for name in demos.names():
            page = opened.new_page()
            yield row(name, measure(page, f"{server.address}demos/{name}/", name), kept)
            page.close()
        opened.close()
