"""Overfitting: the loss in closed form, the gap at the opening settings, and words true to the history."""

import re
from types import ModuleType

import numpy as np
import pytest
from numpy.polynomial.legendre import legvander
from numpy.testing import assert_allclose

import demos
from demos.kit.controls import Value
from demos.kit.data import noisy_wave
from demos.kit.session import Frame, Session
from demos.kit.types import Array

CAPACITY: ModuleType = demos.load("capacity")


def show(**settings: Value) -> Frame:
    return Session(CAPACITY).show(settings)


def descent(features: Array, targets: Array, rate: float, epochs: Array) -> Array:
    """Return the weights of descent from 0 at each epoch, from the eigenvectors of the Hessian (row 2)."""
    curvatures, axes = np.linalg.eigh((2 / targets.size) * features.T @ features)
    pull = axes.T @ ((2 / targets.size) * features.T @ targets)
    # (1 - (1 - ηλ)^k)/λ, written so that λ = 0 gives ηk
    log = np.log1p(np.clip(-rate * curvatures, -1 + 1e-15, None))
    filters = -np.expm1(epochs[:, None] * log) / np.maximum(curvatures, 1e-300)
    return np.asarray((filters * pull) @ axes.T)


def features(x: Array, degree: int = 11) -> Array:
    return np.asarray(legvander(x, degree) * np.sqrt(2 * np.arange(degree + 1) + 1), dtype=float)


@pytest.mark.parametrize(("degree", "seed"), [(3, 1), (11, 1), (11, 5)])
def test_every_epoch_is_the_closed_form(degree: int, seed: int) -> None:
    """Row 2, with NumPy's own Legendre polynomials and eigenvectors."""
    points, held_out = noisy_wave(seed, 14, 0.3), noisy_wave(1000 + seed, 200, 0.3)
    history = show(degree=degree, seed=seed, learning_rate=0.05).history
    weights = descent(features(points.x, degree), points.y, 0.05, np.arange(2001.0))
    assert_allclose(history.column("weights"), weights, atol=1e-9)
    expected = np.mean((weights @ features(held_out.x, degree).T - held_out.y) ** 2, axis=1)
    assert_allclose(history.column("validation_loss"), expected, rtol=1e-6)


def test_at_the_opening_settings_it_overfits_within_the_slider() -> None:
    """Unpenalised, the validation loss ends at twice its minimum or more, and the minimum lies inside the slider."""
    validation = show().history.column("validation_loss")
    assert validation[-1] >= 2 * validation.min()
    assert 1 < validation.argmin() < 0.5 * len(validation)
    training = show().history.column("training_loss")
    assert np.all(np.diff(training) < 0)


def test_the_verdict_and_the_mark_tell_the_best_epoch() -> None:
    frame = show()
    validation = frame.history.column("validation_loss")
    told = re.search(r"([\d.]+) times its best, which was at epoch (\d+)\.", frame.verdict.text)
    assert told
    assert float(told[1]) == pytest.approx(validation[-1] / validation.min(), rel=0.05)
    assert int(told[2]) == validation.argmin()
    assert f">best: {validation.argmin()}</text>" in frame.panels[1].svg
    assert frame.verdict.mend
    assert show(**frame.verdict.mend.settings).history.now.validation_loss == pytest.approx(validation.min())


@pytest.mark.parametrize("settings", [{"learning_rate": 0.15}, {"learning_rate": 1.0}, {"degree": 15}])
def test_a_diverging_verdict_tells_the_factor_of_the_run(settings: dict[str, Value]) -> None:
    """The factor in words is the one by which the weights of the run grow at its end; the mend puts it right."""
    frame = show(**settings)
    assert frame.history.diverged
    size = np.linalg.norm(frame.history.column("weights"), axis=1)
    told = re.search(r"multiplies the error by ([\d.]+)\. The limit here is ([\d.]+);", frame.verdict.text)
    assert told
    assert float(told[1]) == pytest.approx(size[-1] / size[-2], rel=0.03)
    assert float(told[2]) == pytest.approx(frame.marks["learning_rate"][0].value, rel=0.05)
    assert frame.verdict.mend
    assert show(**settings | dict(frame.verdict.mend.settings)).verdict.regime != "Diverging."


def test_the_mark_is_the_limit() -> None:
    """Row 1, by running: 1 % under the mark nothing is frozen, 2 % over it the run is."""
    top = show().marks["learning_rate"][0].value
    under, over = (show(learning_rate=share * top, epochs=5000) for share in (0.99, 1.02))
    assert (under.history.diverged, over.history.diverged) == (False, True)


def test_legendre_features_overfit_sooner_than_monomials() -> None:
    """FACTS.md, the paragraph on Legendre: the best-validation epoch over 20 seeds, and the rise after it."""
    epochs = np.unique(np.geomspace(1, 20_000, 600).round())
    best: dict[str, list[float]] = {"legendre": [], "monomials": []}
    rises = []
    for seed in range(1, 21):
        points, held_out = noisy_wave(seed, 14, 0.3), noisy_wave(1000 + seed, 200, 0.3)
        for name, make in (("legendre", features), ("monomials", lambda x: np.vander(x, 12))):
            inputs = make(points.x)
            rate = 1 / np.linalg.eigvalsh((2 / 14) * inputs.T @ inputs)[-1]
            errors = descent(inputs, points.y, rate, epochs) @ make(held_out.x).T - held_out.y
            validation = np.mean(errors**2, axis=1)
            best[name].append(epochs[validation.argmin()])
            rises += [validation[-1] / validation.min()] if name == "legendre" else []
    assert 5 < np.median(best["legendre"]) < 60
    assert np.median(best["monomials"]) > 4 * np.median(best["legendre"])
    assert np.median(rises) > 5


@pytest.mark.parametrize(
    ("settings", "regime"),
    [
        ({"epochs": 10}, "Learning."),
        ({"epochs": 1, "learning_rate": 0.001}, "Underfitting."),
        ({"degree": 1, "points": 80}, "Underfitting."),
        ({"points": 80}, "A fair fit."),
        ({"points": 8}, "Overfitting."),
        ({"noise": 1.0}, "Overfitting."),
    ],
)
def test_regimes(settings: dict[str, Value], regime: str) -> None:
    assert show(**settings).verdict.regime == regime


@pytest.mark.parametrize("degree", [1, 2])
def test_too_simple_is_what_no_polynomial_of_that_degree_can_reach(degree: int) -> None:
    """The least mean squared distance from the curve: its square less its Legendre parts, by quadrature."""
    nodes, weights = np.polynomial.legendre.leggauss(40)
    curve = np.sin(2.6 * nodes) * (1 - 0.35 * nodes)
    parts = features(nodes, degree).T @ (weights / 2 * curve)
    told = re.search(r"degree \d+ leaves a loss of (\d\.\d+)", show(degree=degree, points=80).verdict.text)
    assert told
    assert float(told[1]) == pytest.approx(weights / 2 @ curve**2 - parts @ parts, rel=0.06)


def test_more_points_or_less_noise_overfit_less() -> None:
    def gap(**settings: Value) -> float:
        now = show(**settings).history.now
        return float(now.validation_loss - now.training_loss)

    assert gap(points=80) < gap() < gap(points=8)
    assert gap(noise=0.0) < gap() < gap(noise=1.0)


@pytest.mark.parametrize(("points", "noise", "degree"), [(9, 1.0, 11), (9, 1.0, 15), (14, 0.3, 11)])
def test_nobody_is_sent_to_an_epoch_that_the_slider_has_not(points: int, noise: float, degree: int) -> None:
    frame = show(points=points, noise=noise, degree=degree, learning_rate=0.02)
    if frame.verdict.mend:
        assert show(**frame.verdict.mend.settings).epoch >= 1
