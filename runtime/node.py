"""The Node of the virtual environment, never the system's: the same release on every machine."""

import subprocess
import sys
from functools import cache
from pathlib import Path

from runtime.paths import ROOT


def node() -> Path:
    """Where the pinned Node lies: beside the Python that runs this."""
    folder = Path(sys.executable).parent
    found = next((p for p in (folder / "node", folder / "node.exe") if p.exists()), None)
    if found is None:
        raise FileNotFoundError(f"no node in {folder}. Mend: run `make setup`, and use .venv/bin/python")
    return found


def run(script: Path, text: str = "", *args: str) -> str:
    """Run a module of ours on `text`; its standard output. What it complains of is raised."""
    command = [str(node()), str(script), *args]
    done = subprocess.run(command, input=text, capture_output=True, text=True, encoding="utf-8", cwd=ROOT, check=False)
    if done.returncode:
        raise RuntimeError(f"{script.name}: {done.stderr.strip()}")
    return done.stdout


@cache
def version() -> str:
    """The pinned Node's version: what it makes is kept under it."""
    return subprocess.run([node(), "--version"], capture_output=True, text=True, check=True).stdout.strip()
