"""What calendars are to be told: occurrences against what was published last → new revisions, tombstones. Pure."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from hashlib import sha256

from calendars.event import Event, Todo
from calendars.feed import content_hash
from scheduler.book import Book, State, Stood
from scheduler.feeds.beside import left, raised
from scheduler.feeds.events import event_of, linked
from scheduler.feeds.members import LEAP
from scheduler.feeds.series import series_revised, year_of
from scheduler.feeds.specs import FeedSpec
from scheduler.schedule import Occurrence, Published, Waiting
from scheduler.trace import Reason

TOMBSTONE = timedelta(days=60)


def edition(
    occurrences: Iterable[Occurrence],
    published: Mapping[str, Published],
    book: Book,
    now: datetime,
    why: Callable[[Occurrence], Reason] | None = None,
) -> tuple[Published, ...]:
    """Today's content against what calendars know: the states to write. SEQUENCE rises with each change; now: aware UTC.

    why: for what reason work is off, asked of each once. Nothing is ever forgotten: work that comes back after years goes on
    from the SEQUENCE that some calendar still holds.
    """
    current = {o.uid: o for o in occurrences}
    known = {uid: p for uid, p in published.items() if not p.of_series}
    first = _first(published)
    told = [_told(o, known.get(uid), book, now, first) for uid, o in current.items()]
    gone = [p for uid, p in known.items() if uid not in current]
    off = [_cancelled(p, book, now, why) for p in gone if p.cancelled is None and _still_ahead(p, book)]
    reworded = [_reworded(p, book, now) for p in gone if _is_shown_as_off(p, now)]
    changed = {p.uid: p for p in (*told, *off, *reworded) if p is not None}
    pairs = [(p, current[uid]) for uid, p in known.items() if uid in current]
    changed |= {p.uid: p for p in _left(pairs, {**published, **changed}, book, now)}
    changed |= {p.uid: p for p in raised(current, {**published, **changed}, now)}
    return tuple(changed.values())


def edition_of_series(
    occurrences: Iterable[Occurrence],
    published: Mapping[str, Published],
    book: Book,
    now: datetime,
    since: date,
    feeds: Iterable[FeedSpec],
) -> Iterator[Published]:
    """The revision of each series itself: where its rule, its days or what is common to it change it rises above its exceptions.

    published: with what `edition` just made. since: from which due day on members are shown. feeds: those that the office offers.
    """
    first, known = _first(published), with_moved(book, published)
    groups = year_of((*occurrences, *tombstones(published, now)), since)
    for uid, told in series_revised(groups, since, feeds, published, known).items():
        before, content = published.get(uid), _content(told.events[0], book)
        if before is None:
            yield Published(uid, content, first, now, groups[uid][0], of_series=True)
        elif before.content_hash != content or told.stale:
            above = 1 + max(published[o.uid].sequence % LEAP for o in groups[uid])
            yield replace(before, content_hash=content, sequence=before.sequence + above, modified=now)


def edition_of_waiting(
    waiting: Iterable[tuple[Waiting, Todo]], published: Mapping[str, Published], now: datetime, revision: int
) -> Iterator[Published]:
    """What waits for its day is no occurrence: the revision of its to-do is kept as that of a series is, beside them all.

    revision: that which was applied, with which a new one begins.
    """
    for one, todo in waiting:
        content = sha256("\n".join((todo.summary, todo.description, *todo.categories)).encode()).hexdigest()
        before = published.get(todo.uid)
        if before is None:
            stands_for = Occurrence(
                todo.uid, one.plan, one.kind, "", one.title, (one.task,), *(date.min,) * 4, leads=one.leads
            )
            yield Published(todo.uid, content, _first(published) + revision, now, stands_for, of_series=True)
        elif before.content_hash != content:
            yield replace(before, content_hash=content, sequence=before.sequence + 1, modified=now)


def content_of(occurrence: Occurrence, state: State, book: Book) -> str:
    """The hash of what calendars show of an occurrence, the address of its link included: another one is news to them."""
    return _content(event_of(occurrence, state, book), book)


def _content(event: Event, book: Book) -> str:
    return content_hash(linked(event, book.address or None, "page"))


def leapt(published: Iterable[Published], now: datetime) -> tuple[Published, ...]:
    """All that was ever published with revisions above any that may have been served since these were written; now: aware UTC."""
    return tuple(replace(p, sequence=p.sequence + LEAP, modified=now) for p in published)


def _first(published: Mapping[str, Published]) -> int:
    """The SEQUENCE of what is new: after a leap as high as that, for calendars may hold the same UID from before the backup."""
    return max((p.sequence for p in published.values()), default=0) // LEAP * LEAP


def tombstones(published: Mapping[str, Published], now: datetime) -> tuple[Occurrence, ...]:
    """What was cancelled and is still shown as such; now: aware."""
    return tuple(p.occurrence for p in published.values() if _is_shown_as_off(p, now))


def _is_shown_as_off(told: Published, now: datetime) -> bool:
    return told.cancelled is not None and not told.of_series and now - told.cancelled <= TOMBSTONE


def archived(
    occurrences: Iterable[Occurrence], published: Mapping[str, Published], today: date
) -> tuple[Occurrence, ...]:
    """Work of past years that has left the schedule without being called off, as calendars were told of it last."""
    current = {o.uid for o in occurrences}
    gone = (p for uid, p in published.items() if uid not in current and p.cancelled is None and not p.of_series)
    return tuple(p.occurrence for p in gone if p.occurrence.due.year < today.year)


def with_moved(book: Book, published: Mapping[str, Published]) -> Book:
    """The book that knows from where each event was moved."""
    return replace(book, moved={p.uid: stood for p in published.values() if (stood := _stood(p)) is not None})


def _told(occurrence: Occurrence, before: Published | None, book: Book, now: datetime, first: int) -> Published | None:
    moved = _moved_from(occurrence, before)
    day, hour = (moved.day, moved.at) if moved is not None else (None, None)
    seen = replace(book, moved={occurrence.uid: moved} if moved is not None else {})
    content = content_of(occurrence, seen.state(occurrence), seen)
    if before is None:
        return Published(occurrence.uid, content, first, now, occurrence)
    changed = now if _is_news(before, occurrence) else before.changed
    if before.content_hash == content and before.cancelled is None:
        same = before.occurrence == occurrence and _stood(before) == moved
        told = replace(before, occurrence=occurrence, moved_from=day, moved_from_at=hour, changed=changed)
        return None if same else told
    return Published(occurrence.uid, content, before.sequence + 1, now, occurrence, None, day, hour, changed=changed)


def _is_news(before: Published, occurrence: Occurrence) -> bool:
    """Whether the messages that hold it are to read otherwise, whatever was reported of it."""
    return before.cancelled is not None or _as_told_of(before.occurrence) != _as_told_of(occurrence)


def _as_told_of(o: Occurrence) -> tuple[object, ...]:
    return o.title, o.start, o.due, o.act_by, o.at, o.tasks, o.leads, o.quota, o.item, o.history


def _stood(told: Published) -> Stood | None:
    return None if told.moved_from is None else Stood(told.moved_from, told.moved_from_at)


def _moved_from(occurrence: Occurrence, before: Published | None) -> Stood | None:
    """Where calendars showed it before it moved to the present day and hour, be that where it stood first.

    What is given its hour on the air stood at the end of its period for want of one: that is no day that anybody was told of.
    """
    if before is None or before.cancelled is not None or (occurrence.timed and not before.occurrence.timed):
        return None
    was = before.occurrence
    hour = was.at if None not in (was.at, occurrence.at) and was.at != occurrence.at else None
    return _stood(before) if was.due == occurrence.due and hour is None else Stood(was.due, hour)


def _cancelled(before: Published, book: Book, now: datetime, why: Callable[[Occurrence], Reason] | None) -> Published:
    """A tombstone says why it stands there; why its day was what it was is nobody's question any more."""
    gone = before.occurrence
    told = gone if why is None else replace(gone, why=(why(gone),), assumptions=())
    content = _content_off(told, book)
    return Published(before.uid, content, before.sequence + 1, now, told, cancelled=now, changed=now)


def _reworded(before: Published, book: Book, now: datetime) -> Published | None:
    """A tombstone that reads otherwise than it did, as by the new name of a unit: off for as long as it was, told anew."""
    content = _content_off(before.occurrence, book)
    if content == before.content_hash:
        return None
    return replace(before, content_hash=content, sequence=before.sequence + 1, modified=now)


def _content_off(occurrence: Occurrence, book: Book) -> str:
    """From which day it was moved before is no matter any more."""
    return content_of(occurrence, State.CANCELLED, replace(book, moved={}))


def _left(
    pairs: Iterable[tuple[Published, Occurrence]], after: Mapping[str, Published], book: Book, now: datetime
) -> Iterable[Published]:
    """The tombstones of who looked on and no longer does, as new to that calendar as the event that goes on without it."""
    for before, current in pairs:
        for gone in left(before, current, book):
            known = after.get(gone.uid, before)
            sequence = max(after[current.uid].sequence, before.sequence + 1, known.sequence + 1)
            yield Published(gone.uid, _content_off(gone, book), sequence, now, gone, cancelled=now)


def _still_ahead(before: Published, book: Book) -> bool:
    """What lies behind is not cancelled when it leaves the schedule (a closed year, a plan that ended)."""
    return before.occurrence.end > book.today
