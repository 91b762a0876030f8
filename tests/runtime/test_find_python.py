"""Set-up finds a Python that will do wherever it lies, and says what to do where there is none."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from runtime.paths import ROOT

SCRIPT = ROOT / "runtime" / "find_python.sh"


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A folder for PATH that holds a shell's helpers, and no Python."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in ("sh", "head", "cat"):
        (folder / name).symlink_to(shutil.which(name) or f"/bin/{name}")
    return folder


def find(path: Path, home: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run the script with nothing else in its environment."""
    environment = {"PATH": str(path), "HOME": str(home)} | variables
    return subprocess.run([str(path / "sh"), SCRIPT], env=environment, capture_output=True, text=True, check=False)


def good(path: Path) -> Path:
    """A Python that will do: the one that runs these tests."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f'#!/bin/sh\nexec {sys.executable} "$@"\n', encoding="utf-8")
    path.chmod(0o755)
    return path


def old(path: Path) -> Path:
    """A Python that is too old."""
    path.write_text('#!/bin/sh\n[ "$1" = --version ] && echo Python 3.9.18\nexit 1\n', encoding="utf-8")
    path.chmod(0o755)
    return path


def test_without_any_it_tells_what_was_looked_for_and_the_mend(bare: Path, tmp_path: Path) -> None:
    done = find(bare, tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    for part in ("3.12, 3.13 or 3.14", "$PYTHON", "python3.13", "pyenv", "uv", "nothing", "Mend:", "make PYTHON="):
        assert part in done.stderr


def test_one_that_is_too_old_is_named_and_not_used(bare: Path, tmp_path: Path) -> None:
    old(bare / "python3")
    done = find(bare, tmp_path)
    assert done.returncode == 1
    assert "python3 (Python 3.9.18)" in done.stderr


@pytest.mark.parametrize("name", ["python3.13", "python3.14", "python3.12", "python3", "python"])
def test_one_on_the_path_is_found(bare: Path, tmp_path: Path, name: str) -> None:
    good(bare / name)
    assert Path(find(bare, tmp_path).stdout.strip()).samefile(sys.executable)


def test_a_newer_one_is_found_behind_an_old_one(bare: Path, tmp_path: Path) -> None:
    old(bare / "python3.13")
    good(bare / "python3")
    assert find(bare, tmp_path).returncode == 0


def test_the_one_that_is_named_comes_first(bare: Path, tmp_path: Path) -> None:
    named = good(tmp_path / "named")
    shutil.copy(bare / "cat", bare / "python3.13")  # would print an error if it were asked
    assert find(bare, tmp_path, PYTHON=str(named)).returncode == 0


def test_pyenvs_versions_are_found_in_an_empty_path(bare: Path, tmp_path: Path) -> None:
    good(tmp_path / ".pyenv" / "versions" / "3.13.0" / "bin" / "python3")
    assert find(bare, tmp_path).returncode == 0
    assert find(bare, Path("/nonexistent"), PYENV_ROOT=str(tmp_path / ".pyenv")).returncode == 0


def test_uvs_are_found(bare: Path, tmp_path: Path) -> None:
    python = good(tmp_path / "uv" / "python3")
    (bare / "uv").write_text(f"#!/bin/sh\necho {python}\n", encoding="utf-8")
    (bare / "uv").chmod(0o755)
    assert find(bare, tmp_path).returncode == 0


def test_make_stops_with_the_same_message(bare: Path, tmp_path: Path) -> None:
    make = shutil.which("make") or pytest.fail("make is not on PATH")
    for name in ("Makefile", "runtime", "requirements.txt"):
        (tmp_path / name).symlink_to(ROOT / name)
    (bare / "make").symlink_to(make)
    done = subprocess.run(
        [str(bare / "make"), "SHELL=" + str(bare / "sh"), "setup"],
        cwd=tmp_path,
        env={"PATH": str(bare), "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode != 0
    assert "Knobs needs Python" in done.stderr
    assert not (tmp_path / ".venv").exists()
