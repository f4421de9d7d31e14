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
    """One VEVENT. All-day where start and end are dates (end exclusive), timed where they are aware datetimes.

    A timed event may end when it starts: a moment. sequence and modified (aware; written as LAST-MODIFIED and DTSTAMP)
    come from the published revision, not from the clock. Text may hold anything: the writer makes it NFC, drops control
    characters and escapes it. Raises ValueError for times that no calendar could show.
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

    def __post_init__(self) -> None:
        """Refuse mixed, floating and backward times here, where the slip is, and not in somebody's calendar."""
        start, end = self.start, self.end
        if isinstance(start, datetime) and isinstance(end, datetime):
            if start.utcoffset() is None or end.utcoffset() is None or end < start:
                raise ValueError(f"{self.uid}: a timed event needs aware datetimes in order, not {start} to {end}")
        elif isinstance(start, datetime) or isinstance(end, datetime) or end <= start:
            raise ValueError(f"{self.uid}: an all-day event needs dates, the end after the start, not {start} to {end}")
        if self.modified is not None and self.modified.utcoffset() is None:
            raise ValueError(f"{self.uid}: the time of the revision needs a zone, not {self.modified}")

    @property
    def timed(self) -> bool:
        """Whether it has an hour."""
        return isinstance(self.start, datetime)


@dataclass(frozen=True, slots=True)
class Feed:
    """One VCALENDAR to subscribe to: NAME, COLOR (CSS3 name), SOURCE address, REFRESH-INTERVAL in hours, its events."""

    name: str
    events: tuple[Event, ...]
    description: str = ""
    color: str | None = None
    source: str | None = None
    refresh_hours: int = 6
