"""Where and with what a run was made."""

import os
import platform
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from runtime import browser, node, release

GIGABYTE = 1e6  # kB


def lines() -> Iterator[str]:
    """Date, machine, load and versions."""
    yield f"Made by `make bench` on {datetime.now(UTC):%d %B %Y at %H:%M} UTC, from commit {_commit()}.\n"
    system = f"{platform.system()} {platform.release()}"
    yield f"- Machine: {_processor()}, {os.cpu_count()} cores, {_memory():.1f} GB, {system}"
    yield f"- Load at the start: {os.getloadavg()[0]:.1f} processes wanted a processor"
    chromium = browser.ask([browser.find(), "--version"])
    yield f"- {chromium}, headless; CPython {platform.python_version()}; Node {node.version()}"
    packages = ", ".join(f"{name} {release.wheel(name).file.split('-')[1]}" for name in release.PACKAGES)
    yield f"- In the page: Pyodide {release.VERSION}, {packages}"


def _commit() -> str:
    found = subprocess.run(["git", "describe", "--always", "--dirty"], capture_output=True, text=True, check=False)
    return found.stdout.strip() or "unknown"


def _processor() -> str:
    known = Path("/proc/cpuinfo")
    names = [line.split(": ", 1)[1] for line in known.read_text().splitlines() if line.startswith("model name")]
    return names[0] if names else platform.machine()


def _memory() -> float:
    total = next(line for line in Path("/proc/meminfo").read_text().splitlines() if line.startswith("MemTotal"))
    return int(total.split()[1]) / GIGABYTE
