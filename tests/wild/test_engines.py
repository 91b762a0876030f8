"""Every demo in three engines: Python starts, every knob answers at both ends, nothing complains."""

import pytest

import demos


@pytest.mark.parametrize("engine", ["in_chromium", "in_firefox", "in_webkit"])
def test_every_demo_works(engine: str, site_url: str, request: pytest.FixtureRequest) -> None:
    addresses = {name: f"{site_url}demos/{name}/" for name in demos.names()}
    seen = request.getfixturevalue(engine)(list(addresses.values()))
    assert len(seen) == len(addresses)
    for name, each in zip(addresses, seen, strict=True):
        assert (each["troubles"], each.get("said", [])) == ([], []), f"{name}: {each}"
        assert (each["from"], each["live"]) == ("python", "live"), name
        assert each["turns"] >= 6, name
