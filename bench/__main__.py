"""Run every benchmark; `make bench` calls this."""

import sys

from bench import drag, playground, startup


def main() -> int:
    """Run them all, one after the other, and fail where one fails."""
    return max([startup.main([]), drag.main(), playground.main()])


if __name__ == "__main__":
    sys.exit(main())
