"""Import what is not here yet: the rest of the standard library and of the packages is fetched when first imported.

The page starts with what its demos import and nothing else. This finder comes last: it is asked for what nobody else
found, gets the release's own file (the worker checks it and waits for it) and lets Python's own machinery go on.
"""

import importlib
import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec, PathFinder
from pathlib import Path

from knobs_names import NAMES

LIBRARY = "/lib/python_stdlib.zip"
PACKAGES = "/lib/python3.14/site-packages"
_fetched = set[str]()


class Later:
    """Knows every module of the release's standard library and packages by name (knobs_names, made by the build)."""

    @classmethod
    def find_spec(cls, name: str, _path: object = None, _target: object = None) -> ModuleSpec | None:
        """Fetch what may hold the module, then look again."""
        if name not in NAMES:
            return None
        parent = f"/{name.rpartition('.')[0].replace('.', '/')}".rstrip("/")
        package = name.partition(".")[0]
        if package in sys.stdlib_module_names:
            fetch(LIBRARY)
            return PathFinder.find_spec(name, [LIBRARY + parent])
        if package not in _fetched:
            install(package)
        return PathFinder.find_spec(name, [PACKAGES + parent])


def fetch(place: str) -> None:
    """Put a file of the bundle where Python looks for it; an ImportError says why it could not be had."""
    if place in _fetched:
        return
    from _sha2 import sha256

    from _knobs import fetch as get  # the worker's; it is there only in the browser

    name = Path(place).name
    try:
        data, expected = get(name)
        bytes_ = data.to_bytes()
    except Exception as error:
        raise ImportError(f"{name} is fetched when first needed, and could not be: {error}") from error
    if sha256(bytes_).hexdigest() != expected:
        raise ImportError(f"{name} is not the file that was built")
    Path(place).write_bytes(bytes_)
    _fetched.add(place)


def install(package: str) -> None:
    """Unpack the whole package of the release, sources and all, beside what is loaded of it."""
    import zipfile

    _fetched.add(package)
    archive = f"/lib/{package}.whl"
    fetch(archive)
    zipfile.ZipFile(archive).extractall(PACKAGES)
    Path(archive).unlink()
    importlib.invalidate_caches()


def begin(imports: Sequence[str] = ("numpy",)) -> None:
    """Import these, and from then on ask this finder last.

    NumPy imports ctypes only to offer an array's address to it. That would be fetched at once, and takes a place in the
    table of functions that cannot be had again when a snapshot is put back; so NumPy goes without. It can be imported.
    """
    sys.modules["ctypes"] = None  # type: ignore[assignment]
    for name in imports:
        importlib.import_module(name)
    del sys.modules["ctypes"]
    sys.meta_path.append(Later)
