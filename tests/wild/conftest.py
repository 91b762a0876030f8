"""Three engines in front of the built site: Chromium by Playwright, Firefox by BiDi, WebKit by its own driver.

Not part of `make test`: run by `make check`, which fetches what they need (tests/wild/engines.py).
"""

import json
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from runtime.node import node
from tests.wild import engines

HERE = Path(__file__).parent
SMOKE = HERE / "smoke.js"
Seen = dict[str, Any]


def code() -> str:
    """The function of smoke.js, without its comment."""
    text = SMOKE.read_text(encoding="utf-8")
    return text[text.index("async function") :]


@pytest.fixture
def in_chromium(chromium: Browser) -> Callable[[list[str]], list[Seen]]:
    """Smoke every address in Chromium."""

    def smoke(addresses: list[str]) -> list[Seen]:
        found = []
        for address in addresses:
            page = chromium.new_page()
            page.goto(address)
            found.append({"address": address, **page.evaluate(f"({code()})()")})
            page.close()
        return found

    return smoke


@pytest.fixture
def in_firefox() -> Callable[[list[str]], list[Seen]]:
    """Smoke every address in Firefox."""
    browser = engines.firefox()

    def smoke(addresses: list[str]) -> list[Seen]:
        command = [str(node()), str(HERE / "firefox.mjs"), browser, str(SMOKE), *addresses]
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=HERE)
        assert done.returncode == 0, done.stderr
        return [json.loads(line) for line in done.stdout.splitlines()]

    return smoke


@pytest.fixture
def in_webkit() -> Iterator[Callable[[list[str]], list[Seen]]]:
    """Smoke every address in WebKit."""
    with engines.webkit() as driver:

        def smoke(addresses: list[str]) -> list[Seen]:
            found = []
            for address in addresses:
                driver.get(address)
                call = f"const done = arguments[0]; ({code()})().then(done, (e) => done({{troubles: [String(e)]}}));"
                found.append({"address": address, **driver.execute_async_script(call)})
            return found

        yield smoke
