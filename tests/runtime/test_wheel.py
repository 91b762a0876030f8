"""The same sources give the same wheel, other sources another; and pip, which we did not write, can install it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from runtime import wheel


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A small package named demos."""
    folder = tmp_path / "demos"
    (folder / "kit").mkdir(parents=True)
    (folder / "__init__.py").write_text("ANSWER = 42\n", encoding="utf-8")
    (folder / "kit" / "__init__.py").write_text("", encoding="utf-8")
    (folder / "kit" / "note.txt").write_text("no code", encoding="utf-8")
    return folder


def test_two_builds_are_equal_byte_for_byte(package: Path) -> None:
    first = wheel.build(package)
    os.utime(package / "__init__.py", (0, 0))
    (package / "__init__.py").chmod(0o600)
    assert wheel.build(package) == first


def test_other_content_has_another_name(package: Path) -> None:
    first, _ = wheel.build(package)
    (package / "__init__.py").write_text("ANSWER = 43\n", encoding="utf-8")
    assert wheel.build(package)[0] != first


def test_pip_installs_it_and_it_can_be_imported(package: Path, tmp_path: Path) -> None:
    name, data = wheel.build(package)
    (tmp_path / name).write_bytes(data)
    target = tmp_path / "target"
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--target", str(target)]
    subprocess.run([*pip, str(tmp_path / name)], check=True)  # pip refuses a name or version that does not fit
    code = "import demos, demos.kit; print(demos.ANSWER)"
    told = subprocess.run([sys.executable, "-c", code], cwd=target, capture_output=True, text=True, check=True)
    assert told.stdout == "42\n"
    assert not (target / "demos" / "kit" / "note.txt").exists()


def test_a_folder_that_is_no_package_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"__init__\.py is missing"):
        wheel.build(tmp_path)
