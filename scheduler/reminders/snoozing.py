"""When somebody can be reminded again: the choices that are offered, and the moment that a choice comes to. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from calendars.workdays import OfficeCalendar
from scheduler.deliveries import Delivery
from scheduler.model import Person
from scheduler.policy import Policy
from scheduler.reminders.due import is_stale
from scheduler.reminders.moments import is_sending_day, may_send, next_digest
from scheduler.reminders.steps import again_step
from scheduler.schedule import Occurrence
from scheduler.timing.spoken import BeforeDue

AFTERNOON = time(14, 0)
_FURTHEST_DAYS = 366


class Choice(StrEnum):
    """What is offered."""

    AFTERNOON = "afternoon"
    TOMORROW = "tomorrow"
    NEXT_DAY = "next-day"  # tomorrow nothing is sent
    MONDAY = "monday"
    NEXT_WEEK = "next-week"  # on Monday nothing is sent


class Unfit(StrEnum):
    """Why a moment cannot be."""

    PAST = "past"
    TOO_FAR = "too-far"


@dataclass(frozen=True, slots=True)
class Rules:
    """What decides about moments: the office's working days, its policy, whose digest it is."""

    calendar: OfficeCalendar
    policy: Policy
    person: Person


def offered(now: datetime, rules: Rules, act_by: date) -> Iterable[tuple[Choice, datetime]]:
    """The choices that come while the work is in time; of work that is late already, all of them."""
    return [(choice, at) for choice, at in choices(now, rules) if at.date() <= act_by or act_by < now.date()]


def choices(now: datetime, rules: Rules) -> Iterable[tuple[Choice, datetime]]:
    """This afternoon while it is ahead, the next day with messages, the first of next week where that is another one. Local."""
    afternoon = datetime.combine(now.date(), AFTERNOON, now.tzinfo)
    if now < afternoon and sendable(afternoon, rules) == afternoon:
        yield Choice.AFTERNOON, afternoon
    following = next_digest(now, rules.person, rules.calendar, rules.policy)
    yield (Choice.TOMORROW if following.date() == now.date() + timedelta(days=1) else Choice.NEXT_DAY), following
    monday = now.date() + timedelta(days=7 - now.weekday())
    week = sendable(datetime.combine(monday, rules.person.digest, now.tzinfo), rules)
    if week.date() != following.date():
        yield (Choice.MONDAY if week.date() == monday else Choice.NEXT_WEEK), week


def moment_of(said: date | datetime, now: datetime, rules: Rules) -> datetime:
    """The moment that a day or an hour comes to: a day stands for its digest, or for soon where that has passed today."""
    if isinstance(said, datetime):
        return sendable(said, rules)
    digest = datetime.combine(said, rules.person.digest, now.tzinfo)
    afternoon = datetime.combine(said, AFTERNOON, now.tzinfo)
    return sendable(afternoon if said == now.date() and digest <= now < afternoon else digest, rules)


def before_due(said: BeforeDue, occurrence: Occurrence, rules: Rules, now: datetime) -> date | datetime:
    """The day, or the moment where an hour was said, so long before the day to act by: what was meant to come before it."""
    day = rules.calendar.add_working_days(occurrence.act_by, -said.days) if said.days else occurrence.act_by
    return day if said.at is None else datetime.combine(day, said.at, now.tzinfo)


def is_shifted(said: date | datetime, moment: datetime) -> bool:
    """Whether it is another day, or another hour where one was said, as nothing is sent then."""
    return moment != said if isinstance(said, datetime) else moment.date() != said


def sendable(moment: datetime, rules: Rules) -> datetime:
    """The first moment from that one on at which messages go out."""
    found, policy = moment, rules.policy
    for _ in range(_FURTHEST_DAYS):
        if may_send(found, rules.calendar, policy):
            return found
        same_day = is_sending_day(found.date(), rules.calendar, policy) and found.time() < policy.quiet_to
        day = found.date() if same_day else found.date() + timedelta(days=1)
        waking = max(policy.quiet_to, rules.person.digest)
        at = policy.quiet_to if same_day else waking
        found = datetime.combine(day, at, moment.tzinfo)
    return moment


def unfit(asked: Delivery, now: datetime, occurrence: Occurrence) -> Unfit | None:
    """Why nobody can be reminded so; None where it is well."""
    assert asked.next_attempt is not None
    if asked.next_attempt <= now:
        return Unfit.PAST
    return Unfit.TOO_FAR if is_stale(asked, occurrence, asked.next_attempt.astimezone(now.tzinfo)) else None


def again(occurrence: Occurrence, person: Person, channel: str, moment: datetime) -> Delivery:
    """The reminder at that local moment; asked for twice, it is one."""
    step, at = again_step(moment), moment.astimezone(UTC)
    return Delivery(occurrence.uid, step, moment.date(), person.id, channel, next_attempt=at)
