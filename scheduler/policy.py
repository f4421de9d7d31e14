"""How an office turns timings into dates and messages: Policy, all of it settable in config.toml, each default named by its key."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum
from typing import Final

from scheduler.terms import Audience, Kind
from scheduler.timing.ir import Weekday


class OnDayOff(StrEnum):
    """Where `act_by` goes when the due day is a day off (the event itself stays on the day that the plan states)."""

    BEFORE = "before"
    AFTER = "after"
    KEEP = "keep"


class RhythmDue(StrEnum):
    """The due day of a rhythm for which the plan names none: the last day of the period, or its last working day."""

    PERIOD_END = "period-end"
    LAST_WORKDAY = "last-workday"


class CheckIn(StrEnum):
    """How often continuous work is asked about; NONE switches the asking off."""

    NONE = "none"
    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half-year"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Step:
    """A rung of a ladder: `offset` working days from act_by (negative: before), or the opening of the span where None."""

    offset: int | None
    audience: Audience = Audience.STAFF

    @property
    def name(self) -> str:
        """As config writes it: open, T-5, T, T+1:head."""
        base = "open" if self.offset is None else "T" if self.offset == 0 else f"T{self.offset:+d}"
        return base if self.audience is Audience.STAFF else f"{base}:{self.audience.value}"


@dataclass(frozen=True, slots=True)
class Slot:
    """A fixed hour on the air: weekday, or day of the month, and local time."""

    at: time
    weekday: Weekday | None = None
    monthday: int | None = None


@dataclass(frozen=True, slots=True)
class ReportRules:
    """Report periods (Decree 09/2019/NĐ-CP art. 12): data close on `closing_day` of the period's last month.

    due_day: the day of that month on which the report is due, by the office's level (common practice, not law).
    embedded: how a duty "lồng ghép vào báo cáo … định kỳ" is read, as another phrase.
    """

    closing_day: int = 14
    due_day: int = 25
    embedded: str = "quý, 06 tháng và năm"


DUE_DAY_BY_LEVEL: Mapping[str, int] = {"province": 25, "department": 18, "commune": 16}
"""The customary due day of a periodic report in its period's last month, by the level of the office (practice, not law)."""


def default_ladders() -> dict[Kind, tuple[Step, ...]]:
    """The rungs of each kind of work where config names none."""
    head, coordinator = Step(1, Audience.HEAD), Step(3, Audience.COORDINATOR)
    return {
        Kind.REPORT: (Step(-5), Step(-2), Step(0), head, coordinator),
        Kind.BULLETIN: (Step(-5), Step(-2), Step(0), head, coordinator),
        Kind.BROADCAST: (Step(-3), Step(0), head),
        Kind.ACTIVITY: (Step(None), Step(-5), Step(-2), Step(0), head, coordinator),
        Kind.CHECK_IN: (Step(-2), Step(0), coordinator),
    }


NOT_THE_SAME: Final = "none"
"""What config writes for a task that is no earlier one: tasks.was = "none"."""


@dataclass(frozen=True, slots=True)
class TaskRule:
    """A decision on one task, by number (and stream where an item has several): what config says beats what was read.

    was: the number under which the same work stood before the plan was changed; NOT_THE_SAME where it is new work.
    reviewed: what was recognised from a scan was compared with the paper.
    """

    plan: str
    no: str
    stream: str | None = None
    kind: Kind | None = None
    units: tuple[str, ...] = ()
    slot: Slot | None = None
    due: date | None = None
    dates: tuple[date, ...] = ()
    check_in: CheckIn | None = None
    followed: bool = True
    note: str | None = None
    was: str | None = None
    reviewed: bool = False


def rule_for(plan: str, no: str, stream: str | None, rules: Iterable[TaskRule]) -> TaskRule:
    """The decision on a task, one on its stream before one on its item; one that decides nothing where there is none."""
    given = [r for r in rules if r.plan == plan and r.no == no and r.stream in (None, stream)]
    return max(given, key=lambda r: r.stream is not None, default=TaskRule(plan, no))


@dataclass(frozen=True, slots=True)
class Answer:
    """A phrase that the coordinator had read as another phrase; plan None: in all plans."""

    phrase: str
    read_as: str
    plan: str | None = None


@dataclass(frozen=True, slots=True)
class Policy:
    """Everything that planning and reminders need beside the plan and the calendar.

    silent_days: days without messages, with the reason of each. per_day: messages that a person gets on a day at most; what
    exceeds them waits for the next digest. change_days: what changes within so many days from today is told at once.
    link_days: how long a link in an e-mail can be used to report.
    """

    on_day_off: OnDayOff = OnDayOff.BEFORE
    check_in: CheckIn = CheckIn.QUARTER
    check_in_of: Mapping[Kind, CheckIn] = field(default_factory=dict)
    rhythm_due: RhythmDue = RhythmDue.PERIOD_END
    reports: ReportRules = ReportRules()
    ladders: Mapping[Kind, tuple[Step, ...]] = field(default_factory=default_ladders)
    slot_lead_minutes: int = 60
    quiet_from: time = time(20, 0)
    quiet_to: time = time(6, 30)
    silent_days: Mapping[date, str] = field(default_factory=dict)
    per_day: int = 4
    change_days: int = 7
    link_days: int = 30
    feed_months_back: int = 3
    feed_months_ahead: int = 13

    def is_quiet(self, at: time) -> bool:
        """Whether nobody is to be disturbed at that local time."""
        start, end = self.quiet_from, self.quiet_to
        return start <= at or at < end if start > end else start <= at < end
