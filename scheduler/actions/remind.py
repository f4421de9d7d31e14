"""`remind`: one wake-up. What has come due is enqueued, claimed, sent as one message a person, and recorded."""

import secrets
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from itertools import groupby
from pathlib import Path

from notifiers.notifier import Notifier
from scheduler.actions.leases import LEASE
from scheduler.actions.mailing import Dress, plainly
from scheduler.actions.parcels import Channels, asks_answered, crew_of, done_in, elsewhere, got_today, order, parcel
from scheduler.actions.sending import Outcome, Sender, World
from scheduler.actions.snapshot import Snapshot, snapshot
from scheduler.alongside import alongside, readers
from scheduler.deliveries import Delivery, DeliveryState
from scheduler.ports import Repository
from scheduler.reminders.due import EXPIRED, Key, deliveries
from scheduler.reminders.ladders import AFTER_DUE
from scheduler.reminders.moments import is_sending_day, may_send
from scheduler.schedule import Trigger

_SLACK = timedelta(minutes=5)
_LOOK_BACK = AFTER_DUE + timedelta(days=15)


async def wake_up(
    repository: Repository,
    folder: Path,
    notifiers: Mapping[str, Notifier],
    now: Callable[[], datetime],
    dress: Dress = plainly,
) -> tuple[Outcome, ...]:
    """Claim → send → record. A second run at the same moment finds nothing; a stopped one loses nothing. now: local."""
    world = World(
        repository,
        notifiers,
        now,
        look=lambda: look(repository, folder, now()),
        see=lambda uids: snapshot(repository, folder, now(), uids),
        dress=dress,
    )
    return await Sender(world, secrets.token_hex(8)).run()


def look(repository: Repository, folder: Path, now: datetime) -> Snapshot | None:
    """Enqueue what has come due; the office as far as it is spoken of, None where there is nothing to say.

    What is not due costs nothing, however much of it there is: two ranges of two indexes are asked for.
    """
    moment, last = now.astimezone(UTC), repository.last_wakeup()
    if last is not None and last > moment + _SLACK:
        repository.turn_back(moment, now.date(), EXPIRED, moment + LEASE)
    fired = triggers_since(repository, now)
    held = repository.claimable(moment)
    if not fired and not held:
        repository.enqueue((), moment)
        return None
    office = snapshot(repository, folder, now, {t.uid for t in fired} | {d.uid for d in held})
    new = repository.enqueue(_deliveries(repository, office, fired), moment)
    if not new and last is not None and _minute(last) == _minute(moment):
        return office  # a backlog is looked at every few seconds: what goes along with it is known
    waiting = repository.claimable(moment)
    if reading := _readers(repository, office, waiting):
        seen = {*office.by_uid, *_of_late(repository, now)}
        office = snapshot(repository, folder, now, seen)
        repository.enqueue(_beside(repository, office, reading, waiting, fired), moment)
    return office


def _minute(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(second=0, microsecond=0)


def _readers(repository: Repository, office: Snapshot, waiting: Iterable[Delivery]) -> set[str]:
    if not may_send(office.now, office.calendar, office.config.policy):
        return set()
    return readers(waiting, office.by_uid, crew_of(office, Channels.of(repository)), office.now)


def _of_late(repository: Repository, now: datetime) -> set[str]:
    """The UIDs of what may be late and still matter: it has rung within that time."""
    return {t.uid for t in repository.triggers(now.date() - _LOOK_BACK, now.date() - timedelta(days=1))}


def _beside(
    repository: Repository,
    office: Snapshot,
    reading: Collection[str],
    waiting: Iterable[Delivery],
    fired: Iterable[Trigger],
) -> tuple[Delivery, ...]:
    crew = crew_of(office, Channels.of(repository))
    return alongside(reading, waiting, fired, office.by_uid, crew, done_in(office), office.now)


def triggers_since(repository: Repository, now: datetime) -> tuple[Trigger, ...]:
    """The triggers of the days since the last wake-up. now: local.

    Where that was later than now, the clock was wrong: then all that may still matter is looked at again, and what was told is
    known by its key.
    """
    today, last = now.date(), repository.last_wakeup()
    if last is None:
        revision = repository.latest_revision()
        first = today if revision is None else revision.applied_at.astimezone(now.tzinfo).date()
    elif last > now + _SLACK:
        first = today - _LOOK_BACK
    else:
        first = last.astimezone(now.tzinfo).date()
    return repository.triggers(min(first, today), today)


def dry_run(repository: Repository, office: Snapshot) -> tuple[Outcome, ...]:
    """The messages that a wake-up would send now, quiet hours minded, the most urgent first; nothing is written or sent."""
    if not may_send(office.now, office.calendar, office.config.policy):
        return ()
    fired = triggers_since(repository, office.now)
    known = _known(repository, fired)
    due = _deliveries(repository, office, fired)
    new = [d for d in due if d.key not in known and d.state is DeliveryState.PENDING]
    waiting = (*repository.claimable(office.now.astimezone(UTC)), *new)
    beside = _beside(repository, office, _readers(repository, office, waiting), waiting, fired)
    return _worked_out(repository, office, (*waiting, *(d for d in beside if d.key not in known)))


def next_messages(repository: Repository, office: Snapshot) -> tuple[datetime, tuple[Outcome, ...]] | None:
    """When somebody will next get a message, and what it will say; None where nothing comes within two months."""
    for days in range(61):
        day = office.now.date() + timedelta(days=days)
        fired = repository.triggers(day, day)
        sends = is_sending_day(day, office.calendar, office.config.policy)
        for moment in _moments(office, day.isoformat()) if fired and sends else ():
            then = office.at(moment)
            found = [d for d in _deliveries(repository, then, fired) if d.state is DeliveryState.PENDING]
            found += _beside(repository, then, _readers(repository, then, found), found, fired)
            if moment > office.now and (said := _worked_out(repository, then, found)):
                return moment, said
    return None


def _moments(office: Snapshot, day: str) -> Iterable[datetime]:
    times = sorted({p.digest for p in office.config.people})
    return (datetime.fromisoformat(f"{day}T{at.isoformat()}").replace(tzinfo=office.now.tzinfo) for at in times)


def _deliveries(repository: Repository, office: Snapshot, fired: Sequence[Trigger]) -> tuple[Delivery, ...]:
    crew = crew_of(office, Channels.of(repository))
    known = _known(repository, fired) if crew.absences else frozenset()
    open_ = (t for t in fired if not asks_answered(office, t.uid, t.step))
    return deliveries(open_, office.by_uid, crew, done_in(office), office.now, known)


def _known(repository: Repository, fired: Sequence[Trigger]) -> frozenset[Key]:
    """The keys of what was enqueued of the days of those triggers."""
    if not fired:
        return frozenset()
    return frozenset(d.key for d in repository.deliveries(since=min(t.day for t in fired)))


def _worked_out(repository: Repository, office: Snapshot, held: Iterable[Delivery]) -> tuple[Outcome, ...]:
    channels, waiting = Channels.of(repository), tuple(held)
    moved = elsewhere(office, channels, waiting)
    found = tuple({n.key: n for d in waiting for n in moved.get(d, (d,))}.values())
    got = got_today(repository, office)
    by_person = {p: tuple(those) for p, those in groupby(sorted(found, key=_person), _person)}
    parcels = (parcel(office, channels, by_person[p], got.get(p, 0)) for p in order(office, found))
    return tuple(Outcome(d, None) for each in parcels for d in each.send)


def _person(delivery: Delivery) -> str:
    return delivery.person
