"""`feeds`: the calendars that can be subscribed to, with their secret addresses; new ones, new addresses, closed ones."""

import argparse
from collections.abc import Callable

from scheduler.actions.feed_desk import FeedExists, Listed, is_desk_open, kept_desk, listed, make_feed, revoke, rotate
from scheduler.actions.restoring import restored
from scheduler.actions.snapshot import Snapshot
from scheduler.app import App
from scheduler.commands.offices import NotFound, feed_named, office_of, office_seen
from scheduler.commands.printing import label, print_json, told
from scheduler.diagnostics import values
from scheduler.feeds.addresses import desk_slug
from scheduler.feeds.members import LEAP
from scheduler.feeds.query import BadQuery
from scheduler.feeds.specs import kept_feed
from scheduler.installation_secret import SECRET, make_secret
from scheduler.served import is_settled, settle
from scheduler.subscriptions import KeptFeed
from scheduler.words import day_text, say


def run(arguments: argparse.Namespace) -> int:
    """`feeds [list]`, `feeds new NAME`, `feeds rotate SLUG`, `feeds revoke SLUG`, `feeds restored`, `feeds new-secret`."""
    return _VERBS[arguments.what](arguments)


def _list(arguments: argparse.Namespace) -> int:
    """Lists slug, name, address, the number of events within the feed's window, and who fetched it last."""
    app, office = office_seen(arguments)
    if arguments.json:
        print_json([_as_json(feed) for feed in listed(app.repository, office, app.addresses(office))])
    else:
        show_feeds(app, office)
    return 0


def show_feeds(app: App, office: Snapshot) -> None:
    """The feeds, one after the other: an address must stay whole to be copied."""
    for feed in listed(app.repository, office, app.addresses(office)):
        if feed.address is None:
            print(f"  {told('feed-revoked', name=feed.name, slug=feed.slug, day=_day(feed))}")
            continue
        print(f"  {feed.name} ({label('count-events', count=feed.events)})\n    {feed.address}")
        for one in feed.fetched:
            moment = one.last.astimezone(office.now.tzinfo)
            facts = values(client=say("feeds", "client", one.client.value), count=one.count, hour=f"{moment:%H:%M}")
            print(f"    {told('feed-fetched', day=day_text(moment.date()), **dict(facts))}")
    if is_desk_open(office):
        print(f"  {told('feed-desk')}\n    {app.addresses(office).desk()}")


def _new(arguments: argparse.Namespace) -> int:
    app, office = office_of(arguments)
    if not arguments.slug:
        raise NotFound("feed-needs-name")
    base = feed_named(office, arguments.of)
    try:
        made = make_feed(app.repository, office, base, arguments.slug, arguments.query or "")
    except BadQuery as bad:
        codes = ", ".join(sorted(bad.there))
        raise NotFound("feed-unknown-value" if codes else "feed-bad-query", key=bad.key, codes=codes) from None
    except FeedExists as there:
        raise NotFound("feed-exists", slug=str(there)) from None
    return _shown(app, made.slug, "feed-new")


def _rotate(arguments: argparse.Namespace) -> int:
    app, office = office_of(arguments)
    closed = [feed.slug for feed in office.kept_feeds.values() if feed.revoked is not None]
    slug = arguments.slug if arguments.slug in (*closed, desk_slug()) else feed_named(office, arguments.slug or "").slug
    rotate(app.repository, office, slug)
    return _shown(app, slug, "feed-reopened" if slug in closed else "feed-rotated")


def _revoke(arguments: argparse.Namespace) -> int:
    app, office = office_of(arguments)
    before = office.kept_feeds.get(arguments.slug or "")
    if before is not None and before.revoked is not None:
        print(told("feed-closed-already", name=before.name, slug=before.slug, day=day_text(before.revoked.date())))
        return 0
    kept = kept_desk(office) if arguments.slug == desk_slug() else _kept(office, arguments.slug)
    revoke(app.repository, kept, app.now())
    print(told("feed-closed", name=kept.name))
    return 0


def _kept(office: Snapshot, slug: str | None) -> KeptFeed:
    spec = feed_named(office, slug or "")
    return office.kept_feeds.get(spec.slug, kept_feed(spec))


def _restored(arguments: argparse.Namespace) -> int:
    """After a backup was restored: every revision above any that calendars may have seen."""
    app, _ = office_of(arguments)
    if is_settled(app.folder, app.repository.office, app.repository.version()):
        print(told("feeds-restored-already"))
        return 0
    count = restored(app.repository, app.now())
    settle(app.folder, app.repository.office, app.repository.version())
    print(told("feeds-restored", count=count, leap=LEAP))
    return 0


def _new_secret(arguments: argparse.Namespace) -> int:
    """Where the secret is lost for good; one that is there stays."""
    app, _ = office_of(arguments)
    there = (app.folder / SECRET).is_file()
    make_secret(app.folder)
    print(told("secret-there" if there else "secret-made", path=str(SECRET)))
    return int(there)


def _shown(app: App, slug: str, code: str) -> int:
    addresses = app.addresses(app.office())
    print(f"{told(code)}\n  {addresses.desk() if slug == desk_slug() else addresses.feed(slug)}")
    return 0


def _day(feed: Listed) -> str:
    return day_text(feed.revoked.date()) if feed.revoked is not None else ""


def _as_json(feed: Listed) -> dict[str, object]:
    return {
        "slug": feed.slug,
        "name": feed.name,
        "address": feed.address,
        "events": feed.events,
        "query": feed.query,
        "revoked": feed.revoked.isoformat() if feed.revoked else None,
        "fetched": [{"client": f.client.value, "count": f.count, "last": f.last.isoformat()} for f in feed.fetched],
    }


_VERBS: dict[str, Callable[[argparse.Namespace], int]] = {
    "list": _list,
    "new": _new,
    "rotate": _rotate,
    "revoke": _revoke,
    "restored": _restored,
    "new-secret": _new_secret,
}
