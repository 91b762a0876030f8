"""A run of the playground under examination: its units, its losses, and the changes that may mend it."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from demos.kit.classes import Labelled
from demos.kit.network import Layer, cut, forward, shape
from demos.kit.run import History, Params
from demos.kit.types import Array
from demos.kit.verdict import Mend, number

SAFE = 0.1  # a learning rate that does for these sets of points
GENTLE = 0.001  # a strength that leaves the fit alone


@dataclass
class Case:
    """A run as far as the epoch looked at, and what it was trained and tested on."""

    history: History
    params: Params
    training: Labelled
    validation: Labelled

    @cached_property
    def layers(self) -> list[Layer]:
        """The network at the epoch looked at."""
        return self.layers_at(self.history.epoch)

    def layers_at(self, epoch: int) -> list[Layer]:
        """The network after that many epochs."""
        return cut(self.history[epoch].parameters, shape(self.params.depth, self.params.width))

    def hidden(self, layers: list[Layer]) -> list[Array]:
        """What the hidden units give for every training point, a layer each: (n, units)."""
        return forward(layers, self.params.activation, self.training.x, [None] * len(layers))[1:-1]

    @cached_property
    def dead(self) -> list[int]:
        """How many ReLU units of each hidden layer give 0 for every training point."""
        relu = self.params.activation == "relu"
        return [int((each.max(axis=0) <= 0).sum()) for each in self.hidden(self.layers)] if relu else []

    def is_dead(self, layer: int, epoch: int) -> bool:
        """Whether all units of a hidden layer gave 0 for every training point after that epoch."""
        return bool((self.hidden(self.layers_at(epoch))[layer] <= 0).all())

    @cached_property
    def facts(self) -> str:
        """Both losses and both accuracies."""
        now = self.history.now
        right = f"{100 * now.training_accuracy:.0f} % and {100 * now.validation_accuracy:.0f} % right"
        loss = "data loss" if now.penalty else "training loss"
        return f"{loss} {number(now.data_loss)}, validation loss {number(now.validation_loss)}; {right}"

    @cached_property
    def losses(self) -> Array:
        """What training minimises, up to the epoch looked at."""
        return self.history.column("training_loss")[: self.history.epoch + 1]

    def falling(self) -> bool:
        """Whether the typical loss of the last third of the epochs is well below that of the third before."""
        third = (self.history.epoch + 1) // 3
        if not third:
            return True
        return bool(np.median(self.losses[-third:]) < 0.95 * np.median(self.losses[-2 * third : -third]))


def lower(case: Case, **settings: float) -> Mend | None:
    """Offer a lower learning rate and whatever else has to change; nothing where it is low already."""
    change = {**settings, **({"learning_rate": SAFE} if case.params.learning_rate > SAFE else {})}
    names = {"learning_rate": "rate", "strength": "strength"}
    words = " and ".join(f"{names[name]} to {number(value)}" for name, value in change.items())
    return Mend(f"Set {words}", change) if change else None


def use_tanh() -> Mend:
    """Offer an activation that bends and whose units cannot die."""
    return Mend("Use tanh", {"activation": "tanh"})
