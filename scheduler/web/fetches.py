"""Who fetched which feed: counted in memory, written to the store in batches."""

from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from functools import lru_cache
from threading import Lock

from scheduler.ports import Repository
from scheduler.store.errors import StoreError
from scheduler.subscriptions import Client, Fetched, client_of

_client_of = lru_cache(maxsize=256)(client_of)


class FetchLog:
    """Counts fetches between two writes; what cannot be written now is written with the next batch. Threads may share it."""

    def __init__(self, repository: Repository, now: Callable[[], datetime]) -> None:
        """now: aware time."""
        self._repository, self._now = repository, now
        self._counts: Counter[tuple[str, Client]] = Counter()
        self._lock = Lock()

    def note(self, slug: str, user_agent: str) -> None:
        """One more fetch; no moment is asked for, as a batch has its own."""
        key = slug, _client_of(user_agent)
        with self._lock:
            self._counts[key] += 1

    def flush(self) -> None:
        """Write what has come together."""
        with self._lock:
            counts, self._counts = self._counts, Counter()
        last = self._now().astimezone(UTC).replace(microsecond=0)
        try:
            self._repository.record_fetches(Fetched(slug, client, n, last) for (slug, client), n in counts.items())
        except StoreError:
            with self._lock:
                self._counts.update(counts)
