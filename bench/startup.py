"""Start-up: our page beside a plain one, in pairs, so that what else the machine does strikes both.

Machines differ and swing: the ratios count. Each ratio is the median over the pairs of one run.
"""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field

from playwright.sync_api import Playwright, sync_playwright

from bench import plain_site, site, visits
from bench.lines import Promise
from bench.visits import ENTRY, First
from runtime.server import Server


@dataclass
class Pairs:
    """What was measured over one line, pair by pair."""

    promise: Promise
    ours: list[First] = field(default_factory=list)
    plain: list[First] = field(default_factory=list)
    ours_again: list[float] = field(default_factory=list)
    plain_again: list[float] = field(default_factory=list)
    knob: list[float] = field(default_factory=list)


def measure(promises: Sequence[Promise], count: int) -> Iterator[Pairs]:
    """Measure over one line after another."""
    with sync_playwright() as playwright, _sites() as (ours, plain), ExitStack() as stack:
        been = stack.enter_context(visits.visited(playwright, ours, ENTRY))
        been_plain = stack.enter_context(visits.visited(playwright, plain, ""))
        for promise in promises:
            pairs = Pairs(promise)
            for _ in range(count):
                _pair(playwright, pairs, ours, plain)
                pairs.ours_again.append(visits.again(playwright, been, ours, ENTRY))
                pairs.plain_again.append(visits.again(playwright, been_plain, plain, ""))
            yield pairs


def _pair(playwright: Playwright, pairs: Pairs, ours: Server, plain: Server) -> None:
    ours.line, plain.line = pairs.promise.line, pairs.promise.line
    pairs.ours.append(visits.first(playwright, ours, ENTRY))
    pairs.plain.append(visits.first(playwright, plain, ""))
    pairs.knob.append(visits.knob(playwright, ours))


@contextmanager
def _sites() -> Iterator[tuple[Server, Server]]:
    """Ours, at the address that it was built for, and the plain one."""
    with site.built() as ours, Server(plain_site.write()) as plain:
        plain.content.warm()
        yield ours, plain
