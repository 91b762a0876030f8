"""How much memory the page and its worker hold: the browser's process that runs both, read from the system."""

from pathlib import Path
from time import sleep

from playwright.sync_api import Browser

MEGABYTE = 1024 * 1024
PAUSE = 0.05  # seconds


def of_renderer(chromium: Browser) -> float:
    """MB of the largest renderer: private and dirty, so that what all browsers share does not count."""
    session = chromium.new_browser_cdp_session()
    processes = session.send("SystemInfo.getProcessInfo")["processInfo"]
    session.detach()
    return max(_private(int(process["id"])) for process in processes if process["type"] == "renderer")


def _private(process: int) -> float:
    rollup = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii")
    lines = dict(line.split(":", 1) for line in rollup.splitlines()[1:])
    return sum(int(lines[f"Private_{kind}"].split()[0]) for kind in ("Clean", "Dirty")) * 1024 / MEGABYTE


def collect(chromium: Browser) -> None:
    """Collect the garbage of every page and worker, as the browser does before it counts its memory for a report."""
    session, done = chromium.new_browser_cdp_session(), list[bool]()
    session.on("Tracing.tracingComplete", lambda _: done.append(True))
    counted = {"includedCategories": ["disabled-by-default-memory-infra"], "memoryDumpConfig": {"triggers": []}}
    session.send("Tracing.start", {"traceConfig": counted})
    session.send("Tracing.requestMemoryDump", {"levelOfDetail": "light", "deterministic": True})
    session.send("Tracing.end")
    while not done:
        session.send("Browser.getVersion")  # Playwright hears nothing unless it is asked something
        sleep(PAUSE)
    session.detach()
