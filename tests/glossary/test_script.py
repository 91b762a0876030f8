"""The script that a reader takes along runs alone, under plain CPython, and prints the history that the page holds."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import demos
from demos.kit.controls import defaults
from demos.kit.session import Session
from glossary import script


def rows(text: str) -> tuple[list[str], np.ndarray]:
    """Head and numbers of a CSV."""
    head, *lines = text.splitlines()
    return head.split(","), np.array([line.split(",") for line in lines], dtype=float)


@pytest.mark.parametrize("name", demos.names())
@pytest.mark.parametrize("learning_rate", [None, 1.0])
def test_it_reproduces_the_run(name: str, learning_rate: float | None, tmp_path: Path) -> None:
    settings = defaults(demos.load(name).controls)
    rates = [control for control in demos.load(name).controls if control.name == "learning_rate"]
    if learning_rate and rates:
        settings["learning_rate"] = min(learning_rate, rates[0].stops()[-1])
    file = tmp_path / "run.py"
    file.write_text(script.script(name).replace(script.SETTINGS, f"SETTINGS = {settings!r}"), encoding="utf-8")
    # Isolated: neither this folder nor PYTHONPATH is there to import demos from.
    done = subprocess.run([sys.executable, "-I", str(file)], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "demos" not in [line.split()[1].split(".")[0] for line in file.read_text().splitlines() if "import " in line]
    head, printed = rows(done.stdout)
    names, held = rows(Session(demos.load(name)).csv(settings))
    assert head == names
    np.testing.assert_allclose(printed, held, rtol=1e-9, atol=1e-9)


def test_a_name_that_stands_for_two_things_is_refused() -> None:
    cut = script.Cut()
    cut.take("demos.capacity", "data")
    with pytest.raises(ValueError, match=r"data stands in demos\.capacity too"):
        cut.take("demos.penalty", "data")
