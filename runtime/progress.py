"""Progress of a long download, for people (one line that is rewritten) and for logs (a line at each quarter)."""

import sys
from dataclasses import dataclass, field
from typing import TextIO

MEGABYTE = 1_000_000


@dataclass
class Progress:
    """Tell how far a download is, without flooding whatever reads it."""

    name: str
    out: TextIO = field(default_factory=lambda: sys.stderr)
    told: int = -1

    def __call__(self, done: int, total: int) -> None:
        """`done` of `total` bytes are here."""
        share = 100 * done // total if total else 0
        live = self.out.isatty()
        if share // (1 if live else 25) == self.told:
            return
        self.told = share // (1 if live else 25)
        text = f"  {self.name}: {done / MEGABYTE:.1f} of {total / MEGABYTE:.1f} MB ({share} %)"
        self.out.write(f"\r{text}{chr(10) if done >= total else ''}" if live else f"{text}\n")
        self.out.flush()
