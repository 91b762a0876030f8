"""One reader, one tab, ten minutes: knobs are moved on every demo in turn, and nothing may grow or slow down.

`make soak` follows links from demo to demo, as the theme does it (Python stays), and moves three sliders of each, one
of them another in every round. After each round over all demos, with the garbage collected, it notes what the page
holds (script's heap, nodes, listeners), what the browser's process holds that runs page and workers, and how long a
drag of one demo takes. The first round warms up: the browser compiles what is used, and each demo keeps its latest
runs, up to a bound. From the second round to the last, nothing may grow by more than a tenth. The tab is one that no
tool records: bench/tab.py says why.
"""

import argparse
import sys
from collections.abc import Sequence
from statistics import median
from time import monotonic, sleep
from typing import NamedTuple

from playwright.sync_api import Browser, sync_playwright

import demos
from bench import drag, memory
from bench.site import built
from bench.tab import Tab
from demos.kit.controls import Slider
from runtime import browser
from runtime.server import Server

MINUTES = 10.0
MOVES = 8  # of each of three sliders of a demo, in a round
TIMED = 60  # drags of the first demo that are timed after a round
TENTH = 1.1
COLLECTED = 5  # times: a page that has been left goes in steps
REST = 0.5  # seconds after each
PATIENCE = 300.0  # seconds for all moves of one demo, on a busy machine
MEGABYTE = 1024 * 1024

LEAVE = """(address) => {
  document.querySelector("knob-demo")?.setAttribute("data-left", "");
  const link = Object.assign(document.createElement("a"), { href: address });
  document.body.append(link);
  link.click();
}"""
OPEN = "() => document.readyState === 'complete' && Boolean(globalThis.document$)"
THERE = "(address) => location.href === address && !document.querySelector('knob-demo[data-left]')"
LIVE = "() => (demo => demo?.dataset.from === 'python' && !demo.busy)(document.querySelector('knob-demo'))"
# Move some sliders in turn, each time to a place of its own, and wait for the finished picture; answers the times
# in ms.
MOVE = """async ([knobs, moves, start]) => {
  const demo = document.querySelector("knob-demo");
  const rest = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
  const times = [];
  for (const knob of knobs) {
    const range = demo.querySelector(`[data-knob=${knob}] .kd-range`);
    for (let i = start; i < start + moves; i++) {
      range.value = Math.round(range.max * (0.1 + 0.5 * ((i * 0.618034) % 1)));
      const begun = performance.now();
      range.dispatchEvent(new Event("input", { bubbles: true }));
      while (demo.busy) await rest(1);
      times.push(performance.now() - begun);
      await rest(20);
    }
    demo.querySelector(".kd-reset").click();
    while (demo.busy) await rest(1);
  }
  return times;
}"""


class Sample(NamedTuple):
    """What one round left behind."""

    minutes: float
    heap: float  # MB
    process: float  # MB
    nodes: float
    listeners: float
    drag: float  # ms

    def __str__(self) -> str:
        """A row of the table."""
        numbers = f"{self.heap:.1f} | {self.process:.0f} | {self.nodes:.0f} | {self.listeners:.0f}"
        return f"| {self.minutes:.1f} | {numbers} | {self.drag:.1f} |"


def sliders(name: str, turn: int) -> list[str]:
    """Three sliders of a demo: another one in every round, then the one that bench.drag moves, and the epochs."""
    first, last = drag.knob(name), "epochs"
    others = [each.name for each in demos.load(name).controls if isinstance(each, Slider)]
    others = [each for each in others if each not in {first, last}]
    return [*others[turn % len(others) :][:1], first, last] if others else [first, last]


def visit(tab: Tab, server: Server, name: str) -> None:
    """Follow a link to a demo's page, and wait until Python has drawn."""
    address = f"{server.address}demos/{name}/"
    tab.evaluate(LEAVE, address)
    tab.wait(THERE, address)
    tab.wait(LIVE)


def look(tab: Tab, chromium: Browser, minutes: float, times: list[float]) -> Sample:
    """Collect the garbage and see what is left."""
    for command in ("HeapProfiler.collectGarbage",) * COLLECTED:
        tab.send(command)
        sleep(REST)
    tab.send("Performance.enable")
    found = {each["name"]: each["value"] for each in tab.send("Performance.getMetrics")["metrics"]}
    heap, process = found["JSHeapUsedSize"] / MEGABYTE, memory.of_renderer(chromium)
    return Sample(minutes, heap, process, found["Nodes"], found["JSEventListeners"], median(times))


def rounds(tab: Tab, chromium: Browser, server: Server, minutes: float) -> list[Sample]:
    """Go round all demos until the time is up; two rounds after the first one at least."""
    samples: list[Sample] = []
    begun = monotonic()
    while len(samples) < 3 or monotonic() - begun < 60 * minutes:  # noqa: PLR2004
        for name in demos.names():
            visit(tab, server, name)
            tab.evaluate(MOVE, [sliders(name, len(samples)), MOVES, MOVES * len(samples)], PATIENCE)
        visit(tab, server, demos.names()[1])
        times = tab.evaluate(MOVE, [[drag.knob(demos.names()[1])], TIMED, TIMED * len(samples)])
        samples.append(look(tab, chromium, (monotonic() - begun) / 60, times))
        print(samples[-1], flush=True)
    return samples


def judged(samples: Sequence[Sample]) -> dict[str, float]:
    """How much each grew: the median of the last rounds by that of the first ones after the warm-up."""
    warm = samples[1:]
    some = max(1, len(warm) // 3)
    fields = Sample._fields[1:]
    early, late = ({f: median(getattr(s, f) for s in part) for f in fields} for part in (warm[:some], warm[-some:]))
    return {field: late[field] / early[field] for field in fields}


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; 1 where something grows by more than a tenth."""
    parser = argparse.ArgumentParser(prog="soak", description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--minutes", type=float, default=MINUTES)
    asked = parser.parse_args(arguments)
    print("| minutes | script's heap, MB | page and workers, MB | nodes | listeners | drag, median ms |")
    print("|---|---|---|---|---|---|", flush=True)
    with built() as server, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser.find(), args=list(browser.FLAGS))
        tab = Tab(chromium, server.address + "demos/")
        tab.wait(OPEN)
        samples = rounds(tab, chromium, server, asked.minutes)
        chromium.close()
    grown = judged(samples)
    print("\nFrom the first rounds to the last: " + ", ".join(f"{name} × {by:.2f}" for name, by in grown.items()))
    return 0 if all(by <= TENTH for by in grown.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
