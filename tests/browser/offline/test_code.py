"""A reader's own code, too, runs without a network where it has run before."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext

from runtime.server import Server
from tests.browser.conftest import Demo, Reader, until
from tests.browser.offline.conftest import cut, kept


def runs(demo: Demo) -> None:
    """Open the editor and run what stands there."""
    demo.part("code").locator("summary").click()
    demo.part("edit").click()
    until(lambda: demo.part("editor").locator(".cm-content").count())
    demo.part("run").click()
    until(lambda: demo.part("told").inner_text() == "This is your code.")


@pytest.mark.long
def test_a_readers_code_runs_with_the_network_off(
    context: BrowserContext, host: Server, tab: Callable[[], Reader]
) -> None:
    reader = tab()
    runs(reader.open().live())
    kept(reader.page)
    runs(reader.open().live())  # in the browser's cache since then; the next visit tells that it was used
    reader.page.goto(f"{host.address}glossary/")
    kept(reader.page)
    cut(context, host)
    again = tab()
    runs(again.open().live())
    assert again.troubles() == {"console": [], "failed": [], "elsewhere": []}
