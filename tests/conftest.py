"""What all tests share: one site, built for the address where one server shows it to all tests; one browser each."""

import fcntl
import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from runtime import browser, bundle, paths
from runtime.server import Server

FOLDER = paths.BUILD / "test"
SITE = FOLDER / "site"
FIRST = ("offline", "browser", "site", "runtime")  # folders, the slowest first; all others have many quick tests
BASE = "/knobs/"  # below the root, as GitHub serves the pages of a project


def pytest_configure() -> None:
    """Open the server in the first process; the others inherit its address."""
    if "KNOBS_TEST_SITE" not in os.environ:
        server = Server(SITE, base=BASE).start()
        os.environ["KNOBS_TEST_SITE"] = server.address
        os.environ["KNOBS_TEST_RUN"] = f"{server.address} {os.getpid()} {time.time_ns()}"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes long, first of all what needs no site: so one process builds while the other tests."""
    items.sort(key=lambda item: next((i for i, name in enumerate(FIRST) if f"/{name}/" in str(item.path)), len(FIRST)))


@pytest.fixture(scope="session")
def site_url() -> str:
    """The address of the built site; the process that asks first builds it, strictly, for this address."""
    address, run, built = os.environ["KNOBS_TEST_SITE"], os.environ["KNOBS_TEST_RUN"], FOLDER / "built"
    with alone():
        if not built.exists() or built.read_text(encoding="utf-8") != run:
            build(address)
            built.write_text(run, encoding="utf-8")
    return address


@pytest.fixture(scope="session")
def site(site_url: str) -> Path:
    """The folder of the built site."""
    assert site_url
    return SITE


@pytest.fixture(scope="session")
def python() -> Path:
    """The folder of the demos' bundle, as the site has it: made anew if a byte of what it is made from has changed."""
    with alone():
        bundle.up_to_date(paths.PYTHON)
    return paths.PYTHON


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A real browser, without a window."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=browser.find(), args=list(browser.FLAGS))
        yield opened
        opened.close()


def build(address: str) -> None:
    """`make build`, as a reader of the README would run it."""
    variables = {"SITE": str(SITE.relative_to(paths.ROOT)), "SITE_URL": address}
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    command = ["make", "--no-print-directory", "build"]
    done = subprocess.run(
        command, cwd=paths.ROOT, env=inherited | variables, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"the strict build failed:\n{done.stdout}{done.stderr}"


@contextmanager
def alone() -> Iterator[None]:
    """Keep the other test processes out."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / "lock").open("w", encoding="utf-8") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
