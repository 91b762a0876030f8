"""How a build grows with the glossary: generated ones of 100 and 1 000 entries, each with a demo, built strictly.

`make scale` builds each twice in a process of its own: afresh, and again with nothing changed. It reports seconds,
memory and how often a demo ran, and fails where ten times the entries take more than TWELVE times as long, or where
the second build runs a demo. Every entry is the tests' own example under a name of its own, each sentence of it made
unlike all others, related to the entries before and after it; so all rules are kept, and all their work is done.
"""

import argparse
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

import yaml

from runtime import small_site
from runtime.paths import ROOT

GOOD = ROOT / "tests" / "glossary" / "good"
SIZES = (100, 1000)
TWELVE = 12.0  # ten times the entries; what is left is the spread of a busy machine
# Where a sentence of the example ends: before its mark, before a block that goes on with it; in two fields, at the end.
SENTENCE = re.compile(r"(?<=[a-zA-Z)\]$])(?=[.?!](?:[\s\"]|$)|:\n\n)|(?<= is)(?=\n\n\$\$)|(?<= \d\d)(?=\. )")
FIELD = re.compile(r"^(?:outcome|    said): .*", re.MULTILINE)
UNTOUCHED = re.compile(r"```pycon.*?```", re.DOTALL)
CATEGORIES = ("Fundamentals", "Regularization", "Tuning")
PAGES = {
    "index": "# Home\n\n[A to Z](glossary/index.md)\n",
    "about": "# About\n",
    "how-it-works": "# How it works\n",
    "calculator": "# Calculator\n\n``` calculator\npart: accelerators\n```\n",
}
# Runs in the build's process: counts the runs of demos, and prints the count at the end.
COUNTED = """
import atexit, sys
from demos.kit import session
from mkdocs.__main__ import cli
show, runs = session.Session.show, []
session.Session.show = lambda *given, **named: runs.append(1) or show(*given, **named)
atexit.register(lambda: print("runs", len(runs)))
cli(["build", "--strict", "--config-file", sys.argv[1], "--site-dir", sys.argv[2]])
"""


class Cost(NamedTuple):
    """What a build took: seconds of waiting and of work, megabytes at most, and runs of demos."""

    seconds: float
    work: float
    memory: float
    runs: int


def spelled(number: int) -> str:
    """A word of its own for each number, without digits, so that it reads as a name: 27 is "aabb"."""
    letters = []
    for _ in range(4):
        number, digit = divmod(number, 26)
        letters.append(chr(ord("a") + digit))
    return "".join(reversed(letters))


def entry(number: int, count: int) -> str:
    """The example as entry `number` of `count`."""
    text = (GOOD / "terms" / "step.md").read_text(encoding="utf-8")
    _, head, body = text.split("---\n", 2)
    word = spelled(number)
    around = [f"notion-{spelled(other)}" for other in (number - 1, number + 1) if 0 <= other < count]
    front = yaml.safe_load(head) | {
        "term": f"Notion {word}",
        "aliases": [f"idea of {word}"],
        "category": CATEGORIES[number % len(CATEGORIES)],
        "level": 1 if number == 0 else 2,
        "quick_answer": f"Notion {word} is one change of the weights, made from the gradient on one batch.",
        "related": around,
    }
    kept = UNTOUCHED.findall(body)
    pieces = UNTOUCHED.split(body.replace("batch.md", f"{around[-1]}.md"))
    pieces = [FIELD.sub(rf"\g<0> {word}", SENTENCE.sub(f" {word}", piece)) for piece in pieces]
    whole = "".join(piece + fence for piece, fence in zip(pieces, [*kept, ""], strict=True))
    return f"---\n{yaml.safe_dump(front, sort_keys=False)}---\n{whole}"


def generate(folder: Path, count: int) -> Path:
    """Write a site of `count` entries; return its settings."""
    terms = folder / "glossary" / "terms"
    terms.mkdir(parents=True)
    for number in range(count):
        (terms / f"notion-{spelled(number)}.md").write_text(entry(number, count), encoding="utf-8")
    first = f"notion-{spelled(0)}: Everything in training is counted in these.\n"
    (folder / "glossary" / "start-here.yaml").write_text(first, encoding="utf-8")
    (folder / "glossary" / "sources.bib").write_bytes((GOOD / "sources.bib").read_bytes())
    return small_site.write(folder, PAGES, "http://127.0.0.1:8000/")


def build(config: Path) -> Cost:
    """Build the site once, in a process of its own; raises RuntimeError with what it says where it fails."""
    start = perf_counter()
    command = [sys.executable, "-c", COUNTED, str(config), str(config.parent / "site")]
    with tempfile.TemporaryFile("w+") as said:
        process = subprocess.Popen(command, cwd=ROOT, stdout=said, stderr=subprocess.STDOUT)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        words = said.read()
    if process.returncode:
        raise RuntimeError(f"the generated site does not build:\n{words[-2000:]}")
    runs = int(words.rsplit("runs ", 1)[1])
    return Cost(perf_counter() - start, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, runs)


def row(count: int, name: str, cost: Cost) -> str:
    """One line of the table."""
    each = 1000 * cost.work / count
    return f"| {count} | {name} | {cost.seconds:.0f} | {cost.work:.0f} | {each:.0f} | {cost.memory:.0f} | {cost.runs} |"


def measure(count: int) -> tuple[Cost, Cost]:
    """Generate a glossary and build it twice, printing a row each."""
    with tempfile.TemporaryDirectory() as scratch:
        config = generate(Path(scratch), count)
        costs = []
        for name in ("afresh", "unchanged"):
            costs.append(build(config))
            print(row(count, name, costs[-1]), flush=True)
    return costs[0], costs[1]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; 1 where growth is more than linear, or an unchanged demo runs again."""
    parser = argparse.ArgumentParser(prog="scale", description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("sizes", type=int, nargs="*", default=SIZES)
    sizes = parser.parse_args(arguments).sizes
    print("| entries | build | seconds | seconds of work | ms of work an entry | MB | runs of demos |")
    print("|---|---|---|---|---|---|---|", flush=True)
    costs = [measure(count) for count in sizes]
    ratio = costs[-1][1].work / costs[0][1].work
    allowed = TWELVE * sizes[-1] / sizes[0] / 10
    again = sum(second.runs for _, second in costs)
    print(f"\n{sizes[-1]} entries cost {ratio:.1f} times the work of {sizes[0]} (at most {allowed:.1f} allowed).")
    return 0 if ratio <= allowed and not again else 1


if __name__ == "__main__":
    sys.exit(main())
