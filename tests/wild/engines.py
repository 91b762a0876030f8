"""Firefox and WebKit as this machine can have them: the system's, or Debian's packages where we may install them."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from selenium import webdriver

from runtime import browser

MINI = "webkit2gtk-4*/MiniBrowser"
PACKAGES = {"firefox": ["firefox-esr"], "webkit": ["webkit2gtk-driver", "xvfb"]}
DISPLAY = ":97"
PATIENCE = 300  # seconds for all turns of one demo


def firefox() -> str:
    """Firefox's path; raises BrowserError with the mend where there is none."""
    return _program("firefox-esr", "firefox", package="firefox")


def _program(*names: str, package: str) -> str:
    """The first program that is there, installed where it has to be."""
    found = next((path for name in names if (path := shutil.which(name))), None)
    if found is None and shutil.which("apt-get") and os.geteuid() == 0:
        command = ["apt-get", "install", "--yes", "--no-install-recommends", *PACKAGES[package]]
        browser.get(["apt-get", "update"])
        browser.get(command, {"DEBIAN_FRONTEND": "noninteractive"})
        found = next((path for name in names if (path := shutil.which(name))), None)
    if found is None:
        raise browser.BrowserError(f"no {names[0]} here. Mend: apt install {' '.join(PACKAGES[package])}")
    return found


@contextmanager
def webkit() -> Iterator[Any]:
    """A driven WebKitGTK on a screen that nobody sees."""
    driver = _program("WebKitWebDriver", package="webkit")
    # Its own sandbox wants rights that a container does not give.
    os.environ |= {"WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1", "DISPLAY": DISPLAY}
    screen = subprocess.Popen([_program("Xvfb", package="webkit"), DISPLAY, "-screen", "0", "1280x1000x24"])
    options = webdriver.WebKitGTKOptions()
    options.binary_location = str(next(Path("/usr/lib").rglob(MINI)))
    options.add_argument("--automation")
    try:
        opened = webdriver.WebKitGTK(options=options, service=webdriver.WebKitGTKService(driver))
        opened.set_script_timeout(PATIENCE)
        yield opened
        opened.quit()
    finally:
        screen.terminate()
        screen.wait()
