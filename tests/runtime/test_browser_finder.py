"""There is always a browser, in a known order of preference, or a failure that says how to get one."""

from pathlib import Path

import pytest

from runtime import browser


@pytest.fixture(autouse=True)
def unset(monkeypatch: pytest.MonkeyPatch) -> None:
    """No $CHROME, unless a test sets it."""
    monkeypatch.delenv("CHROME", raising=False)


def program(path: Path, status: int = 0) -> str:
    """A program that behaves as a browser asked for its version."""
    path.write_text(f"#!/bin/sh\necho Chromium 1\nexit {status}\n", encoding="utf-8")
    path.chmod(0o755)
    return str(path)


def missing() -> str:
    raise browser.BrowserError("not here")


def test_the_order_is_system_then_playwright_then_debian() -> None:
    assert [finder.__name__ for finder in browser.FINDERS] == ["installed", "playwrights", "debians"]


def test_the_first_that_finds_one_wins_and_the_rest_is_not_asked() -> None:
    def never() -> str:
        pytest.fail("asked although a browser was found")

    assert browser.find([missing, lambda: "/first", never]) == "/first"


def test_chrome_comes_before_all(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CHROME", program(tmp_path / "mine"))
    assert browser.find([lambda: "/other"]) == str(tmp_path / "mine")


def test_a_chrome_that_does_not_run_is_an_error_and_nothing_else_is_used(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("CHROME", str(tmp_path / "nowhere"))
    with pytest.raises(browser.BrowserError, match="nowhere does not run"):
        browser.find([lambda: "/other"])


def test_a_system_browser_is_found_on_the_path_and_a_broken_one_passed_over(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    program(tmp_path / "chromium", status=127)
    good = program(tmp_path / "google-chrome")
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin")
    monkeypatch.setattr(browser, "NAMES", ("chromium", "google-chrome"))
    assert browser.installed() == good


def test_without_any_the_failure_tells_what_was_tried_and_the_mend() -> None:
    with pytest.raises(browser.BrowserError) as failure:
        browser.find([missing, missing])
    assert str(failure.value).count("missing: not here") == 2
    assert "Mend:" in str(failure.value)
    assert "CHROME=" in str(failure.value)


def test_debians_package_is_not_tried_without_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    with pytest.raises(browser.BrowserError, match="not root"):
        browser.debians()


def test_the_one_that_is_found_here_runs() -> None:
    assert "Chrom" in browser.ask([browser.find(), "--version"])
