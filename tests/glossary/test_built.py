"""The check of the built site, shown to find what is wrong and to let pass what is right."""

from pathlib import Path

import pytest

from glossary import built

ADDRESS = "http://example.org/knobs/"


def site(folder: Path, body: str, css: str = "") -> Path:
    """Make a site of two pages, a picture and a style sheet."""
    (folder / "other").mkdir()
    (folder / "index.html").write_text(f"<title>x</title>\n{body}\n<h2 id=here>Here</h2>", encoding="utf-8")
    (folder / "other" / "index.html").write_text('<h2 id="there">There</h2>', encoding="utf-8")
    (folder / "a.svg").write_text("<svg/>", encoding="utf-8")
    (folder / "style.css").write_text(css, encoding="utf-8")
    return folder


RIGHT = [
    '<a href="other/">x</a>',
    '<a href="other/#there">x</a>',
    '<a href="other/index.html">x</a>',
    '<a href="#here">x</a>',
    '<a href="/knobs/other/">x</a>',
    '<a href="http://example.org/knobs/">x</a>',
    '<a href="https://arxiv.org/abs/1">x</a>',
    '<a href="mailto:someone@example.org">x</a>',
    '<img src="a.svg">',
    '<img src="data:image/png;base64,xx">',
    '<link rel="canonical" href="https://elsewhere.example/">',
    '<link rel="stylesheet" href="style.css">',
]
WRONG = [
    ('<a href="nothing/">x</a>', "link: nothing/ leads nowhere"),
    ('<a href="other/#nothing">x</a>', "anchor: other/#nothing names an anchor that is not there"),
    ('<a href="#nothing">x</a>', "anchor: #nothing names an anchor that is not there"),
    ('<img src="b.svg">', "request: b.svg is not in the site"),
    ('<img srcset="https://cdn.example/a.png 2x">', "request: https://cdn.example/a.png is on another host"),
    ('<script src="https://cdn.example/a.js"></script>', "request: https://cdn.example/a.js is on another host"),
    ('<link rel="stylesheet" href="//cdn.example/a.css">', "request: //cdn.example/a.css is on another host"),
    ('<link rel="preconnect" href="https://cdn.example">', "request: https://cdn.example is on another host"),
    ('<p style="background: url(https://cdn.example/a)">', "request: https://cdn.example/a is on another host"),
    ('<iframe src="https://cdn.example/"></iframe>', "request: https://cdn.example/ is on another host"),
]


@pytest.mark.parametrize("body", RIGHT)
def test_right(tmp_path: Path, body: str) -> None:
    assert built.problems(site(tmp_path, body), ADDRESS) == []


@pytest.mark.parametrize(("body", "says"), WRONG)
def test_wrong(tmp_path: Path, body: str, says: str) -> None:
    (problem,) = built.problems(site(tmp_path, body), ADDRESS)
    assert str(problem).startswith(f"{tmp_path}/index.html:2: {says}")


@pytest.mark.parametrize("css", ["@import 'https://cdn.example/a.css';", "@font-face { src: url('b.woff2') }"])
def test_style_sheets_are_read_too(tmp_path: Path, css: str) -> None:
    (problem,) = built.problems(site(tmp_path, "", css), ADDRESS)
    assert problem.path == tmp_path / "style.css"
