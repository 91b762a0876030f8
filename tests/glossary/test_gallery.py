"""All demos as pages: none is missing, and each says what it must."""

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

import demos
from glossary import gallery
from tests.real import LIBRARY

ADDRESS = "http://example.org/knobs/"


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("gallery")
    gallery.publish(folder, LIBRARY, ADDRESS)
    return folder


def test_every_demo_has_its_pages(out: Path) -> None:
    pages = {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()}
    each = {place.format(name) for name in demos.names() for place in ("demos/{}.md", "embed/{}/index.html")}
    assert pages == {"demos.md"} | each


def test_the_list_shows_tells_and_leads_on(out: Path) -> None:
    soup = BeautifulSoup((out / "demos.md").read_text(encoding="utf-8"), "html.parser")
    shown = soup.select(".exhibit")
    assert len(shown) == len(demos.names())
    for name, section in zip(demos.names(), shown, strict=True):
        demo = demos.load(name)
        assert section.select("svg.chart")
        assert demo.NOTICE in section.text
        assert demo.CHECK in section.text
        assert {link["href"] for link in section.select("a")} >= {f"{name}/"}
        users = {entry.slug for entry in LIBRARY.in_order() if f"name: {name}\n" in entry.body}
        assert {str(link["href"]).split("/")[-2] for link in section.select(".exhibit-entries a")} == users


def test_a_picture_in_the_list_is_small(out: Path) -> None:
    assert len((out / "demos.md").read_bytes()) < 12_000 * len(demos.names())


def test_the_first_line_of_a_docstring_is_title_and_subtitle() -> None:
    (bowl,) = (each for each in gallery.exhibits(LIBRARY) if each.name == "bowl")
    assert (bowl.title, bowl.subtitle) == ("What one step size does", "crawl, converge, bounce, blow up")
    assert bowl.story[0].startswith("The loss is a bowl with two curvatures")


def test_an_embedded_demo_follows_the_systems_colours(out: Path) -> None:
    """The dark inks are those of the style sheet, whatever they are."""
    text = (out / "embed" / "bowl" / "index.html").read_text(encoding="utf-8")
    sheet = gallery.INKS.read_text(encoding="utf-8")
    (dark,) = re.findall(r'<style media="\(prefers-color-scheme: dark\)">:root \{(.*?)\}</style>', text, re.DOTALL)
    inks = re.findall(r"--kd-[\w-]+: #\w+;", dark)
    assert len(inks) >= 10
    assert all(ink in sheet for ink in inks)
    assert '<meta name="robots" content="noindex">' in text


def test_pages_of_demos_that_are_gone_go_too(tmp_path: Path) -> None:
    stray = tmp_path / "embed" / "gone" / "index.html"
    stray.parent.mkdir(parents=True)
    stray.write_text("old", encoding="utf-8")
    assert stray not in gallery.publish(tmp_path, LIBRARY, ADDRESS)
    assert not stray.exists()
