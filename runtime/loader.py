"""Pyodide's loader and core as the browser gets them: with our doors, and without what nothing uses."""

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


@cache
def core() -> bytes:
    """pyodide.asm.wasm, exporting what the loader names or our packages import.

    It exports 8,556 names, and the loader gives each a JavaScript function and a place in its lists at every start.
    """
    return wasm.offering(release.core("pyodide.asm.wasm"), _imported() | set(trim.NAME.findall(loader().decode())))


@cache
def part(name: str) -> bytes:
    """A file of the core, as the browser gets it."""
    made = {"pyodide.asm.mjs": loader, "pyodide.asm.wasm": core}
    return made[name]() if name in made else release.core(name)


@cache
def _imported() -> set[str]:
    """What the core and every library of our packages import."""
    names = wasm.imports(release.core("pyodide.asm.wasm"))
    for package in release.PACKAGES:
        with zipfile.ZipFile(fetch.fetch(release.wheel(package))) as archive:
            for name in archive.namelist():
                if name.endswith(".so"):
                    names |= wasm.imports(archive.read(name))
    return names
