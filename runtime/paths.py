"""Where things lie: the repository, what the build makes, and what is fetched once and kept."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "build"
PYTHON = BUILD / "python"  # what the browser loads
ASSETS = BUILD / "assets"  # fonts
NODE_MODULES = ROOT / "node_modules"


def cache() -> Path:
    """The folder for downloads, outside the repository, so that a fresh clone need not fetch them again."""
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "knobs"
