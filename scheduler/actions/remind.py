"""`remind`: one wake-up. Enqueue what has come due, claim it, send one message a person, record each outcome."""

import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from notifiers.message import Recipient
from notifiers.notifier import DeliveryError, Notifier, Receipt
from scheduler.actions.snapshot import Snapshot
from scheduler.messages import Digest, digests
from scheduler.model import Person
from scheduler.ports import Repository
from scheduler.reminders import deliveries, is_stale, may_send
from scheduler.schedule import Delivery, DeliveryState, Trigger

LEASE = timedelta(minutes=5)
_RETRY = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2))
_UNKNOWN = timedelta(minutes=10)  # it may have arrived: long enough that a double is rare, short enough to be of use
NOT_SET_UP = "channel-not-set-up"
_NEEDS_NO_ADDRESS = frozenset({"console"})


@dataclass(frozen=True, slots=True)
class Outcome:
    """A digest and what came of it: None where it was only worked out (a dry run)."""

    digest: Digest
    sent: bool | None
    note: str | None = None


def due_now(repository: Repository, office: Snapshot) -> tuple[Delivery, ...]:
    """New deliveries for every trigger since the last wake-up, by policy; nothing is written."""
    today = office.now.date()
    since = repository.last_wakeup() or office.revision.applied_at
    fired = repository.triggers(since.astimezone(office.now.tzinfo).date(), today)
    return _deliveries(repository, office, fired)


def _deliveries(repository: Repository, office: Snapshot, fired: Iterable[Trigger]) -> tuple[Delivery, ...]:
    return deliveries(fired, office.by_uid, office.people, _channels(repository, office), _done(office), office.now)


def dry_run(repository: Repository, office: Snapshot) -> tuple[Outcome, ...]:
    """The messages that a wake-up would send now, quiet hours minded; nothing is written or sent."""
    if not may_send(office.now, office.calendar, office.config.policy):
        return ()
    known = {d.key for d in repository.deliveries()}
    new = [d for d in due_now(repository, office) if d.key not in known and d.state is DeliveryState.PENDING]
    useful, _ = _sorted_out(office, (*repository.claimable(office.now.astimezone(UTC)), *new))
    return tuple(Outcome(d, None) for d in _digests(office, useful))


def next_messages(repository: Repository, office: Snapshot) -> tuple[datetime, tuple[Outcome, ...]] | None:
    """When somebody will next get a message, and what it will say; None where nothing comes within two months."""
    for days in range(61):
        day = office.now.date() + timedelta(days=days)
        fired = repository.triggers(day, day)
        for moment in _moments(office, day) if fired and office.calendar.is_working_day(day) else ():
            then = office.at(moment)
            found = _deliveries(repository, then, fired)
            if moment > office.now and (said := _digests(then, [d for d in found if d.state is DeliveryState.PENDING])):
                return moment, tuple(Outcome(d, None) for d in said)
    return None


def _moments(office: Snapshot, day: date) -> Iterable[datetime]:
    times = sorted({p.digest for p in office.config.people})
    return (datetime.combine(day, at, office.now.tzinfo) for at in times)


async def wake_up(repository: Repository, office: Snapshot, notifiers: Mapping[str, Notifier]) -> tuple[Outcome, ...]:
    """Claim → send → record. A second run at the same moment finds nothing; a stopped one loses nothing."""
    now = office.now.astimezone(UTC)
    repository.enqueue(due_now(repository, office), now)
    if not may_send(office.now, office.calendar, office.config.policy):
        return ()
    worker = secrets.token_hex(8)
    claimed = repository.claim(now, now + LEASE, worker)
    useful, idle = _sorted_out(office, claimed)
    repository.record(idle, worker)
    return tuple([await _deliver(repository, office, notifiers, d, worker) for d in _digests(office, useful)])


async def _deliver(
    repository: Repository, office: Snapshot, notifiers: Mapping[str, Notifier], digest: Digest, worker: str
) -> Outcome:
    try:
        receipt = await _send(repository, notifiers, digest)
    except DeliveryError as error:
        _note_move(repository, digest, error.moved_to)
        now = office.now.astimezone(UTC)
        repository.record([_failed(d, error, now) for d in digest.deliveries], worker)
        if error.permanent or error.reason == NOT_SET_UP:
            _fall_back(repository, office, digest, now)
        return Outcome(digest, False, error.reason)
    repository.record([_sent(d, receipt, office.now.astimezone(UTC)) for d in digest.deliveries], worker)
    _note_move(repository, digest, receipt.moved_to)
    return Outcome(digest, True)


def _fall_back(repository: Repository, office: Snapshot, digest: Digest, now: datetime) -> None:
    """What this channel will not deliver goes to the person's next one, by the next wake-up; the key keeps it from doubling."""
    person = next((p for p in office.config.people if p.id == digest.person), None)
    if person is None or digest.channel not in person.channels:
        return
    later = replace(person, channels=person.channels[person.channels.index(digest.channel) + 1 :])
    channel = _first_channel(later, repository.addresses())
    if channel is not None:
        again = (Delivery(d.uid, d.step, d.day, d.person, channel) for d in digest.deliveries)
        repository.enqueue(again, now)


def _note_move(repository: Repository, digest: Digest, moved_to: str | None) -> None:
    """A chat that became another one keeps its person."""
    if moved_to is not None:
        repository.link(digest.person, digest.channel, moved_to)


async def _send(repository: Repository, notifiers: Mapping[str, Notifier], digest: Digest) -> Receipt:
    notifier = notifiers.get(digest.channel)
    if notifier is None:
        raise DeliveryError(NOT_SET_UP)
    address = repository.addresses().get((digest.person, digest.channel), digest.person)
    return await notifier.send(digest.message, Recipient(address, digest.person))


def _sorted_out(office: Snapshot, claimed: Iterable[Delivery]) -> tuple[list[Delivery], list[Delivery]]:
    """What is still worth sending, and what is dropped with a reason: done, no longer planned, or too long ago."""
    useful, idle, done = list[Delivery](), list[Delivery](), _done(office)
    for delivery in claimed:
        if delivery.uid in done:
            idle.append(replace(delivery, state=DeliveryState.DROPPED, note="done"))
        elif delivery.uid not in office.by_uid:
            idle.append(replace(delivery, state=DeliveryState.DROPPED, note="no-longer-planned"))
        elif is_stale(delivery, office.by_uid[delivery.uid], office.now.date()):
            idle.append(replace(delivery, state=DeliveryState.DROPPED, note="expired"))
        else:
            useful.append(delivery)
    return useful, idle


def _sent(delivery: Delivery, receipt: Receipt, now: datetime) -> Delivery:
    return replace(
        delivery,
        state=DeliveryState.SENT,
        attempts=delivery.attempts + 1,
        sent_at=now,
        reference=receipt.reference,
        note=None,
    )


def _failed(delivery: Delivery, error: DeliveryError, now: datetime) -> Delivery:
    """Given up only where the address or the message itself is refused; an outage, however long, loses nothing."""
    attempts = delivery.attempts + 1
    if error.permanent or error.refused:
        return replace(delivery, state=DeliveryState.FAILED, attempts=attempts, note=error.reason)
    wait = error.retry_after or max(_RETRY[min(attempts, len(_RETRY)) - 1], _UNKNOWN if error.unknown else timedelta())
    return replace(delivery, state=DeliveryState.PENDING, attempts=attempts, next_attempt=now + wait, note=error.reason)


def _digests(office: Snapshot, found: Sequence[Delivery]) -> tuple[Digest, ...]:
    return digests((d for d in found if d.uid in office.by_uid), office.by_uid, office.book, office.calendar)


def _channels(repository: Repository, office: Snapshot) -> dict[str, str]:
    """The first channel of each person on which there is an address (the console needs none)."""
    known = repository.addresses()
    return {p.id: c for p in office.config.people if (c := _first_channel(p, known)) is not None}


def _first_channel(person: Person, known: Mapping[tuple[str, str], str]) -> str | None:
    return next((c for c in person.channels if c in _NEEDS_NO_ADDRESS or (person.id, c) in known), None)


def _done(office: Snapshot) -> set[str]:
    return {uid for uid, told in office.book.progress.items() if told.done}
