"""The opening pictures of every demo, kept as SVG files that people can look at and compare.

What changed is written beside what was, as `<demo>-<n>.new.svg`, and fails; so does a picture that is missing.
Look at it, then run `KNOBS_SNAPSHOTS=write make test`, or this file alone with that variable, to take it over.
"""

import os
import re
from pathlib import Path
from types import ModuleType

import demos
from demos.kit.session import Session

FOLDER = Path(__file__).with_name("snapshots")
WRITE = os.environ.get("KNOBS_SNAPSHOTS") == "write"
LARGEST = 20_000  # characters a file
# Enough to see the shapes: the site's own style sheet gives the inks their colours.
STYLE = (
    "<style>text{font:12px sans-serif}.line,.hollow{fill:none;stroke:#333}.grid,.contour,.ghost{stroke:#bbb}"
    ".training{stroke:#0b5cad}.validation{stroke:#c2410c}.model{stroke:#0f766e}.label{stroke:none}"
    ".area{fill:#c2410c;stroke:none;opacity:.12}.plot{overflow:hidden}</style>"
)


def file(svg: str) -> str:
    """The picture as a file that opens by itself, one element a line."""
    alone = svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1).replace(">", f">{STYLE}", 1)
    return re.sub(r">(?=<[^/])", ">\n", alone) + "\n"


def opening(demo: ModuleType) -> dict[str, str]:
    """The files that a demo's opening frame makes."""
    name = demo.__name__.rpartition(".")[2]
    panels = Session(demo).show({}).panels
    return {f"{name}-{number}.svg": file(panel.svg) for number, panel in enumerate(panels, 1)}


def test_the_opening_pictures_are_those_that_were_looked_at(demo: ModuleType) -> None:
    changed = []
    for name, svg in opening(demo).items():
        kept, new = FOLDER / name, (FOLDER / name).with_suffix(".new.svg")
        new.unlink(missing_ok=True)
        if WRITE:
            kept.write_text(svg, encoding="utf-8")
        elif not kept.exists() or kept.read_text(encoding="utf-8") != svg:
            new.write_text(svg, encoding="utf-8")
            changed.append(str(new))
    assert not changed, f"look at {', '.join(changed)}; if they are right, run again with KNOBS_SNAPSHOTS=write"


def test_no_snapshot_is_left_of_a_picture_that_is_gone() -> None:
    made = {name for demo in demos.names() for name in opening(demos.load(demo))}
    assert {path.name for path in FOLDER.glob("*.svg") if ".new." not in path.name} == made


def test_snapshots_are_small_enough_to_read(demo: ModuleType) -> None:
    for name, svg in opening(demo).items():
        assert len(svg) < LARGEST, name
        assert svg.count("\n") > 10
