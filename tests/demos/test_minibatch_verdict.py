"""What the mini-batch demo says: how far it stands from the least loss, and what holds it there."""

import re
from types import ModuleType

import numpy as np
import pytest
from numpy.polynomial.legendre import legvander

import demos
from demos.kit.controls import Value
from demos.kit.data import noisy_wave
from demos.kit.session import Frame, Session

MINIBATCH: ModuleType = demos.load("minibatch")


def show(**settings: Value) -> Frame:
    return Session(MINIBATCH).show(settings)


@pytest.mark.parametrize("settings", [{}, {"epochs": 100}, {"batch_size": 1, "epochs": 300, "learning_rate": 0.05}])
def test_the_verdict_measures_from_the_least_possible_loss(settings: dict[str, Value]) -> None:
    frame, points = show(**settings), noisy_wave(1, 40, 0.25)
    features = legvander(points.x, 3)
    least = np.mean((features @ np.linalg.lstsq(features, points.y)[0] - points.y) ** 2)
    told = re.search(r"training loss is ([\d.\u202f]+) % above", frame.verdict.text)
    assert told
    assert float(told[1]) == pytest.approx(100 * (frame.history.now.training_loss / least - 1), rel=0.06)


def test_only_small_batches_are_blamed_for_noise() -> None:
    regimes: dict[int, set[str]] = {4: set(), 40: set()}
    for batch_size, found in regimes.items():
        for rate in (0.001, 0.02, 0.1, 0.3, 0.5, 0.6, 1.0):
            shown = [show(batch_size=batch_size, learning_rate=rate, epochs=k) for k in (1, 3, 10, 50, 300)]
            found.update(frame.verdict.regime for frame in shown)
    assert "Bouncing." in regimes[4]
    assert regimes[40] <= {"Crawling.", "Learning.", "Settled.", "Diverging."}


def test_a_loss_above_the_start_is_never_called_learning() -> None:
    for rate in (0.15, 0.25, 0.355, 0.6, 1.0):
        for epochs in (1, 3, 10, 20):
            frame = show(learning_rate=rate, epochs=epochs, batch_size=1 if rate < 0.3 else 4)
            above = frame.history.now.training_loss > frame.history[0].training_loss
            assert not above or frame.verdict.tone == "bad"
