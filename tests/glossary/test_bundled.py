"""The site's style sheets become one, in their order."""

from pathlib import Path

from glossary import bundled


def test_sheets_are_one_in_their_order(tmp_path: Path) -> None:
    for name in ("b", "a"):
        (tmp_path / f"{name}.css").write_text(f".{name} {{}}\n", encoding="utf-8")
    assert bundled.sheet(tmp_path, ["b", "a"]) == ".b {}\n\n.a {}\n"
