"""The Pyodide release that we stand on, as its own lock file (in the npm package) tells it.

The lock file holds the sha256 of every package of the release. Nothing that differs from it is ever used.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from runtime.paths import NODE_MODULES

FOLDER = NODE_MODULES / "pyodide"
VERSION = "314.0.3"
LOCK = FOLDER / "pyodide-lock.json"
CORE = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip")
PACKAGES = ("numpy", "contourpy")  # what the demos import, and so what must be fetched


def core(name: str) -> bytes:
    """A file of the npm package."""
    path = FOLDER / name
    if not path.exists():
        raise FileNotFoundError(f"{path} is missing. Mend: run `make setup`")
    return path.read_bytes()


@dataclass(frozen=True)
class Wheel:
    """One package of the release: the name of its file, and the only bytes that it may have."""

    name: str
    file: str
    sha256: str


def lock(path: Path = LOCK) -> dict[str, Any]:
    """The release's lock file."""
    if not path.exists():
        raise FileNotFoundError(f"{path} is missing. Mend: run `make setup`")
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def wheel(name: str, path: Path = LOCK) -> Wheel:
    """A package of the release, by name."""
    entry = lock(path)["packages"][name]
    return Wheel(name, entry["file_name"], entry["sha256"])
