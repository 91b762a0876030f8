"""What was measured, as tables of Markdown: each row with the limit beside it, and whether it is kept."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from bench.lines import LONGEST, MOST_BYTES, MOST_SHIFT
from bench.startup import Pairs
from bench.visits import First

HEAD = "| what | line | ours | plain | measured | at most | |\n|---|---|---|---|---|---|---|"


@dataclass(frozen=True)
class Row:
    """One promise over one line."""

    what: str
    line: str
    ours: str
    plain: str
    measured: float
    most: float
    form: str = ".2f"

    @property
    def kept(self) -> bool:
        """Whether what was measured is within the limit."""
        return self.measured <= self.most

    def __str__(self) -> str:
        word = "kept" if self.kept else "**NOT kept**"
        cells = (
            self.what,
            self.line,
            self.ours,
            self.plain,
            f"{self.measured:{self.form}}",
            f"{self.most:{self.form}}",
        )
        return f"| {' | '.join(cells)} | {word} |"


def rows(pairs: Pairs) -> Iterator[Row]:
    """The rows of the issue's table, and what it says below."""
    promise, name = pairs.promise, pairs.promise.name
    live, plain = [one.live for one in pairs.ours], [one.live for one in pairs.plain]
    yield _ratio("first live picture, empty cache", name, live, plain, promise.first)
    yield _ratio("second visit", name, pairs.ours_again, pairs.plain_again, promise.second_visit)
    entry = [one.entry for one in pairs.ours if one.entry is not None]
    yield _ratio("second entry of the visit, beside plain's first", name, entry, plain, promise.second_entry)
    waited = median(pairs.knob)
    yield Row(
        "knob turned at the first paint: ms to its picture",
        name,
        f"{waited:.0f} ms",
        "-",
        waited,
        promise.preview,
        ".0f",
    )
    sent, theirs = (median(one.sent for one in visits) / 1e6 for visits in (pairs.ours, pairs.plain))
    yield Row("MB until the first live picture", name, f"{sent:.2f} MB", f"{theirs:.2f} MB", sent, MOST_BYTES / 1e6)
    painted = median(one.lcp / one.live for one in pairs.ours)
    lcp = f"{_middle(pairs.ours, 'lcp'):.0f} ms"
    yield Row("largest paint, as a part of the time to live", name, lcp, "-", painted, 1.0)
    shift = median(one.shift for one in pairs.ours)
    yield Row("layout shift", name, f"{shift:.3f}", "-", shift, MOST_SHIFT, ".3f")
    task, theirs = _middle(pairs.ours, "task"), _middle(pairs.plain, "task")
    yield Row("longest task of the page, ms", name, f"{task:.0f} ms", f"{theirs:.0f} ms", task, LONGEST, ".0f")


def _ratio(what: str, line: str, ours: Sequence[float], plain: Sequence[float], most: float) -> Row:
    middle = median(a / b for a, b in zip(ours, plain, strict=True))
    return Row(what, line, f"{median(ours) / 1000:.2f} s", f"{median(plain) / 1000:.2f} s", middle, most)


def _middle(visits: Sequence[First], name: str) -> float:
    return float(median(getattr(one, name) for one in visits))


def memory(measured: Sequence[Pairs]) -> Iterator[str]:
    """Memory has no limit, only a neighbour."""
    yield "| line | memory, ours | plain | longest script, ours |\n|---|---|---|---|"
    for pairs in measured:
        ours, plain = _middle(pairs.ours, "memory"), _middle(pairs.plain, "memory")
        scripts = max((one.script for one in pairs.ours), key=lambda text: float(text.split()[-2]) if text else 0.0)
        yield f"| {pairs.promise.name} | {ours:.0f} MB | {plain:.0f} MB | {scripts or 'none'} |"
