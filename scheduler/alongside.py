"""What goes along with a digest that leaves anyway: the person's own late work, and what is on the air later that day. Pure."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime

from scheduler.deliveries import Delivery
from scheduler.diagnostics import values
from scheduler.folding import folded
from scheduler.model import Person
from scheduler.reminders.due import Crew
from scheduler.reminders.ladders import AFTER_DUE
from scheduler.reminders.receivers import Roster, receivers
from scheduler.reminders.steps import Notice, notice_of
from scheduler.schedule import Occurrence, Trigger
from scheduler.terms import Audience
from scheduler.text import natural

NAMED = 3
"""So many pieces of late work are named; how many more there are is said behind them."""


def readers(waiting: Iterable[Delivery], occurrences: Mapping[str, Occurrence], crew: Crew, now: datetime) -> set[str]:
    """Who (by id) gets a digest now, of what waits.

    Not who gets a slot's hour, a change or what was asked for, alone. now: local.
    """
    digest = {p.id: p.digest for p in crew.people}
    found = (d for d in waiting if _is_digest(d, occurrences.get(d.uid)))
    return {
        d.person for d in found if d.person in crew.reachable and d.person in digest and now.time() >= digest[d.person]
    }


def alongside(
    reading: Collection[str],
    waiting: Iterable[Delivery],
    fired: Iterable[Trigger],
    occurrences: Mapping[str, Occurrence],
    crew: Crew,
    done: Collection[str],
    now: datetime,
) -> tuple[Delivery, ...]:
    """For those who get a digest: rows beside what waits for them already. occurrences: with what of the last month may be late."""
    told = {(d.person, d.uid) for d in waiting}
    present = crew.present(now.date())
    roster = Roster.of(present)
    late, on_air = dict[str, list[Occurrence]](), dict[str, list[Occurrence]]()
    for found, works in ((late, _late(occurrences, done, now)), (on_air, _on_air(fired, occurrences, done, now))):
        for occurrence in works:
            for person in _staff(occurrence, present, roster):
                if person in reading and (person, occurrence.uid) not in told:
                    found.setdefault(person, []).append(occurrence)
    return tuple(
        d for person in reading for d in _rows(person, late.get(person, []), on_air.get(person, []), crew, now)
    )


def _rows(
    person: str, late: list[Occurrence], on_air: list[Occurrence], crew: Crew, now: datetime
) -> Iterator[Delivery]:
    today, channel = now.date(), crew.reachable[person]
    lines = folded(sorted(late, key=lambda o: (o.act_by, natural(o.uid))))
    facts = values(more=max(len(lines) - NAMED, 0))
    for occurrence in (o for line in lines[:NAMED] for o in line):
        yield Delivery(occurrence.uid, Notice.OVERDUE.value, today, person, channel, facts=facts)
    for occurrence in on_air:
        yield Delivery(occurrence.uid, Notice.ON_AIR.value, today, person, channel)


def _is_digest(waiting: Delivery, occurrence: Occurrence | None) -> bool:
    notice = notice_of(waiting.step)
    if notice is not None:
        return notice in (Notice.PACE, Notice.REOPENED)
    return occurrence is not None and not (occurrence.timed and waiting.step == "T")


def _late(occurrences: Mapping[str, Occurrence], done: Collection[str], now: datetime) -> Iterator[Occurrence]:
    """A programme that was on the air is late for nobody who could still make it."""
    for o in occurrences.values():
        reported = o.reportable and not o.history and o.uid not in done
        if reported and not o.timed and o.act_by < now.date() <= o.act_by + AFTER_DUE:
            yield o


def _on_air(
    fired: Iterable[Trigger], occurrences: Mapping[str, Occurrence], done: Collection[str], now: datetime
) -> Iterator[Occurrence]:
    """Whose own message comes later today."""
    for trigger in fired:
        comes = trigger.moment is not None and trigger.moment.date() == now.date()
        later = comes and trigger.moment is not None and trigger.moment > now.replace(tzinfo=None)
        if later and trigger.uid in occurrences and trigger.uid not in done:
            yield occurrences[trigger.uid]


def _staff(occurrence: Occurrence, present: Mapping[Person, Person], roster: Roster) -> Collection[str]:
    """Who does it, or stands in for whoever does; not who is told instead of nobody."""
    doing = (p for p in receivers(Audience.STAFF, occurrence, roster) if p.post is Audience.STAFF)
    return {present[p].id: None for p in doing}
