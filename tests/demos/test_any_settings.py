"""Whatever a reader turns, in any combination, the figure answers with a finite picture and a sentence."""

import re
import xml.etree.ElementTree as ET
from types import ModuleType

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import demos
from demos.kit.controls import Choice, Slider, Value, read
from demos.kit.placed import Placed
from demos.kit.session import Frame, Session


def values(control: Slider | Choice | Placed) -> list[Value]:
    """Every value of a knob; of the epochs, the first ones, so that the search is quick."""
    if isinstance(control, Placed):
        return ["", "0,0 0.5,1", "-1,-2 -1,2 1,0.5"]
    if isinstance(control, Choice):
        return list(control.options or {})
    return [stop for stop in control.stops() if control.name != "epochs" or stop <= 300]


def check(frame: Frame) -> None:
    """What must hold of any frame."""
    for panel in frame.panels:
        ET.fromstring(panel.svg)
        assert not re.search(r"\b(nan|inf)", panel.svg)
    for name in frame.history.now._fields:
        assert np.all(np.isfinite(frame.history.column(name)))
    assert frame.verdict.text.endswith(".")
    assert not re.search(r"\b(nan|inf)\b", frame.verdict.text)


@settings(max_examples=120)
@given(st.data())
def test_any_stops_together(data: st.DataObject) -> None:
    demo = demos.load(data.draw(st.sampled_from(demos.names())))
    turned = {
        control.name: data.draw(st.sampled_from(values(control)), label=control.name) for control in demo.controls
    }
    frame = Session(demo).show(turned)
    check(frame)
    if frame.verdict.mend:
        mended = {**turned, **frame.verdict.mend.settings}
        assert read(demo.controls, mended) != read(demo.controls, turned)  # a button that does something
        after = Session(demo).show(mended)
        check(after)
        assert after.verdict.regime != "Diverging."


@pytest.mark.parametrize("share", [0.0, 0.25, 0.5, 0.75, 1.0])
def test_all_sliders_at_one_place(demo: ModuleType, share: float) -> None:
    """At the middle, among others, what can be negative is 0: the bowl then starts at its minimum."""
    turned = {
        control.name: control.stops()[round(share * (len(control.stops()) - 1))]
        for control in demo.controls
        if isinstance(control, Slider)
    }
    check(Session(demo).show(turned))
