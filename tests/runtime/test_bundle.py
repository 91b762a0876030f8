"""The bundle holds what its lock file and its manifest say, nothing else; and it runs."""

import hashlib
import json
from pathlib import Path

import pytest

from runtime import bundle, node, paths

SMOKE = Path(__file__).with_name("smoke.mjs")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundle of the real demos."""
    folder = tmp_path_factory.mktemp("python")
    bundle.bundle(folder)
    return folder


def test_the_lock_knows_our_wheel_and_only_what_it_needs(made: Path) -> None:
    packages = json.loads((made / "pyodide-lock.json").read_text(encoding="utf-8"))["packages"]
    assert set(packages) == {"numpy", "contourpy", "knobs-demos"}
    assert packages["knobs-demos"]["imports"] == ["demos"]
    assert set(packages["knobs-demos"]["depends"]) == {"numpy", "contourpy"}
    for package in packages.values():
        data = (made / package["file_name"]).read_bytes()  # a plain name: the file lies beside the lock
        assert hashlib.sha256(data).hexdigest() == package["sha256"]


def test_the_manifest_lists_every_file(made: Path) -> None:
    manifest = json.loads((made / "manifest.json").read_text(encoding="utf-8"))
    assert set(manifest["files"]) == {path.name for path in made.iterdir()} - {"manifest.json"}
    for name, told in manifest["files"].items():
        data = (made / name).read_bytes()
        assert told == {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
    assert manifest["entry"]["packages"] == ["numpy", "contourpy", "knobs-demos"]
    assert {manifest["entry"]["pyodide"], manifest["entry"]["lock"]} <= set(manifest["files"])


def test_what_no_longer_belongs_goes_and_the_rest_is_left_alone(made: Path) -> None:
    before = {path.name: path.stat().st_mtime_ns for path in made.iterdir()}
    (made / "knobs_demos-0.0-py3-none-any.whl").write_bytes(b"of yesterday")
    bundle.bundle(made)
    assert {path.name: path.stat().st_mtime_ns for path in made.iterdir()} == before


def test_it_runs_and_imports_numpy_contourpy_and_the_demos(made: Path) -> None:
    told = json.loads(node.run(SMOKE, "", str(made)))
    assert told["numpy"] == "2.4.3"
    assert told["contourpy"] == "1.3.3"
    assert told["sum"] == 499500.0  # 0 + 1 + … + 999 = 999 · 1000 / 2
    assert told["lines"] == 1  # x + y = 1 on a square is one line
    assert told["demos"] == sorted(path.stem for path in bundle.DEMOS.glob("*.py") if path.stem != "__init__")


def test_a_demo_is_added_by_adding_a_file(tmp_path: Path) -> None:
    demos = tmp_path / "demos"
    demos.mkdir()
    (demos / "__init__.py").write_text("def names():\n    return ('one',)\n", encoding="utf-8")
    bundle.bundle(tmp_path / "python", demos)
    assert json.loads(node.run(SMOKE, "", str(tmp_path / "python")))["demos"] == ["one"]


def test_a_missing_npm_package_is_told_with_its_mend(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("runtime.release.FOLDER", tmp_path / "nowhere")
    with pytest.raises(FileNotFoundError, match="make setup"):
        bundle.bundle(tmp_path / "python")


def test_the_build_writes_to_the_place_that_the_site_copies() -> None:
    assert paths.ROOT / "build" / "python" == paths.PYTHON
