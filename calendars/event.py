"""What a calendar shows: Event and its status as plain values, with RFC 5545 terms as names."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Status(StrEnum):
    """STATUS of a VEVENT (RFC 5545 section 3.8.1.11)."""

    CONFIRMED = "CONFIRMED"
    TENTATIVE = "TENTATIVE"
    CANCELLED = "CANCELLED"


@dataclass(frozen=True, slots=True)
class Event:
    """One VEVENT. All-day where start and end are dates (end exclusive), timed where they are aware datetimes (Asia/Ho_Chi_Minh).

    sequence, modified (aware UTC; written as LAST-MODIFIED and DTSTAMP) come from the published revision, not from the clock.
    Text may hold anything: the writer makes it NFC, drops control characters and escapes it.
    """

    uid: str
    summary: str
    start: date | datetime
    end: date | datetime
    description: str = ""
    categories: tuple[str, ...] = ()
    url: str | None = None
    location: str | None = None
    status: Status = Status.CONFIRMED
    sequence: int = 0
    modified: datetime | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """One VCALENDAR to subscribe to: NAME, COLOR (CSS3 name), SOURCE address, REFRESH-INTERVAL in hours, its events."""

    name: str
    events: tuple[Event, ...]
    description: str = ""
    color: str | None = None
    source: str | None = None
    refresh_hours: int = 6
