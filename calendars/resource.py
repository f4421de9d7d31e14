"""A feed as calendar object resources: one file per UID, as CalDAV collections hold them (RFC 4791 section 4.1)."""

import hashlib
from dataclasses import dataclass
from itertools import groupby

from calendars import text
from calendars.blocks import Block
from calendars.component import Entry
from calendars.event import Event, Feed
from calendars.feed import TIME_ZONE, block_of, refuse_what_clients_misread
from calendars.lines import folded

_HEAD = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//nhacviec//Nhac Viec//VI\r\n"
_END = b"END:VCALENDAR\r\n"
OWNER = "X-NHACVIEC-FEED"
CONTENT = "X-NHACVIEC-CONTENT"


@dataclass(frozen=True, slots=True)
class Resource:
    """All that bears one UID, a series with its overrides: its octets, and their hash, which stands among them.

    The first component says whose it is (the owner under which it was pushed) and the hash, in properties of our own.
    """

    uid: str
    content: str
    octets: bytes


def resources(feed: Feed, owner: str) -> tuple[Resource, ...]:
    """Each UID of a feed as a file, in order of the UIDs. Raises ValueError as `render` does."""
    entries: list[Entry] = sorted((*feed.events, *feed.todos), key=lambda entry: (entry.uid, _is_override(entry)))
    blocks = [block_of(entry, feed.alarms) for entry in entries]
    refuse_what_clients_misread(blocks)
    groups = groupby(blocks, key=lambda block: block.identity[0])
    return tuple(_resource(uid, tuple(group), owner) for uid, group in groups)


def _is_override(entry: Entry) -> bool:
    return isinstance(entry, Event) and entry.recurrence_id is not None


def _resource(uid: str, blocks: tuple[Block, ...], owner: str) -> Resource:
    zone = TIME_ZONE if any(block.timed for block in blocks) else b""
    components = b"".join(block.octets for block in blocks)
    content = hashlib.sha256(zone + components).hexdigest()
    begin, _, rest = components.partition(b"\r\n")
    marks = ((OWNER, text.escaped(text.one_line(owner))), (CONTENT, content))
    lines = [begin, *(folded(f"{name}:{value}".encode()) for name, value in marks), rest]
    return Resource(uid, content, b"".join((_HEAD, zone, b"\r\n".join(lines), _END)))
