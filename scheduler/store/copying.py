"""A copy of an office's store in memory: to look at another day in, without writing what that day would change."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from scheduler.deliveries import DeliveryState
from scheduler.ports import Repository
from scheduler.schedule import Published, Revision
from scheduler.store.memory import MemoryRepository

_REMEMBERED = timedelta(days=100)
"""What was told longer ago can come up no more: nothing is reminded of more than a month after its day."""
_LAST_TRIES = 2000


def copied(source: Repository, revision: Revision, now: datetime) -> MemoryRepository:
    """All but the derived rows, which are to be derived anew from the revision. What could be claimed `now` is pending in it."""
    copy = MemoryRepository(source.office)
    published = source.published()
    for earlier in _earlier(source, revision, published.values()):
        copy.apply(earlier, (), (), (), (), date.min)
    copy.apply(revision, source.task_keys(), (), (), (), date.min)
    copy.publish(published.values())
    _copy_deliveries(source, copy, now.astimezone(UTC))
    for (person, channel), address in source.addresses().items():
        copy.link(person, channel, address)
    for dead in source.dead_channels().values():
        copy.bury(dead)
    for tried in source.attempts(limit=_LAST_TRIES):
        copy.record((), "", tried)
    for told in source.progress():
        copy.report(told)
    for person, until in source.pauses().items():
        copy.pause(person, until)
    copy.keep_feeds(source.kept_feeds().values())
    copy.record_fetches(source.fetches())
    for slug, generation in source.feed_generations().items():
        for _ in range(1, generation):
            copy.rotate_feed(slug)
    return copy


def _earlier(source: Repository, latest: Revision, published: Iterable[Published]) -> list[Revision]:
    """The revisions that know the names of plans that the latest may have no more."""
    found = (source.revision_naming(plan, latest.id) for plan in {told.occurrence.plan for told in published})
    return sorted({r.id: r for r in found if r is not None}.values(), key=lambda r: r.id)


def _copy_deliveries(source: Repository, copy: MemoryRepository, now: datetime) -> None:
    woke_at = source.last_wakeup()
    if woke_at is None:
        return
    free = source.claimable(now)
    known = set(free)
    others = [d for d in source.deliveries(since=now.date() - _REMEMBERED) if d not in known]
    copy.enqueue((*others, *(replace(d, state=DeliveryState.PENDING, next_attempt=None) for d in free)), woke_at)
