"""Which feeds an office has, which occurrences stand in each, and Occurrence → calendars.Event."""

import hashlib
import hmac
from base64 import urlsafe_b64encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import assert_never

from calendars.event import Event, Feed, Status
from calendars.zone import ZONE
from scheduler.book import Book, State
from scheduler.diagnostics import values
from scheduler.event_text import description, summary
from scheduler.model import Office
from scheduler.policy import Policy
from scheduler.schedule import Occurrence, Published
from scheduler.words import say

_COLORS = {"office": "steelblue", "plan": "seagreen", "unit": "darkorange"}
_SLOT_MINUTES = 15


class Scope(StrEnum):
    """What a feed gathers."""

    OFFICE = "office"
    PLAN = "plan"
    UNIT = "unit"


@dataclass(frozen=True, slots=True)
class FeedSpec:
    """A feed that the office offers: its slug (part of the address), scope, the plan or unit it is of, and its name.

    heirs: units that have a unit's work after it ended, each from a day on: who subscribed to its address goes on seeing the work.
    """

    slug: str
    scope: Scope
    ref: str
    name: str
    about: str
    heirs: tuple[tuple[str, date], ...] = ()


@dataclass(frozen=True, slots=True)
class ListedFeed:
    """A feed as people are shown it: with its secret address and the number of its events."""

    slug: str
    name: str
    address: str
    events: int


def feed_specs(office: Office, book: Book, occurrences: Iterable[Occurrence]) -> tuple[FeedSpec, ...]:
    """The whole office first, then each plan, then each unit that leads or coordinates something, by name.

    occurrences: what was called off included. Who had such work keeps the feed that tells so: an address that is gone
    leaves calendars as they were.
    """
    known = tuple(occurrences)
    units = {u for o in known for u in (*o.leads, *o.coordinating)}
    plans = {o.plan: o.plan for o in known} | dict(book.plans)
    return (
        _spec(Scope.OFFICE, office.id, office=office.name),
        *(_spec(Scope.PLAN, ref, plan=name) for ref, name in plans.items()),
        *(
            replace(_spec(Scope.UNIT, u, unit=book.directory.name(u)), heirs=book.directory.heirs(u))
            for u in sorted(units, key=book.directory.name)
        ),
    )


def _spec(scope: Scope, ref: str, **names: str) -> FeedSpec:
    slug = say("feeds", "slug", scope.value, values(ref=ref))
    facts = values(**names)
    return FeedSpec(
        slug, scope, ref, say("feeds", "name", scope.value, facts), say("feeds", "about", scope.value, facts)
    )


def stands_in(occurrence: Occurrence, spec: FeedSpec) -> bool:
    """Whether a feed shows an occurrence: a unit sees its own part of shared work, plans and office see the shared one."""
    match spec.scope:
        case Scope.OFFICE:
            return occurrence.unit is None
        case Scope.PLAN:
            return occurrence.unit is None and occurrence.plan == spec.ref
        case Scope.UNIT:
            heirs = (unit for unit, since in spec.heirs if occurrence.due >= since)
            return any(_is_of(occurrence, unit) for unit in (spec.ref, *heirs))
        case _:
            assert_never(spec.scope)


def _is_of(occurrence: Occurrence, unit: str) -> bool:
    """Whether a unit leads an occurrence, by itself or with its own part, or coordinates it."""
    if occurrence.unit is not None:
        return occurrence.unit == unit
    own = occurrence.leads if not occurrence.parts else ()
    return unit in own or (unit in occurrence.coordinating and unit not in occurrence.leads)


@dataclass(frozen=True, slots=True)
class Window:
    """The days whose events a feed holds, half-open."""

    start: date
    end: date

    def holds(self, start: date, end: date) -> bool:
        """Whether a span of days (half-open) touches the window."""
        return start < self.end and end > self.start


def feed_window(today: date, policy: Policy) -> Window:
    """From the first of the month some months back to the first of a month ahead; it moves monthly, so that a feed without
    news keeps its bytes."""
    return Window(_month(today, -policy.feed_months_back), _month(today, policy.feed_months_ahead))


ALWAYS = Window(date.min, date.max)


def _month(day: date, offset: int) -> date:
    index = day.year * 12 + day.month - 1 + offset
    return date(index // 12, index % 12 + 1, 1)


def event_of(occurrence: Occurrence, state: State, book: Book) -> Event:
    """The event as calendars show it; its revision (SEQUENCE, LAST-MODIFIED) is put on by `revised`."""
    start, end = span(occurrence)
    return Event(
        uid=occurrence.uid,
        summary=summary(occurrence, state, book),
        start=start,
        end=end,
        description=description(occurrence, state, book),
        categories=(say("feeds", "category", occurrence.kind.value),),
        status=Status.CANCELLED if state is State.CANCELLED else Status.CONFIRMED,
    )


def span(occurrence: Occurrence) -> tuple[date, date] | tuple[datetime, datetime]:
    """DTSTART and DTEND: whole days, or the hour on the air (15 minutes where the plan gives no length)."""
    if not occurrence.timed or occurrence.at is None:
        return occurrence.start, occurrence.end
    start = datetime.combine(occurrence.start, occurrence.at, ZONE)
    return start, start + timedelta(minutes=occurrence.minutes or _SLOT_MINUTES)


def revised(event: Event, published: Mapping[str, Published]) -> Event:
    """The event with the revision that was published of it."""
    told = published[event.uid]
    return replace(event, sequence=told.sequence, modified=told.modified)


def feed_of(spec: FeedSpec, events: Iterable[Event], address: str | None) -> Feed:
    """The feed's calendar, events in order of start and UID."""
    ordered = sorted(events, key=lambda e: (e.start.isoformat()[:10], e.uid))
    return Feed(spec.name, tuple(ordered), spec.about, _COLORS[spec.scope.value], address)


def feed_token(secret: bytes, office: str, slug: str, generation: int) -> str:
    """256 bits, derived and stored nowhere; a higher generation makes a new one."""
    digest = hmac.new(secret, f"{office}\n{slug}\n{generation}".encode(), hashlib.sha256).digest()
    return urlsafe_b64encode(digest).rstrip(b"=").decode()
