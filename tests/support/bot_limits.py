"""Telegram's speed limits, kept as strictly as anybody could: sliding windows, and who comes back too early waits longer."""

import math
from collections import defaultdict, deque
from dataclasses import dataclass, field

EVERYBODY = 0  # no chat has this id


@dataclass(frozen=True, slots=True)
class Refused:
    """A sending that came too fast. early: although it had been told to wait."""

    chat: int
    at: float
    wait: float
    early: bool


@dataclass(slots=True)
class Flood:
    """30 a second over all, one a second in a chat, 20 a minute in a group, in a time `scale` times as fast as ours."""

    scale: float = 1.0
    overall: int = 30
    chat: int = 1
    group: int = 20
    refused: list[Refused] = field(default_factory=list)
    _sent: defaultdict[int, deque[float]] = field(default_factory=lambda: defaultdict(deque))
    _until: dict[int, float] = field(default_factory=dict)

    def admit(self, chat: int, now: float) -> float:
        """0 where the sending passes (and counts), else the seconds that it is told to wait."""
        if (until := max(self._until.get(EVERYBODY, 0.0), self._until.get(chat, 0.0))) > now:
            return self._punish(chat, until - now, now)
        for key, count, window in self._limits(chat):
            sent = self._recent(key, now)
            here = [at for at in sent if now - at < window]
            if len(here) >= count:
                return self._refuse(chat, key, here[-count] + window - now, now)
        for key in (EVERYBODY, chat):
            self._sent[key].append(now)
        return 0.0

    def halt(self, chat: int, wait: float, now: float) -> None:
        """Let the chat be told to wait, for whatever reason."""
        self._until[chat] = max(self._until.get(chat, 0.0), now + wait)

    def announced(self, wait: float) -> float:
        """The number of retry_after: whole seconds as Telegram gives them; in a faster time, seconds rounded up to ms."""
        return max(1, math.ceil(wait)) if self.scale == 1.0 else math.ceil(wait * 1000) / 1000

    def _limits(self, chat: int) -> list[tuple[int, int, float]]:
        second, minute = 1.0 / self.scale, 60.0 / self.scale
        found = [(EVERYBODY, self.overall, second), (chat, self.chat, second)]
        return [*found, (chat, self.group, minute)] if chat < 0 else found

    def _recent(self, key: int, now: float) -> deque[float]:
        sent = self._sent[key]
        while sent and now - sent[0] >= 60.0 / self.scale:
            sent.popleft()
        return sent

    def _refuse(self, chat: int, key: int, wait: float, now: float) -> float:
        told = self.announced(wait)
        self._until[key] = now + told
        self.refused.append(Refused(chat, now, told, early=False))
        return told

    def _punish(self, chat: int, left: float, now: float) -> float:
        """Who comes too early waits as long again on top of what was left."""
        key = chat if self._until.get(chat, 0.0) > now else EVERYBODY
        told = self.announced(min(left * 2, 60.0 / self.scale))
        self._until[key] = now + told
        self.refused.append(Refused(chat, now, told, early=True))
        return told
