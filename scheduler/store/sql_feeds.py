"""The feeds in a database: generations, which there are, who fetched them."""

from collections.abc import Iterable, Mapping

from sqlalchemy import select

from scheduler.store import feed_rows
from scheduler.store.sql_base import SqlPart
from scheduler.store.tables import FeedRow, table
from scheduler.store.transactions import insert, reading, writing
from scheduler.subscriptions import Fetched, KeptFeed

_FEEDS = table(FeedRow)


class SqlFeeds(SqlPart):
    """Addresses of feeds, and what is known of their readers."""

    def feed_generations(self) -> Mapping[str, int]:
        """See the port."""
        query = select(_FEEDS.c.slug, _FEEDS.c.generation).where(_FEEDS.c.office == self.office)
        with reading(self.engine) as connection:
            return {row.slug: row.generation for row in connection.execute(query)}

    def rotate_feed(self, slug: str) -> int:
        """See the port."""
        with writing(self.engine) as connection:
            statement = insert(connection, _FEEDS).values(office=self.office, slug=slug, generation=2)
            raised = statement.on_conflict_do_update(
                index_elements=["office", "slug"], set_={"generation": _FEEDS.c.generation + 1}
            )
            generation: int = connection.execute(raised.returning(_FEEDS.c.generation)).scalar_one()
            self._raise_version(connection)
        return generation

    def kept_feeds(self) -> Mapping[str, KeptFeed]:
        """See the port."""
        with reading(self.engine) as connection:
            return feed_rows.kept(connection, self.office)

    def keep_feeds(self, feeds: Iterable[KeptFeed]) -> None:
        """See the port."""
        given = {feed.slug: feed for feed in feeds}
        if not given:
            return
        with writing(self.engine) as connection:
            feed_rows.keep(connection, self.office, given.values())
            self._raise_version(connection)

    def record_fetches(self, fetched: Iterable[Fetched]) -> None:
        """See the port."""
        found = tuple(fetched)
        if found:
            with writing(self.engine) as connection:
                feed_rows.record(connection, self.office, found)

    def fetches(self) -> tuple[Fetched, ...]:
        """See the port."""
        with reading(self.engine) as connection:
            return feed_rows.fetches(connection, self.office)
