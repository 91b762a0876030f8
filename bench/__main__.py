"""Run every benchmark; `make bench` calls this."""

import sys
from importlib import import_module

BENCHMARKS = ("startup", "drag")


def main() -> int:
    """Run them all, one after the other, and fail where one fails."""
    return max(import_module(f"bench.{name}").main([]) for name in BENCHMARKS)


if __name__ == "__main__":
    sys.exit(main())
