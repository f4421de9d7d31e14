"""Blocks: rendered pieces of feeds by their content, so many octets at most; the least used go first."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from threading import Lock


@dataclass(frozen=True, slots=True)
class Block:
    """One component as it stands in a file, lines with their breaks; identity: what no two of a feed may share.

    timed: whether it names the time zone.
    """

    identity: tuple[str, str]
    timed: bool
    octets: bytes


class Blocks:
    """What several feeds, and one feed before and after a change, have in common is rendered once.

    A key must tell all that the block is made of. `octets`: how many are kept, keys not counted. Safe to share between
    threads.
    """

    def __init__(self, octets: int) -> None:
        """Begin empty; octets: how many are kept at most."""
        self._room = octets
        self.octets = 0
        self._kept: OrderedDict[Hashable, Block] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], Block]) -> Block:
        """The block of that key, made where it is not kept."""
        with self._lock:
            if (found := self._kept.get(key)) is not None:
                self._kept.move_to_end(key)
                return found
        block = make()
        with self._lock:
            self._keep(key, block)
        return block

    def _keep(self, key: Hashable, block: Block) -> None:
        if key not in self._kept:
            self._kept[key] = block
            self.octets += len(block.octets)
        while self.octets > self._room:
            self.octets -= len(self._kept.popitem(last=False)[1].octets)
