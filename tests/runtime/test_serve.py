"""`make serve` takes a free port, notices what changed, and keeps the last good site."""

import os
from pathlib import Path

import pytest

from runtime import serve, watch
from runtime.server import Server


def test_a_port_that_is_taken_is_passed_over(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with Server(tmp_path) as busy:
        monkeypatch.setattr(serve, "FIRST_PORT", busy.port)
        with serve.on_free_port() as server:
            assert busy.port < server.port < busy.port + serve.PORTS


def test_no_free_port_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with Server(tmp_path) as busy:
        monkeypatch.setattr(serve, "FIRST_PORT", busy.port)
        monkeypatch.setattr(serve, "PORTS", 1)
        with pytest.raises(OSError, match="Mend:"):
            serve.on_free_port()


def test_a_failed_build_keeps_the_last_good_site(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "bad").mkdir()
    (tmp_path / "good").mkdir()
    monkeypatch.setattr(serve, "build", lambda folder, _: folder.name == "good")
    with Server(tmp_path) as server:
        assert serve.show(server, tmp_path / "good")
        assert server.address in capsys.readouterr().out
        assert not serve.show(server, tmp_path / "bad")
        assert "last good one" in capsys.readouterr().out
        assert server.content.folder == tmp_path / "good"


def test_the_site_is_built_for_the_address_that_is_served_and_keeps_nothing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    make = tmp_path / "make"
    make.write_text(f'#!/bin/sh\necho "$SITE $SITE_URL $OFFLINE $*" > {tmp_path}/told\nexit 3\n', encoding="utf-8")
    make.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    assert not serve.build(serve.TURNS[0], "http://127.0.0.1:8003/")
    told = (tmp_path / "told").read_text(encoding="utf-8").split()
    assert told == ["build/serve/a", "http://127.0.0.1:8003/", "no", "--no-print-directory", "build"]


def test_new_changed_and_removed_sources_are_noticed(tmp_path: Path) -> None:
    (tmp_path / "docs" / "__pycache__").mkdir(parents=True)
    for name in ("stays.md", "changes.md", "goes.md"):
        (tmp_path / "docs" / name).write_text(name, encoding="utf-8")
    before = watch.times(tmp_path, ("docs", "missing", "mkdocs.yml"))
    (tmp_path / "docs" / "goes.md").unlink()
    os.utime(tmp_path / "docs" / "changes.md", (1, 1))
    (tmp_path / "docs" / "__pycache__" / "x.pyc").write_bytes(b"not a source")
    (tmp_path / "docs" / ".changes.md.swp").write_bytes(b"an editor's")
    (tmp_path / "mkdocs.yml").write_text("new", encoding="utf-8")
    after = watch.times(tmp_path, ("docs", "missing", "mkdocs.yml"))
    assert watch.changed(before, after, tmp_path) == ["docs/changes.md", "docs/goes.md", "mkdocs.yml"]
