"""What is wrong in a file: where, in which field, and how to mend it.

Nothing here raises at the first fault: a writer sees all of them at once.
"""

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, order=True)
class Problem:
    """One fault, printed as `file:line: field: what is wrong; the mend`."""

    path: Path
    line: int
    field: str
    wrong: str
    mend: str

    def __str__(self) -> str:
        return f"{shown(self.path)}:{self.line}: {self.field}: {self.wrong}; {self.mend}"


def shown(path: Path) -> str:
    """Return the path as a writer would type it: relative to where the command runs, if it is below."""
    relative = os.path.relpath(path)
    return str(path) if relative.startswith("..") else relative
