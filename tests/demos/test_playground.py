"""What the playground says of a failing network, against what can be worked out without it."""

import re
from statistics import NormalDist
from types import ModuleType
from typing import TYPE_CHECKING

import numpy as np
import pytest

import demos
from demos.kit import many
from demos.kit.attainable import attainable
from demos.kit.classes import DRAW, labelled
from demos.kit.controls import Value, defaults
from demos.kit.network import cut, shape
from demos.kit.session import Frame, Session
from demos.kit.types import Array

if TYPE_CHECKING:
    from collections.abc import Callable

PLAYGROUND: ModuleType = demos.load("playground")
DEAD: dict[str, Value] = {"activation": "relu", "depth": 2, "width": 6, "learning_rate": 3}
BIG: dict[str, Value] = {"depth": 2, "width": 8, "noise": 0.3, "held_out": 0.85, "epochs": 500}


def show(**settings: Value) -> Frame:
    return Session(PLAYGROUND).show(settings)


def mended(frame: Frame, **settings: Value) -> Frame:
    assert frame.verdict.mend
    return show(**{**settings, **frame.verdict.mend.settings})


def relu_layers(parameters: Array, depth: int, width: int, x: Array) -> list[Array]:
    """Hidden outputs, written anew."""
    found = [x]
    for weights, bias in cut(parameters, shape(depth, width))[:-1]:
        found.append(np.where(found[-1] @ weights + bias > 0, found[-1] @ weights + bias, 0))
    return found[1:]


def test_dead_relus_are_counted_dated_and_mended() -> None:
    frame = show(**DEAD)
    assert frame.verdict.regime == "Dead ReLUs."
    x = PLAYGROUND.data("circle", 2, 0.1, 0.5)[0].x
    silent = [not relu_layers(state.parameters, 2, 6, x)[1].any() for state in frame.history]
    assert f"All 6 units of hidden layer 2 put out 0 for every training point, since epoch {silent.index(True)}." in (
        frame.verdict.text
    )
    first = silent.index(True)
    assert all(silent[first:])  # none came back
    frozen = cut(frame.history.now.parameters, shape(2, 6))
    for layer, then in zip(frozen[:2], cut(frame.history[first].parameters, shape(2, 6)), strict=False):
        np.testing.assert_array_equal(layer.weights, then.weights)  # no gradient reached them any more
    assert mended(frame, **DEAD).verdict.tone == "good"
    assert frame.panels[0].svg.count('class="unit dead limit"') == 1


@pytest.mark.parametrize(("rate", "strength"), [(0.3, 10.0), (3.0, 1.0)])
def test_a_penalty_that_diverges_is_told_from_a_rate_that_does(rate: float, strength: float) -> None:
    """The fact of a well-known page: rate × strength = 3 multiplies every weight by -2 at every step."""
    settings: dict[str, Value] = {"learning_rate": rate, "penalty": "l2", "strength": strength, "data_set": "spiral"}
    frame = show(**settings, batch_size=100, held_out=0.9)  # one step an epoch
    assert frame.verdict.regime == "Diverging."
    assert "= 3, so each of the steps of an epoch multiplies every weight by \u22122." in frame.verdict.text
    early, late = (cut(frame.history[epoch].parameters, shape(1, 3))[0].weights for epoch in (8, 9))
    np.testing.assert_allclose(late / early, -2, rtol=0.05)
    assert frame.history.diverged
    assert mended(frame, **settings).verdict.regime != "Diverging."
    assert show(**{**settings, "learning_rate": 1.9 / strength}).verdict.regime != "Diverging."
    (mark,) = frame.marks["learning_rate"]
    assert mark.value * strength == pytest.approx(2)


@pytest.mark.parametrize("settings", [{"activation": "linear"}, {"depth": 0}, {"activation": "linear", "depth": 4}])
def test_what_cannot_bend_stays_at_chance(settings: dict[str, Value]) -> None:
    frame = show(**settings)
    assert frame.verdict.regime == "Chance level."
    assert frame.history.now.training_accuracy < 0.6
    assert mended(frame, **settings).verdict.tone == "good"
    assert show(**settings, data_set="blobs").verdict.regime == "A good fit."


def test_two_straight_edges_do_not_fence_in_a_disc_and_three_do() -> None:
    assert show(width=2).verdict.regime == "Underfitting."
    assert show(width=2).history.now.training_accuracy < 0.9
    assert show().history.now.training_accuracy > 0.98


def test_sigmoids_in_four_layers_pass_little_gradient_to_the_first() -> None:
    frame = show(activation="sigmoid", depth=4, width=6)
    told = re.search(r"in the first layer it is (\d+) times smaller than in the last", frame.verdict.text)
    assert told
    x, y = PLAYGROUND.data("circle", 2, 0.1, 0.5)[0]
    layers, outputs = cut(frame.history.now.parameters, shape(4, 6)), [x]
    for weights, bias in layers:
        outputs.append(1 / (1 + np.exp(-(outputs[-1] @ weights + bias))))
    error, sizes = outputs[-1] - y, []
    for i in range(4, -1, -1):
        sizes.append(np.abs(outputs[i].T @ error).mean())
        error = error @ layers[i].weights.T * outputs[i] * (1 - outputs[i])
    assert float(told[1]) == pytest.approx(sizes[0] / sizes[-1], rel=0.06)
    assert mended(frame, activation="sigmoid", depth=4, width=6).verdict.tone == "good"


def test_overfitting_is_measured_from_the_best_epoch_and_the_mend_goes_there() -> None:
    frame = show(**BIG)
    held = frame.history.column("validation_loss")
    assert frame.verdict.regime == "Overfitting."
    assert frame.verdict.mend
    assert frame.verdict.mend.settings == {"epochs": int(held.argmin())}
    told = re.search(r"([\d.]+) times its best", frame.verdict.text)
    assert told
    assert float(told[1]) == pytest.approx(held[-1] / held.min(), rel=0.05)
    assert mended(frame, **BIG).verdict.tone == "good"


def test_more_right_than_any_rule_gets_is_called_learnt_by_heart() -> None:
    settings: dict[str, Value] = {**BIG, "depth": 1, "width": 8}
    frame = show(**settings)
    assert "learnt by heart" in frame.verdict.text
    assert mended(frame, **settings).verdict.tone == "good"


@pytest.mark.parametrize("noise", [0.3, 0.5, 1.0])
def test_what_is_attainable_is_about_the_bayes_rate(noise: float) -> None:
    """Two Gaussian clouds 2√2 apart: the best rule gets Φ(√2/σ) of them."""
    best = NormalDist().cdf(2**0.5 / (0.4**2 + noise**2) ** 0.5)
    assert attainable("blobs", noise) == pytest.approx(best, abs=0.03)


@pytest.mark.parametrize("name", DRAW)
def test_the_data_sets_are_seeded_balanced_and_as_described(name: str) -> None:
    drawn, again, other = (labelled(name, seed, 300, 0.0) for seed in (3, 3, 4))
    np.testing.assert_array_equal(drawn.x, again.x)
    assert not np.array_equal(drawn.x, other.x)
    assert drawn.y.sum() == 150
    ones, radius = drawn.y[:, 0] == 1, np.hypot(*drawn.x.T)
    told: dict[str, Callable[[], object]] = {
        "blobs": lambda: np.mean((drawn.x.sum(axis=1) > 0) == ones) > 0.99,
        "circle": lambda: np.all((radius < 1) == ones),
        "xor": lambda: np.all((drawn.x[:, 0] * drawn.x[:, 1] > 0) == ones),
        "spiral": lambda: np.all(np.abs(np.hypot(*(drawn.x - arms(radius, ones)).T)) < 1e-9),
    }
    assert told[name]()
    assert np.allclose(labelled(name, 3, 300, 0.5).x - drawn.x, (labelled(name, 3, 300, 1.0).x - drawn.x) / 2)


def arms(radius: Array, ones: Array) -> Array:
    """Where a spiral of one and a half turns has this radius."""
    angle = 3 * np.pi * radius / 1.8 + np.pi * ones
    return np.column_stack([radius * np.sin(angle), radius * np.cos(angle)])


def test_the_share_held_out_only_moves_the_border_between_the_sets() -> None:
    for share, count in ((0.1, 270), (0.5, 150), (0.9, 30)):
        training, validation = PLAYGROUND.data("xor", 1, 0.2, share)
        assert len(training.x) == count
        np.testing.assert_array_equal(np.vstack([training.x, validation.x]), labelled("xor", 1, 300, 0.2).x)


def test_the_shape_drawn_in_green_is_where_the_network_says_class_1() -> None:
    """Shoelace formula on the outline, against a share of 200 000 points of the plane."""
    frame = show()
    outline = re.search(r'class="line boundary" d="([^"]+)"', frame.panels[0].svg)
    assert outline
    rings = [np.array(ring.split(), dtype=float).reshape(-1, 2) for ring in outline[1].split("M")[1:]]
    area = abs(sum(0.5 * np.sum(np.roll(x, -1) * y - x * np.roll(y, -1)) for x, y in (ring.T for ring in rings)))
    steps = np.linspace(-2, 2, 448)
    x = np.column_stack([np.tile(steps, 448), np.repeat(steps, 448)])
    (weights, bias), (last, shift) = cut(frame.history.now.parameters, shape(1, 3))
    share = np.mean(np.tanh(x @ weights + bias) @ last + shift > 0)
    assert area / 172**2 == pytest.approx(share, abs=0.003)


def test_a_state_of_the_largest_network_is_small() -> None:
    """A run of all its epochs stays under 3 MB."""
    state = show(depth=4, width=8, epochs=1).history.now
    assert state.parameters.size == 249
    assert state.parameters.base is None
    assert state.parameters.nbytes * PLAYGROUND.MAX_EPOCHS < 3e6


def test_the_scent_of_a_demo_without_shared_steps_takes_small_bites() -> None:
    """An item of the sweep trains one run by one epoch; the last has the scores of all."""
    settings = {**defaults(PLAYGROUND.controls), "epochs": 3}
    knob = next(control for control in PLAYGROUND.controls if control.name == "learning_rate")
    *bites, last = many.sweep(PLAYGROUND, knob, settings)
    places = many.places(PLAYGROUND, knob)
    assert len(bites) == 3 * len(places)
    assert last is not None
    expected = [show(learning_rate=rate, epochs=3).history.now.validation_loss for rate in places]
    np.testing.assert_allclose(last, expected)
