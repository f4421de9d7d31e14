"""Feed → RFC 5545/7986 bytes, the same for the same value; and what tells two entries or two feeds apart."""

import hashlib
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from functools import partial

import icalendar
from icalendar.prop import vDatetime, vDuration, vUri, vUTCOffset

from calendars import text
from calendars.blocks import Block, Blocks
from calendars.component import Entry, Property, Text, content, filled, lines, published
from calendars.event import Alarm, Event, Feed
from calendars.lines import folded
from calendars.zone import ZONE

_PRODID = "-//nhacviec//Nhac Viec//VI"
_OFFSET = timedelta(hours=7)
_ONSET = datetime(1970, 1, 1)  # noqa: DTZ001 - the onset of an offset is a local time without zone (section 3.6.5)
_END = b"END:VCALENDAR\r\n"


def render(feed: Feed, blocks: Blocks | None = None) -> bytes:
    """The feed as a file to subscribe to: its events in the order given, overrides behind all series, then its to-dos.

    blocks: what was rendered before, of this feed or others; the bytes are the same with and without.
    Raises ValueError for an entry without `modified` (DTSTAMP is required and never invented), for a UID that comes
    twice and for an override without its series.
    """
    known = blocks or Blocks(0)
    alarms = feed.alarms
    entries: tuple[Entry, ...] = (*_series_first(feed.events), *feed.todos)
    return assemble(feed, [known.get((entry, alarms), partial(block_of, entry, alarms)) for entry in entries])


def assemble(head: Feed, blocks: Iterable[Block]) -> bytes:
    """The calendar properties of `head` around blocks that the caller has; the events of `head` are not looked at.

    For callers that know a block by a hash they store, without building its event. Raises ValueError as `render` does.
    """
    parts = tuple(blocks)
    refuse_what_clients_misread(parts)
    # A calendar needs at least one component (section 3.4): an empty feed keeps the time zone.
    zone = [TIME_ZONE] if not parts or any(part.timed for part in parts) else []
    return b"".join((_head(head), *zone, *[part.octets for part in parts], _END))


def block_of(entry: Entry, alarms: tuple[Alarm, ...] = ()) -> Block:
    """One event or to-do as it stands in a feed. Raises ValueError for one without `modified`."""
    override = entry.recurrence_id.isoformat() if isinstance(entry, Event) and entry.recurrence_id is not None else ""
    return Block((text.one_line(entry.uid), override), entry.timed, _octets(published(entry, alarms)))


def content_hash(entry: Entry) -> str:
    """What subscribers see of an entry, as 64 hexadecimal digits; SEQUENCE, LAST-MODIFIED and DTSTAMP are left out.

    Over the unfolded lines, so that another way to fold is no news to anybody; alarms are the feed's and no news either.
    """
    return hashlib.sha256(b"\r\n".join((*lines(content(entry)), b""))).hexdigest()


def etag(body: bytes) -> str:
    """A strong entity tag (RFC 9110 section 8.8.3) with its quotes."""
    return f'"{hashlib.sha256(body).hexdigest()[:32]}"'


def _octets(component: icalendar.Component) -> bytes:
    return b"\r\n".join((*map(folded, lines(component)), b""))


def _head(feed: Feed) -> bytes:
    """Everything that stands before the first component."""
    return _octets(filled(icalendar.Calendar(), _calendar_properties(feed))).removesuffix(_END)


def _calendar_properties(feed: Feed) -> Iterator[Property]:
    """No METHOD: PUBLISH would need an ORGANIZER. Clients that do not know RFC 7986 read the X- twins."""
    yield "PRODID", Text(_PRODID)
    yield "VERSION", Text("2.0")
    yield from ((name, Text(text.one_line(feed.name))) for name in ("NAME", "X-WR-CALNAME"))
    if about := text.paragraphs(feed.description):
        yield from ((name, Text(about)) for name in ("DESCRIPTION", "X-WR-CALDESC"))
    if feed.color:
        yield "COLOR", Text(text.one_line(feed.color))
    if feed.source:
        yield "SOURCE", vUri(text.uri(feed.source), params={"VALUE": "URI"})
    refresh = timedelta(hours=feed.refresh_hours)
    yield "REFRESH-INTERVAL", vDuration(refresh, params={"VALUE": "DURATION"})
    yield "X-PUBLISHED-TTL", vDuration(refresh)


def _time_zone() -> icalendar.Component:
    """Vietnam has kept one offset since 1975: one block and no rule, as Outlook wants it."""
    offset = vUTCOffset(_OFFSET)
    onset = (("DTSTART", vDatetime(_ONSET)), ("TZOFFSETFROM", offset), ("TZOFFSETTO", offset), ("TZNAME", Text("+07")))
    zone = filled(icalendar.Timezone(), [("TZID", Text(ZONE.key))])
    zone.add_component(filled(icalendar.TimezoneStandard(), onset))
    return zone


TIME_ZONE = _octets(_time_zone())


def _series_first(events: tuple[Event, ...]) -> tuple[Event, ...]:
    """Overrides behind everything else: some readers take an override that stands before its series for the series."""
    if any(event.recurrence_id is not None for event in events):
        return tuple(sorted(events, key=lambda event: event.recurrence_id is not None))
    return events


def refuse_what_clients_misread(parts: Iterable[Block]) -> None:
    """Raises ValueError for a UID that comes twice, and for an override that does not stand behind its series."""
    seen: set[tuple[str, str]] = set()
    for part in parts:
        uid, override = part.identity
        if part.identity in seen:
            raise ValueError(f"{uid}: two entries of one feed have this UID, clients would show one of them")
        if override and (uid, "") not in seen:
            raise ValueError(f"{uid}: the override of {override} stands before its series, or without one")
        seen.add(part.identity)
