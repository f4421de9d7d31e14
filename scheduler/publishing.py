"""What calendars are to be told: occurrences against what was published last → new revisions, tombstones. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from calendars.feed import content_hash
from scheduler.book import Book, State
from scheduler.feeds import event_of
from scheduler.schedule import Occurrence, Published

TOMBSTONE = timedelta(days=60)


def edition(
    occurrences: Iterable[Occurrence], published: Mapping[str, Published], book: Book, now: datetime
) -> tuple[Published, ...]:
    """Today's content against what calendars know: the states to write. SEQUENCE rises with each change; now: aware UTC.

    Nothing is ever forgotten: work that comes back after years goes on from the SEQUENCE that some calendar still holds.
    """
    current = {o.uid: o for o in occurrences}
    told = [_told(o, published.get(uid), book, now) for uid, o in current.items()]
    gone = [p for uid, p in published.items() if uid not in current]
    off = [_cancelled(p, book, now) for p in gone if p.cancelled is None and _still_ahead(p, book)]
    return tuple(p for p in (*told, *off) if p is not None)


def tombstones(published: Mapping[str, Published], now: datetime) -> tuple[Occurrence, ...]:
    """What was cancelled and is still shown as such; now: aware."""
    return tuple(p.occurrence for p in published.values() if p.cancelled is not None and now - p.cancelled <= TOMBSTONE)


def _told(occurrence: Occurrence, before: Published | None, book: Book, now: datetime) -> Published | None:
    content = content_hash(event_of(occurrence, book.state(occurrence), book))
    if before is None:
        return Published(occurrence.uid, content, 0, now, occurrence)
    if before.content_hash == content and before.cancelled is None:
        return None if before.occurrence == occurrence else replace(before, occurrence=occurrence)
    return Published(occurrence.uid, content, before.sequence + 1, now, occurrence)


def _cancelled(before: Published, book: Book, now: datetime) -> Published:
    content = content_hash(event_of(before.occurrence, State.CANCELLED, book))
    return Published(before.uid, content, before.sequence + 1, now, before.occurrence, cancelled=now)


def _still_ahead(before: Published, book: Book) -> bool:
    """What lies behind is not cancelled when it leaves the schedule (a closed year, a plan that ended)."""
    return before.occurrence.end > book.today
