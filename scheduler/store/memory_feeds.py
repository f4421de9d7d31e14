"""The feeds in memory: generations, which there are, who fetched them."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from scheduler.store.memory_base import MemoryPart
from scheduler.subscriptions import Fetched, KeptFeed


class MemoryFeeds(MemoryPart):
    """Addresses of feeds, and what is known of their readers."""

    def feed_generations(self) -> Mapping[str, int]:
        """See the port."""
        with self._lock:
            return dict(self._generations)

    def rotate_feed(self, slug: str) -> int:
        """See the port."""
        with self._lock:
            self._version += 1
            self._generations[slug] = self._generations.get(slug, 1) + 1
            return self._generations[slug]

    def kept_feeds(self) -> Mapping[str, KeptFeed]:
        """See the port."""
        with self._lock:
            return dict(self._feeds)

    def keep_feeds(self, feeds: Iterable[KeptFeed]) -> None:
        """See the port."""
        given = {feed.slug: feed for feed in feeds}
        with self._lock:
            self._version += bool(given)
            self._feeds |= given

    def record_fetches(self, fetched: Iterable[Fetched]) -> None:
        """See the port."""
        with self._lock:
            for one in fetched:
                before = self._fetches.get((one.slug, one.client), replace(one, count=0))
                self._fetches[one.slug, one.client] = replace(
                    one, count=before.count + one.count, last=max(before.last, one.last)
                )

    def fetches(self) -> tuple[Fetched, ...]:
        """See the port."""
        with self._lock:
            return tuple(self._fetches[key] for key in sorted(self._fetches))
