"""Every demo in three engines: Python starts, every knob answers at both ends, nothing complains."""

from pathlib import Path

import pytest

import demos
from bench.drag import pages


@pytest.mark.parametrize("engine", ["in_chromium", "in_firefox", "in_webkit"])
def test_every_demo_works(engine: str, site: Path, site_url: str, request: pytest.FixtureRequest) -> None:
    paths = pages(site)
    assert set(paths) == set(demos.names())
    seen = request.getfixturevalue(engine)([site_url + path for path in paths.values()])
    assert len(seen) == len(paths)
    for name, each in zip(paths, seen, strict=True):
        assert (each["troubles"], each.get("said", [])) == ([], []), f"{name}: {each}"
        assert (each["from"], each["live"]) == ("python", "live"), name
        assert each["turns"] >= 6, name
