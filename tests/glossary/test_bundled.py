"""A page's modules become few files that do the same, and its style sheets one, in their order."""

import subprocess
from pathlib import Path

from glossary import bundled
from runtime.node import node

SOURCES = {
    "first.js": 'import { said } from "./shared.js"; said.push("first");',
    "knobs.js": 'import "./first.js"; import { said } from "./shared.js"; import * as m from "./rest.js"; m.rest(said)',
    "embed.js": 'import { rest } from "./rest.js"; import { said } from "./shared.js"; rest(said);',
    "shared.js": "export const said = [];",
    "rest.js": 'export const rest = (said) => console.log(said.concat("rest").join(" "));',
}


def run(script: Path) -> str:
    return subprocess.run([str(node()), str(script)], capture_output=True, text=True, check=True).stdout.strip()


def test_bundles_do_what_their_modules_did_and_share_what_they_shared(tmp_path: Path) -> None:
    (tmp_path / "package.json").write_text('{"type": "module"}', encoding="utf-8")
    for name, text in SOURCES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    before = [run(tmp_path / name) for name in ("knobs.js", "embed.js")]
    assert before == ["first rest", "rest"]
    bundled.modules(tmp_path)
    shared = sorted(path.name for path in tmp_path.glob("shared-*.js"))
    for name in ("rest.js", "shared.js"):
        (tmp_path / name).unlink()  # nothing asks for them any more
    assert [run(tmp_path / name) for name in ("knobs.js", "embed.js")] == before
    assert len(shared) == 1
    assert "import" not in (tmp_path / "embed.js").read_text(encoding="utf-8")


def test_sheets_are_one_in_their_order(tmp_path: Path) -> None:
    for name in ("b", "a"):
        (tmp_path / f"{name}.css").write_text(f".{name} {{}}\n", encoding="utf-8")
    assert bundled.sheet(tmp_path, ["b", "a"]) == ".b {}\n\n.a {}\n"
