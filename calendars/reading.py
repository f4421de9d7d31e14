"""An .ics file that others wrote → its events between two days, series laid out; one of icalendar's homes."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

import icalendar

from calendars import text
from calendars.event import Event, Status
from calendars.recurrence import named_by
from calendars.zone import ZONE

Moment = date | datetime
_DAY = timedelta(days=1)


class FaultCode(StrEnum):
    """What may be wrong with a file or with one of its events."""

    NOT_A_CALENDAR = "not-a-calendar"
    NO_START = "no-start"
    NO_TIMES = "no-times"
    RULE = "rule"
    BAD_VALUE = "bad-value"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that could not be read, and so is not among the events: the event's UID (empty: the file) and title."""

    code: FaultCode
    uid: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file holds: events by start and UID, none of them a series; and every fault."""

    events: tuple[Event, ...] = ()
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class _Unreadable(Exception):
    code: FaultCode


def read(body: bytes, first: date, last: date) -> Reading:
    """The events that touch first..last (inclusive), cancelled ones included, each occurrence of a series by itself.

    An occurrence of a series has its place in recurrence_id. Floating times are read as Vietnam's. Whatever is wrong is
    in `faults`; nothing is raised.
    """
    calendars = _calendars(body)
    if not calendars or any(calendar.name != "VCALENDAR" for calendar in calendars):
        return Reading(faults=(Fault(FaultCode.NOT_A_CALENDAR),))
    components = [found for calendar in calendars for found in calendar.walk("VEVENT")]
    overridden = {(_uid(c), _instant(place)) for c in components if (place := _moment(c, "RECURRENCE-ID")) is not None}
    events: list[Event] = []
    faults: list[Fault] = []
    for component in components:
        try:
            events += _occurrences(component, overridden, last)
        except _Unreadable as unreadable:
            faults.append(Fault(unreadable.code, _uid(component), _line(component, "SUMMARY")))
    touching = [event for event in events if _touches(event, first, last)]
    return Reading(tuple(sorted(touching, key=lambda e: (_instant(e.start), e.uid))), tuple(faults))


def _calendars(body: bytes) -> Sequence[icalendar.Component]:
    try:
        return icalendar.Calendar.from_ical(body.decode("utf-8-sig"), multiple=True)
    except (ValueError, IndexError, KeyError):  # a UnicodeDecodeError is a ValueError
        return ()


def _occurrences(component: icalendar.Component, overridden: set[tuple[str, datetime]], last: date) -> Iterator[Event]:
    """Every occurrence up to the last day, but for those that an override stands for."""
    if component.errors:
        raise _Unreadable(FaultCode.BAD_VALUE)
    start, length = _span(component)
    uid = _uid(component)
    place = _moment(component, "RECURRENCE-ID")
    if place is not None or not ({"RRULE", "RDATE"} & set(component)):
        return iter((_event(component, start, length, place),))
    starts = sorted(set(_named(component, start, last)) - set(_moments(component, "EXDATE")), key=_instant)
    return (_event(component, at, length, at) for at in starts if (uid, _instant(at)) not in overridden)


def _named(component: icalendar.Component, start: Moment, last: date) -> Iterator[Moment]:
    """Where the occurrences of a series start, EXDATE not yet taken out."""
    yield start
    yield from (at for at in _moments(component, "RDATE") if isinstance(at, datetime) == isinstance(start, datetime))
    clock = start if isinstance(start, datetime) else datetime.combine(start, time(), UTC)
    until = datetime.combine(last, time.max, ZONE) + _DAY
    for rule in _values(component, "RRULE"):
        try:
            moments = named_by(rule.to_ical().decode(), clock, until)  # type: ignore[attr-defined]
        except (ValueError, OverflowError) as fault:
            raise _Unreadable(FaultCode.RULE) from fault
        yield from (moments if isinstance(start, datetime) else (moment.date() for moment in moments))


def _span(component: icalendar.Component) -> tuple[Moment, timedelta]:
    start = _moment(component, "DTSTART")
    if start is None:
        raise _Unreadable(FaultCode.NO_START)
    end = _moment(component, "DTEND")
    if end is not None and isinstance(end, datetime) == isinstance(start, datetime):
        return start, _instant(end) - _instant(start)
    length = getattr(component.get("DURATION"), "dt", None)
    if isinstance(length, timedelta):
        return start, length
    return start, timedelta() if isinstance(start, datetime) else _DAY


def _event(component: icalendar.Component, start: Moment, length: timedelta, place: Moment | None) -> Event:
    status = str(component.get("STATUS", "")).upper()
    modified = _moment(component, "LAST-MODIFIED") or _moment(component, "DTSTAMP")
    try:
        return Event(
            uid=_uid(component),
            summary=_line(component, "SUMMARY"),
            start=start,
            end=start + length,
            description=text.paragraphs(str(component.get("DESCRIPTION", ""))),
            location=_line(component, "LOCATION") or None,
            status=Status(status) if status in set(Status) else Status.CONFIRMED,
            modified=modified if isinstance(modified, datetime) else None,
            recurrence_id=place,
        )
    except (ValueError, OverflowError) as fault:
        raise _Unreadable(FaultCode.NO_TIMES) from fault


def _uid(component: icalendar.Component) -> str:
    return _line(component, "UID")


def _line(component: icalendar.Component, name: str) -> str:
    return text.one_line(str(component.get(name, "")))


def _values(component: icalendar.Component, name: str) -> Iterable[object]:
    found = component.get(name, [])
    return found if isinstance(found, list) else [found]


def _moment(component: icalendar.Component, name: str) -> Moment | None:
    found = getattr(component.get(name), "dt", None)
    return _zoned(found) if isinstance(found, date) else None


def _moments(component: icalendar.Component, name: str) -> Iterator[Moment]:
    for several in _values(component, name):
        yield from (_zoned(one.dt) for one in getattr(several, "dts", ()) if isinstance(one.dt, date))


def _zoned(moment: Moment) -> Moment:
    """A floating time is Vietnam's."""
    return moment.replace(tzinfo=ZONE) if isinstance(moment, datetime) and moment.utcoffset() is None else moment


def _instant(moment: Moment) -> datetime:
    """To compare by: whole days by Vietnam's midnight."""
    return moment.astimezone(UTC) if isinstance(moment, datetime) else datetime.combine(moment, time(), ZONE)


def _touches(event: Event, first: date, last: date) -> bool:
    opens, closes = _instant(first), _instant(last + _DAY)
    return _instant(event.start) < closes and (_instant(event.end) > opens or _instant(event.start) >= opens)
