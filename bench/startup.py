"""From navigation to the first live picture: ours beside a plain page, in pairs, an empty cache each time.

Run as `python -m bench.startup [--pairs 7] [--line "no delay"]`. Machines differ and swing: the ratios count.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from statistics import median

from playwright.sync_api import Playwright, sync_playwright

from bench import memory, plain_site, site
from runtime import browser
from runtime.line import Line
from runtime.server import Server

ENTRY = "glossary/hyperparameter/"  # opens with the demo that the plain page shows too
PATIENCE = 120_000  # ms
LINES = {
    "no delay": (0.0, 0.0, 0.35),
    "20 Mbit/s, 40 ms": (20e6 / 8, 0.040, 0.9),
    "5 Mbit/s, 100 ms": (5e6 / 8, 0.100, 0.9),
}  # bytes a second, seconds before an answer, the most that is allowed of plain's time
MOST_BYTES = 9.2e6
WATCH = """addEventListener("DOMContentLoaded", () => {
  const demo = document.querySelector("knob-demo");
  if (!demo) return;
  const painted = () => requestAnimationFrame(() => (globalThis.live ??= performance.now()));
  const seen = () => demo.dataset.from === "python" && painted();
  new MutationObserver(seen).observe(demo, { attributes: true });
});"""


@dataclass(frozen=True)
class Visit:
    """One visit with an empty cache."""

    milliseconds: float
    sent: int  # bytes of all answers, as they went over the line
    memory: float  # MB of the browser's process that holds page and worker


def visit(playwright: Playwright, server: Server, path: str) -> Visit:
    """Open the page in a fresh browser, wait until its picture is live."""
    server.log.clear()
    chromium = playwright.chromium.launch(executable_path=browser.find(), args=list(browser.FLAGS))
    page = chromium.new_page()
    page.add_init_script(WATCH)
    page.goto(server.address + path, wait_until="commit")
    page.wait_for_function("globalThis.live", timeout=PATIENCE)
    milliseconds = float(page.evaluate("globalThis.live"))
    sent = sum(request.sent for request in server.log)
    held = memory.of_renderer(chromium)
    chromium.close()
    return Visit(milliseconds, sent, held)


@contextmanager
def sites() -> Iterator[tuple[Server, Server]]:
    """Ours and the plain one, each at an address of its own."""
    with ExitStack() as stack:
        folder, _ = stack.enter_context(site.built())
        both = stack.enter_context(Server(folder)), stack.enter_context(Server(plain_site.write()))
        for server in both:
            server.content.warm()
        yield both


def pairs(playwright: Playwright, servers: tuple[Server, Server], count: int) -> tuple[list[Visit], list[Visit]]:
    """Ours and plain in turn, so that what else the machine does strikes both."""
    ours, plain = servers
    both: tuple[list[Visit], list[Visit]] = ([], [])
    for _ in range(count):
        both[0].append(visit(playwright, ours, ENTRY))
        both[1].append(visit(playwright, plain, ""))
    return both


def row(name: str, most: float, ours: list[Visit], plain: list[Visit]) -> bool:
    """Print one line of the table; whether it keeps the promise."""
    ratio = median(a.milliseconds / b.milliseconds for a, b in zip(ours, plain, strict=True))
    seconds = [median(v.milliseconds for v in visits) / 1000 for visits in (ours, plain)]
    sent = [median(v.sent for v in visits) / 1e6 for visits in (ours, plain)]
    held = [median(v.memory for v in visits) for visits in (ours, plain)]
    kept = ratio <= most and sent[0] * 1e6 < MOST_BYTES
    print(
        f"| {name} | {seconds[0]:.2f} s | {seconds[1]:.2f} s | {ratio:.2f} | {most} | {sent[0]:.2f} | {sent[1]:.2f} "
        f"| {held[0]:.0f} | {held[1]:.0f} | {'kept' if kept else 'NOT KEPT'} |",
        flush=True,
    )
    return kept


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; 1 where a promise is not kept."""
    parser = argparse.ArgumentParser(prog="bench.startup", description=__doc__)
    parser.add_argument("--pairs", type=int, default=7)
    parser.add_argument("--line", action="append", choices=LINES)
    asked = parser.parse_args(arguments)
    print(f"Navigation to first live picture, empty cache, medians of {asked.pairs} interleaved pairs")
    print("| line | ours | plain | ratio | at most | MB ours | MB plain | memory ours, MB | plain | |")
    print("|---|---|---|---|---|---|---|---|---|---|", flush=True)
    kept = True
    with sync_playwright() as playwright, sites() as servers:
        for name in asked.line or LINES:
            rate, latency, most = LINES[name]
            for server in servers:
                server.line = Line(bytes_per_second=rate, latency=latency)
            kept &= row(name, most, *pairs(playwright, servers, asked.pairs))
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
