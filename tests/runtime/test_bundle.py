"""The bundle holds what its manifest says, each file under its hash, nothing else; and its packages run."""

import gzip
import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from runtime import bundle, doors, forge, node, paths, release

SMOKE = Path(__file__).with_name("smoke.mjs")


@pytest.fixture(scope="module")
def made(python: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundle of the real demos; that it would be made just so today is tried below."""
    return Path(shutil.copytree(python, tmp_path_factory.mktemp("python"), dirs_exist_ok=True))


def told(folder: Path) -> dict[str, Any]:
    """The manifest."""
    manifest: dict[str, Any] = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    return manifest


def test_the_lock_knows_our_wheel_and_only_what_it_needs(made: Path) -> None:
    packages = told(made)["lock"]["packages"]
    assert set(packages) == {"numpy", "contourpy", "knobs-demos"}
    assert packages["knobs-demos"]["imports"] == ["calculator", "demos"]
    assert set(packages["knobs-demos"]["depends"]) == {"numpy", "contourpy"}
    for package in packages.values():
        data = (made / package["file_name"]).read_bytes()  # a plain name: the file lies beside the manifest
        assert hashlib.sha256(data).hexdigest() == package["sha256"]


def test_the_manifest_lists_every_file(made: Path) -> None:
    manifest = told(made)
    assert set(manifest["files"]) == {path.name for path in made.iterdir()} - {"manifest.json"}
    for name, file in manifest["files"].items():
        data = (made / name).read_bytes()
        inside = {"unpacked": hashlib.sha256(gzip.decompress(data)).hexdigest()} if name.endswith(".bin") else {}
        assert file == {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest(), **inside}
    assert set(manifest["entry"].values()) <= set(manifest["files"])


def test_every_file_is_named_by_its_content(made: Path) -> None:
    manifest = told(made)
    locked = {package["file_name"] for package in manifest["lock"]["packages"].values()}
    for name, file in manifest["files"].items():
        assert file["sha256"][:12] in name or name in locked


def test_both_ways_to_start_are_told_and_the_slow_lines_way_is_smaller(made: Path) -> None:
    manifest = told(made)
    size = {
        way: sum(manifest["files"][manifest["entry"][role]]["bytes"] for role in roles)
        for way, roles in manifest["start"].items()
    }
    assert size["modules"] < size["snapshot"] - 1_500_000


def test_what_no_longer_belongs_goes_and_the_rest_is_left_alone(made: Path) -> None:
    before = {path.name: path.stat().st_mtime_ns for path in made.iterdir()}
    (made / "snapshot-000000000000.bin").write_bytes(b"of yesterday")
    bundle.bundle(made)  # anew from the sources; what it finds equal, it does not write
    assert {path.name: path.stat().st_mtime_ns for path in made.iterdir()} == before


@pytest.fixture
def calls(made: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[Path]:
    """Which folders a bundle was made in; each is a copy of one that was really made."""
    folders: list[Path] = []

    def make(folder: Path, _: Path) -> None:
        folders.append(folder)
        shutil.copytree(made, folder, dirs_exist_ok=True)

    monkeypatch.setattr(bundle, "bundle", make)
    shutil.copytree(bundle.DEMOS, tmp_path / "demos", ignore=shutil.ignore_patterns("__pycache__"))
    return folders


def test_what_is_up_to_date_is_not_made_again(calls: list[Path], tmp_path: Path) -> None:
    folder, demos = tmp_path / "python", tmp_path / "demos"
    assert [bundle.up_to_date(folder, demos) for _ in range(3)] == [False, True, True]
    (demos / "bowl.py").write_text("# changed", encoding="utf-8")
    assert [bundle.up_to_date(folder, demos) for _ in range(2)] == [False, True]
    next(folder.glob("snapshot-*")).unlink()
    assert [bundle.up_to_date(folder, demos) for _ in range(2)] == [False, True]
    next(folder.glob("snapshot-*")).write_bytes(b"cut off")
    assert [bundle.up_to_date(folder, demos) for _ in range(2)] == [False, True]
    assert len(calls) == 4


def test_a_build_that_failed_is_made_again(monkeypatch: pytest.MonkeyPatch, calls: list[Path], tmp_path: Path) -> None:
    folder, demos = tmp_path / "python", tmp_path / "demos"
    bundle.up_to_date(folder, demos)
    (demos / "bowl.py").write_text("# changed", encoding="utf-8")
    whole = bundle.bundle

    def fail(_: Path, __: Path) -> None:
        raise RuntimeError("demo bowl")

    monkeypatch.setattr(bundle, "bundle", fail)
    with pytest.raises(RuntimeError, match="bowl"):
        bundle.up_to_date(folder, demos)
    monkeypatch.setattr(bundle, "bundle", whole)
    assert not bundle.up_to_date(folder, demos)
    assert len(calls) == 2


def test_its_packages_run_and_import_numpy_contourpy_and_the_demos(made: Path) -> None:
    found = json.loads(node.run(SMOKE, "", str(made)))
    assert found["numpy"] == "2.4.3"
    assert found["contourpy"] == "1.3.3"
    assert found["sum"] == 499500.0  # 0 + 1 + … + 999 = 999 · 1000 / 2
    assert found["lines"] == 1  # x + y = 1 on a square is one line
    assert found["demos"] == sorted(path.stem for path in bundle.DEMOS.glob("*.py") if path.stem != "__init__")


@pytest.mark.long
def test_bytecode_made_anew_is_the_same_byte_for_byte(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    kept = forge.libraries()
    monkeypatch.setattr(paths, "cache", lambda: tmp_path)
    for name in release.PACKAGES:
        shutil.copy(kept.parents[1] / release.wheel(name).file, tmp_path)
    anew = forge.libraries()
    assert anew != kept
    names = {path.relative_to(anew) for path in anew.rglob("*") if path.is_file()}
    assert len(names) > 700
    assert {name for name in names if (anew / name).read_bytes() != (kept / name).read_bytes()} == set()


def test_a_demo_that_fails_stops_the_build_by_name(tmp_path: Path) -> None:
    demos = tmp_path / "demos"
    shutil.copytree(bundle.DEMOS, demos, ignore=shutil.ignore_patterns("__pycache__"))
    source = (demos / "bowl.py").read_text(encoding="utf-8")
    (demos / "bowl.py").write_text(source.replace("def train(", "def trains("), encoding="utf-8")
    with pytest.raises(RuntimeError, match=r"demo bowl: .*train"):
        bundle.bundle(tmp_path / "python", demos)


def test_a_loader_without_its_doors_is_refused() -> None:
    with pytest.raises(ValueError, match=r"Mend: see runtime/doors\.py"):
        doors.cut(b"var getMemory=size=>{}")


def test_a_missing_npm_package_is_told_with_its_mend(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("runtime.release.FOLDER", tmp_path / "nowhere")
    with pytest.raises(FileNotFoundError, match="make setup"):
        bundle.bundle(tmp_path / "python")


def test_the_build_writes_to_the_place_that_the_site_copies() -> None:
    assert paths.ROOT / "build" / "python" == paths.PYTHON
