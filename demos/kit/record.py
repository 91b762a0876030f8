"""A run as a table of numbers, to take along."""

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np


def numbers(state: Any) -> Iterator[tuple[str, float]]:
    """Every number of a state, by name; those of an array (n,) as name[0], name[1] and so on."""
    for name, value in state._asdict().items():
        if np.ndim(value):
            yield from ((f"{name}[{i}]", float(each)) for i, each in enumerate(value))
        else:
            yield name, float(value)


def csv(states: Iterable[Any]) -> str:
    """A run as CSV, a row an epoch from 0 on, every number to its last digit."""
    rows = [dict(numbers(state)) for state in states]
    lines = [",".join(["epoch", *rows[0]])]
    lines += [",".join([str(epoch), *map(repr, row.values())]) for epoch, row in enumerate(rows)]
    return "\n".join(lines) + "\n"
