"""A published figure beside ours: how far apart they are."""

from typing import NamedTuple

from calculator.lines import Source


class Quantity(NamedTuple):
    """One number of a case: as published, as computed, how it is written, and by how much they differ."""

    published: float | None
    said: str
    computed: float
    text: str

    @property
    def gap(self) -> str:
        """The difference as a share of the published figure, signed."""
        if self.published is None:
            return ""
        part = 100 * (self.computed / self.published - 1)
        return "none" if abs(part) < 0.05 else f"{part:+.1f} %".replace("-", "\u2212")


class Case(NamedTuple):
    """One published example: what it is of, its numbers, where it stands, and why there is a gap."""

    name: str
    inputs: str
    source: Source
    quantities: tuple[Quantity, ...]
    reason: str
    link: tuple[str, dict[str, str]] | None = None
