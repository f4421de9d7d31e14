"""Units that looked on at work of others and no longer do: the tombstone that stands in their calendars alone. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from scheduler.book import Book
from scheduler.diagnostics import values
from scheduler.schedule import Occurrence, Published, stored_for
from scheduler.trace import Reason
from scheduler.words import day_text


def left_apart(before: Occurrence, now: Occurrence) -> tuple[Occurrence, ...]:
    """What is stored for the calendars of the units that had the event that all see, and have nothing of that work any more.

    Each is the event as it stood there, with the units that stayed beside.
    """
    gone = sorted(_lookers_on(before) - {*now.leads, *now.led_before, *_beside(now)})
    stayed, helped = (tuple(u for u in units if u not in gone) for units in (before.coordinating, before.helped_before))
    shown = replace(before, coordinating=stayed, helped_before=helped, parts=(), assumptions=())
    return tuple(replace(shown, uid=stored_for(before.uid, unit), unit=unit) for unit in gone)


def left(before: Published, now: Occurrence, book: Book) -> Iterable[Occurrence]:
    """The tombstones of the units that left one piece of work between two publishings; what lies behind stays as it was told."""
    if before.cancelled is None and before.occurrence.end > book.today:
        yield from (
            replace(gone, why=(_why(gone.unit or "", now, book),)) for gone in left_apart(before.occurrence, now)
        )


def raised(current: Mapping[str, Occurrence], after: Mapping[str, Published], now: datetime) -> Iterable[Published]:
    """Where a unit is back, the event that all see goes above the tombstone that stood in its calendar; now: aware UTC."""
    for gone in (p for p in after.values() if p.occurrence.left):
        uid = gone.occurrence.told_as
        back = uid in current and gone.occurrence.unit in _lookers_on(current[uid])
        if back and after[uid].sequence <= gone.sequence:
            yield replace(after[uid], sequence=gone.sequence + 1, modified=now)


def once(found: Iterable[Occurrence]) -> tuple[Occurrence, ...]:
    """What one feed shows under each UID: who has the event by another unit of theirs, or again, sees no tombstone of it."""
    shown: dict[str, Occurrence] = {}
    for occurrence in sorted(found, key=lambda o: o.left):
        shown.setdefault(occurrence.told_as, occurrence)
    return tuple(shown.values())


def _lookers_on(occurrence: Occurrence) -> set[str]:
    """The units whose calendars show the event that all see, and not a part of their own."""
    if occurrence.unit is not None:
        return set()
    return _beside(occurrence) - {*occurrence.leads, *occurrence.led_before}


def _beside(occurrence: Occurrence) -> set[str]:
    return {*occurrence.coordinating, *occurrence.helped_before}


def _why(unit: str, now: Occurrence, book: Book) -> Reason:
    facts = {"unit": book.directory.name(unit), "day": day_text(book.today)}
    if not now.leads:
        return Reason("left-beside", values(**facts))
    return Reason("left-beside-lead", values(**facts, units=book.unit_names(now.leads)))
