"""Who fetched which feed: counted in memory, written to the store in batches."""

from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from threading import Lock
from typing import Final

from scheduler.ports import Repository
from scheduler.store.errors import StoreError
from scheduler.subscriptions import Client, Fetched, client_of

_MOST_KEYS: Final = 4096
"""Feeds and programs that are told apart between two writes; a program beyond them is one of the others."""


class FetchLog:
    """Counts fetches between two writes; what cannot be written now is written with the next batch. Threads may share it."""

    def __init__(self, repository: Repository, now: Callable[[], datetime]) -> None:
        """now: aware time."""
        self._repository, self._now = repository, now
        self._counts: dict[tuple[str, str], int] = {}
        self._lock = Lock()

    def note(self, slug: str, user_agent: str) -> None:
        """One more fetch; no moment is asked for, as a batch has its own, and which program it is, is asked with the batch."""
        key = slug, user_agent
        with self._lock:
            before = self._counts.get(key)
            if before is None and len(self._counts) >= _MOST_KEYS:
                key = slug, ""
                before = self._counts.get(key)
            self._counts[key] = (before or 0) + 1

    def flush(self) -> None:
        """Write what has come together."""
        with self._lock:
            counts, self._counts = self._counts, {}
        fetched: Counter[tuple[str, Client]] = Counter()
        for (slug, user_agent), n in counts.items():
            fetched[slug, client_of(user_agent)] += n
        last = self._now().astimezone(UTC).replace(microsecond=0)
        try:
            self._repository.record_fetches(Fetched(slug, client, n, last) for (slug, client), n in fetched.items())
        except StoreError:
            with self._lock:
                for key, n in counts.items():
                    self._counts[key] = self._counts.get(key, 0) + n
