"""A run that several settings share: what one of them has computed, the others are given."""

from collections.abc import Iterable, Iterator


class Replay[Item]:
    """An endless iterator that can be read many times; each item is computed once."""

    def __init__(self, items: Iterable[Item]) -> None:
        self._items = iter(items)
        self._kept: list[Item] = []

    def __iter__(self) -> Iterator[Item]:
        """All items from the first on."""
        place = 0
        while True:
            if place == len(self._kept):
                self._kept.append(next(self._items))
            yield self._kept[place]
            place += 1
