"""Triggers whose time has come → Deliveries: to whom, of several rungs only the last; and what is too late to be of use."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import TypeAlias

from scheduler.deliveries import Delivery, DeliveryState
from scheduler.model import Absence, Person
from scheduler.reminders.ladders import AFTER_DUE
from scheduler.reminders.receivers import Roster, acting, may_report, receivers
from scheduler.reminders.steps import ABSENCES, ALONGSIDE, CHANGES, Notice, audience_of, notice_of
from scheduler.schedule import Occurrence, Trigger
from scheduler.terms import Audience

SUPERSEDED = "superseded"
EXPIRED = "expired"
Key: TypeAlias = tuple[str, str, date, str]
"""What a delivery is known by."""

_ONES_OWN = frozenset({*ABSENCES, Notice.DEAD_CHANNEL, Notice.AGAIN})


@dataclass(frozen=True, slots=True)
class Crew:
    """The people of an office on a day: reachable holds the channel on which each (by id) can be reached, others are absent."""

    people: tuple[Person, ...]
    reachable: Mapping[str, str]
    absences: tuple[Absence, ...] = ()

    def present(self, day: date) -> Mapping[Person, Person]:
        """Each person whose messages reach somebody, with the one who gets them."""
        by_id = {p.id: p for p in self.people}
        found = acting(self.people, self.absences, day)
        return {p: by_id[found[p.id]] for p in self.people if found[p.id] in self.reachable and found[p.id] in by_id}

    def without(self, person: str) -> "Crew":
        """The crew, were that person not to be reached."""
        return replace(self, reachable={p: c for p, c in self.reachable.items() if p != person})


def deliveries(
    fired: Iterable[Trigger],
    occurrences: Mapping[str, Occurrence],
    crew: Crew,
    done: Collection[str],
    now: datetime,
    known: Collection[Key] = (),
) -> tuple[Delivery, ...]:
    """What is to be sent for triggers whose time has come for a person. Done work is silent. now: local.

    known: the keys of what was enqueued before, where people are away: a rung that reached its person, or who stood in on its
    day, is not told again to whoever gets that person's messages now, however long ago the last wake-up was.
    Where nobody of a unit can be reached, its head or the coordinator is told at once. Of several rungs of one occurrence that
    come at once for a person, only the last is sent; the others are recorded as dropped, and so is what came too late to help.
    """
    present = crew.present(now.date())
    roster = Roster.of(present)
    found: dict[tuple[str, str], dict[Trigger, Delivery]] = {}
    for trigger in fired:
        occurrence = occurrences.get(trigger.uid)
        if occurrence is None or trigger.uid in done or trigger.expires + AFTER_DUE < now.date():
            continue  # what went by unseen long ago is no news, not even as a row
        reached = receivers(trigger.audience, occurrence, roster)
        for person in {present[p]: None for p in reached if not _told_before(trigger, p, present[p], crew, known)}:
            if _has_come(trigger, person, now):
                made = Delivery(trigger.uid, trigger.step, trigger.day, person.id, crew.reachable[person.id])
                found.setdefault((person.id, trigger.uid), {})[trigger] = made
    return tuple(d for rungs in found.values() for d in _last_rung(rungs, now.date()))


def _told_before(trigger: Trigger, person: Person, taker: Person, crew: Crew, known: Collection[Key]) -> bool:
    """Whether the rung went to the person, or to who stood in on its day, and another one would get it now."""
    if not known:
        return False
    then = acting(crew.people, crew.absences, trigger.day)[person.id]
    return any((trigger.uid, trigger.step, trigger.day, p) in known for p in {person.id, then} - {taker.id})


def passed_on(held: Delivery, occurrence: Occurrence, crew: Crew, day: date) -> tuple[Delivery, ...]:
    """A rung that its person cannot get by any channel, for whoever is told instead."""
    present = crew.without(held.person).present(day)
    others = {present[p]: None for p in receivers(audience_of(held.step), occurrence, Roster.of(present))}
    return tuple(Delivery(held.uid, held.step, held.day, p.id, crew.reachable[p.id]) for p in others)


def handed_over(held: Delivery, occurrence: Occurrence | None, crew: Crew, day: date) -> tuple[Delivery, ...] | None:
    """For whom it is instead, where it was held while somebody went away or came back; None where it is still its person's.

    So what waits over a silent day or a night reaches who would get it were it due now. What somebody asked to be reminded of, and
    what is told of absences and channels, stays theirs.
    """
    notice, by_id = notice_of(held.step), {p.id: p for p in crew.people}
    if notice in _ONES_OWN or (owner := by_id.get(_owner(held, occurrence, crew, day))) is None:
        return None
    taker = crew.present(day).get(owner)
    if taker is None and acting(crew.people, crew.absences, day)[owner.id] != owner.id:
        others = () if notice is not None or occurrence is None else passed_on(held, occurrence, crew, day)
        return others or None
    if taker is None or taker.id == held.person:
        return None
    channel = crew.reachable[taker.id]
    fresh = replace(held, person=taker.id, channel=channel, state=DeliveryState.PENDING, attempts=0, next_attempt=None)
    return (replace(fresh, note=None),)


def _owner(held: Delivery, occurrence: Occurrence | None, crew: Crew, day: date) -> str:
    """Whose it is: of the one who is back, where it was enqueued for a substitute who has nothing to do with it."""
    holder = tuple(p for p in crew.people if p.id == held.person)
    if occurrence is None or may_report(holder, occurrence):
        return held.person
    back = (a for a in crew.absences if a.substitute == held.person and a.first <= held.day <= a.last < day)
    return next((a.person for a in back), held.person)


def is_stale(held: Delivery, occurrence: Occurrence | None, now: datetime) -> bool:
    """Whether it would help nobody any more at that local moment: the programme has begun, what moved is past, a month is over."""
    today = now.date()
    if notice_of(held.step) in CHANGES:
        return date.fromisoformat(str(dict(held.facts)["until"])) < today
    if notice_of(held.step) in ALONGSIDE and held.day < today:
        return True
    if occurrence is None:
        return held.day + AFTER_DUE < today
    if occurrence.timed and audience_of(held.step) is Audience.STAFF:  # who can do nothing once it was on the air
        return (occurrence.start, occurrence.at or time.max) <= (today, now.time())
    if notice_of(held.step) is Notice.REOPENED:
        return held.day + AFTER_DUE < today
    return occurrence.act_by + AFTER_DUE < today


def _has_come(trigger: Trigger, person: Person, now: datetime) -> bool:
    moment = trigger.moment or datetime.combine(trigger.day, person.digest)
    return moment <= now.replace(tzinfo=None)


def _last_rung(rungs: Mapping[Trigger, Delivery], today: date) -> Iterable[Delivery]:
    ordered = sorted(rungs, key=lambda t: (t.day, t.step))
    useful = [t for t in ordered if t.expires >= today]
    for trigger in ordered:
        if trigger not in useful:
            yield replace(rungs[trigger], state=DeliveryState.DROPPED, note=EXPIRED)
        elif trigger is not useful[-1]:
            yield replace(rungs[trigger], state=DeliveryState.DROPPED, note=SUPERSEDED)
        else:
            yield rungs[trigger]
