"""The plain page with the release's own files beside it, as `build/bench/plain`."""

import shutil
from pathlib import Path

from runtime import bundle, fetch, files, lock, paths, release, wheel

SOURCE = Path(__file__).with_name("plain")
FOLDER = paths.BUILD / "bench" / "plain"


def write(folder: Path = FOLDER) -> Path:
    """Put page, worker, core, wheels and lock file together."""
    shutil.copytree(SOURCE, folder, dirs_exist_ok=True)
    for name in release.CORE:
        files.write(folder / name, release.core(name))
    for path in map(fetch.fetch, map(release.wheel, release.PACKAGES)):
        files.write(folder / path.name, path.read_bytes())
    name, data = wheel.build(bundle.DEMOS)
    files.write(folder / name, data)
    files.write(folder / "pyodide-lock.json", lock.write(folder, folder / name))
    return folder
