"""Which sendings are in flight: marks in memory that outlives the sender, as a killed process cannot be asked."""

import mmap
from collections.abc import Awaitable, Callable
from pathlib import Path

from notifiers.notifier import DeliveryError
from notifiers.telegram import TelegramNotifier

_PLACES = 1_000_003


class Flight:
    """One mark for each chat, in a file: from handing a request to the network to having read its answer."""

    def __init__(self, file: Path) -> None:
        if not file.exists():
            file.write_bytes(bytes(_PLACES))
        with file.open("r+b") as opened:
            self._memory = mmap.mmap(opened.fileno(), _PLACES)

    def begin(self, chat: str) -> None:
        """A request is sent."""
        self._memory[_place(chat)] = 1

    def end(self, chat: str) -> None:
        """Its answer was read, or it was given up."""
        self._memory[_place(chat)] = 0

    def places(self) -> frozenset[int]:
        """The places of the chats that are marked."""
        found, at = set[int](), self._memory.find(b"\1")
        while at >= 0:
            found.add(at)
            at = self._memory.find(b"\1", at + 1)
        return frozenset(found)

    def clear(self) -> None:
        """Nothing is in flight."""
        self._memory[:] = bytes(_PLACES)


def is_in(places: frozenset[int], chat: int) -> bool:
    """Whether the chat is among the marked ones."""
    return _place(str(chat)) in places


def _place(chat: str) -> int:
    return abs(int(chat)) % _PLACES


class WatchedNotifier(TelegramNotifier):
    """The real notifier, its requests marked while they are in flight."""

    flight: Flight

    async def _carry_out(self, chat: str, call: Callable[[], Awaitable[object]]) -> int | DeliveryError:
        self.flight.begin(chat)
        answer = await super()._carry_out(chat, call)
        self.flight.end(chat)
        return answer
