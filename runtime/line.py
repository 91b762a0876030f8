"""A slow line, for tests and benchmarks: so many bytes a second, shared by all answers, and a delay before each."""

import threading
import time
from dataclasses import dataclass, field
from io import BufferedIOBase

PIECE = 1 << 14  # bytes sent at a time: small enough that parallel answers share the line fairly


@dataclass
class Line:
    """Nothing is slowed where `bytes_per_second` and `latency` are 0."""

    bytes_per_second: float = 0.0
    latency: float = 0.0  # seconds before the first byte of an answer
    _free_at: float = 0.0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def send(self, data: bytes, out: BufferedIOBase) -> None:
        """Write `data`, piece by piece where the line is slow."""
        if not self.bytes_per_second:
            out.write(data)
            return
        for start in range(0, len(data), PIECE):
            piece = data[start : start + PIECE]
            time.sleep(self._wait(len(piece)))
            out.write(piece)

    def _wait(self, size: int) -> float:
        """Take the line for `size` bytes; how long it is until the last of them has passed."""
        with self._lock:
            now = time.monotonic()
            self._free_at = max(now, self._free_at) + size / self.bytes_per_second
            return self._free_at - now
