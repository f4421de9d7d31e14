"""What is told beside ladders, as Deliveries with their facts: what moved, who stands in for whom, a dead channel. Pure."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Final

from calendars.workdays import OfficeCalendar
from scheduler.book import Book, State
from scheduler.deliveries import DeadChannel, Delivery
from scheduler.diagnostics import Values, values
from scheduler.event_titles import summary
from scheduler.model import Absence, Person
from scheduler.policy import Policy
from scheduler.reminders.due import Crew
from scheduler.reminders.moments import is_sending_day, next_digest
from scheduler.reminders.pace import pace
from scheduler.reminders.receivers import Roster, receivers
from scheduler.reminders.steps import Notice, change_step
from scheduler.schedule import Occurrence, Published
from scheduler.terms import Audience
from scheduler.words import day_text, say, weekday_text

MADE_GOOD: Final = timedelta(days=3)
"""So long a publishing that did not come about (a crash) is made good."""


def change_notices(
    changes: Iterable[Published], before: Mapping[str, Published], crew: Crew, book: Book, days: int
) -> tuple[Delivery, ...]:
    """What moved, went off or came within so many days from the book's today, for the people who are to do it.

    before: what calendars knew until now; where they knew nothing (a first apply), nobody is told. What is past or done is not
    told of. The key holds the event's SEQUENCE, so publishing twice tells once.
    """
    last = book.today + timedelta(days=days)
    told = (_changed(p, before.get(p.uid), crew, book, last) for p in changes if before)
    return tuple(notice for notices in told for notice in notices)


def _changed(after: Published, before: Published | None, crew: Crew, book: Book, last: date) -> Iterable[Delivery]:
    was = before.occurrence if before is not None and before.cancelled is None else None
    now = after.occurrence if after.cancelled is None else None
    spoken_of = [o for o in (was, now) if o is not None and o.reportable and not o.history]
    near = any(book.today <= o.act_by <= last for o in spoken_of)
    if not near or any(book.state(o) is State.DONE for o in spoken_of):
        return
    present = crew.present(book.today)
    theirs, ours = ({present[p].id for p in _doers(o, present)} for o in (was, now))
    for person in sorted(theirs | ours):
        notice = Notice.NEW if person not in theirs else Notice.CANCELLED if person not in ours else Notice.MOVED
        facts = _facts(was, now, book)
        if notice is not Notice.MOVED or _differ(was, now):
            step = change_step(notice, after.sequence)
            yield Delivery(after.uid, step, book.today, person, crew.reachable[person], facts=facts)


def _doers(occurrence: Occurrence | None, present: Mapping[Person, Person]) -> tuple[Person, ...]:
    return () if occurrence is None else receivers(Audience.STAFF, occurrence, Roster.of(present))


def _differ(was: Occurrence | None, now: Occurrence | None) -> bool:
    return was is not None and now is not None and _when(was) != _when(now)


def _facts(was: Occurrence | None, now: Occurrence | None, book: Book) -> Values:
    shown = now or was
    assert shown is not None
    return values(
        title=summary(shown, State.PLANNED, replace(book, moved={})),  # from where it moved is said behind it
        unit=book.unit_names(shown.leads),
        was=_when(was) if was else "",
        now=_when(now) if now else "",
        until=max(o.act_by for o in (was, now) if o is not None).isoformat(),
    )


def _when(occurrence: Occurrence) -> str:
    if occurrence.timed and occurrence.at is not None:
        return f"{occurrence.at:%H:%M} {_day(occurrence.start)}"
    return _day(occurrence.act_by)


def _day(day: date) -> str:
    return f"{weekday_text(day)} {day_text(day)}"


def pace_notices(
    occurrences: Iterable[Occurrence], crew: Crew, book: Book, calendar: OfficeCalendar, now: datetime
) -> tuple[Delivery, ...]:
    """Whose number of pieces will not be reached as things go: told once a period, with the next digest. now: local."""
    present = crew.present(book.today)
    roster = Roster.of(present)
    behind = (
        o
        for o in occurrences
        if o.quota > 1 and o.reportable and not o.history and book.state(o) is State.PLANNED
        if pace(o, book.standing(o.uid).count, book.today, calendar) is not None
    )
    return tuple(
        Delivery(
            o.uid,
            Notice.PACE.value,
            o.act_by,
            present[p].id,
            crew.reachable[present[p].id],
            next_attempt=_digest(present[p], now),
        )
        for o in behind
        for p in receivers(Audience.STAFF, o, roster)
    )


def reopened_notices(
    occurrences: Iterable[Occurrence], crew: Crew, book: Book, calendar: OfficeCalendar, policy: Policy, now: datetime
) -> tuple[Delivery, ...]:
    """That work which was done is to be done after all: for who does it and, where its day has passed, the head of the unit.

    With the next digest, where a rung of that day takes it along; after the last rung nobody would be told otherwise. now: local.
    """
    roster, present = Roster.of(crew.present(book.today)), crew.present(book.today)
    found = list[Delivery]()
    for occurrence in occurrences:
        at = book.standing(occurrence.uid).reopened if occurrence.reportable and not occurrence.history else None
        if at is None or at < now - MADE_GOOD:
            continue
        late = (Audience.HEAD,) if occurrence.act_by < book.today else ()
        told = {present[p]: None for post in (Audience.STAFF, *late) for p in receivers(post, occurrence, roster)}
        day = at.astimezone(now.tzinfo).date()
        for person in told:
            morning = next_digest(now, person, calendar, policy).astimezone(UTC)
            channel = crew.reachable[person.id]
            found.append(Delivery(occurrence.uid, Notice.REOPENED.value, day, person.id, channel, next_attempt=morning))
    return tuple(found)


def withdrawn_notices(
    before: Iterable[Absence],
    after: Iterable[Absence],
    crew: Crew,
    calendar: OfficeCalendar,
    policy: Policy,
    now: datetime,
    today: date,
) -> tuple[Delivery, ...]:
    """An absence that was announced and is not to be any more, ends sooner, or has another substitute: told to both.

    today: the day on which that was applied, by which it is known. Who stands in from then on is told by itself. now: local.
    """
    by_id, current = {p.id: p for p in crew.people}, tuple(after)
    found = list[Delivery]()
    for absence in before:
        away, stood_in = by_id.get(absence.person), by_id.get(absence.substitute)
        announced = _announced(absence, calendar, policy) <= today <= absence.last
        if away is None or stood_in is None or not announced or absence in current:
            continue
        instead = [a for a in current if a.person == absence.person and a.first <= absence.last and a.last >= today]
        found += (new for a in instead if (new := _another(a, absence, by_id, crew, now, today)) is not None)
        told = [] if instead else [(Notice.RETURNED, away, stood_in)]
        if all(a.substitute != absence.substitute for a in instead):
            told.append((Notice.STANDS_DOWN, stood_in, away))
        for notice, person, other in told:
            if (channel := crew.reachable.get(person.id)) is not None:
                from_today = replace(absence, last=max(today, absence.first))
                made = _absence(from_today, notice, person, other, channel, now)
                found.append(replace(made, uid=absence_uid(absence), day=today))
    return tuple(found)


def _another(
    absence: Absence, before: Absence, by_id: Mapping[str, Person], crew: Crew, now: datetime, today: date
) -> Delivery | None:
    """That somebody else stands in now, for who is away; nothing where it is the same one."""
    away, stands_in = by_id[absence.person], by_id.get(absence.substitute)
    channel = crew.reachable.get(away.id)
    if stands_in is None or channel is None or absence.substitute == before.substitute:
        return None
    from_today = replace(absence, first=max(today, absence.first))
    made = _absence(from_today, Notice.ABSENT, away, stands_in, channel, now)
    return replace(made, uid=f"{absence_uid(absence)}:{absence.substitute}", day=today)


def _digest(person: Person, now: datetime) -> datetime:
    return datetime.combine(now.date(), person.digest, now.tzinfo).astimezone(UTC)


def absence_notices(
    absences: Iterable[Absence],
    crew: Crew,
    calendar: OfficeCalendar,
    policy: Policy,
    now: datetime,
    open_work: Callable[[Absence], str],
) -> tuple[Delivery, ...]:
    """Who is away, and who stands in: told to both, once, by role, on the last day of messages before. now: local.

    open_work: what of the absent one's work was reminded of already and waits, in words: the rungs behind it come to nobody again.
    """
    by_id = {p.id: p for p in crew.people}
    found = list[Delivery]()
    for absence in absences:
        away, stands_in = by_id.get(absence.person), by_id.get(absence.substitute)
        if away is None or stands_in is None or not _announced(absence, calendar, policy) <= now.date() <= absence.last:
            continue
        for notice, person, other in ((Notice.ABSENT, away, stands_in), (Notice.STANDS_IN, stands_in, away)):
            if (channel := crew.reachable.get(person.id)) is not None:
                made = _absence(absence, notice, person, other, channel, now)
                begun = values(begun=open_work(absence)) if notice is Notice.STANDS_IN else ()
                found.append(replace(made, facts=(*made.facts, *begun)))
    return tuple(found)


def _announced(absence: Absence, calendar: OfficeCalendar, policy: Policy) -> date:
    days = (absence.first - timedelta(days=n) for n in range(1, 31))
    return next((d for d in days if is_sending_day(d, calendar, policy)), absence.first)


def _absence(absence: Absence, notice: Notice, person: Person, other: Person, channel: str, now: datetime) -> Delivery:
    facts = values(own=person.role, role=other.role, first=_day(absence.first), last=_day(absence.last))
    digest = _digest(person, now)
    return Delivery(
        absence_uid(absence), notice.value, absence.first, person.id, channel, next_attempt=digest, facts=facts
    )


def absence_uid(absence: Absence) -> str:
    """What stands for the absence where an occurrence's uid would."""
    return f"absence:{absence.person}:{absence.last.isoformat()}"


def _instead(dead: DeadChannel, crew: Crew) -> str:
    """By which channel that person is reached now, or that there is none any more."""
    other = crew.reachable.get(dead.person)
    if other is None:
        return say("messages", "instead", "none")
    return say("messages", "instead", "other", values(channel=say("messages", "channel", other)))


def dead_channel_notices(
    dead: DeadChannel, crew: Crew, calendar: OfficeCalendar, policy: Policy, now: datetime
) -> tuple[Delivery, ...]:
    """That somebody's channel is dead, for the coordinators that can be reached: with their next digest. now: local.

    The message itself has taken another way already, so nobody is to be disturbed for it by one of its own.
    """
    role = next((p.role for p in crew.people if p.id == dead.person), dead.person)
    name, cause = say("messages", "channel", dead.channel), say("outbox", "cause", dead.cause)
    facts = values(
        role=role, channel=name, cause=cause, person=dead.person, code=dead.channel, instead=_instead(dead, crew)
    )
    uid = f"channel:{dead.person}:{dead.channel}"
    told = (p for p in crew.people if p.post is Audience.COORDINATOR and p.id in crew.reachable)
    return tuple(
        Delivery(
            uid,
            Notice.DEAD_CHANNEL.value,
            now.date(),
            p.id,
            crew.reachable[p.id],
            next_attempt=next_digest(now, p, calendar, policy).astimezone(UTC),
            facts=facts,
        )
        for p in told
    )
