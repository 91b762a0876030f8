"""Previews are made ahead of the pages, each once, and only those that are not kept."""

from pathlib import Path

import pytest

import demos
from demos.kit.controls import defaults
from glossary import ahead, entries, preview
from runtime.paths import ROOT


def test_what_is_missing_is_made_by_processes_and_then_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preview, "FOLDER", tmp_path)
    monkeypatch.setattr(demos, "names", lambda: ("bowl", "descent"))
    opening = [(name, defaults(demos.load(name).controls)) for name in demos.names()]
    assert ahead.wanted([]) == opening
    assert ahead.make([]) == opening
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(preview.place(*each).name for each in opening)
    assert ahead.make([]) == []


def test_every_fence_of_the_glossary_is_known_ahead(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preview, "FOLDER", tmp_path)
    found, _ = entries.read_all(ROOT / "glossary" / "terms")
    fences = [fence for entry in found.values() for fence in entry.fences("demo")]
    wanted = ahead.wanted(found.values())
    assert len(demos.names()) < len(wanted) <= len(demos.names()) + len(fences)
    assert demos.heavy(wanted[0][0])
