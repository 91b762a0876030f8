"""Pack what the browser loads: Pyodide's core, NumPy, contourpy, our demos, a lock file and a manifest.

Run as `python -m runtime.bundle` to write build/python/.
"""

import json
from collections.abc import Iterable
from pathlib import Path

from runtime import fetch, files, lock, paths, release, wheel

DEMOS = paths.ROOT / "demos"
MANIFEST = "manifest.json"
LOCK = "pyodide-lock.json"


def bundle(folder: Path = paths.PYTHON, demos: Path = DEMOS) -> None:
    """Write the bundle of the demos package in `demos` to `folder`; what no longer belongs there goes."""
    name, data = wheel.build(demos)
    files.write(folder / name, data)
    packed = [name, LOCK, *_copy_core(folder), *_copy_packages(folder)]
    files.write(folder / LOCK, lock.write(folder, folder / name))
    files.write(folder / MANIFEST, manifest(folder, packed))
    for stray in set(folder.iterdir()) - {folder / kept for kept in [*packed, MANIFEST]}:
        stray.unlink()


def _copy_core(folder: Path) -> Iterable[str]:
    for name in release.CORE:
        files.write(folder / name, release.core(name))
        yield name


def _copy_packages(folder: Path) -> Iterable[str]:
    for name in release.PACKAGES:
        path = fetch.fetch(release.wheel(name))
        files.write(folder / path.name, path.read_bytes())
        yield path.name


def manifest(folder: Path, packed: Iterable[str]) -> bytes:
    """What the bundle holds, so that the loader can say what is missing, and how far it is."""
    contents = {name: (folder / name).read_bytes() for name in sorted(packed)}
    told = {
        "files": {name: {"bytes": len(data), "sha256": files.sha256(data)} for name, data in contents.items()},
        "entry": {"pyodide": "pyodide.mjs", "lock": LOCK, "packages": [*release.PACKAGES, wheel.NAME]},
    }
    return (json.dumps(told, indent=1) + "\n").encode()


def main() -> None:
    """Write build/python/, and say how large it is."""
    bundle()
    sizes = [path.stat().st_size for path in paths.PYTHON.iterdir()]
    print(f"build/python: {len(sizes)} files, {sum(sizes) / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
