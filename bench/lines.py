"""The lines over which pages are measured, and what was promised for each: issue 3 has the table."""

from dataclasses import dataclass

from runtime.line import Line

MOST_BYTES = 9.2e6  # until the first live picture: what a plain page sends
MOST_SHIFT = 0.02  # Cumulative Layout Shift
LONGEST = 50.0  # ms for which the page may be blocked


@dataclass(frozen=True)
class Promise:
    """A line, and the most that is allowed on it: of plain's time in the same run, or in milliseconds."""

    name: str
    rate: float  # bytes a second; 0 is unlimited
    latency: float  # seconds before an answer's first byte
    first: float  # navigation to first live picture, empty cache
    preview: float  # ms from a knob turned at the first paint to a picture of the new setting
    second_visit: float = 0.25
    second_entry: float = 0.05

    @property
    def line(self) -> Line:
        """The line itself."""
        return Line(bytes_per_second=self.rate, latency=self.latency)


PROMISES = (
    Promise("no delay", 0.0, 0.0, first=0.35, preview=100),
    Promise("20 Mbit/s, 40 ms", 20e6 / 8, 0.040, first=0.9, preview=300),
    Promise("5 Mbit/s, 100 ms", 5e6 / 8, 0.100, first=0.9, preview=600),
)
