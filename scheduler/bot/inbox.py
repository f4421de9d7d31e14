"""The inbox of a listener in the office's store: what a killed process had in hand is handled by the one after it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from notifiers.telegram.inbox import Heard
from scheduler.ports import Chats


@dataclass(frozen=True, slots=True)
class StoredInbox:
    """A notifiers.telegram.inbox.Inbox. bot: its id; holder: another one for each listener; now: UTC."""

    chats: Chats
    bot: int
    holder: str
    now: Callable[[], datetime]

    def keep(self, updates: Sequence[Heard]) -> Sequence[Heard]:
        """See Inbox."""
        given = {u.number: u for u in updates}
        new = self.chats.keep_heard(self.bot, self.holder, {n: u.content for n, u in given.items()}, self.now())
        return tuple(given[number] for number in new)

    def left(self) -> Sequence[Heard]:
        """See Inbox."""
        return tuple(Heard(number, content) for number, content in self.chats.heard(self.bot, self.holder).items())

    def begin(self, number: int) -> bool:
        """See Inbox."""
        return self.chats.begin_heard(self.bot, self.holder, number)

    def done(self, number: int) -> None:
        """See Inbox."""
        self.chats.end_heard(self.bot, number)
