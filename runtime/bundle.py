"""Pack what the browser loads: every file named by its content's hash, and one manifest that names them all.

Run as `python -m runtime.bundle` to write build/python/. docs/start-up.md tells what each file is for.
"""

import gzip
import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from runtime import contents, files, loader, lock, node, paths, release, wheel

DEMOS = paths.ROOT / "demos"
MANIFEST = "manifest.json"


def bundle(folder: Path = paths.PYTHON, demos: Path = DEMOS) -> None:
    """Write the bundle of the demos package in `demos` to `folder`; what no longer belongs there goes."""
    made, plan = contents.made(demos)
    named = {role: _named(name, data) for role, (name, data) in made.items()}
    for role, name in named.items():
        files.write(folder / name, made[role][1])
    packages = _packages(folder, demos)
    files.write(folder / MANIFEST, manifest(folder, named, packages, plan))
    kept = {folder / name for name in (*named.values(), *packages, MANIFEST)}
    for stray in set(folder.iterdir()) - kept:
        stray.unlink()


def _named(name: str, data: bytes) -> str:
    stem, dot, suffix = name.rpartition(".")
    return f"{stem}-{files.sha256(data)[:12]}{dot}{suffix}"


def _packages(folder: Path, demos: Path) -> list[str]:
    """The wheels, under the names that the lock file knows: their versions tell their content."""
    wheels = {path.name: path.read_bytes() for path in contents.wheels()}
    wheels |= dict([wheel.build(demos)])
    for name, data in wheels.items():
        files.write(folder / name, data)
    return list(wheels)


def manifest(folder: Path, named: Mapping[str, str], packages: list[str], plan: dict[str, Any]) -> bytes:
    """What the bundle holds: sizes, hashes and roles of files, what a start needs, the snapshot's plan, the lock."""
    data = {name: (folder / name).read_bytes() for name in sorted([*named.values(), *packages])}
    ours = next(folder / name for name in packages if name.startswith("knobs_demos-"))
    locked = json.loads(lock.write(folder, ours))
    later = {f"{name}.whl": locked["packages"][name]["file_name"] for name in release.PACKAGES}
    told: dict[str, Any] = {
        "files": {name: _told(name, body) for name, body in data.items()},
        "entry": {**named, **later},
        "start": contents.START,
        "plan": plan,
        "lock": locked,
    }
    return (json.dumps(told, separators=(",", ":")) + "\n").encode()


def _told(name: str, body: bytes) -> dict[str, Any]:
    """Size and hash of a file; of a packed one also the hash of what is in it, which is how a browser keeps it."""
    told = {"bytes": len(body), "sha256": files.sha256(body)}
    return told | {"unpacked": files.sha256(gzip.decompress(body))} if name.endswith(".bin") else told


def up_to_date(folder: Path = paths.PYTHON, demos: Path = DEMOS) -> bool:
    """Make the bundle if what it is made from has changed, or a file of it; say whether all was as it should be."""
    stamp, now = folder.with_name(f"{folder.name}.stamp"), _inputs(demos)
    if stamp.exists() and stamp.read_text(encoding="ascii") == now and _whole(folder):
        return True
    stamp.unlink(missing_ok=True)
    bundle(folder, demos)
    files.write(stamp, now.encode())
    return False


def _inputs(demos: Path) -> str:
    """One hash over all that the bundle is made from: sources, the release, and the programs that make it."""
    core = (release.core(name) for name in release.CORE)
    everything = (path.name.encode() + path.read_bytes() for path in _sources(demos))
    told = "".join(map(files.sha256, [*core, *everything]))
    return files.sha256(f"{told}{node.version()} {sys.version}".encode())


def _sources(demos: Path) -> Iterator[Path]:
    here = Path(__file__).parent
    for folder, pattern in ((here, "*.py"), (here / "inside", "*.*"), (demos, "**/*.py")):
        yield from sorted(folder.glob(pattern))
    yield from (*loader.OURS, release.LOCK, paths.ROOT / "pyproject.toml")


def _whole(folder: Path) -> bool:
    """Whether every file that the manifest names is there, whole."""
    manifest = folder / MANIFEST
    if not manifest.exists():
        return False
    told = json.loads(manifest.read_text(encoding="utf-8"))["files"]
    sizes = {path.name: path.stat().st_size for path in folder.iterdir() if path != manifest}
    return sizes == {name: file["bytes"] for name, file in told.items()}


def main() -> None:
    """Write build/python/, if it is not there as it should be, and say how large it is."""
    up_to_date()
    told = json.loads((paths.PYTHON / MANIFEST).read_text(encoding="utf-8"))
    sizes = {name: told["files"][file]["bytes"] / 1e6 for name, file in told["entry"].items()}
    for way, names in contents.START.items():
        print(f"build/python: {sum(sizes[name] for name in names):.2f} MB to start from {way}")


if __name__ == "__main__":
    main()
