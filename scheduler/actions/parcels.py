"""What is held for a person → what goes out now, what waits for the next digest, what is dropped; by policy, nothing is written."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime

from scheduler.actions.snapshot import Snapshot
from scheduler.channels import NEEDS_NO_ADDRESS
from scheduler.deliveries import DeadChannel, Delivery, DeliveryState
from scheduler.messages import Digest, digests
from scheduler.model import Person
from scheduler.notices import absence_uid
from scheduler.ports import Repository
from scheduler.reminders.due import EXPIRED, Crew, handed_over, is_stale
from scheduler.reminders.moments import next_digest
from scheduler.reminders.pace import pace
from scheduler.reminders.steps import ABSENCES, ALONGSIDE, FREE, Notice, is_escalated, notice_of
from scheduler.reminders.urgency import Urgency, urgency

CAPPED, PAUSED, HANDED_OVER, ALONE = "capped", "paused", "handed-over", "alone"
_NEVER_PAUSED = frozenset({*ABSENCES, Notice.DEAD_CHANNEL})


@dataclass(frozen=True, slots=True)
class Channels:
    """By which channels people can be reached: addresses that are known, less those that are dead.

    pauses: until which day people hold back what is their own.
    """

    addresses: Mapping[tuple[str, str], str]
    dead: Mapping[tuple[str, str], DeadChannel]
    pauses: Mapping[str, date] = field(default_factory=dict)

    @classmethod
    def of(cls, repository: Repository) -> "Channels":
        """As the store knows them now."""
        return cls(repository.addresses(), repository.dead_channels(), repository.pauses())

    def of_person(self, person: Person) -> tuple[str, ...]:
        """The person's channels that work, in the order of config (the console needs no address)."""
        known = (c for c in person.channels if c in NEEDS_NO_ADDRESS or (person.id, c) in self.addresses)
        return tuple(c for c in known if (person.id, c) not in self.dead)

    def after(self, person: Person, channel: str) -> str | None:
        """The next of the person's channels, round and round; None where there is no other."""
        working = [c for c in self.of_person(person) if c != channel]
        later = [c for c in working if channel in person.channels and _place(person, c) > _place(person, channel)]
        return next(iter((*later, *working)), None)


def _place(person: Person, channel: str) -> int:
    return person.channels.index(channel)


@dataclass(frozen=True, slots=True)
class Parcel:
    """Of one person's deliveries: messages to send now, rows that only change their state, and what no channel can take."""

    send: tuple[Digest, ...] = ()
    put_by: tuple[Delivery, ...] = ()
    stranded: tuple[Delivery, ...] = ()


def crew_of(office: Snapshot, channels: Channels) -> Crew:
    """The office's people with the first channel that works for each."""
    found = {p.id: working[0] for p in office.people if (working := channels.of_person(p))}
    return Crew(office.people, found, office.config.absences)


def done_in(office: Snapshot) -> set[str]:
    """UIDs of what was reported done."""
    return {uid for uid, told in office.book.progress.items() if told.done}


def asks_answered(office: Snapshot, uid: str, step: str) -> bool:
    """Whether a rung would ask again what was answered: each task of a check-in was, if some as not done.

    Whoever answered is left in peace; that work is open goes on to be told to those above.
    """
    return office.book.standing(uid).all_told and notice_of(step) is None and not is_escalated(step)


def elsewhere(
    office: Snapshot, channels: Channels, held: Iterable[Delivery]
) -> Mapping[Delivery, tuple[Delivery, ...]]:
    """What is held for somebody who went away meanwhile, or came back: for whom it is now."""
    crew, today = crew_of(office, channels), office.now.date()
    found = {d: handed_over(d, office.by_uid.get(d.uid), crew, today) for d in held} if crew.absences else {}
    return {d: others for d, others in found.items() if others is not None}


def order(office: Snapshot, held: Iterable[Delivery]) -> tuple[str, ...]:
    """The people (by id) of what is held, the most urgent first; among equals who was held first."""
    best: dict[str, Urgency] = {}
    for delivery in held:
        found = urgency(delivery, office.by_uid.get(delivery.uid), office.now.date())
        best[delivery.person] = min(found, best.get(delivery.person, found))
    return tuple(sorted(best, key=best.__getitem__))


def got_today(repository: Repository, office: Snapshot) -> Mapping[str, int]:
    """How many messages each person (by id) has had since midnight."""
    return repository.messages_between(office.midnight.astimezone(UTC), office.now.astimezone(UTC))


def parcel(office: Snapshot, channels: Channels, held: Sequence[Delivery], got_today: int) -> Parcel:
    """What becomes of everything that is held for one person now. got_today: messages that the person has had today."""
    person = office.person(held[0].person) if held else None
    useful, idle = _sorted_out(office, held)
    if person is None:
        return Parcel(put_by=(*idle, *(replace(d, state=DeliveryState.DROPPED, note="no-receiver") for d in useful)))
    if not (working := channels.of_person(person)):
        return Parcel(put_by=tuple(idle), stranded=tuple(useful))
    if all(notice_of(d.step) in ALONGSIDE for d in useful):
        return Parcel(put_by=(*idle, *(replace(d, state=DeliveryState.DROPPED, note=ALONE) for d in useful)))
    useful = [d if d.channel in working else replace(d, channel=working[0]) for d in useful]
    waiting, useful = _rested(office, person, useful, channels.pauses.get(person.id))
    early, useful = _before_digest(office, person, useful)
    waiting.extend(early)
    if got_today >= office.config.policy.per_day:
        later, useful = _held_back(office, person, useful)
        waiting.extend(later)
    return Parcel(_digests(office, useful), (*idle, *waiting))


def _rested(
    office: Snapshot, person: Person, found: list[Delivery], until: date | None
) -> tuple[list[Delivery], list[Delivery]]:
    """What somebody who has asked for peace gets later, looked at anew each morning, and what comes all the same.

    One's own reminders wait, and are dropped once they are stale; that somebody else is late, or that messages go elsewhere,
    is told: nobody's pause stops an escalation.
    """
    if until is None or office.now.date() >= until:
        return [], found
    then = next_digest(office.now, person, office.calendar, office.config.policy).astimezone(UTC)
    own = [d for d in found if not (is_escalated(d.step) or notice_of(d.step) in _NEVER_PAUSED)]
    waiting = [replace(d, state=DeliveryState.PENDING, next_attempt=then, note=PAUSED) for d in own]
    return waiting, [d for d in found if d not in own]


def _before_digest(office: Snapshot, person: Person, found: list[Delivery]) -> tuple[list[Delivery], list[Delivery]]:
    """What was held over a night, a day off or a silent day comes with the day's digest, and not an hour before it.

    What has its own hour (a slot, what somebody asked for) leaves all the same, and takes all along. A digest in quiet hours
    is none: then the end of those hours is.
    """
    now, policy = office.now, office.config.policy
    digest = datetime.combine(now.date(), person.digest, now.tzinfo)
    hourly = any(notice_of(d.step) is Notice.AGAIN or _is_slot(office, d) for d in found)
    if not found or now >= digest or hourly or policy.is_quiet(person.digest):
        return [], found
    at = digest.astimezone(UTC)
    return [replace(d, state=DeliveryState.PENDING, next_attempt=at) for d in found], []


def _is_slot(office: Snapshot, held: Delivery) -> bool:
    return urgency(held, office.by_uid.get(held.uid), office.now.date()) is Urgency.SLOT


def _held_back(office: Snapshot, person: Person, found: Iterable[Delivery]) -> tuple[list[Delivery], list[Delivery]]:
    """Over the day's number: what can wait for the next digest, and what would be too late then, or was asked for."""
    then = next_digest(office.now, person, office.calendar, office.config.policy)
    waiting, pressing = list[Delivery](), list[Delivery]()
    for d in found:
        late = notice_of(d.step) not in ALONGSIDE and is_stale(d, office.by_uid.get(d.uid), then)
        (pressing if late or notice_of(d.step) is Notice.AGAIN else waiting).append(d)
    if pressing:  # a message leaves anyway: it takes all along
        return [], [*waiting, *pressing]
    return [_until(d, then) for d in waiting], []


def _until(delivery: Delivery, then: datetime) -> Delivery:
    return replace(delivery, state=DeliveryState.PENDING, next_attempt=then.astimezone(UTC), note=CAPPED)


def _sorted_out(office: Snapshot, held: Iterable[Delivery]) -> tuple[list[Delivery], list[Delivery]]:
    useful, idle, done = list[Delivery](), list[Delivery](), done_in(office)
    for delivery in held:
        note = _idle(office, delivery, done)
        if note is None:
            useful.append(delivery)
        else:
            idle.append(replace(delivery, state=DeliveryState.DROPPED, note=note))
    return useful, idle


def _idle(office: Snapshot, delivery: Delivery, done: Collection[str]) -> str | None:
    """Why it is not worth sending any more: done, no longer planned, too long ago; None where it is."""
    notice, today = notice_of(delivery.step), office.now.date()
    if notice in (Notice.ABSENT, Notice.STANDS_IN):
        return None if _is_current(office, delivery) else "absence-over"
    if delivery.uid in done:
        return "done"
    if asks_answered(office, delivery.uid, delivery.step):
        return "answered"
    if notice is Notice.PACE and delivery.uid in office.by_uid:
        made = office.book.standing(delivery.uid).count
        return None if pace(office.by_uid[delivery.uid], made, today, office.calendar) else "on-pace"
    if notice not in FREE and delivery.uid not in office.by_uid:
        return "no-longer-planned"
    return EXPIRED if is_stale(delivery, office.by_uid.get(delivery.uid), office.now) else None


def _is_current(office: Snapshot, delivery: Delivery) -> bool:
    """Whether it speaks of an absence that is not over, and of who stands in now."""
    told = dict(delivery.facts)["role" if notice_of(delivery.step) is Notice.ABSENT else "own"]
    absences = (a for a in office.config.absences if a.last >= office.now.date())
    return any(delivery.uid.startswith(absence_uid(a)) and office.role(a.substitute) == told for a in absences)


def _digests(office: Snapshot, found: Iterable[Delivery]) -> tuple[Digest, ...]:
    return digests(found, office.by_uid, office.book, office.calendar, office.people, office.config.absences)
