"""The concrete events of one task ↔ the series that shows them: RRULE, EXDATE and RECURRENCE-ID overrides."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from calendars.event import Event


@dataclass(frozen=True, slots=True)
class Member:
    """One event of a task, and the day on which the task's rhythm puts it (before any shift off a holiday)."""

    nominal: date
    event: Event


@dataclass(frozen=True, slots=True)
class Revision:
    """SEQUENCE and LAST-MODIFIED (aware) that were published of a series itself."""

    sequence: int
    modified: datetime | None


def as_series(uid: str, members: Iterable[Member], revision: Revision | None = None) -> tuple[Event, ...]:
    """The fewest events that show the same: a series with that UID and its overrides, then what stands beside it.

    Events whose nominal days follow no rule come back as they are. revision: of the series; by default the least of its
    members', which never falls while members only change.
    """
    return tuple(member.event for member in members)
