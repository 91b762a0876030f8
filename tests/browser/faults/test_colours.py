"""The chosen colours stand from the first frame, even where the page stops in the middle of its header."""

import time
from collections.abc import Callable
from dataclasses import replace
from io import BufferedIOBase
from pathlib import Path

from runtime.content import Content, Entity
from runtime.line import Line
from runtime.server import Server
from tests.browser.conftest import Reader

AT = b'data-md-component="palette"'
PAUSE = 0.6  # seconds, long enough for many frames


class Plain(Content):
    """What is sent stands there in plain text."""

    def entity(self, path: Path) -> Entity:
        """The file, never compressed."""
        return replace(super().entity(path), gzip=None)


class Halting(Line):
    """Every page stops for a while before the buttons that choose the colours."""

    def send(self, data: bytes, out: BufferedIOBase) -> None:
        """Write `data` in two pieces."""
        before, mark, rest = data.partition(AT)
        out.write(before)
        out.flush()
        time.sleep(PAUSE if mark else 0)
        out.write(mark + rest)


def test_a_page_that_halts_in_its_header_raises_nothing(site: Path, new_reader: Callable[..., Reader]) -> None:
    with Server(site, base="/knobs/", line=Halting()) as server:
        server.content = Plain(site)
        reader = new_reader(server.address, color_scheme="dark")
        reader.page.goto(f"{server.address}about/")
        # The theme notes the colours for the pages to come.
        reader.page.wait_for_function("() => localStorage.length && document.body.dataset.mdColorScheme === 'slate'")
        reader.page.goto(f"{server.address}start/", wait_until="domcontentloaded")
        assert reader.page.evaluate("document.body.dataset.mdColorScheme") == "slate"
        assert reader.console == []
