"""A shelf that keeps the latest few things made, by the values that they depend on."""

from collections import OrderedDict
from collections.abc import Callable, Hashable


class Shelf[Thing]:
    """At most `room` things; the one not asked for longest makes way."""

    def __init__(self, room: int) -> None:
        self._room = room
        self._things: OrderedDict[Hashable, Thing] = OrderedDict()

    def get(self, key: Hashable, make: Callable[[], Thing]) -> Thing:
        """Find what belongs to the key, or make it."""
        if key not in self._things:
            self._things[key] = make()
            if len(self._things) > self._room:
                self._things.popitem(last=False)
        self._things.move_to_end(key)
        return self._things[key]
