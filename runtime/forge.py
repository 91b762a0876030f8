"""What is made with the browser's own Python under Node: each thing once for its inputs, kept in the cache.

libraries: their bytecode, from the release. demos: the bytecode of demos/ and calculator/ and what they import.
snapshot: Python's memory after those imports. A snapshot's bytes differ a little from run to run (Python keeps times
and addresses in its memory), so the one made first for its inputs is kept: two builds give the same files.
"""

import json
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path

from runtime import fetch, files, node, paths, release, wheel
from runtime.loader import part

INSIDE = Path(__file__).with_name("inside")
# Modules that do nothing but give docstrings to what is compiled: 0.2 MB of text in Python's memory.
ADD_DOCSTRINGS = ("numpy/_core/_add_newdocs.py", "numpy/_core/_add_newdocs_scalars.py")
COMPILE, TRACE = INSIDE / "compile.py", INSIDE / "trace.py"


def libraries() -> Path:
    """std/**.pyc and site/**.pyc, .so: the standard library and the packages, but for their tests."""
    return _kept("libraries", [], _libraries)


def demos(folder: Path) -> Path:
    """demos/** and calculator/** as bytecode, and loaded.json: which modules their imports and first pictures need."""
    sources = wheel.sources(folder)

    def make(work: Path) -> None:
        for name, data in sources.items():
            files.write(work / "in" / "demos" / name, data)
        shutil.copytree(libraries() / "site", work / "site")
        node.run(INSIDE / "boot.mjs", "", str(work), str(COMPILE))
        node.run(INSIDE / "boot.mjs", "", str(work), str(TRACE))

    return _kept("demos", [name.encode() + b"\n" + data for name, data in sources.items()], make)


def snapshot(ours: Path, stdlib: bytes) -> Path:
    """snapshot.json and snapshot.raw: Python's memory after the imports that `demos` found."""
    told = json.dumps(json.loads((ours / "loaded.json").read_text(encoding="utf-8"))["imports"]).encode()

    def make(work: Path) -> None:
        (work / "stdlib.zip").write_bytes(stdlib)
        (work / "imports.json").write_bytes(told)
        for folder in (libraries() / "site", ours / "demos"):
            shutil.copytree(folder, work / "site", dirs_exist_ok=True)
        node.run(INSIDE / "snapshot.mjs", "", str(work))

    return _kept("snapshot", [told, stdlib, *(path.read_bytes() for path in sorted(ours.rglob("*.pyc")))], make)


def _kept(kind: str, inputs: Iterable[bytes], make: Callable[[Path], None]) -> Path:
    """The folder that `make` leaves as `out`; made once for these inputs, the release and our own scripts."""
    scripts = [path.read_bytes() for path in (*sorted(INSIDE.glob("*.*")), Path(__file__))]
    told = "".join(map(files.sha256, [*inputs, *scripts, _release()]))
    folder = paths.cache() / "forge" / f"{kind}-{files.sha256(told.encode())[:20]}"
    if not folder.exists():
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{kind}-") as scratch:
            work = Path(scratch)
            (work / "out").mkdir()
            _core(work)
            make(work)
            _move(work / "out", folder)
    return folder


def _move(made: Path, folder: Path) -> None:
    try:
        made.replace(folder)
    except OSError:  # another process was quicker: what is there is as good
        if not folder.exists():
            raise


def _core(work: Path) -> None:
    """Pyodide's core with the doors, and the lock file that names its version."""
    for name in (*release.CORE, "package.json", "pyodide-lock.json"):
        (work / name).write_bytes(part(name) if name in release.CORE else release.core(name))


def _release() -> bytes:
    core = [files.sha256(part(name)) for name in release.CORE]
    wheels = [release.wheel(name).sha256 for name in release.PACKAGES]
    return json.dumps([node.version(), *core, *wheels]).encode()


def _libraries(work: Path) -> None:
    site, std = work / "in" / "site", work / "in" / "std"
    _unzip(work / "python_stdlib.zip", std)
    for name in release.PACKAGES:
        _unzip(fetch.fetch(release.wheel(name)), site)
    for name in ADD_DOCSTRINGS:
        (site / name).write_text("")
    shutil.copy(INSIDE / "later.py", site / "knobs_later.py")
    (site / "knobs_names.py").write_text(f"NAMES = frozenset({sorted(_names(std) | _names(site))!r})\n")
    node.run(INSIDE / "boot.mjs", "", str(work), str(COMPILE))
    for path in site.rglob("*.so"):
        files.write(work / "out" / path.relative_to(work / "in"), path.read_bytes())


def _unzip(archive: Path, folder: Path) -> None:
    with zipfile.ZipFile(archive) as opened:
        names = opened.namelist()
        opened.extractall(folder, [n for n in names if n.endswith((".py", ".so")) and "/tests/" not in n])


def _names(folder: Path) -> set[str]:
    """Every module that can be imported from a folder, by name."""
    found = [path.relative_to(folder).parts for kind in ("*.py", "*.so") for path in folder.rglob(kind)]
    return {".".join((*parts[:-1], parts[-1].split(".")[0])).removesuffix(".__init__") for parts in found}
