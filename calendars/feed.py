"""Feed → RFC 5545/7986 bytes, the same for the same value; and what tells two events or two feeds apart."""

import hashlib
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta

import icalendar
from icalendar.prop import vDate, vDatetime, vDuration, vInt, vText, vUri, vUTCOffset

from calendars import text
from calendars.event import Event, Feed
from calendars.zone import ZONE

_PRODID = "-//nhacviec//Nhac Viec//VI"
_OFFSET = timedelta(hours=7)
_ONSET = datetime(1970, 1, 1)  # noqa: DTZ001 - the onset of an offset is a local time without zone (section 3.6.5)


def render(feed: Feed) -> bytes:
    """The feed as a file to subscribe to, its events in the order given.

    Raises ValueError for an event without `modified` (DTSTAMP is required and never invented) and for a UID that comes
    twice.
    """
    _refuse_repeated_uids(feed.events)
    calendar = icalendar.Calendar()
    for name, value in _calendar_properties(feed):
        calendar[name] = value
    # A calendar needs at least one component (section 3.4): an empty feed keeps the time zone.
    if not feed.events or any(event.timed for event in feed.events):
        calendar.add_component(_time_zone())
    for event in feed.events:
        calendar.add_component(_published(event))
    body: bytes = calendar.to_ical()
    return body


def content_hash(event: Event) -> str:
    """What subscribers see of an event, as 64 hexadecimal digits; SEQUENCE, LAST-MODIFIED and DTSTAMP are left out.

    Over the unfolded lines, so that another way to fold is no news to anybody.
    """
    return hashlib.sha256("\r\n".join(_content(event).content_lines()).encode()).hexdigest()


def etag(body: bytes) -> str:
    """A strong entity tag (RFC 9110 section 8.8.3) with its quotes."""
    return f'"{hashlib.sha256(body).hexdigest()[:32]}"'


class _Text(vText):
    r"""A TEXT value escaped by us: the library turns the two characters \N into a line break (C:\Nam is a path)."""

    def to_ical(self) -> bytes:
        return text.escaped(self).encode()


class _Texts(vText):
    """Several TEXT values separated by commas."""

    def to_ical(self) -> bytes:
        return self.encode()


def _calendar_properties(feed: Feed) -> Iterator[tuple[str, object]]:
    """No METHOD: PUBLISH would need an ORGANIZER. Clients that do not know RFC 7986 read the X- twins."""
    yield "PRODID", _Text(_PRODID)
    yield "VERSION", _Text("2.0")
    yield from ((name, _Text(text.one_line(feed.name))) for name in ("NAME", "X-WR-CALNAME"))
    if about := text.paragraphs(feed.description):
        yield from ((name, _Text(about)) for name in ("DESCRIPTION", "X-WR-CALDESC"))
    if feed.color:
        yield "COLOR", _Text(text.one_line(feed.color))
    if feed.source:
        yield "SOURCE", vUri(text.uri(feed.source), params={"VALUE": "URI"})
    refresh = timedelta(hours=feed.refresh_hours)
    yield "REFRESH-INTERVAL", vDuration(refresh, params={"VALUE": "DURATION"})
    yield "X-PUBLISHED-TTL", vDuration(refresh)


def _time_zone() -> icalendar.Timezone:
    """Vietnam has kept one offset since 1975: one block and no rule, as Outlook wants it."""
    standard = icalendar.TimezoneStandard()
    standard["DTSTART"] = vDatetime(_ONSET)
    standard["TZOFFSETFROM"] = standard["TZOFFSETTO"] = vUTCOffset(_OFFSET)
    standard["TZNAME"] = _Text("+07")
    zone = icalendar.Timezone()
    zone["TZID"] = _Text(ZONE.key)
    zone.add_component(standard)
    return zone


def _published(event: Event) -> icalendar.Event:
    """The VEVENT with its revision."""
    if event.modified is None:
        raise ValueError(f"{event.uid}: never published, so it has no DTSTAMP")
    component = _content(event)
    component["SEQUENCE"] = vInt(event.sequence)
    component["DTSTAMP"] = component["LAST-MODIFIED"] = vDatetime(event.modified.astimezone(UTC))
    return component


def _content(event: Event) -> icalendar.Event:
    """The VEVENT without its revision."""
    component = icalendar.Event()
    for name, value in _event_properties(event):
        component[name] = value
    return component


def _event_properties(event: Event) -> Iterator[tuple[str, object]]:
    yield "UID", _Text(text.one_line(event.uid))
    yield "SUMMARY", _Text(text.one_line(event.summary))
    yield "DTSTART", _when(event.start)
    if event.end != event.start:  # a moment has no DTEND: it would have to lie after DTSTART (section 3.8.2.2)
        yield "DTEND", _when(event.end)
    yield "STATUS", _Text(event.status.value)
    # A deadline must not make anybody look busy.
    yield "TRANSP", _Text("TRANSPARENT")
    yield "X-MICROSOFT-CDO-BUSYSTATUS", _Text("FREE")
    if description := text.paragraphs(event.description):
        yield "DESCRIPTION", _Text(description)
    if location := text.one_line(event.location or ""):
        yield "LOCATION", _Text(location)
    if categories := [c for c in map(text.one_line, event.categories) if c]:
        yield "CATEGORIES", _Texts(",".join(map(text.escaped, categories)))
    if event.url:
        yield "URL", vUri(text.uri(event.url))


def _when(moment: date | datetime) -> vDate | vDatetime:
    if isinstance(moment, datetime):
        return vDatetime(moment.astimezone(ZONE))
    return vDate(moment, params={"VALUE": "DATE"})


def _refuse_repeated_uids(events: Iterable[Event]) -> None:
    seen: set[str] = set()
    for uid in (text.one_line(event.uid) for event in events):
        if uid in seen:
            raise ValueError(f"{uid}: two events of one feed have this UID, clients would show one of them")
        seen.add(uid)
