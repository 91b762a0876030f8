"""The network playground while it plays: epochs a second shown, whether the page was ever blocked, where the time goes.

In Chromium, on the built site: every epoch from 2 on is asked for when the last one has been seen, one a frame, the
field redrawn each time. Then the parts of one picture, each by itself, under the same Python in Node: a training epoch,
the network over the whole field, SVG text. Placing is what the page needs from the answer to the new layout.
TensorFlow Playground, the yardstick, trains one epoch a frame.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import Page, sync_playwright

from bench.site import built
from runtime import browser, node, paths

CASES: dict[str, dict[str, Any]] = {
    "3 units": {},
    "2 layers of 6": {"depth": 2, "width": 6, "activation": "relu"},
    "4 layers of 8, spiral": {"depth": 4, "width": 8, "data_set": "spiral", "learning_rate": 0.3},
}
EPOCHS = 240
ENOUGH = 59  # epochs a second: every frame of a screen of 60 Hz, less the clock's rounding
LONGEST = 50.0  # ms for which the page may be blocked
SCRIPT = Path(__file__).with_name("playground.mjs")

MEASURE = """async ([settings, epochs, seed]) => {
  const demo = document.querySelector("knob-demo");
  const panels = [...demo.querySelectorAll(".kd-panel")];
  const frame = () => new Promise(requestAnimationFrame);
  const rest = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
  const seen = (epoch) => new Promise((resolve) => {
    const watch = new MutationObserver(() => (watch.disconnect(), resolve()));
    watch.observe(panels[0], {childList: true});
    demo.turn({epochs: epoch});
  });
  const blocked = [];
  const noted = (list) => blocked.push(...list.getEntries().map((each) => each.duration));
  new PerformanceObserver(noted).observe({entryTypes: ["longtask"]});
  const run = async (seed) => {
    demo.turn({...settings, seed, epochs: 1});
    do await rest(100); while (demo.busy);
    const start = performance.now();
    for (let epoch = 2; epoch <= epochs; epoch++) await seen(epoch), await frame();
    return (epochs - 1) / ((performance.now() - start) / 1000);
  };
  const cold = await run(seed), warm = await run(seed + 1);
  const placing = [];
  for (let i = 0; i < 40; i++) {
    const svgs = panels.map((panel) => panel.innerHTML);
    await frame();
    const start = performance.now();
    panels.forEach((panel, k) => (panel.innerHTML = svgs[k]));
    panels[0].getBoundingClientRect();
    placing.push(performance.now() - start);
  }
  return {cold, warm, blocked, placing};
}"""


def measure(page: Page, settings: dict[str, Any], seed: int) -> dict[str, Any]:
    """Play one case twice: the first time the browser still compiles Python."""
    times: dict[str, Any] = page.evaluate(MEASURE, [settings, EPOCHS, seed])
    return times


def parts() -> dict[str, dict[str, float]]:
    """Milliseconds of each part of a picture, under Pyodide in Node."""
    told: dict[str, dict[str, float]] = json.loads(node.run(SCRIPT, json.dumps(CASES), str(paths.PYTHON)))
    return told


def table(kept: list[bool]) -> Iterator[str]:
    """A row a network, then the parts; kept where every frame shows one and the page is never blocked."""
    yield f"{EPOCHS} epochs shown one by one, one a frame, the field of 57 x 57 points redrawn each time:\n"
    yield "| network | epochs a second, cold | warm | at least | tasks over 50 ms | longest, ms | placing, ms | |"
    yield "|---|---|---|---|---|---|---|---|"
    with built() as server, sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=browser.find(), args=list(browser.FLAGS))
        page = opened.new_page()
        page.goto(f"{server.address}demos/playground/")
        page.wait_for_selector('knob-demo[data-from="python"]', timeout=60_000)
        page.wait_for_function("() => globalThis.component$")  # its script comes once a visit
        page.wait_for_timeout(500)
        for seed, (name, settings) in enumerate(CASES.items(), 1):
            times = measure(page, settings, 2 * seed)
            kept.append(times["warm"] >= ENOUGH and max(times["blocked"], default=0.0) <= LONGEST)
            yield row(name, times, kept=kept[-1])
        opened.close()
    yield "\nThe parts of one picture under the same Python in Node, milliseconds:\n"
    for name, each in parts().items():
        yield f"- {name}: {', '.join(f'{part} {ms:.2f}' for part, ms in each.items())}"


def row(name: str, times: dict[str, Any], *, kept: bool) -> str:
    """One network."""
    blocked, word = times["blocked"], "kept" if kept else "**NOT kept**"
    speeds = f"{times['cold']:.1f} | {times['warm']:.1f} | {ENOUGH}"
    tasks = f"{len(blocked)} | {max(blocked, default=0):.0f}"
    return f"| {name} | {speeds} | {tasks} | {median(times['placing']):.2f} | {word} |"
