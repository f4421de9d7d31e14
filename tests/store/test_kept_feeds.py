"""What every store keeps of feeds, the one in memory too: which were offered, who fetched them, from when events moved."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from scheduler.ports import Repository
from scheduler.schedule import Occurrence, Published
from scheduler.subscriptions import Client, Fetched, KeptFeed
from scheduler.terms import Kind

NOW = datetime(2024, 3, 1, 1, tzinfo=UTC)
UNIT = KeptFeed("don-vi-a", "unit", "a", "Nhắc việc · Phòng A")
OWN = KeptFeed("rieng-b", "office", "xa", "Riêng", "kind=report&done=0", own=True)


def test_feeds_are_kept_and_replaced_by_slug(repository: Repository) -> None:
    repository.keep_feeds([UNIT, OWN])
    closed = replace(UNIT, revoked=NOW)
    repository.keep_feeds([closed])
    assert repository.kept_feeds() == {"don-vi-a": closed, "rieng-b": OWN}


def test_keeping_is_news_and_keeping_nothing_is_none(repository: Repository) -> None:
    before = repository.version()
    repository.keep_feeds([])
    assert repository.version() == before
    repository.keep_feeds([OWN])
    assert repository.version() > before


def test_fetches_add_up_by_feed_and_program_and_are_no_news(repository: Repository) -> None:
    before = repository.version()
    one = Fetched("don-vi-a", Client.GOOGLE, 2, NOW)
    repository.record_fetches([one, replace(one, client=Client.APPLE, count=1)])
    repository.record_fetches([replace(one, count=3, last=NOW - timedelta(hours=1)), replace(one, slug="ca", count=1)])
    assert repository.fetches() == (
        replace(one, slug="ca", count=1),
        replace(one, client=Client.APPLE, count=1),
        replace(one, count=5),
    )
    assert repository.version() == before


def test_what_was_moved_and_what_is_a_series_is_kept(repository: Repository) -> None:
    day = date(2024, 5, 2)
    work = Occurrence("kh.1-1@xa", "kh", Kind.ACTIVITY, "1", "Việc", ("kh.1",), day, day + timedelta(1), day, day)
    moved = Published("kh.1-1@xa", "x", 1, NOW, work, moved_from=date(2024, 4, 26))
    series = Published("kh.1.series@xa", "y", 0, NOW, work, of_series=True)
    repository.publish([moved, series])
    assert repository.published() == {p.uid: p for p in (moved, series)}
