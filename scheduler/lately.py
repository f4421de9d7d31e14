"""What was made of late, kept for whoever asks again: so many values, of no more than so many bytes together."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class Lately(Generic[Key, Value]):
    """The values asked for last; threads may share it.

    count, weight: of how many values, of how many bytes together, it lets the oldest go; the newest is kept whatever it weighs.
    """

    def __init__(self, count: int, weight: int) -> None:
        self._count, self._most = count, weight
        self._kept: OrderedDict[Key, tuple[Value, int]] = OrderedDict()
        self._weight = 0
        self._lock = Lock()

    def of(self, key: Key, weight: int, make: Callable[[], Value]) -> Value:
        """The value of that key, made where it is not kept. weight: bytes of what it is made of."""
        with self._lock:
            if (found := self._kept.get(key)) is not None:
                self._kept.move_to_end(key)
                return found[0]
        made = make()
        with self._lock:
            if key not in self._kept:  # another thread may have made it meanwhile
                self._kept[key] = made, weight
                self._weight += weight
            while len(self._kept) > 1 and (len(self._kept) > self._count or self._weight > self._most):
                self._weight -= self._kept.popitem(last=False)[1][1]
        return made
