"""Measure what was promised, and write bench/REPORT.md; `make bench` calls this.

python -m bench [--pairs 7] [--line "no delay"] [--start-up] [--report FILE]
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from bench import drag, machine, playground, startup, sweep, tables
from bench.lines import PROMISES

REPORT = Path(__file__).with_name("REPORT.md")
ABOUT = """Ours is an entry of this site; plain is a page with the release's own files in a module worker, all fetched
in parallel. Both over the same throttled line, gzip on both sides, visited in turn. Times are medians of {pairs} pairs,
and a ratio is the median of the pairs' ratios: times swing with the machine, ratios hold. Live means drawn by Python.
Every visit begins in a browser that has been open for 1.5 s, and so has loaded what it needs for itself; a second visit
in a copy of a profile that has been there once. The link to the second entry has been in sight for 2 s when it is
followed. Memory is what the browser's process for page and workers holds of its own.
"""


def report(asked: argparse.Namespace, kept: list[bool]) -> Iterator[str]:
    """The report, line by line, as it is measured; whether each promise is kept is noted in `kept`."""
    yield "# Figures\n"
    yield from machine.lines()
    yield f"\n## Start-up\n\n{ABOUT.format(pairs=asked.pairs)}\n{tables.HEAD}"
    measured = []
    for pairs in startup.measure([one for one in PROMISES if one.name in asked.line], asked.pairs):
        measured.append(pairs)
        for row in tables.rows(pairs):
            kept.append(row.kept)
            yield str(row)
    yield ""
    yield from tables.memory(measured)
    if not asked.start_up:
        yield "\n## Drag\n"
        yield from drag.table(kept)
        yield "\n## Sweeps\n"
        yield from sweep.table(kept)
        yield "\n## Playground\n"
        yield from playground.table(kept)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the report while it grows, then write it; 1 where a promise is not kept."""
    names = [one.name for one in PROMISES]
    parser = argparse.ArgumentParser(prog="bench", description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--pairs", type=int, default=7)
    parser.add_argument("--line", action="append", choices=names)
    parser.add_argument("--start-up", action="store_true")
    parser.add_argument("--report", type=Path, default=REPORT)
    asked = parser.parse_args(arguments)
    asked.line = asked.line or names
    kept: list[bool] = []
    lines = []
    for line in report(asked, kept):
        print(line, flush=True)
        lines.append(line)
    asked.report.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main())
