"""The lock file that the browser's Python reads: the release's, with our wheel added, less all that no demo needs."""

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from runtime import release, wheel


def write(folder: Path, ours: Path) -> bytes:
    """The lock file's bytes for the packages that lie in `folder`, of which `ours` is our wheel."""
    with tempfile.TemporaryDirectory() as scratch:
        output = Path(scratch) / "pyodide-lock.json"
        _add_wheels(release.LOCK, output, folder, ours)
        known = release.lock(output)
    return text(prune(known, wheel.NAME))


def _add_wheels(source: Path, output: Path, folder: Path, ours: Path) -> None:
    """`pyodide lockfile add-wheels`: it reads our wheel's metadata, resolves what it needs, and writes its hash."""
    program = shutil.which("pyodide", path=str(Path(sys.executable).parent))
    if program is None:
        raise FileNotFoundError(f"no pyodide beside {sys.executable}. Mend: run `make setup`")
    options = ["--input", str(source), "--output", str(output), "--base-path", str(folder)]
    command = [program, "lockfile", "add-wheels", *options, str(ours)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode or not output.exists():
        raise RuntimeError(f"pyodide lockfile add-wheels failed on {ours.name}: {done.stdout}{done.stderr}")


def prune(known: dict[str, Any], root: str) -> dict[str, Any]:
    """Only `root` and what it needs: the release's lock file names 300 packages, of which the page loads three."""
    needed, waiting = dict[str, Any](), [root]
    while waiting:
        name = waiting.pop()
        if name not in needed:
            needed[name] = known["packages"][name]
            waiting += needed[name]["depends"]
    return {**known, "packages": dict(sorted(needed.items()))}


def text(known: dict[str, Any]) -> bytes:
    """JSON whose bytes follow from its content."""
    return (json.dumps(known, indent=1, sort_keys=True) + "\n").encode()
