"""What the tests of the demos share: every demo found, and its settings at both ends of every knob.

A test that asks for `demo` runs once for each demo; one that also asks for `ends` runs once for the settings it
opens on (`{}`) and once for each end of each knob. A new file in `demos/` is tested by being there.
"""

from functools import cache
from types import ModuleType

import pytest
from hypothesis import settings

import demos
from demos.kit.controls import Choice, Slider, Toggle, Value
from demos.kit.placed import Placed
from demos.kit.session import Frame, Session

Settings = dict[str, Value]

# Other work may share the machine, so no example has a deadline; the same examples every time, so that a failure stays.
settings.register_profile("knobs", deadline=None, derandomize=True)
settings.load_profile("knobs")


def ends(name: str) -> list[Settings]:
    """The settings a demo opens on, and those that differ from them by one knob at one of its ends."""
    found: list[Settings] = [{}]
    for control in demos.load(name).controls:
        if isinstance(control, Slider):
            stops = control.stops()
            found += [{control.name: stop} for stop in (stops[0], stops[-1])]
        elif isinstance(control, Choice):
            found += [{control.name: option} for option in control.options or {}]
        elif isinstance(control, Toggle):
            found += [{control.name: state} for state in (False, True)]
        elif isinstance(control, Placed):
            found.append({control.name: "-0.9,-1 -0.2,0.3 0.4,1.5 0.8,-0.5"})
    return found


@cache
def shown(demo: ModuleType, settings: tuple[tuple[str, Value], ...]) -> Frame:
    """What a demo shows at these settings, in a session of its own."""
    return Session(demo).show(dict(settings))


@pytest.fixture
def frame(demo: ModuleType, ends: Settings) -> Frame:
    """The whole frame of `demo` at `ends`: trained once for all the tests that only look at it."""
    return shown(demo, tuple(ends.items()))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test for every demo, or for every end of every knob of every demo."""
    if "ends" in metafunc.fixturenames:
        cases = [(name, each) for name in demos.names() for each in ends(name)]
        told = [f"{name}-{'-'.join(f'{k}={v}' for k, v in each.items()) or 'opening'}" for name, each in cases]
        long = getattr(metafunc.module, "ENDS_TAKE_LONG", False)
        marks = [[pytest.mark.long] if long and each else [] for _, each in cases]
        params = [
            pytest.param(demos.load(name), each, marks=marked)
            for (name, each), marked in zip(cases, marks, strict=True)
        ]
        metafunc.parametrize(("demo", "ends"), params, ids=told)
    elif "demo" in metafunc.fixturenames:
        metafunc.parametrize("demo", [demos.load(name) for name in demos.names()], ids=demos.names())
