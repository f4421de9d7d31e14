"""What a calendar shows: Event, Todo, Alarm and Feed as plain values, with RFC 5545 terms as names."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from calendars.recurrence import Recurrence


class Status(StrEnum):
    """STATUS of a VEVENT (RFC 5545 section 3.8.1.11)."""

    CONFIRMED = "CONFIRMED"
    TENTATIVE = "TENTATIVE"
    CANCELLED = "CANCELLED"


class TodoStatus(StrEnum):
    """STATUS of a VTODO (RFC 5545 section 3.8.1.11)."""

    NEEDS_ACTION = "NEEDS-ACTION"
    IN_PROCESS = "IN-PROCESS"
    COMPLETED = "COMPLETED"
    CANCELLED = "CANCELLED"


@dataclass(frozen=True, slots=True)
class Alarm:
    """A VALARM that shows `text` (the event's summary where it is empty) so long before the event starts.

    A whole day starts at midnight: 17 hours before is seven o'clock of the day before, minus 8 hours eight o'clock of the
    day itself.
    """

    before: timedelta
    text: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """One VEVENT. All-day where start and end are dates (end exclusive), timed where they are aware datetimes.

    A timed event may end when it starts: a moment. sequence and modified (aware; written as LAST-MODIFIED and DTSTAMP)
    come from the published revision, not from the clock. Text may hold anything: the writer makes it NFC, drops control
    characters and escapes it. color: a CSS3 name (RFC 7986 section 5.9).
    recurrence: makes the event a series whose first occurrence is start. recurrence_id: makes it the override of that
    occurrence of the series of the same UID (section 3.8.4.4). Raises ValueError for times that no calendar could show.
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
    color: str | None = None
    recurrence: Recurrence | None = None
    recurrence_id: date | datetime | None = None

    def __post_init__(self) -> None:
        """Refuse mixed, floating and backward times here, where the slip is, and not in somebody's calendar."""
        start, end = self.start, self.end
        if isinstance(start, datetime) and isinstance(end, datetime):
            if start.utcoffset() is None or end.utcoffset() is None or end < start:
                raise ValueError(f"{self.uid}: a timed event needs aware datetimes in order, not {start} to {end}")
        elif isinstance(start, datetime) or isinstance(end, datetime) or end <= start:
            raise ValueError(f"{self.uid}: an all-day event needs dates, the end after the start, not {start} to {end}")
        _refuse_floating(self.uid, self.modified)
        if self.recurrence is not None and (self.recurrence.start != start or self.recurrence_id is not None):
            raise ValueError(f"{self.uid}: a series starts where its event does and overrides nothing")

    @property
    def timed(self) -> bool:
        """Whether it has an hour."""
        return isinstance(self.start, datetime)

    @property
    def length(self) -> timedelta:
        """From start to end: whole days where it is not timed."""
        if isinstance(self.start, datetime) and isinstance(self.end, datetime):
            return self.end - self.start
        return date.fromordinal(self.end.toordinal()) - date.fromordinal(self.start.toordinal())


@dataclass(frozen=True, slots=True)
class Todo:
    """One VTODO, for feeds that task lists subscribe to; `due` is the last day (inclusive) or an aware moment, None where it waits.

    percent: 0 to 100, left out where None. completed: aware, when it was reported done. The rest as in Event.
    """

    uid: str
    summary: str
    due: date | datetime | None
    description: str = ""
    categories: tuple[str, ...] = ()
    url: str | None = None
    status: TodoStatus = TodoStatus.NEEDS_ACTION
    percent: int | None = None
    completed: datetime | None = None
    sequence: int = 0
    modified: datetime | None = None
    color: str | None = None

    def __post_init__(self) -> None:
        """Refuse floating times, and progress beyond the whole."""
        for moment in (self.due, self.completed, self.modified):
            _refuse_floating(self.uid, moment)
        if self.percent is not None and not 0 <= self.percent <= 100:  # PERCENT-COMPLETE (section 3.8.1.8)
            raise ValueError(f"{self.uid}: progress lies between 0 and 100, not {self.percent}")

    @property
    def timed(self) -> bool:
        """Whether it is due at an hour."""
        return isinstance(self.due, datetime)


@dataclass(frozen=True, slots=True)
class Feed:
    """One VCALENDAR to subscribe to: NAME, COLOR (CSS3 name), SOURCE address, REFRESH-INTERVAL in hours, its entries.

    todos stand after the events. alarms: what every event that is not cancelled rings with; none by default, as Google
    and Outlook strip them and Apple's users are pestered.
    """

    name: str
    events: tuple[Event, ...]
    description: str = ""
    color: str | None = None
    source: str | None = None
    refresh_hours: int = 6
    todos: tuple[Todo, ...] = ()
    alarms: tuple[Alarm, ...] = ()


def _refuse_floating(uid: str, moment: date | datetime | None) -> None:
    if isinstance(moment, datetime) and moment.utcoffset() is None:
        raise ValueError(f"{uid}: a time needs a zone, not {moment}")
