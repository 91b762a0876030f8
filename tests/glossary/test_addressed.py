"""Addresses with hashes: where files go, what names them afterwards, and what changes with what."""

import re
from pathlib import Path

import pytest

from glossary import addressed

FILES = {
    "index.html": '<link href="assets/stylesheets/a.css"><script src="assets/javascripts/m.js"></script>',
    "deep/page/index.html": '<img src="../../assets/images/i.svg"><p>assets/stylesheets/a.css is a file</p>',
    "404.html": '<link href="/base/assets/stylesheets/a.css"><a href="http://x.org/assets/images/i.svg">x</a>',
    "assets/stylesheets/a.css": 'p { background: url("../images/i.svg") }',
    "assets/stylesheets/theme.0123abcd.min.css": 'p { background: url("../images/none.svg") }',
    "assets/javascripts/m.js": 'import "./n.js"; fetch(new URL("../python/list.json", import.meta.url), "../python/");',
    "assets/javascripts/n.js": "export {};",
    "assets/python/list.json": "{}",
    # The first digits of the SHA-256 of what is in it.
    "assets/python/core-2cf24dba5fb0.bin": "hello",
    "assets/images/i.svg": "<svg/>",
}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return made(tmp_path / "site")


def made(folder: Path, **changed: str) -> Path:
    """Write the site, some files of it changed, and give them addresses."""
    for name, text in (FILES | changed).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    addressed.address(folder)
    return folder


def names(site: Path) -> list[str]:
    """All files, with hashes made plain."""
    found = [path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()]
    return sorted(re.sub(r"-[0-9a-f]{10}/", "-*/", name) for name in found)


def named(path: Path) -> list[str]:
    """What a file names, with hashes made plain."""
    text = re.sub(r"-[0-9a-f]{10}/", "-*/", path.read_text("utf-8"))
    return re.findall(r'"([^"<>]*assets/[^"]*|\.\.?/[^"]*)"', text)


def test_files_move_to_folders_named_by_hashes_and_those_with_hashes_stay(site: Path) -> None:
    assert names(site) == [
        "404.html",
        "assets/images-*/i.svg",
        "assets/javascripts-*/m.js",
        "assets/javascripts-*/n.js",
        "assets/python-*/list.json",
        "assets/python/core-2cf24dba5fb0.bin",
        "assets/stylesheets-*/a.css",
        "assets/stylesheets/theme.0123abcd.min.css",
        "deep/page/index.html",
        "index.html",
    ]


def test_all_that_names_them_follows(site: Path) -> None:
    assert named(site / "index.html") == ["assets/stylesheets-*/a.css", "assets/javascripts-*/m.js"]
    assert named(site / "deep" / "page" / "index.html") == ["../../assets/images-*/i.svg"]
    assert named(site / "404.html") == ["/base/assets/stylesheets-*/a.css", "http://x.org/assets/images/i.svg"]
    (style,), (module,) = site.glob("assets/stylesheets-*/a.css"), site.glob("assets/javascripts-*/m.js")
    assert named(style) == ["../images-*/i.svg"]
    assert named(module) == ["./n.js", "../python-*/list.json", "../python/"]
    assert addressed.problems(site) == []


def test_prose_is_left_alone(site: Path) -> None:
    assert "<p>assets/stylesheets/a.css is a file</p>" in (site / "deep" / "page" / "index.html").read_text("utf-8")


def test_an_address_changes_with_what_is_there_and_what_it_names(site: Path, tmp_path: Path) -> None:
    same, other = made(tmp_path / "same"), made(tmp_path / "other", **{"assets/images/i.svg": "<svg></svg>"})
    assert folders(same) == folders(site)
    changed = {name.rpartition("-")[0] for name in folders(site) ^ folders(other)}
    assert changed == {"images", "stylesheets"}


def folders(site: Path) -> set[str]:
    return {path.name for path in (site / "assets").iterdir()}


@pytest.mark.parametrize("text", ['import "./gone.js";', 'new URL("../images/gone.svg", import.meta.url);'])
def test_what_is_named_and_not_there_is_told(text: str, tmp_path: Path) -> None:
    site = made(tmp_path / "site", **{"assets/javascripts/n.js": f"\n{text}"})
    (problem,) = addressed.problems(site)
    assert (problem.line, problem.path.name) == (2, "n.js")
    assert re.search(r"gone\.(js|svg) is not in the site", problem.wrong)


def test_a_preview_that_no_page_names_goes(tmp_path: Path) -> None:
    page = '<knob-demo data-preview="shown.json"></knob-demo>'
    previews = {"assets/previews/shown.json": "1", "assets/previews/old.json": "2"}
    site = made(tmp_path / "site", **{"index.html": page, **previews})
    assert [path.name for path in site.glob("assets/previews-*/*")] == ["shown.json"]
