"""The race: landscapes against finite differences, paths against closed forms, best rates against plain trial."""

from itertools import product
from math import cos, log, radians, sin

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

import demos
from demos.kit.controls import Value
from demos.kit.landscapes import LANDSCAPES, VALLEY_RATIO, VIEW
from demos.kit.racers import NAMES, RATES, Course, best_rate
from demos.kit.session import Frame, Session

DEMO = demos.load("optimizers")
TURNS = (0.0, 30.0, 90.0)
TURNED = list(product(LANDSCAPES, TURNS))


def show(**settings: Value) -> Frame:
    return Session(DEMO).show(settings)


@pytest.mark.parametrize(("name", "turn"), TURNED)
def test_the_gradient_is_what_finite_differences_say(name: str, turn: float) -> None:
    land, h = LANDSCAPES[name]._replace(turn=turn), 1e-5
    places = np.stack(np.meshgrid(np.linspace(*VIEW[0], 7), np.linspace(*VIEW[1], 5)), axis=-1)
    steps = h * np.eye(2)
    slopes = [(land.loss(places + step) - land.loss(places - step)) / (2 * h) for step in steps]
    assert_allclose(land.gradient(places), np.stack(slopes, axis=-1), rtol=1e-5, atol=1e-5)


@pytest.mark.parametrize(("name", "turn"), TURNED)
def test_the_loss_is_0_at_the_minima_and_nowhere_less(name: str, turn: float) -> None:
    land = LANDSCAPES[name]._replace(turn=turn)
    assert_allclose(land.loss(land.lowest()), 0, atol=1e-15)
    assert_allclose(land.gradient(land.lowest()), 0, atol=1e-12)
    assert land.contours()[2].min() >= 0


def test_rosenbrock_is_rosenbrocks() -> None:
    """f(-1.2, 1) = 24.2, the start that the paper made famous; the minimum is at (1, 1)."""
    land = LANDSCAPES["rosenbrock"]
    assert float(land.loss(np.array([-1.2, 1.0]))) == pytest.approx(24.2)
    assert_allclose(land.lowest(), [[1, 1]])


def test_the_saddle_falls_to_both_sides_and_rises_along_the_path() -> None:
    land = LANDSCAPES["saddle"]
    centre, h = np.array(land.centre), 1e-3
    along, across = (float(land.loss(centre + h * d) - land.loss(centre)) for d in np.eye(2))
    assert along > 0 > across


def test_sgd_on_the_valley_is_a_power() -> None:
    frame = show(learning_rate=0.03, optimizer="sgd", epochs=40)
    x, y = -1.2 - 1.2, 0.42
    for k in (0, 1, 17, 40):
        exact = 0.5 * ((1 - 0.03) ** (2 * k) * x**2 + VALLEY_RATIO * (1 - 0.03 * VALLEY_RATIO) ** (2 * k) * y**2)
        assert frame.history[k].sgd == pytest.approx(exact, rel=1e-10)


def test_all_start_at_one_place_and_the_one_followed_is_among_them() -> None:
    for name in NAMES:
        history = show(optimizer=name, epochs=30).history
        assert len(set(history[0][1:7])) == 1
        assert_array_equal(history.column("training_loss"), history.column(name))


def test_only_those_that_look_at_each_weight_notice_how_the_valley_lies() -> None:
    """Turn landscape and start alike: the losses of the first three stay, those of the last three do not."""
    centre, turn = np.array(LANDSCAPES["valley"].centre), radians(30)
    start = np.array([-0.6, 0.2]) - centre
    rotation = np.array([[cos(turn), sin(turn)], [-sin(turn), cos(turn)]])
    there = centre + rotation @ start
    rate: dict[str, Value] = {"learning_rate": 0.01, "epochs": 60}
    flat = show(**rate, start_1=-0.6, start_2=0.2).history.now
    turned = show(**rate, turn=30.0, start_1=float(there[0]), start_2=float(there[1])).history.now
    for name in ("sgd", "momentum", "nesterov"):
        assert getattr(turned, name) == pytest.approx(getattr(flat, name), rel=1e-8)
    for name in ("rmsprop", "adam", "adamw"):
        assert abs(getattr(turned, name) / getattr(flat, name) - 1) > 0.05


def test_decay_joins_the_gradient_in_all_but_adamw() -> None:
    """SGD with L2 rests where the penalised loss is least; AdamW and Adam part."""
    history = show(learning_rate=0.03, weight_decay=0.3, epochs=500).history
    rest = np.array([1.2 / 1.3, 0.0])  # of ½((x - 1.2)² + 50y²) + 0.15(x² + y²)
    assert_allclose([history.now.weight_1[0], history.now.weight_2[0]], rest, atol=1e-5)
    apart = history.column("adam") - history.column("adamw")
    assert np.abs(apart).max() > 0.01
    same = show(learning_rate=0.03, epochs=100).history
    assert_array_equal(same.column("adam"), same.column("adamw"))


def area(name: str, course: Course, rate: float) -> float:
    """The area under the loss curve of one run at a time, from five starts."""
    total = 0.0
    for dx, dy in ((0, 0), (0.1, 0), (-0.1, 0), (0, 0.1), (0, -0.1)):
        knobs = {**course._asdict(), "start_1": course.start_1 + dx, "start_2": course.start_2 + dy}
        states = DEMO.train(learning_rate=rate, optimizer=name, **knobs)
        losses = [state.training_loss for state, _ in zip(states, range(101), strict=False)][1:]
        total += sum(log(max(loss, 1e-6)) for loss in losses)
    return total


@pytest.mark.parametrize("name", ["sgd", "adam"])
def test_the_best_rate_is_found_by_trial(name: str) -> None:
    """Every other rate has a larger area itself, or a neighbour that has."""
    course = Course("valley", 0.0, 0.0, -1.2, 0.42)
    found = RATES.tolist().index(best_rate(name, course))
    tried = range(found - 6, min(found + 8, RATES.size))
    areas = {i: area(name, course, float(RATES[i])) for i in tried}
    worst = {i: max(areas[i - 1], areas[i], areas[i + 1]) for i in list(tried)[1:-1]}
    assert min(worst, key=lambda i: worst[i]) == found


def test_the_best_rate_of_plain_descent_lies_just_below_its_limit() -> None:
    """On the valley 2/(λmin + λmax) is the best in the long run, and 2/λmax the limit."""
    best = best_rate("sgd", Course("valley", 0.0, 0.0, -1.2, 0.42))
    assert 0.75 * 2 / 51 < best < 2 / 50


def test_each_has_its_own_rate_until_there_is_one_for_all() -> None:
    own, one = show(), show(learning_rate=0.1)
    assert max(own.history.now[1:7]) < 0.1
    assert one.history.now.sgd > 1
    assert list(one.history.now.racing) == [0, 0, 0, 1, 1, 1]
    assert "Diverged: SGD, momentum, Nesterov." in one.verdict.text


def test_one_that_diverged_stands_still_and_the_others_go_on() -> None:
    history = show(learning_rate=0.1, optimizer="sgd", epochs=100).history
    left = int(history.column("racing")[:, 0].sum())
    assert len(set(history.column("sgd")[left:])) == 1
    assert history.now.adam < history[left].adam


@pytest.mark.parametrize(
    ("settings", "regime"),
    [
        ({}, "Third of six."),
        ({"learning_rate": 0.1}, "First of six."),
        ({"learning_rate": 0.1, "optimizer": "sgd"}, "Diverging."),
        ({"optimizer": "nesterov", "epochs": 300}, "Arrived."),
        ({"landscape": "saddle", "start_2": 0.4, "learning_rate": 0.1, "epochs": 400}, "Balanced on the saddle."),
    ],
)
def test_the_verdict_names_the_place(settings: dict[str, Value], regime: str) -> None:
    assert show(**settings).verdict.regime == regime


def test_on_the_ridge_no_optimizer_leaves_the_saddle_and_beside_it_all_do() -> None:
    on = show(landscape="saddle", start_2=0.4, learning_rate=0.05, epochs=500).history.now
    beside = show(landscape="saddle", start_2=0.42, learning_rate=0.05, epochs=500).history.now
    saddle = float(LANDSCAPES["saddle"].loss(np.array(LANDSCAPES["saddle"].centre)))
    assert_allclose(on[1:4], saddle, rtol=1e-6)
    assert_array_equal(on.weight_2, 0.4)
    assert max(beside[1:7]) < 0.1 * saddle
