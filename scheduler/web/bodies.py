"""Feeds ready to be answered: plain and compressed, with their tags and headers, kept until their content changes."""

import gzip
from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from threading import Lock
from typing import Final

from calendars.feed import etag
from scheduler.web.answers import Answer

_OF_A_CALENDAR: Final = {"Content-Type": "text/calendar; charset=utf-8", "X-Content-Type-Options": "nosniff"}
"""What else guards pages (frames, scripts, referrers) means nothing in a calendar, and each header costs the server time."""


@dataclass(frozen=True, slots=True)
class Body:
    """One feed, ready: its bytes, strong ETag, when its content last changed (UTC), and each answer that it is sent by.

    The compressed bytes are another representation and have a tag of their own (RFC 9110, section 8.8.3.3).
    """

    plain: bytes
    packed: bytes
    etag: str
    modified: datetime
    whole: Answer
    whole_packed: Answer
    known: Answer
    known_packed: Answer

    @property
    def tag_of_packed(self) -> str:
        """The strong ETag of the compressed bytes."""
        return _packed_tag(self.etag)

    @property
    def size(self) -> int:
        """Octets that it takes up in memory, headers not counted."""
        return len(self.plain) + len(self.packed)


def ready(plain: bytes, slug: str, modified: datetime, before: Body | None) -> Body:
    """The body of these bytes; `before` is taken over where the bytes are the same, and its work is not done again."""
    moment = modified.astimezone(UTC).replace(microsecond=0)
    if before is None or before.plain != plain:
        return _body(plain, gzip.compress(plain, 6, mtime=0), etag(plain), moment, slug)
    if before.modified == moment:
        return before
    return _body(before.plain, before.packed, before.etag, moment, slug)


def _body(plain: bytes, packed: bytes, tag: str, moment: datetime, slug: str) -> Body:
    shared = {"Cache-Control": "private, max-age=300, must-revalidate", "Vary": "Accept-Encoding"}
    typed = shared | _OF_A_CALENDAR | {"Content-Disposition": f'inline; filename="{slug}.ics"'}
    typed["Last-Modified"] = format_datetime(
        moment, usegmt=True
    )  # a 304 has its tag, and needs no date (RFC 9110, 15.4.5)
    is_packed = {"ETag": _packed_tag(tag), "Content-Encoding": "gzip", "Content-Length": str(len(packed))}
    return Body(
        plain,
        packed,
        tag,
        moment,
        whole=Answer.of(200, typed | {"ETag": tag, "Content-Length": str(len(plain))}, plain),
        whole_packed=Answer.of(200, typed | is_packed, packed),
        known=Answer.of(304, shared | {"ETag": tag}),
        known_packed=Answer.of(304, shared | {"ETag": _packed_tag(tag)}),
    )


def _packed_tag(tag: str) -> str:
    return f'{tag[:-1]}-gzip"'


@dataclass
class Bodies:
    """So many octets of bodies at most, by feed and query, each for the state of the office in which it was made."""

    room: int
    _kept: "OrderedDict[tuple[str, str], tuple[object, Body]]" = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def get(self, key: tuple[str, str], state: object) -> Body | None:
        """The body of that state, None where it has to be made."""
        found = self._kept.get(key)
        return found[1] if found is not None and found[0] is state else None

    def before(self, key: tuple[str, str]) -> Body | None:
        """The body that was kept last, of whatever state."""
        found = self._kept.get(key)
        return found[1] if found is not None else None

    def keep(self, key: tuple[str, str], state: object, body: Body) -> None:
        """Keep a body in place of the one before; those kept longest go first."""
        with self._lock:
            old = self._kept.pop(key, None)
            self.room += old[1].size if old is not None else 0
            self._kept[key] = (state, body)
            self.room -= body.size
            while self.room < 0 and len(self._kept) > 1:
                self.room += self._kept.popitem(last=False)[1][1].size
