"""The picture that most demos share, losses by epoch: every mark stands at its epoch and its loss."""

import re
import xml.etree.ElementTree as ET
from typing import NamedTuple

import numpy as np
import pytest
from numpy.testing import assert_allclose

from demos.kit import panels
from demos.kit.axes import epoch_places
from demos.kit.data import Points
from demos.kit.run import Ghost, History
from demos.kit.types import Array

WIDE, TALL = 276.0, 127.0  # of the plot within a chart of 320 x 180
BOTH = ("validation_loss", "training_loss")


class State(NamedTuple):
    """Two losses."""

    training_loss: float
    validation_loss: float


def run(epoch: int, *losses: tuple[float, float]) -> History:
    """A history of (training, validation) losses, looked at in one epoch."""
    history = History()
    history.extend(State(*pair) for pair in losses)
    history.epoch = epoch
    return history


def paths(history: History, ink: str, best: int = 0) -> list[Array]:
    """The points of every path of these classes, in order."""
    svg = panels.losses(history, BOTH, 100, best=best).svg
    found = [each.get("d", "") for each in ET.fromstring(svg).iter() if each.get("class") == ink]
    return [np.array(re.findall(r"-?[\d.]+", data), dtype=float) for data in found]


def place(epochs: list[int]) -> Array:
    """Where epochs lie: log(1 + epoch), of a slider to 100."""
    return np.asarray(WIDE * np.log1p(epochs) / np.log1p(100))


HISTORY = run(2, (1.0, 1.0), (0.1, 0.5), (0.2, 0.3), (0.05, 0.6))


def test_lines_are_logarithms_of_losses_by_epoch() -> None:
    training, validation = paths(HISTORY, "line training")[0], paths(HISTORY, "line validation")[0]
    assert_allclose(training[::2], place([0, 1, 2, 3]), atol=0.06)
    assert_allclose(validation[::2], place([0, 1, 2, 3]), atol=0.06)
    heights = np.append(training[1::2], validation[1::2])
    losses = np.log10([1, 0.1, 0.2, 0.05, 1, 0.5, 0.3, 0.6])
    slope, height = np.polyfit(losses, heights, 1)
    assert_allclose(heights, slope * losses + height, atol=0.1)
    assert slope < 0
    assert np.all((heights > 0) & (heights < TALL))


def test_the_gap_reaches_from_the_training_to_the_validation_loss_where_that_is_higher() -> None:
    crossing = run(2, (1.0, 0.5), (0.5, 0.5), (0.1, 0.4))
    ring = paths(crossing, "area gap")[0].reshape(-1, 2)
    upper, lower = ring[:3], ring[3:][::-1]
    training = paths(crossing, "line training")[0].reshape(-1, 2)
    validation = paths(crossing, "line validation")[0].reshape(-1, 2)
    assert_allclose(lower, training)
    assert_allclose(upper[2], validation[2])
    assert_allclose(upper[:2], training[:2])  # no gap where the validation loss is the lower one


def test_the_cursor_and_the_best_epoch_stand_at_their_epochs() -> None:
    assert_allclose(paths(HISTORY, "line rule cursor")[0], [place([2])[0], 0, TALL], atol=0.06)
    assert_allclose(paths(HISTORY, "line rule validation", best=1)[0], [place([1])[0], 0, TALL], atol=0.06)
    assert ">best: 1</text>" in panels.losses(HISTORY, BOTH, 100, best=1).svg


@pytest.mark.parametrize("best", [0, 3])
def test_a_best_epoch_at_either_end_is_no_turning_point(best: int) -> None:
    assert paths(HISTORY, "line rule validation", best=best) == []


def test_a_run_that_is_kept_is_drawn_as_a_ghost_with_its_name() -> None:
    history = run(1, (1.0, 1.0), (0.5, 0.6))
    history.ghosts = [Ghost("η 0.5", run(0, (1.0, 1.0), (0.4, 0.6), (0.3, 0.5)))]
    ghost, present = paths(history, "line ghost kept")[0], paths(history, "line validation")[0]
    assert_allclose(ghost[::2], place([0, 1, 2]), atol=0.06)
    assert_allclose(ghost[:4], present, atol=0.06)  # the same validation losses in epochs 0 and 1
    assert ">η 0.5</text>" in panels.losses(history, BOTH, 100).svg


def test_the_page_knows_where_epochs_lie() -> None:
    """From the chart's left edge, 34 units before the plot."""
    assert_allclose(epoch_places([0, 2, 100], 100), 34 + place([0, 2, 100]), atol=0.06)


def test_a_loss_that_is_always_0_is_not_drawn() -> None:
    nothing = run(1, (0.5, 0.0), (0.4, 0.0))
    assert paths(nothing, "line validation") == []
    assert len(paths(nothing, "line training")) == 1


def test_a_run_that_starts_at_the_minimum_has_a_picture_too() -> None:
    svg = panels.losses(run(1, (0.0, 0.0), (0.0, 0.0)), ("training_loss",), 100).svg
    ET.fromstring(svg)
    assert ">training loss</text>" in svg


def test_the_fit_shows_points_model_and_truth() -> None:
    points = Points(np.array([-1.0, 0.0, 1.0]), np.array([0.0, 2.2, -2.2]))
    svg = panels.fit(points, lambda x: 2.2 * x, truth=lambda x: 0 * x).svg
    dots = [each for each in ET.fromstring(svg).iter() if each.get("class") == "dot data"]
    assert [(dot.get("cx"), dot.get("cy")) for dot in dots] == [("0.0", "63.5"), ("138.0", "0.0"), ("276.0", "127.0")]
    assert 'class="line model" d="M0.0 127.0 ' in svg
    assert re.search(r'class="line ghost" d="M0\.0 63\.5 .* 276\.0 63\.5"', svg)
