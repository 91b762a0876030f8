"""A demo is added by one file in demos/ and one fence in an entry: tried in a temporary copy of the project.

The copy has all of our code and two short entries; nothing in it is changed but what a newcomer would add.
"""

import json
import os
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
import zipfile
from pathlib import Path

import pytest
import yaml

from runtime.paths import ROOT

CODE = ("demos", "calculator", "runtime", "overrides", "docs")
FILES = ("pyproject.toml", "package.json", "package-lock.json")
FENCE = "\n``` demo\nname: halving\nlearning_rate: 0.25\ncaption: Each epoch halves what is left.\n```\n"
DEMO = '''"""What a constant factor does: every epoch takes away the same share of what is left, and never all of it.

Turn the learning rate up to one half, and the weight is there in a single epoch; beyond it, it jumps over.
"""

from collections.abc import Iterator
from typing import NamedTuple

from demos.kit import panels
from demos.kit.controls import Epochs, Slider
from demos.kit.panel import Panel
from demos.kit.run import History, Params
from demos.kit.verdict import Verdict, number

NOTICE = "Each epoch halves what is left."
CHECK = "The weight after k epochs is that of the closed form."

controls = (Slider("learning_rate", 0.1, (1e-3, 0.9), scale="log", label="Learning rate"), Epochs(9, (1, 100)))


class State(NamedTuple):
    """One weight, and its square."""

    training_loss: float
    weight: float


def train(learning_rate: float) -> Iterator[State]:
    """Descend w², whose slope is 2w."""
    weight = 3.0
    while True:
        yield State(weight**2, weight)
        weight -= learning_rate * 2 * weight


def picture(history: History, params: Params) -> list[Panel]:
    """The loss by epoch."""
    return [panels.losses(history, ("training_loss",), 100)]


def verdict(history: History, params: Params) -> Verdict:
    """Say what is left."""
    return Verdict("Halving.", f"After {history.epoch} epochs {number(history.now.weight)} is left of 3.")
'''


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project with one more demo, shown in one entry."""
    folder = tmp_path_factory.mktemp("copy")
    for name in CODE:
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in FILES:
        shutil.copy(ROOT / name, folder)
    shutil.copytree(ROOT / "glossary", folder / "glossary", ignore=shutil.ignore_patterns("terms", "__pycache__"))
    shutil.copytree(ROOT / "tests" / "glossary" / "good", folder / "glossary", dirs_exist_ok=True)
    for name in ("node_modules", "build/assets"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).symlink_to(ROOT / name)
    for name in ("figures", "previews"):  # what has been drawn is not drawn again
        if (ROOT / "build" / name).exists():
            shutil.copytree(ROOT / "build" / name, folder / "build" / name)
    for page in (folder / "docs").glob("*.md"):
        page.write_text(f"# {page.stem}\n", encoding="utf-8")  # ours show entries that the copy has not
    settings = {"INHERIT": str(ROOT / "mkdocs.yml"), "hooks": [str(folder / "glossary" / "hooks.py")]}
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(settings), encoding="utf-8")
    (folder / "demos" / "halving.py").write_text(DEMO, encoding="utf-8")
    entry = folder / "glossary" / "terms" / "step.md"
    head, simple, rest = entry.read_text(encoding="utf-8").partition("\n## In simple terms")
    entry.write_text(f"{head}{FENCE}{simple}{rest}", encoding="utf-8")
    return folder


def run(copy: Path, *command: str) -> str:
    """Run a tool on the copy, whose packages come before those of this project."""
    environment = {**os.environ, "PYTHONPATH": str(copy), "NO_MKDOCS_2_WARNING": "1"}
    whole = [sys.executable, "-m", *command]
    done = subprocess.run(whole, cwd=copy, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_entry_shows_it_and_the_browser_gets_it(copy: Path) -> None:
    run(copy, "runtime.bundle")
    run(copy, "mkdocs", "build", "--strict")
    page = (copy / "site" / "glossary" / "step" / "index.html").read_text(encoding="utf-8")
    figure = page.partition('<knob-demo data-demo="halving"')[2].partition("</knob-demo>")[0]
    assert "After 9 epochs 0.0059 is left of 3." in figure  # 3 · ½⁹ = 0.00586
    assert "Each epoch halves what is left." in figure
    ET.fromstring("<svg" + figure.partition("<svg")[2].rpartition("</svg>")[0] + "</svg>")
    python = copy / "site" / "assets" / "python"
    (listed,) = python.parent.glob("python-*/manifest.json")
    wheels = [name for name in json.loads(listed.read_text())["files"] if name.startswith("knobs")]
    assert "demos/halving.py" in zipfile.ZipFile(python / wheels[0]).namelist()


def test_it_is_tested_by_being_there(copy: Path) -> None:
    """Our own contract test finds it, without a line changed, and passes."""
    (copy / "tests" / "demos").mkdir(parents=True)
    for name in ("conftest.py", "test_contract.py"):
        shutil.copy(ROOT / "tests" / "demos" / name, copy / "tests" / "demos")
    told = run(copy, "pytest", "-p", "no:cacheprovider", "-k", "halving", "tests/demos/test_contract.py")
    assert "passed" in told
    assert "failed" not in told
