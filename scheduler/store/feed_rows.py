"""The statements about feeds: which were offered or made, and who fetched them."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict

from sqlalchemy import Connection, case, select

from scheduler.store.tables import FetchRow, KeptFeedRow, table
from scheduler.store.transactions import insert, upsert
from scheduler.subscriptions import Client, Fetched, KeptFeed

_FEEDS, _FETCHES = table(KeptFeedRow), table(FetchRow)


def kept(connection: Connection, office: str) -> Mapping[str, KeptFeed]:
    """The feeds of an office by slug."""
    f = _FEEDS.c
    query = select(f.slug, f.scope, f.ref, f.name, f.query, f.own, f.revoked).where(f.office == office)
    return {row.slug: KeptFeed(*row) for row in connection.execute(query.order_by(f.slug))}


def keep(connection: Connection, office: str, feeds: Iterable[KeptFeed]) -> None:
    """Insert or replace feeds."""
    upsert(connection, _FEEDS, [{"office": office, **asdict(feed)} for feed in sorted(feeds, key=lambda f: f.slug)])


def record(connection: Connection, office: str, fetched: Iterable[Fetched]) -> None:
    """Add to the counts; two processes may do so at once."""
    f, new = _FETCHES.c, insert(connection, _FETCHES)
    later = case((new.excluded.last > f.last, new.excluded.last), else_=f.last)
    counted = new.on_conflict_do_update(
        index_elements=["office", "slug", "client"], set_={"count": f.count + new.excluded.count, "last": later}
    )
    rows = [{"office": office, **asdict(one), "client": one.client.value} for one in fetched]
    connection.execute(counted, sorted(rows, key=lambda row: (row["slug"], row["client"])))


def fetches(connection: Connection, office: str) -> tuple[Fetched, ...]:
    """Who fetched which feed."""
    f = _FETCHES.c
    query = select(f.slug, f.client, f.count, f.last).where(f.office == office).order_by(f.slug, f.client)
    rows = connection.execute(query)
    return tuple(Fetched(slug, Client(client), count, last) for slug, client, count, last in rows)
