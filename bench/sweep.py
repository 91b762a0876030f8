"""The price of scented sliders: how long a drag waits while sweeps are computed, beside a drag without them.

For each demo, moves of its first slider that come while the sweeps of the last rest are still under way, beside moves
after which no sweep was begun (the baseline of the same run). The two kinds come in pairs, from neighbouring stops to
neighbouring stops, each first in every other pair, so that neither what a run costs nor a drift of the machine is taken
for the price of a sweep; the first moves of a page warm it up. A sweep may raise the median latency by a tenth at most.
Beside it, how long the sweeps of the sliders in sight take from rest to the last one drawn.
"""

from collections.abc import Iterator
from statistics import median
from typing import Any

from playwright.sync_api import Page, sync_playwright

import demos
from bench.site import built
from runtime import browser

MOVES = 60  # of both kinds
WARM_UP = 8
PATIENCE = 60_000  # ms for the first sweeps of a page
LIMIT = 1.1

# A move, and how long it takes until the picture is there. Sweeps begin 250 ms after the last picture.
MEASURE = """async ([moves, warmUp, patience]) => {
  const demo = document.querySelector("knob-demo");
  const range = demo.querySelector(".kd-range");
  const panels = demo.querySelector(".kd-panels");
  const rest = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
  const placed = () => new Promise((resolve) => {
    const watch = new MutationObserver(() => {
      watch.disconnect();
      panels.getBoundingClientRect();
      resolve(performance.now());
    });
    watch.observe(panels, {childList: true, subtree: true});
  });
  const calm = async () => { while (demo.busy) await rest(5); };
  const later = demo.scents.later.bind(demo.scents);
  // The sliders in sight that have a scent, once all of them have been drawn.
  const names = JSON.parse(demo.dataset.knobs).scents;
  const all = names.map((name) => demo.querySelector(`[data-knob="${name}"] .kd-scent`));
  const scents = all.filter((each) => each?.offsetParent);
  for (let waited = 0; waited < patience && !scents.every((each) => each.firstChild); waited += 100) await rest(100);
  if (!scents.length) return null;
  const swept = () => !scents.some((each) => each.classList.contains("kd-stale"));
  const times = {without: [], with: [], sweeps: [], under: 0};
  const stop = (pair, share) => Math.round(range.max * (0.1 + 0.5 * ((pair * 0.618034 + share) % 1)));
  for (let i = -warmUp; i < moves; i++) {
    const pair = (i + warmUp) >> 1, kind = (i + pair) % 2 ? "with" : "without";
    demo.scents.later = kind === "with" ? later : () => {};
    const beside = kind === "with" ? 1 : 0;
    range.value = stop(pair, 0) + beside;
    range.dispatchEvent(new Event("input", {bubbles: true}));
    await calm();
    const begun = performance.now() + 250;
    await rest(254 + (pair * 7) % 13);
    const met = kind === "with" && !swept();
    range.value = stop(pair, 0.3) + beside;
    const start = performance.now(), seen = placed();
    range.dispatchEvent(new Event("input", {bubbles: true}));
    const waited = (await seen) - start;
    await calm();
    if (i < 0) continue;
    times[kind].push(waited);
    times.under += met;
    if (kind === "with" && pair % 3 === 0) {
      const from = performance.now() + 250;
      while (!swept() && performance.now() - from < 5000) await rest(2);
      times.sweeps.push(performance.now() - from);
    }
  }
  demo.scents.later = later;
  return times;
}"""


def measure(page: Page, address: str) -> dict[str, Any] | None:
    """Open a page, wait until Python has drawn, and move."""
    page.goto(address)
    page.wait_for_selector('knob-demo[data-from="python"]', timeout=60_000)
    times: dict[str, Any] | None = page.evaluate(MEASURE, [MOVES, WARM_UP, PATIENCE])
    return times


def row(name: str, times: dict[str, Any] | None, kept: list[bool]) -> str:
    """Both medians, their ratio, and how long the sweeps took; whether the limit is kept is noted."""
    if times is None:
        return f"| {name} | | | | {LIMIT} | no slider in sight has a sweep | | |"
    without, during = median(times["without"]), median(times["with"])
    kept.append(during / without <= LIMIT)
    word = "kept" if kept[-1] else "**NOT kept**"
    swept = f"{median(times['sweeps']):.0f} | {times['under']} of {MOVES // 2}"
    return f"| {name} | {without:.1f} | {during:.1f} | {during / without:.2f} | {LIMIT} | {word} | {swept} |"


def table(kept: list[bool]) -> Iterator[str]:
    """The table, line by line."""
    yield f"Input to first new picture, {MOVES} moves, as many without a sweep as during one, milliseconds:\n"
    yield "| demo | without, median | during | ratio | at most | | sweeps in sight | moves that met one |"
    yield "|---|---|---|---|---|---|---|---|"
    with built() as server, sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=browser.find(), args=list(browser.FLAGS))
        for name in demos.names():
            page = opened.new_page()
            yield row(name, measure(page, f"{server.address}demos/{name}/"), kept)
            page.close()
        opened.close()
