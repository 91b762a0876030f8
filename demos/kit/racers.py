"""Six optimizers by name, the course they run, and the learning rate that suits each of them best there."""

from functools import lru_cache
from typing import NamedTuple

import numpy as np

from demos.kit.adaptive import adam, adamw, rmsprop
from demos.kit.controls import rounded
from demos.kit.landscapes import LANDSCAPES, Landscape
from demos.kit.optim import Optimizer, momentum, nesterov
from demos.kit.tuning import least_area
from demos.kit.types import Array

NAMES = {
    "sgd": "SGD",
    "momentum": "momentum",
    "nesterov": "Nesterov",
    "rmsprop": "RMSProp",
    "adam": "Adam",
    "adamw": "AdamW",
}
BETA = 0.9
ARRIVED = 1e-6  # a loss that need not become smaller
TUNED_FOR = 100  # steps over which a rate is judged
RATES = np.array([rounded(rate) for rate in np.geomspace(1e-4, 1, 72)])


def rule(name: str, rate: float | Array, weight_decay: float) -> Optimizer:
    """The update rule of that name."""
    rules = {
        "sgd": lambda: momentum(rate),
        "momentum": lambda: momentum(rate, BETA),
        "nesterov": lambda: nesterov(rate, BETA),
        "rmsprop": lambda: rmsprop(rate),
        "adam": lambda: adam(rate),
        "adamw": lambda: adamw(rate, weight_decay),
    }
    return rules[name]()


class Course(NamedTuple):
    """What the best rates depend on."""

    landscape: str
    turn: float
    weight_decay: float
    start_1: float
    start_2: float

    @property
    def land(self) -> Landscape:
        """The landscape, turned."""
        return LANDSCAPES[self.landscape]._replace(turn=self.turn)

    def penalty(self, name: str) -> float:
        """The strength of the L2 penalty in this optimizer's gradient: AdamW has none, it decays apart."""
        return 0.0 if name == "adamw" else self.weight_decay


def rates(learning_rate: float, course: Course) -> dict[str, float]:
    """The learning rate of each: the one for all, or where there is none its own best."""
    return {name: learning_rate if learning_rate > 0 else best_rate(name, course) for name in NAMES}


@lru_cache(256)
def best_rate(name: str, course: Course) -> float:
    """Search the rate that suits an optimizer best in its first 100 steps on this course."""
    land, strength, start = course.land, course.penalty(name), (course.start_1, course.start_2)

    def gradient(weights: Array) -> Array:
        return land.gradient(weights) + strength * weights

    def at(rate: Array) -> Optimizer:
        return rule(name, rate, course.weight_decay)

    return least_area(at, land.loss, gradient, start, RATES, steps=TUNED_FOR, floor=ARRIVED)
