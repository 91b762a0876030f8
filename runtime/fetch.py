"""Get the packages of the Pyodide release that npm does not carry, each verified, each fetched once.

Run as `python -m runtime.fetch` to fill the cache.
"""

from collections.abc import Sequence
from pathlib import Path

from runtime import files, paths, release
from runtime.sources import SOURCES, Source, SourceError


class FetchError(RuntimeError):
    """No source had the right bytes; the message lists what each said, and the mend."""


def fetch(wheel: release.Wheel, sources: Sequence[Source] = SOURCES) -> Path:
    """The wheel's place in the cache, after its bytes were found equal to the release's."""
    refused: list[str] = []
    for source in sources:
        try:
            data = verified(wheel, source(wheel))
        except SourceError as error:
            refused.append(f"{source.__name__}: {error}")
            continue
        path = paths.cache() / wheel.file
        files.write(path, data)
        return path
    raise FetchError(_mend(wheel, refused))


def verified(wheel: release.Wheel, data: bytes) -> bytes:
    """The bytes, if they are the release's; a source with other bytes is as good as none."""
    found = files.sha256(data)
    if found != wheel.sha256:
        raise SourceError(f"{wheel.file} has sha256 {found}, the release's lock file says {wheel.sha256}: refused")
    return data


def _mend(wheel: release.Wheel, refused: Sequence[str]) -> str:
    tried = "\n".join(f"  {reason}" for reason in refused)
    place = paths.cache() / wheel.file
    return (
        f"could not get {wheel.file}, which the browser's Python needs:\n{tried}\n"
        f"Mend: connect to the network and run `make build` again, or put the file at {place} "
        f"(sha256 {wheel.sha256}); it belongs to Pyodide {release.VERSION}"
    )


def main() -> None:
    """Fetch all packages, and say where they lie."""
    for name in release.PACKAGES:
        print(f"{name}: {fetch(release.wheel(name))}")


if __name__ == "__main__":
    main()
