"""The values between a timing and its schedule: Occasion, Wait, Outline, and the Context in which a timing is laid out."""

from dataclasses import dataclass
from datetime import date, time

from calendars.workdays import OfficeCalendar
from scheduler.policy import Policy, Slot
from scheduler.terms import Kind
from scheduler.timing.ir import Timing
from scheduler.trace import Assumption, Reason


@dataclass(frozen=True, slots=True)
class Context:
    """What a timing is laid out against: the plan's year, policy, working days, and what config decided on this task.

    rolls: whether the plan holds anew each year.
    issued: the day from which "từ nay" counts, where it is known.
    until: the second year of a plan for a school year.
    """

    year: int
    policy: Policy
    calendar: OfficeCalendar
    kind: Kind
    slot: Slot | None = None
    issued: date | None = None
    rolls: bool = False
    until: int | None = None

    def single_key(self, due: date, number: int = 1) -> str:
        """The period key of a piece without a rhythm; where each year has one, the year of its due day is put before."""
        return f"{due.year}.{number}" if self.rolls else str(number)


@dataclass(frozen=True, slots=True)
class Occasion:
    """One dated piece: start..due (both inclusive) are the days it spans, `at` and `minutes` its hour on the air.

    period_key: the nominal period, part of the UID. quota: pieces of noun `item` to make; number of total where counted.
    """

    period_key: str
    kind: Kind
    start: date
    due: date
    label: str
    at: time | None = None
    minutes: int | None = None
    quota: int = 1
    item: str | None = None
    number: int | None = None
    total: int | None = None
    why: tuple[Reason, ...] = ()
    assumptions: tuple[Assumption, ...] = ()


@dataclass(frozen=True, slots=True)
class Wait:
    """A part of a timing that has no date yet: the part, and why."""

    timing: Timing | None
    reason: Reason


@dataclass(frozen=True, slots=True)
class Outline:
    """All that a timing comes to: dated occasions in order of due day, and what waits."""

    occasions: tuple[Occasion, ...] = ()
    waits: tuple[Wait, ...] = ()

    def __add__(self, other: "Outline") -> "Outline":
        return Outline(self.occasions + other.occasions, self.waits + other.waits)
