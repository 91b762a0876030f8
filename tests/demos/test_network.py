"""The network against finite differences, formulas written out, and scikit-learn's network of the same shape."""

import warnings
from collections.abc import Callable
from itertools import product
from random import Random
from typing import Any

import numpy as np
import pytest
from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPClassifier

import demos
from demos.kit.classes import Labelled
from demos.kit.network import (
    ACTIVATIONS,
    Masks,
    accuracy,
    backward,
    cross_entropy,
    cut,
    forward,
    initial,
    masks_for,
    shape,
    shuffled,
    size,
    weights_only,
)
from demos.kit.types import Array

PLAYGROUND = demos.load("playground")
THEIRS = {"relu": "relu", "tanh": "tanh", "sigmoid": "logistic", "linear": "identity"}


def dice(seed: int) -> Random:
    """The standard library's, as the demo throws them."""
    return Random(seed)  # noqa: S311


def examples(count: int, seed: int = 5) -> tuple[Array, Array]:
    """Points and classes without a pattern: a gradient has to be right for any."""
    random = dice(seed)
    x = np.array([[random.gauss(0, 1), random.gauss(0, 1)] for _ in range(count)])
    return x, np.array([[float(random.random() > 0.4)] for _ in range(count)])


def slopes(loss: Callable[[Array], float], parameters: Array, step: float = 1e-6) -> Array:
    """Central differences along every parameter."""
    moves = np.eye(parameters.size) * step
    return np.array([(loss(parameters + move) - loss(parameters - move)) / (2 * step) for move in moves])


def awake(widths: list[int], activation: str, seed: int = 3) -> Array:
    """Parameters with biases too, so that no unit rests on a kink."""
    random = dice(seed)
    parameters = initial(widths, activation, random)
    parameters += np.array([random.uniform(-0.2, 0.2) for _ in parameters])
    return parameters


@pytest.mark.parametrize(("activation", "depth", "dropout"), [*product(ACTIVATIONS, range(5), (0.0, 0.5))])
def test_the_gradient_is_that_of_finite_differences_in_every_layer(activation: str, depth: int, dropout: float) -> None:
    widths = shape(depth, 4)
    x, y = examples(12)
    masks: Masks = masks_for(widths, 12, dropout, dice(7))
    parameters = awake(widths, activation)

    def loss(parameters: Array) -> float:
        return cross_entropy(forward(cut(parameters, widths), activation, x, masks)[-1], y)

    layers = cut(parameters, widths)
    ours = backward(layers, activation, forward(layers, activation, x, masks), y, masks)
    theirs = slopes(loss, parameters)
    for layer, (mine, measured) in enumerate(zip(cut(ours, widths), cut(theirs, widths), strict=True)):
        for part, checked in zip(mine, measured, strict=True):
            np.testing.assert_allclose(part, checked, rtol=1e-6, atol=1e-8, err_msg=f"layer {layer}")
        assert activation == "relu" or np.all(mine.weights != 0) or dropout


@pytest.mark.parametrize(("penalty", "activation"), [*product(("none", "l1", "l2"), ACTIVATIONS)])
def test_a_step_of_training_descends_loss_and_penalty(penalty: str, activation: str) -> None:
    """One full-batch step, from the demo itself: w - η·∂(loss + penalty), the penalty on weights only."""
    rate, strength, widths = 0.05, 0.3, shape(2, 3)
    knobs = {control.name: control.default for control in PLAYGROUND.controls if control.name != "epochs"}
    knobs |= {"learning_rate": rate, "penalty": penalty, "strength": strength, "activation": activation, "depth": 2}
    knobs |= {"held_out": 0.9, "batch_size": 100}
    training, _ = PLAYGROUND.data("circle", 2, 0.1, 0.9)
    states = PLAYGROUND.train(**knobs)
    before, after = next(states), next(states)
    biases = weights_only(widths) == 0

    def loss(parameters: Array) -> float:
        logits = forward(cut(parameters, widths), activation, training.x, [None] * 3)[-1]
        weights = parameters[~biases]
        return cross_entropy(logits, training.y) + 0.5 * strength * (penalty == "l2") * float(weights @ weights)

    stepped = before.parameters - rate * slopes(loss, before.parameters)
    if penalty == "l1":  # what minimises ½(w - z)² + ηλ|w|, found on a grid
        grid = np.linspace(-4, 4, 80_001)
        for i in np.flatnonzero(~biases):
            best = grid[np.argmin(0.5 * (grid - stepped[i]) ** 2 + rate * strength * np.abs(grid))]
            assert after.parameters[i] == pytest.approx(best, abs=1.01e-4)
        np.testing.assert_allclose(after.parameters[biases], stepped[biases], rtol=1e-6, atol=1e-9)
        assert before.penalty == pytest.approx(strength * np.abs(before.parameters[~biases]).sum())
    else:
        np.testing.assert_allclose(after.parameters, stepped, rtol=1e-6, atol=1e-9)
    assert before.training_loss == pytest.approx(before.data_loss + before.penalty)


def test_losses_and_accuracy_are_those_of_their_formulas() -> None:
    logits, y = np.array([[-2.0], [0.3], [1.7], [-0.1]]), np.array([[0.0], [1.0], [0.0], [1.0]])
    p = 1 / (1 + np.exp(-logits))
    assert cross_entropy(logits, y) == pytest.approx(-np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)))
    assert cross_entropy(np.zeros((4, 1)), y) == pytest.approx(np.log(2))
    assert cross_entropy(np.array([[1e4], [-1e4]]), np.array([[0.0], [0.0]])) == pytest.approx(5e3)
    assert accuracy(logits, y) == 0.5


def test_parameters_are_counted_and_seen_in_place() -> None:
    assert size([784, 128, 10]) == 101_770  # the entry on neural networks has the same number
    parameters = initial([2, 5, 1], "relu", dice(1))
    layers = cut(parameters, [2, 5, 1])
    layers[1].weights[3, 0] = 42.0
    assert parameters[2 * 5 + 5 + 3] == 42.0
    assert weights_only([2, 5, 1]).sum() == 15
    assert not any(layer.bias.any() for layer in layers)


@pytest.mark.parametrize(("activation", "gain"), [("relu", 2.0), ("tanh", 1.0), ("sigmoid", 1.0)])
def test_starting_weights_have_the_variance_that_their_source_gives(activation: str, gain: float) -> None:
    weights = cut(initial([40, 500], activation, dice(1)), [40, 500])[0].weights
    assert weights.var() == pytest.approx(gain / 40, rel=0.03)
    assert abs(weights.mean()) < 0.005


@pytest.mark.parametrize("dropout", [0.05, 0.3, 0.5, 0.9])
def test_dropout_preserves_the_expectation(dropout: float) -> None:
    inputs, hidden, output = masks_for([2, 200, 200, 1], 2000, dropout, dice(1))
    assert inputs is None
    assert hidden is not None
    assert output is not None
    assert hidden.mean() == pytest.approx(1.0, abs=5 * (dropout / (1 - dropout) / hidden.size) ** 0.5)
    values, counts = np.unique(hidden, return_counts=True)
    np.testing.assert_allclose(values, [0, 1 / (1 - dropout)], rtol=1e-4)
    assert counts[0] / hidden.size == pytest.approx(dropout, abs=0.005)
    assert abs(np.corrcoef(hidden[:, 0], output[:, 0])[0, 1]) < 0.1  # each unit by its own lot


def test_a_linear_network_with_dropout_says_on_average_what_it_says_without() -> None:
    widths, (x, _) = shape(2, 6), examples(1)
    layers = cut(awake(widths, "linear"), widths)
    many = np.repeat(x, 40_000, axis=0)
    with_dropout = forward(layers, "linear", many, masks_for(widths, 40_000, 0.5, dice(2)))[-1]
    without = float(forward(layers, "linear", x, [None] * 3)[-1][0, 0])
    error = with_dropout.std() / 200
    assert error > 0.001
    assert with_dropout.mean() == pytest.approx(without, abs=4 * error)


def test_dropout_is_off_at_evaluation() -> None:
    """The losses of a state are those of the plain network, whatever the dropout; only the steps differ."""
    knobs = {control.name: control.default for control in PLAYGROUND.controls if control.name != "epochs"}
    states = PLAYGROUND.train(**{**knobs, "dropout": 0.6})
    plain = PLAYGROUND.train(**knobs)
    assert next(states).training_loss == next(plain).training_loss
    after, training = next(states), PLAYGROUND.data("circle", 2, 0.1, 0.5)[0]
    assert after.training_loss != next(plain).training_loss
    logits = forward(cut(after.parameters, [2, 3, 1]), "tanh", training.x, masks_for([2, 3, 1], 150, 0.0, dice(1)))[-1]
    assert after.training_loss == cross_entropy(logits, training.y)


def test_shuffling_is_a_fair_permutation_that_the_standard_library_can_repeat() -> None:
    words = dice(9).randbytes(8 * 30)
    numbers = [int.from_bytes(words[8 * i : 8 * i + 8], "little") for i in range(30)]
    assert shuffled(30, dice(9)).tolist() == sorted(range(30), key=numbers.__getitem__)
    random = dice(1)
    first = np.bincount([int(shuffled(5, random)[0]) for _ in range(5000)], minlength=5)
    assert np.all(np.abs(first - 1000) < 120)


def classifier(activation: str, l2: float, batch: int, **settings: Any) -> MLPClassifier:
    """scikit-learn's network with the demo's rule: plain SGD; its penalty is ½(alpha/batch)‖w‖²."""
    settings = {"learning_rate_init": 0.1, "hidden_layer_sizes": (6, 6), "tol": 0.0, **settings}
    rule = {"solver": "sgd", "momentum": 0.0, "nesterovs_momentum": False, "n_iter_no_change": 10**6}
    return MLPClassifier(activation=THEIRS[activation], alpha=l2 * batch, batch_size=batch, **rule, **settings)


def fitted(network: MLPClassifier, data: Labelled) -> MLPClassifier:
    """Fit it; that it has not converged is no news."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        network.fit(data.x, data.y[:, 0])
    return network


@pytest.mark.parametrize(("activation", "l2"), [*product(ACTIVATIONS, (0.0, 0.02))])
def test_step_by_step_it_is_scikit_learns_network(activation: str, l2: float) -> None:
    """From the same weights, 25 full-batch steps leave the same weights."""
    data, _ = PLAYGROUND.data("xor", 4, 0.1, 0.5)
    count, widths = len(data.x), shape(2, 6)
    parameters, chosen = awake(widths, activation), weights_only(widths)
    layers = cut(parameters, widths)
    network = fitted(classifier(activation, l2, count, max_iter=1, shuffle=False, warm_start=True), data)
    for theirs, bias, layer in zip(network.coefs_, network.intercepts_, layers, strict=True):
        theirs[:], bias[:] = layer
    fitted(network.set_params(max_iter=25), data)
    for _ in range(25):
        outputs = forward(layers, activation, data.x, [None] * 3)
        parameters -= 0.1 * (backward(layers, activation, outputs, data.y, [None] * 3) + l2 * chosen * parameters)
    for theirs, bias, layer in zip(network.coefs_, network.intercepts_, layers, strict=True):
        np.testing.assert_allclose(theirs, layer.weights, rtol=1e-9, atol=1e-12)
        np.testing.assert_allclose(bias, layer.bias, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize(("activation", "l2", "data_set"), [("tanh", 0.0, "circle"), ("relu", 0.003, "xor")])
def test_trained_like_scikit_learns_it_reaches_the_same_loss(activation: str, l2: float, data_set: str) -> None:
    """Ten starts each, mini-batches, own starting weights and shuffles: the medians differ by less than the spread."""
    epochs, seeds, none = 60, range(1, 11), [None] * 3
    data = PLAYGROUND.data(data_set, 4, 0.1, 0.5)[0]
    ours, theirs, widths = [], [], shape(2, 6)
    for seed in seeds:
        random = dice(seed)
        parameters, chosen = initial(widths, activation, random), weights_only(widths)
        layers = cut(parameters, widths)
        for _ in range(epochs):
            order = shuffled(len(data.x), random)
            for batch in np.split(order, 15):
                outputs = forward(layers, activation, data.x[batch], none)
                gradient = backward(layers, activation, outputs, data.y[batch], none)
                parameters -= 0.1 * (gradient + l2 * chosen * parameters)
        ours.append(cross_entropy(forward(layers, activation, data.x, none)[-1], data.y))
        network = fitted(classifier(activation, l2, 10, max_iter=epochs, random_state=seed), data)
        right = network.predict_proba(data.x)[np.arange(len(data.x)), data.y[:, 0].astype(int)]
        theirs.append(float(-np.log(right).mean()))
    spread = max(np.ptp(np.quantile(losses, [0.1, 0.9])) for losses in (ours, theirs))
    assert abs(np.median(ours) - np.median(theirs)) < spread
    assert max(np.median(ours), np.median(theirs)) < 0.2
