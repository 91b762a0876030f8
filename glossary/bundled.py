"""The site's style sheets as one: on a slow line, each file that the first paint waits for costs the line's delay."""

from collections.abc import Iterable
from pathlib import Path


def sheet(folder: Path, names: Iterable[str]) -> str:
    """Return style sheets as one, in their order; they name other files from the same folder."""
    return "\n".join((folder / f"{name}.css").read_text(encoding="utf-8") for name in names)
