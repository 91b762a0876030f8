"""Pyodide's loader as the browser gets it: with our doors, and without what nothing uses."""

import zipfile
from functools import cache
from pathlib import Path

from runtime import doors, fetch, paths, release, trim, wasm

# Our own scripts that call the loader's functions.
OURS = (Path(__file__).with_name("inside") / "snapshot.mjs", paths.ROOT / "docs/assets/javascripts/runtime-start.js")


@cache
def loader() -> bytes:
    """pyodide.asm.mjs, for the core and our packages."""
    whole = doors.cut(release.core("pyodide.asm.mjs")).decode()
    others = [release.core("pyodide.mjs").decode(), *(path.read_text(encoding="utf-8") for path in OURS)]
    return trim.trim(whole, others, _imported()).encode()


def _imported() -> set[str]:
    """What the core and every library of our packages import."""
    names = wasm.imports(release.core("pyodide.asm.wasm"))
    for package in release.PACKAGES:
        with zipfile.ZipFile(fetch.fetch(release.wheel(package))) as archive:
            for name in archive.namelist():
                if name.endswith(".so"):
                    names |= wasm.imports(archive.read(name))
    return names
