"""How much memory the page and its worker hold: the browser's process that runs both, read from the system."""

from pathlib import Path

from playwright.sync_api import Browser

MEGABYTE = 1024 * 1024


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
