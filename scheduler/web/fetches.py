"""Who fetched which feed: counted in memory, written to the store in batches."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import lru_cache
from threading import Lock

from scheduler.ports import Repository
from scheduler.store.errors import StoreError
from scheduler.subscriptions import Client, Fetched, client_of

_client_of = lru_cache(maxsize=256)(client_of)


class FetchLog:
    """Counts fetches between two writes; what cannot be written now is written with the next batch."""

    def __init__(self, repository: Repository, now: Callable[[], datetime]) -> None:
        """now: aware time."""
        self._repository, self._now = repository, now
        self._counts: dict[tuple[str, str], int] = {}
        self._lock = Lock()

    def note(self, slug: str, user_agent: str) -> None:
        """One more fetch; no moment is asked for, as a batch has its own."""
        key = (slug, user_agent[:200])
        self._counts[key] = self._counts.get(key, 0) + 1
        if len(self._counts) > 10_000:  # made-up programs: fold them into families at once
            self.flush()

    def flush(self) -> None:
        """Write what has come together."""
        with self._lock:
            counts, self._counts = self._counts, {}
            batch = _by_client(counts, self._now().astimezone(UTC).replace(microsecond=0))
            try:
                self._repository.record_fetches(batch)
            except StoreError:
                for key, count in counts.items():
                    self._counts[key] = self._counts.get(key, 0) + count


def _by_client(counts: dict[tuple[str, str], int], last: datetime) -> tuple[Fetched, ...]:
    found: dict[tuple[str, Client], Fetched] = {}
    for (slug, user_agent), count in counts.items():
        key = slug, _client_of(user_agent)
        before = found.get(key, Fetched(*key, 0, last))
        found[key] = replace(before, count=before.count + count)
    return tuple(found.values())
