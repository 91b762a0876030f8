"""axe-core finds nothing on a page of each kind, in light and in dark, with the demo live and everything open.

All pages: tests/wild/test_axe_everywhere.py, which `make check` runs. What axe cannot see: test_keyboard.py and
test_fitting.py.
"""

from collections.abc import Callable

import pytest

from tests.browser import axe
from tests.browser.conftest import Reader
from tests.browser.every import KINDS, everything


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing(kind: str, scheme: str, new_reader: Callable[..., Reader]) -> None:
    page = everything(new_reader(color_scheme=scheme), KINDS[kind])
    assert axe.found(page) == []


def test_axe_would_find_what_is_wrong(reader: Reader) -> None:
    page = everything(reader, "glossary/")
    page.evaluate("""() => {
        const faint = Object.assign(document.createElement("p"), {textContent: "faint"});
        faint.style.color = "color-mix(in srgb, currentColor 40%, transparent)";
        document.querySelector("article").append(faint, new Image());
    }""")
    assert sorted(each.split(":")[0] for each in axe.found(page)) == ["color-contrast", "image-alt"]
