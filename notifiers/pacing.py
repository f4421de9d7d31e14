"""When a message may leave: limits of sendings in a span of time, kept from the history, without a clock of its own.

Telegram: 30 messages a second over all, one a second in a chat, 20 a minute in a group (core.telegram.org/bots/faq,
"My bot is hitting limits"). Its counting is not published, so a sending is counted from its start to a whole window after
its answer: whenever in between the server counted it, no sliding window of the server ever holds more than the limit.
Times are seconds (float) of any one clock that never goes back; it is the caller's.
"""

import math
from bisect import insort
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `count` sendings within any `window` seconds."""

    count: int
    window: float

    def __post_init__(self) -> None:
        if self.count < 1 or self.window <= 0:
            raise ValueError(f"a limit of {self.count} in {self.window} s lets nothing pass")


@dataclass(frozen=True, slots=True)
class Rates:
    """The limits over all chats, in one chat, and besides in one group."""

    overall: Limit = Limit(30, 1.0)
    chat: Limit = Limit(1, 1.0)
    group: Limit = Limit(20, 60.0)


TELEGRAM = Rates()
_PRUNE_AT = 1024


@dataclass(slots=True)
class _Window:
    """What counts against one limit: sendings under way, and when the ones before were answered."""

    limit: Limit
    under_way: int = 0
    answered: deque[float] = field(default_factory=deque)

    def permitted_at(self, now: float) -> float:
        """`now` where one more may start; else when it may at the earliest, provided nothing else starts before."""
        self._forget(now)
        over = self.under_way + len(self.answered) - self.limit.count
        if over < 0:
            return now
        return (self.answered[over] if over < len(self.answered) else now) + self.limit.window

    def idle(self, now: float) -> bool:
        self._forget(now)
        return not self.under_way and not self.answered

    def settle(self, now: float) -> None:
        self.under_way -= 1
        self.answered.append(now)

    def _forget(self, now: float) -> None:
        # The same sum as in permitted_at, so that what was promised for a moment holds at that very moment.
        while self.answered and self.answered[0] + self.limit.window <= now:
            self.answered.popleft()


class Pacer:
    """Keeps, for each chat and over all, when the next sending may start. Chats by their id as text ("-100…": a group).

    started: now. What an earlier process sent just before is not known here, so nothing starts within the first window;
    history: (chat, time) of what is known to have been sent within the last minute, for the groups' longer window.
    """

    def __init__(self, started: float, rates: Rates = TELEGRAM, history: Iterable[tuple[str, float]] = ()) -> None:
        self._rates = rates
        self._overall = _Window(rates.overall)
        self._chats: dict[str, tuple[_Window, ...]] = {}
        self._halted: dict[str, float] = {}
        self._nothing_before = started + max(rates.overall.window, rates.chat.window)
        self.recall((chat, min(at, started)) for chat, at in history)

    def permitted_at(self, chat: str, now: float) -> float:
        """`now` where a sending to the chat may start at once, else the earliest time at which to ask again."""
        windows = (self._overall, *self._chats.get(chat, ()))
        return max(self._not_before(chat), *(window.permitted_at(now) for window in windows), now)

    def all_permitted_at(self, now: float) -> float:
        """The same for a chat that nothing was sent to: the soonest for any chat."""
        return max(self._nothing_before, self._overall.permitted_at(now), now)

    def begin(self, chat: str) -> None:
        """A sending to the chat starts. Each is followed by its `settle`, whatever becomes of it."""
        if chat not in self._chats:
            self._chats[chat] = self._windows(chat)
        for window in (self._overall, *self._chats[chat]):
            window.under_way += 1

    def settle(self, chat: str, now: float) -> None:
        """A sending to the chat was answered, or given up."""
        for window in (self._overall, *self._chats[chat]):
            window.settle(now)
        if len(self._chats) > _PRUNE_AT:
            self._prune(now)

    def halt(self, chat: str, wait: float, now: float) -> None:
        """The channel told us to wait (429): nothing to the chat until then, on top of what its limits say.

        Which limit was meant is not told; a second chat that is told to wait within the wait of a first means all.
        """
        until = now + wait
        if any(other != chat and end > now for other, end in self._halted.items()):
            self._nothing_before = max(self._nothing_before, until, *self._halted.values())
        self._halted[chat] = max(until, self._halted.get(chat, -math.inf))

    def recall(self, history: Iterable[tuple[str, float]]) -> None:
        """What others sent with the same token: (chat, time), in any order, counts from its time on."""
        for chat, at in history:
            if chat not in self._chats:
                self._chats[chat] = self._windows(chat)
            for window in (self._overall, *self._chats[chat]):
                insort(window.answered, at)

    def moved(self, chat: str, to: str) -> None:
        """The chat has a new id: what was sent under the old one counts for it."""
        if chat != to and chat in self._chats and to not in self._chats:
            self._chats[to] = self._windows(to)
            for old, new in zip(self._chats[chat], self._chats[to], strict=False):
                new.answered.extend(old.answered)

    def _not_before(self, chat: str) -> float:
        return max(self._nothing_before, self._halted.get(chat, -math.inf))

    def _windows(self, chat: str) -> tuple[_Window, ...]:
        private = chat.isdecimal()  # groups and channels have negative ids, or names
        return tuple(_Window(x) for x in ((self._rates.chat,) if private else (self._rates.chat, self._rates.group)))

    def _prune(self, now: float) -> None:
        """Forget the chats in which nothing counts any more."""
        self._chats = {c: w for c, w in self._chats.items() if not all(x.idle(now) for x in w)}
        self._halted = {c: end for c, end in self._halted.items() if end > now}
