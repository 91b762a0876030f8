"""Lighthouse, on an emulated telephone: at least 95 for speed, and 100 for everything else.

Speed is the median of three runs, since a busy machine shakes it. The scores are printed, a line a page, whether the
test passes or not.
"""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from runtime import browser
from runtime.node import node

HERE = Path(__file__).parent
PAGES = ("", *(f"glossary/{name}/" for name in ("hyperparameter", "epoch", "regularization", "overfitting")))
RUNS = 3
WANTED = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}


def line(found: dict[str, Any]) -> str:
    """One page's scores, and what took points away."""
    scores = ", ".join(f"{name} {score}" for name, score in found["scores"].items())
    return f"{found['address']}: {scores}; lost by {json.dumps(found['lost'])}; {json.dumps(found['times'])}"


def test_the_home_page_and_the_core_entries_pass(site_url: str, capsys: pytest.CaptureFixture[str]) -> None:
    addresses = [site_url + page for page in PAGES]
    command = [str(node()), str(HERE / "lighthouse.mjs"), browser.find(), str(RUNS), *addresses]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=HERE)
    assert done.returncode == 0, done.stderr
    found = [json.loads(line) for line in done.stdout.splitlines()]
    with capsys.disabled():
        print("", *map(line, found), sep="\n")
    assert [each["address"] for each in found] == addresses
    low = [each for each in found if any(each["scores"][name] < least for name, least in WANTED.items())]
    assert low == []
