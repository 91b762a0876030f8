"""The release is the one that was measured, and the build computes with the same NumPy as the browser."""

from importlib.metadata import version

import pytest

from runtime import release


def test_numpy_is_the_file_that_was_measured() -> None:
    numpy = release.wheel("numpy")  # name and hash as published with Pyodide 314.0.3
    assert numpy.file == "numpy-2.4.3-cp314-cp314-pyemscripten_2026_0_wasm32.whl"
    assert numpy.sha256 == "0cad9c1b91f0082e4f959bc0e0bf5835a2efbba6ab3b1e9d1fe6e7e564cca98e"


@pytest.mark.parametrize("name", release.PACKAGES)
def test_build_and_browser_run_the_same_version(name: str) -> None:
    assert release.lock()["packages"][name]["version"] == version(name)


@pytest.mark.parametrize("name", release.CORE)
def test_the_core_is_in_the_npm_package(name: str) -> None:
    assert len(release.core(name)) > 10_000
