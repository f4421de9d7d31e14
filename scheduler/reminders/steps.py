"""The names of what a delivery says: a rung of a ladder as config writes it, or one of the notices that no ladder holds."""

from datetime import datetime
from enum import StrEnum

from scheduler.terms import Audience


class Notice(StrEnum):
    """What is told beside ladders.

    REOPENED: what was reported done was taken back. RETURNED, STANDS_DOWN: an absence that was told of is withdrawn. The first
    three stand before ":" and the SEQUENCE of the event that calendars were told of, AGAIN before ":" and the
    hour for which somebody asked. OVERDUE, ON_AIR: a person's own late work, and what is on the air later that day; they go
    along with a digest and are no message of their own.
    """

    MOVED = "moved"
    CANCELLED = "cancelled"
    NEW = "new"
    PACE = "pace"
    ABSENT = "absent"
    STANDS_IN = "stands-in"
    DEAD_CHANNEL = "dead-channel"
    AGAIN = "again"
    REOPENED = "reopened"
    RETURNED = "returned"
    STANDS_DOWN = "stands-down"
    OVERDUE = "overdue"
    ON_AIR = "on-air"


CHANGES = frozenset({Notice.MOVED, Notice.CANCELLED, Notice.NEW})
ABSENCES = frozenset({Notice.ABSENT, Notice.STANDS_IN, Notice.RETURNED, Notice.STANDS_DOWN})
FREE = frozenset({*CHANGES, *ABSENCES, Notice.DEAD_CHANNEL})
"""What speaks by its own facts: it needs no occurrence that is still planned."""

ALONGSIDE = frozenset({Notice.OVERDUE, Notice.ON_AIR})
"""What goes along with a digest of its day, and is nothing to send without one."""


def notice_of(step: str) -> Notice | None:
    """Which notice a step names; None for a rung of a ladder."""
    name = step.partition(":")[0]
    return Notice(name) if name in list(Notice) else None


def change_step(notice: Notice, sequence: int) -> str:
    """The step of a change: told once for each revision of the event."""
    return f"{notice.value}:{sequence}"


def again_step(moment: datetime) -> str:
    """The step of a reminder that somebody asked for, at that local moment; its day is the delivery's."""
    return f"{Notice.AGAIN.value}:{moment:%H%M}"


def is_asked_for(step: str) -> bool:
    """Whether somebody asked to be reminded so."""
    return notice_of(step) is Notice.AGAIN


def audience_of(step: str) -> Audience:
    """Whom a rung speaks to."""
    audience = step.partition(":")[2]
    return Audience(audience) if audience in list(Audience) else Audience.STAFF


def is_escalated(step: str) -> bool:
    """Whether it tells somebody that somebody else is late."""
    return notice_of(step) is None and audience_of(step) is not Audience.STAFF
