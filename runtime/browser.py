"""Find a browser for the tests, or get one: there is always one, or a failure that says how to mend it; never a skip.

Run as `python -m runtime.browser` to print the one that would be used.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
APPLICATIONS = (
    Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
    Path("/Applications/Chromium.app/Contents/MacOS/Chromium"),
    Path("C:/Program Files/Google/Chrome/Application/chrome.exe"),
)
# A browser of its own accord asks its maker for updates and models: none of that belongs in a test.
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
DOWNLOAD_LIMIT = 600  # seconds for a browser to arrive
MEND = (
    "Mend: `apt install chromium` or `brew install --cask chromium`, or name one that you have: CHROME=/path/to/chrome"
)
ANSWER_LIMIT = 60  # seconds for a browser to tell its version

type Finder = Callable[[], str]


class BrowserError(RuntimeError):
    """There is no browser; or, from one finder, not there."""


def named() -> str:
    """The one that $CHROME names; nothing else is tried where it is set."""
    chosen = os.environ.get("CHROME", "")
    if not chosen:
        raise BrowserError("$CHROME is not set")
    return works(chosen)


def installed() -> str:
    """The system's own Chromium or Chrome."""
    paths = [found for name in NAMES if (found := shutil.which(name))]
    paths += [str(path) for path in APPLICATIONS if path.exists()]
    for path in paths:
        try:
            return works(path)
        except BrowserError as error:
            print(f"passing over {error}", file=sys.stderr)
    raise BrowserError(f"no {', '.join(NAMES)} on PATH that runs")


def playwrights() -> str:
    """Playwright's own download; where it has been made before, this takes no time."""
    environment = {"PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT": "10000"}  # milliseconds; the default is thirty seconds
    get([sys.executable, "-m", "playwright", "install", "chromium"], environment)
    code = "from playwright.sync_api import sync_playwright as p\nwith p() as q: print(q.chromium.executable_path)"
    return works(ask([sys.executable, "-c", code]))


def debians() -> str:
    """Debian's package, where we may install it."""
    if not shutil.which("apt-get") or os.geteuid() != 0:
        raise BrowserError("apt-get is not here, or we are not root")
    get(["apt-get", "update"])
    get(["apt-get", "install", "--yes", "--no-install-recommends", "chromium"], {"DEBIAN_FRONTEND": "noninteractive"})
    return works(shutil.which("chromium") or "chromium")


FINDERS: tuple[Finder, ...] = (installed, playwrights, debians)


def find(finders: Sequence[Finder] = FINDERS) -> str:
    """The browser's path: $CHROME, a system browser, Playwright's download, Debian's package, in this order."""
    if os.environ.get("CHROME"):
        return named()
    refused: list[str] = []
    for finder in finders:
        try:
            return finder()
        except BrowserError as error:
            refused.append(f"  {finder.__name__}: {error}")
    told = "\n".join(["the tests need Chromium or Chrome, and there is none:", *refused, MEND])
    raise BrowserError(told)


def works(path: str) -> str:
    """The path, if a browser answers there."""
    ask([path, "--version"])
    return path


def ask(command: list[str], limit: float = ANSWER_LIMIT) -> str:
    """What a command prints; it must succeed, and soon."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=limit, check=True)
    except (OSError, subprocess.SubprocessError) as error:
        raise BrowserError(f"{command[0]} does not run: {error}") from error
    return done.stdout.strip()


def get(command: list[str], environment: dict[str, str] | None = None) -> None:
    """Run a client that fetches a browser; how far it is goes straight to whoever waits."""
    told = " ".join(command)
    print(f"fetching a browser: {told}", file=sys.stderr, flush=True)
    try:
        everything = os.environ | (environment or {})
        subprocess.run(command, env=everything, stdout=sys.stderr, timeout=DOWNLOAD_LIMIT, check=True)
    except (OSError, subprocess.SubprocessError) as error:
        raise BrowserError(f"{told} failed, as shown above ({type(error).__name__})") from error


def main() -> None:
    """Print the browser's path, or why there is none."""
    try:
        print(find())
    except BrowserError as error:
        sys.exit(f"{error}")


if __name__ == "__main__":
    main()
