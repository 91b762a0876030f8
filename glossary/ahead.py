"""Previews made before the pages ask for them, on all processors: they are most of what a first build does.

A page asks for one figure after the other; here all that are not kept yet are known at once.
"""

from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import demos
from demos.kit.controls import SettingError, Value, defaults, read
from glossary import preview
from glossary.entries import Entry
from glossary.faults import FenceError, mapping

type Opening = tuple[str, dict[str, Value]]  # a demo, and how all its knobs stand


def make(entries: Iterable[Entry]) -> list[Opening]:
    """Make the previews that are not kept; return what was made. What is wrong with a fence, the rules say."""
    missing = wanted(entries)
    if len(missing) < 2:  # noqa: PLR2004 - a process of its own takes longer to start than the work
        return missing
    # A fresh process each: MkDocs may have threads, which a fork would tear.
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
        list(pool.map(_make, missing, [preview.FOLDER] * len(missing)))
    return missing


def _make(opening: Opening, folder: Path) -> str:
    return preview.file(*opening, folder)


def wanted(entries: Iterable[Entry]) -> list[Opening]:
    """Return each figure whose preview is not kept, once, the heavy demos first."""
    found = {preview.place(*opening): opening for opening in _openings(entries)}
    missing = [opening for path, opening in found.items() if not path.exists()]
    # Heavy ones are begun first, so that no processor waits for them at the end.
    return sorted(missing, key=lambda opening: not demos.heavy(opening[0]))


def _openings(entries: Iterable[Entry]) -> Iterator[Opening]:
    """Yield every demo as it opens by itself, and as each fence opens it."""
    for name in demos.names():
        yield name, defaults(demos.load(name).controls)
    for entry in entries:
        for fence in entry.fences("demo"):
            try:
                asked = mapping(fence.text)
                name, _ = str(asked.pop("name", "")), asked.pop("caption", "")
                yield name, read(demos.load(name).controls, asked)
            except (FenceError, SettingError, demos.UnknownDemoError):
                continue
