"""Every rung of every ladder as a Trigger: on which day it rings, at which moment, and until when it is of use."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from calendars.workdays import OfficeCalendar
from scheduler.policy import Policy, Step
from scheduler.schedule import Occurrence, Trigger
from scheduler.terms import Audience

AFTER_DUE = timedelta(days=30)
"""How long after the day to act by somebody is still told that it has passed."""


def triggers(occurrences: Iterable[Occurrence], policy: Policy, calendar: OfficeCalendar) -> tuple[Trigger, ...]:
    """Every rung of every ladder. What lies before the first apply is history and never reminded of."""
    return tuple(
        trigger
        for occurrence in occurrences
        if occurrence.reportable and not occurrence.history
        for step in policy.ladders[occurrence.kind]
        if (trigger := _trigger(occurrence, step, policy, calendar)) is not None
    )


def _trigger(occurrence: Occurrence, step: Step, policy: Policy, calendar: OfficeCalendar) -> Trigger | None:
    day = _day(occurrence, step, calendar)
    if day is None or (step.offset is not None and step.offset < 0 and _before_span(occurrence, day)):
        return None
    moment = _moment(occurrence, step, policy)
    if moment is None and _is_early(occurrence, step, policy):
        day = calendar.add_working_days(occurrence.start, -1)
    return Trigger(occurrence.uid, step.name, step.audience, day, _expires(occurrence, step, day), moment)


def _day(occurrence: Occurrence, step: Step, calendar: OfficeCalendar) -> date | None:
    if step.offset is None:
        opens = calendar.on_or_after(occurrence.start)
        return opens if occurrence.start < occurrence.due and opens < occurrence.act_by else None
    if step.offset == 0:
        return occurrence.act_by
    return calendar.add_working_days(occurrence.act_by, step.offset)


def _before_span(occurrence: Occurrence, day: date) -> bool:
    """A window's warnings before it opens help nobody; a single day is warned of before it comes."""
    return occurrence.start < occurrence.due and day < occurrence.start


def _is_early(occurrence: Occurrence, step: Step, policy: Policy) -> bool:
    """Whether its hour falls into the morning's quiet hours: the digest of that day would come when it is over."""
    if not occurrence.timed or occurrence.at is None or step.offset != 0:
        return False
    return policy.is_quiet(occurrence.at) and occurrence.at < policy.quiet_to


def _moment(occurrence: Occurrence, step: Step, policy: Policy) -> datetime | None:
    """A slot's own rung rings at its lead before the hour, where that is no quiet hour."""
    if not occurrence.timed or occurrence.at is None or step.offset != 0:
        return None
    moment = datetime.combine(occurrence.start, occurrence.at) - timedelta(minutes=policy.slot_lead_minutes)
    return None if policy.is_quiet(moment.time()) else moment


def _expires(occurrence: Occurrence, step: Step, day: date) -> date:
    if occurrence.timed and step.audience is Audience.STAFF:
        return max(occurrence.start, day)
    if step.offset is None or step.offset < 0:
        return occurrence.act_by
    return day + AFTER_DUE
