"""What people are to be told at a moment: ladders → Triggers → Deliveries, by policy. Pure."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

from calendars.workdays import OfficeCalendar
from scheduler.model import Person
from scheduler.policy import Policy, Step
from scheduler.schedule import Delivery, DeliveryState, Occurrence, Trigger
from scheduler.terms import Audience, Kind

_AFTER_DUE = timedelta(days=30)


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


def _moment(occurrence: Occurrence, step: Step, policy: Policy) -> datetime | None:
    """A slot's own rung rings at its lead before the hour, where that is no quiet hour."""
    if occurrence.kind is not Kind.BROADCAST or occurrence.at is None or step.offset != 0:
        return None
    moment = datetime.combine(occurrence.start, occurrence.at) - timedelta(minutes=policy.slot_lead_minutes)
    return None if policy.is_quiet(moment.time()) else moment


def _expires(occurrence: Occurrence, step: Step, day: date) -> date:
    if occurrence.kind is Kind.BROADCAST and step.audience is Audience.STAFF:
        return max(occurrence.start, day)
    if step.offset is None or step.offset < 0:
        return occurrence.act_by
    return day + _AFTER_DUE


def is_stale(held: Delivery, occurrence: Occurrence, today: date) -> bool:
    """Whether a message that could not go out in its time helps nobody any more: the programme is over, or a month has passed."""
    if occurrence.kind is Kind.BROADCAST and ":" not in held.step:  # a rung for staff, who can do nothing afterwards
        return occurrence.start < today
    return occurrence.act_by + _AFTER_DUE < today


def may_send(now: datetime, calendar: OfficeCalendar, policy: Policy) -> bool:
    """Messages go out on working days, outside of quiet hours; `now` is local."""
    return calendar.is_working_day(now.date()) and not policy.is_quiet(now.time())


def deliveries(
    fired: Iterable[Trigger],
    occurrences: Mapping[str, Occurrence],
    people: Collection[Person],
    reachable: Mapping[str, str],
    done: Collection[str],
    now: datetime,
) -> tuple[Delivery, ...]:
    """What is to be sent for triggers whose time has come for a person. Done work is silent.

    reachable: the channel on which each person (by id) can be reached; a person without one gets nothing here. now: local.
    Of several rungs of one occurrence that come at once for a person, only the last is sent; the others are recorded as dropped.
    """
    found: dict[tuple[str, str], list[tuple[Trigger, Delivery]]] = {}
    for trigger in fired:
        occurrence = occurrences.get(trigger.uid)
        if occurrence is None or trigger.uid in done or trigger.expires < now.date():
            continue
        for person in receivers(trigger.audience, occurrence, people):
            if _has_come(trigger, person, now) and (channel := reachable.get(person.id)):
                made = Delivery(trigger.uid, trigger.step, trigger.day, person.id, channel)
                found.setdefault((person.id, trigger.uid), []).append((trigger, made))
    return tuple(d for rungs in found.values() for d in _last_rung(rungs))


def receivers(audience: Audience, occurrence: Occurrence, people: Collection[Person]) -> tuple[Person, ...]:
    """Whom a rung reaches: the post's people of the lead unit; where a unit has no head, the coordinator."""
    if audience is Audience.COORDINATOR:
        return tuple(p for p in people if p.post is Audience.COORDINATOR)
    units = (occurrence.unit,) if occurrence.unit else occurrence.leads
    found = tuple(p for p in people if p.post is audience and any(p.answers_for(u) for u in units))
    if audience is Audience.HEAD and not found:
        return receivers(Audience.COORDINATOR, occurrence, people)
    return found


def _has_come(trigger: Trigger, person: Person, now: datetime) -> bool:
    moment = trigger.moment or datetime.combine(trigger.day, person.digest)
    return moment <= now.replace(tzinfo=None)


def _last_rung(rungs: list[tuple[Trigger, Delivery]]) -> Iterable[Delivery]:
    ordered = [d for _, d in sorted(rungs, key=lambda r: (r[0].day, r[0].step))]
    for earlier in ordered[:-1]:
        yield replace(earlier, state=DeliveryState.DROPPED, note="superseded")
    yield ordered[-1]
