"""Every page is HTML as the standard has it: html-validate finds nothing in any of them."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from runtime.node import node
from runtime.paths import NODE_MODULES

VALIDATOR = NODE_MODULES / "html-validate" / "bin" / "html-validate.mjs"
OFF = {
    # Matters of taste in the source, which nobody writes by hand.
    "no-trailing-whitespace": "off",
    "doctype-style": "off",
    # Without it Firefox puts a box or a radio back as it stood before a reload, and knob and picture would disagree.
    "valid-autocomplete": "off",
    # No form here is sent: the theme's search answers as one types, and a knob as it is turned.
    "wcag/h32": "off",
    # The theme's "__drawer" is an id by HTML's own rule, which asks for a character and no space.
    "valid-id": ["error", {"relaxed": True}],
}
CONFIG = {"root": True, "extends": ["html-validate:recommended"], "rules": OFF}


def complaints(config: Path, pages: list[Path]) -> list[str]:
    command = [str(node()), str(VALIDATOR), "--config", str(config), "--formatter", "json", *map(str, pages)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stdout, done.stderr
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return [f"{each['filePath']}:{m['line']}: {m['ruleId']}: {m['message']}" for each in found for m in each["messages"]]


@pytest.mark.long
def test_every_page_is_valid(site: Path, tmp_path: Path) -> None:
    config = tmp_path / "config.json"
    config.write_text(json.dumps(CONFIG), encoding="utf-8")
    pages = sorted(site.rglob("*.html"))
    assert len(pages) > 100
    assert complaints(config, pages) == []
    wrong = tmp_path / "wrong.html"
    wrong.write_text('<!doctype html><html lang="en"><head><title>x</title></head><body><p><div></div></p></body></html>')
    assert complaints(config, [wrong]) != []
