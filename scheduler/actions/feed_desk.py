"""What the coordinator does about feeds: makes one for somebody, gives one a new address, closes one, sees who fetches."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from scheduler.actions.agenda import selected
from scheduler.actions.snapshot import Snapshot
from scheduler.feeds.addresses import Addresses, desk_slug
from scheduler.feeds.query import read_query, refuse_other_keys, written_query
from scheduler.feeds.specs import FeedSpec, kept_feed
from scheduler.feeds.window import feed_window
from scheduler.ports import Repository
from scheduler.subscriptions import DESK, Fetched, KeptFeed
from scheduler.text import slug as slug_of
from scheduler.words import say


@dataclass(frozen=True, slots=True)
class Listed:
    """A feed as the coordinator sees it: its address (None: revoked), how much it holds, who fetched it, newest first."""

    slug: str
    name: str
    address: str | None
    events: int
    query: str
    revoked: datetime | None
    fetched: tuple[Fetched, ...]


class FeedExists(ValueError):
    """A feed of that slug is there already."""


def listed(repository: Repository, office: Snapshot, addresses: Addresses) -> tuple[Listed, ...]:
    """Every feed of the office, the revoked ones last."""
    by_slug: dict[str, list[Fetched]] = {}
    for one in repository.fetches():
        by_slug.setdefault(one.slug, []).append(one)
    fetched = {slug: tuple(sorted(found, key=lambda f: f.last, reverse=True)) for slug, found in by_slug.items()}
    window = feed_window(office.now.date(), office.config.policy)
    offered = (
        Listed(
            s.slug,
            s.name,
            addresses.feed(s.slug),
            len(selected(office, s, window)),
            office.kept_feeds[s.slug].query if s.own else "",
            None,
            fetched.get(s.slug, ()),
        )
        for s in office.feeds
    )
    closed = (_closed(feed, fetched) for feed in office.kept_feeds.values() if feed.revoked is not None)
    return (*offered, *closed)


def _closed(feed: KeptFeed, fetched: Mapping[str, tuple[Fetched, ...]]) -> Listed:
    return Listed(feed.slug, feed.name, None, 0, feed.query, feed.revoked, fetched.get(feed.slug, ()))


def make_feed(repository: Repository, office: Snapshot, base: FeedSpec, name: str, query: str) -> KeptFeed:
    """A feed of its own address: what `base` holds, narrowed and shown as the query says. Raises BadQuery, FeedExists."""
    refuse_other_keys(query)
    read_query(query, office.units_of, office.book.directory.groups).refuse_unknown(*office.named)
    slug = say("feeds", "slug", "own", (("ref", slug_of(name)[:40].strip("-")),))
    before = repository.kept_feeds().get(slug)
    if before is not None and before.revoked is None:
        raise FeedExists(slug)
    if before is not None:
        repository.rotate_feed(slug)  # an address that was closed stays closed
    made = replace(kept_feed(base), slug=slug, name=name, query=written_query(query), own=True)
    repository.keep_feeds([made])
    return made


def rotate(repository: Repository, office: Snapshot, slug: str) -> None:
    """Give a feed a new address; the one before stops working. One that was revoked is offered again."""
    repository.rotate_feed(slug)
    kept = office.kept_feeds.get(slug)
    if kept is not None and kept.revoked is not None:
        repository.keep_feeds([replace(kept, revoked=None)])


def is_desk_open(office: Snapshot) -> bool:
    """Whether the coordinator's page has an address: behind a public one, until it is revoked."""
    kept = office.kept_feeds.get(desk_slug())
    return office.config.server.public_url is not None and (kept is None or kept.revoked is None)


def kept_desk(office: Snapshot) -> KeptFeed:
    """What the store keeps of that page once it is revoked."""
    return KeptFeed(desk_slug(), DESK, office.config.office.id, say("feeds", "name", "desk"))


def revoke(repository: Repository, kept: KeptFeed, now: datetime) -> None:
    """Close a feed, or the coordinator's page: its address is unknown from now on. now: aware."""
    repository.keep_feeds([replace(kept, revoked=now.astimezone(UTC).replace(microsecond=0))])
