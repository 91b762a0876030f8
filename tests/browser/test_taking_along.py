"""What is seen can be taken along: as a link that opens it again, as a picture, as numbers, as a script."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Demo, Reader, until


def download(page: Page, demo: Demo, kind: str, folder: Path) -> Path:
    """Press one of the buttons and keep the file."""
    with page.expect_download() as waiting:
        demo.element.locator(f'[data-take="{kind}"]').click()
    path = folder / waiting.value.suggested_filename
    waiting.value.save_as(path)
    return path


def changed(reader: Reader) -> Demo:
    """A demo that stands otherwise than it opened, with a kept run."""
    demo = reader.open("glossary/regularization/").live()
    demo.part("keep").click()
    demo.more()
    demo.type("learning_rate", 0.05)
    demo.type("epochs", 300)
    demo.knob("penalty").locator('label:has(input[value="l1"])').click()
    return demo.settles()


def test_a_link_opens_exactly_what_was_seen(new_reader: Callable[..., Reader]) -> None:
    giver = new_reader()
    demo = changed(giver)
    demo.element.locator('[data-take="link"]').click()
    until(lambda: "#demo=penalty" in giver.page.url)
    taker = new_reader()
    taker.page.goto(giver.page.url)
    other = taker.demo().live().settles()
    assert other.verdict == demo.verdict
    # All panels but for how far the kept run has been trained beyond what was kept: the same picture.
    assert other.pictures == demo.pictures
    assert other.element.locator(".line.kept").count() == 1


@pytest.mark.parametrize(
    ("words", "note"),
    [
        ("learning_rate=7", "Learning rate is set to 1"),
        pytest.param("learning_rate=much", "Learning rate is set to 0.1", marks=pytest.mark.long),
        pytest.param("penalty=l3", "Penalty is set to L2", marks=pytest.mark.long),
        pytest.param("colour=red", "there is no knob colour", marks=pytest.mark.long),
        ("strength=<img src=x onerror=alert(1)>", "Strength is set to 0.03"),
    ],
)
def test_a_damaged_link_is_clamped_with_a_note(reader: Reader, words: str, note: str) -> None:
    reader.page.goto(f"{reader.home}glossary/regularization/#demo=penalty&{words}")
    demo = reader.demo().live()
    assert note in demo.part("message").inner_text()
    assert reader.troubles()["console"] == []
    demo.press("epochs", "ArrowLeft")
    until(lambda: not demo.part("message").is_visible())


def test_the_numbers_and_the_script_agree(reader: Reader, tmp_path: Path) -> None:
    demo = changed(reader)
    csv = download(reader.page, demo, "csv", tmp_path)
    script = download(reader.page, demo, "python", tmp_path)
    done = subprocess.run([sys.executable, "-I", script], capture_output=True, text=True, check=True)
    printed, held = (text.splitlines() for text in (done.stdout, csv.read_text(encoding="utf-8")))
    assert printed[0] == held[0]
    assert len(held) == 302
    ours, theirs = (np.array([line.split(",") for line in text[1:]], dtype=float) for text in (printed, held))
    np.testing.assert_allclose(ours, theirs, rtol=1e-9, atol=1e-9)


def test_the_picture_stands_alone(reader: Reader, tmp_path: Path) -> None:
    demo = changed(reader)
    drawn = ET.parse(download(reader.page, demo, "svg", tmp_path)).getroot()
    lines = [each.get("style") or "" for each in drawn.iter() if (each.get("class") or "").startswith("line training")]
    assert lines
    assert "stroke: rgb(11, 92, 173)" in lines[0]
    png = download(reader.page, demo, "png", tmp_path).read_bytes()
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    assert len(png) > 10_000
