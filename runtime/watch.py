"""Notice when a source of the site changes, by looking at the files' times: plain, and right on every system."""

from collections.abc import Iterator
from pathlib import Path
from stat import S_ISREG

from runtime.paths import ROOT

WATCHED = ("glossary", "demos", "calculator", "docs", "overrides", "runtime", "mkdocs.yml", "package-lock.json")

type Times = dict[Path, int]


def times(root: Path = ROOT, watched: tuple[str, ...] = WATCHED) -> Times:
    """The time of the last change of every source."""
    return dict(_times(root, watched))


def _times(root: Path, watched: tuple[str, ...]) -> Iterator[tuple[Path, int]]:
    for name in watched:
        path = root / name
        for file in [path] if path.is_file() else path.rglob("*"):
            if file.suffix == ".pyc" or file.name.startswith(".") or file.name.endswith("~"):
                continue
            try:
                stat = file.stat()
            except FileNotFoundError:  # an editor swaps files while we look
                continue
            if S_ISREG(stat.st_mode):
                yield file, stat.st_mtime_ns


def changed(before: Times, after: Times, root: Path = ROOT) -> list[str]:
    """The names of the sources that came, went or changed."""
    different = before.items() ^ after.items()
    return sorted({path.relative_to(root).as_posix() for path, _ in different})
