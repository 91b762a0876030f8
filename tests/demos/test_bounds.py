"""What a demo remembers is bounded: a reader who drags all day makes more settings than the memory holds."""

from inspect import signature, unwrap
from math import inf, prod
from typing import Any

import pytest

import demos
from demos.kit.controls import Choice, Knob, Slider, Toggle

FEW = 2000  # settings whose results may all be kept


def count(knob: Knob) -> float:
    """How many values a knob takes; what the reader places on the picture has no end of them."""
    if isinstance(knob, Slider):
        return len(knob.stops())
    return len(knob.options or {}) if isinstance(knob, Choice) else 2 if isinstance(knob, Toggle) else inf


def unbounded(demo: Any) -> list[Any]:
    """The demo's functions that keep every result."""
    kept = [each for each in vars(demo).values() if hasattr(each, "cache_parameters")]
    return [each for each in kept if each.cache_parameters()["maxsize"] is None]


@pytest.mark.parametrize("name", demos.names())
def test_only_results_of_few_settings_are_all_kept(name: str) -> None:
    demo = demos.load(name)
    counts = {knob.name: count(knob) for knob in demo.controls}
    for function in unbounded(demo):
        settings = prod(counts.get(parameter, 1) for parameter in signature(unwrap(function)).parameters)
        assert settings <= FEW, f"{name}.{function.__name__} keeps up to {settings} results. Mend: lru_cache"


def test_a_function_that_keeps_the_results_of_every_placing_is_found() -> None:
    capacity = demos.load("capacity")
    own = next(knob for knob in capacity.controls if knob.name == "own")
    assert count(own) == inf
    assert any(hasattr(each, "cache_parameters") for each in vars(capacity).values())
