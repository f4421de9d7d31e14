"""Inbox: where updates are kept from when they are fetched until they are handled, so that a killed process loses none."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Heard:
    """An update as it was fetched. number: its update_id, which Telegram gives once for each bot; content: its JSON."""

    number: int
    content: str


class Inbox(Protocol):
    """Of one bot and one listener. Called from threads; whatever it raises, the updates in question are fetched again."""

    def keep(self, updates: Sequence[Heard]) -> Sequence[Heard]:
        """Keep those that were never kept before, and say which they were; only then is Telegram told to forget them."""

    def left(self) -> Sequence[Heard]:
        """What was kept and not handled, oldest first; it is this listener's from now on, and no other's any more."""

    def begin(self, number: int) -> bool:
        """Count one more try; False where another listener has it now, or it was handled."""

    def done(self, number: int) -> None:
        """It was handled: its content is forgotten, its number remembered."""


@dataclass
class MemoryInbox:
    """An Inbox that lives as long as its process: what is being handled when that is killed is lost."""

    _open: dict[int, Heard] = field(default_factory=dict)
    _known: set[int] = field(default_factory=set)

    def keep(self, updates: Sequence[Heard]) -> Sequence[Heard]:
        """See Inbox."""
        new = {u.number: u for u in updates if u.number not in self._known}
        self._known |= new.keys()
        self._open |= new
        return tuple(new.values())

    def left(self) -> Sequence[Heard]:
        """See Inbox."""
        return tuple(self._open[number] for number in sorted(self._open))

    def begin(self, number: int) -> bool:
        """See Inbox."""
        return number in self._open

    def done(self, number: int) -> None:
        """See Inbox."""
        self._open.pop(number, None)
