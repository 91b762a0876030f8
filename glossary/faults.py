"""What is wrong inside a fence, which does not know the file that it stands in."""

from dataclasses import dataclass
from typing import Any

import yaml


@dataclass(frozen=True)
class Fault:
    """One fault: the field, what is wrong with it, and the mend."""

    field: str
    wrong: str
    mend: str

    def __str__(self) -> str:
        return f"{self.field}: {self.wrong}; {self.mend}"


class FenceError(ValueError):
    """A fence that cannot be drawn, with everything that is wrong with it."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__(" | ".join(map(str, faults)))
        self.faults = faults


def mapping(text: str) -> dict[str, Any]:
    """Read a fence's YAML, which must be a mapping; raise `FenceError` if it is not."""
    try:
        tree = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise FenceError(Fault("yaml", _said(error), "quote texts that hold a colon")) from error
    if not isinstance(tree, dict):
        raise FenceError(Fault("yaml", "is not a mapping", "write lines such as name: bowl"))
    return tree


def _said(error: yaml.YAMLError) -> str:
    if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark:
        return f"{error.problem} (line {error.problem_mark.line + 1} of the fence)"
    return str(error)
