"""Flow: how much a chat has done within the last minute, so that nobody keeps the bot from the others."""

from collections import deque
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

_SPAN: Final = timedelta(minutes=1)
_MOST_CHATS: Final = 10_000


class Flow:
    """In memory: it is forgotten where the process ends."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._seen: dict[str, deque[datetime]] = {}

    def admits(self, chat: str, most: int) -> bool:
        """Count one more, and say whether the chat had fewer than `most` within the minute."""
        now = self._now()
        if len(self._seen) > _MOST_CHATS:
            self._seen = {c: those for c, those in self._seen.items() if those and now - those[-1] < _SPAN}
        those = self._seen.setdefault(chat, deque())
        while those and now - those[0] >= _SPAN:
            those.popleft()
        if len(those) >= most:
            return False
        those.append(now)
        return True
