"""What is in the bundle, and what a start needs of it."""

import io
import json
import zipfile
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from runtime import fetch, forge, release
from runtime.loader import part
from runtime.pack import pack, squeeze
from runtime.wheel import LONG_AGO

CORE = ("pyodide.mjs", "pyodide.asm.mjs", "wasm", "libraries")
START = {"snapshot": [*CORE, "snapshot"], "modules": [*CORE, "modules", "packages", "demos"]}  # the two ways to start
SITE = "/lib/python3.14/site-packages"
TRACED = {"/lib/python314.zip/": "std/", "/work/site/": "site/", "/work/out/demos/": "demos/"}


class Made(NamedTuple):
    """What a start needs."""

    files: dict[str, tuple[str, bytes]]  # those that are named by their hash: role -> (file name, content)
    plan: dict[str, Any]  # how the snapshot is put back: runtime/inside/snapshot.mjs


def made(demos: Path) -> Made:
    """Make all that the bundle holds besides the release's own packages."""
    ours, theirs = forge.demos(demos), forge.libraries()
    loaded = json.loads((ours / "loaded.json").read_text(encoding="utf-8"))
    names = {_place(name) for name in loaded["files"]}
    linked = _read(theirs, (n for n in names if n.endswith(".so")), "site")
    modules = _read(theirs, (_bytecode(n) for n in names if n.startswith("std/")), "std")
    packages = _read(theirs, (_bytecode(n) for n in names if n.startswith("site/") and not n.endswith(".so")), "site")
    stdlib = _zip(modules)
    own = _read(ours, _below(ours / "demos"), "demos")
    snapshot = forge.snapshot(ours, stdlib)
    plan = json.loads((snapshot / "snapshot.json").read_text(encoding="utf-8"))
    named = {
        "pyodide.mjs": ("pyodide.mjs", release.core("pyodide.mjs")),
        "pyodide.asm.mjs": ("pyodide.asm.mjs", part("pyodide.asm.mjs")),
        "wasm": ("pyodide.asm.wasm.bin", squeeze(part("pyodide.asm.wasm"))),
        "libraries": ("libraries.bin", squeeze(pack(linked))),
        "snapshot": ("snapshot.bin", squeeze((snapshot / "snapshot.raw").read_bytes())),
        "modules": ("modules.bin", squeeze(stdlib)),
        "packages": ("packages.bin", squeeze(pack(packages))),
        "demos": ("demos.bin", squeeze(pack(own))),
        "python_stdlib.zip": ("python_stdlib.zip", release.core("python_stdlib.zip")),
    }
    listed = sorted(name for name in own if PurePosixPath(name).parent.name == "demos")  # demos/__init__.py lists them
    return Made(named, plan | {"demos": listed})


def wheels() -> list[Path]:
    """The release's packages as they are: the page fetches one when something is imported that is not in it yet."""
    return [fetch.fetch(release.wheel(name)) for name in release.PACKAGES]


def _place(traced: str) -> str:
    """Where a module that was loaded lies among what the forge made."""
    for prefix, place in TRACED.items():
        if traced.startswith(prefix):
            return place + traced.removeprefix(prefix)
    raise ValueError(f"{traced} was loaded from a place that is not known")


def _bytecode(name: str) -> str:
    return name if name.endswith(".pyc") else f"{name.removesuffix('.py')}.pyc"


def _below(folder: Path) -> list[str]:
    """The packages' bytecode, and the figures beside it."""
    return [path.relative_to(folder.parent).as_posix() for path in folder.rglob("*") if path.is_file()]


def _read(folder: Path, names: Iterable[str], part: str) -> dict[str, bytes]:
    return {name.removeprefix(f"{part}/"): (folder / name).read_bytes() for name in sorted(set(names))}


def _zip(modules: dict[str, bytes]) -> bytes:
    """Stored, not compressed: the whole is compressed once, better, and Python need not unpack each module."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, data in modules.items():
            archive.writestr(zipfile.ZipInfo(name, LONG_AGO), data)
    return buffer.getvalue()
