"""Claim → send → record, person by person: many at once, the most urgent first, each outcome written as soon as it is known."""

import asyncio
from collections import deque
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from notifiers.message import Message
from notifiers.notifier import Cause, DeliveryError, Notifier, Receipt
from scheduler.actions.addressing import recipient_of
from scheduler.actions.leases import LEASE, prolonging
from scheduler.actions.mailing import Dress, plainly
from scheduler.actions.outcomes import attempt_of, counted, postponed, sent
from scheduler.actions.parcels import HANDED_OVER, Channels, Parcel, crew_of, elsewhere, got_today, order, parcel
from scheduler.actions.snapshot import Snapshot
from scheduler.deliveries import Attempt, DeadChannel, Delivery, DeliveryState, Tried
from scheduler.messages import Digest, shorter
from scheduler.notices import dead_channel_notices
from scheduler.ports import Repository
from scheduler.reminders.due import passed_on
from scheduler.reminders.moments import may_send
from scheduler.reminders.retrying import GivenUp, decide, spread_of
from scheduler.reminders.steps import FREE, notice_of

AT_ONCE = 64
"""People who are written to at the same time, each by one message."""

_LOOK_AGAIN = timedelta(seconds=5)
_LAST_TRIES = 500
_PAUSES = (0.1, 0.5, 2.0)  # seconds before an outcome that the store did not take is written again


@dataclass(frozen=True, slots=True)
class Outcome:
    """A digest and what came of it: None where it was only worked out (a dry run). note: the code of what went wrong."""

    digest: Digest
    sent: bool | None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class World:
    """What a wake-up needs: the store, the channels by name, the clock (local), and the office as it is when asked.

    look: enqueues what has come due and gives the office as far as that speaks of it; None where nothing is to be done.
    see: the office as far as some uids speak of it. dress: what a digest's message looks like on its channel.
    """

    repository: Repository
    notifiers: Mapping[str, Notifier]
    now: Callable[[], datetime]
    look: Callable[[], Snapshot | None]
    see: Callable[[Collection[str]], Snapshot]
    dress: Dress = plainly


class Sender:
    """One wake-up of one process (`worker`). Where anything fails, what is under way is ended and recorded before it is raised."""

    def __init__(self, world: World, worker: str) -> None:
        self._world = world
        self._repository = world.repository
        self._worker = worker
        self._queue: deque[str] = deque()
        self._in_hand: set[str] = set()  # whose claims are ours whatever the clock says: never claimed a second time
        self._looked = world.now()
        self._fault: Exception | None = None
        self._outcomes: list[Outcome] = []

    async def run(self) -> tuple[Outcome, ...]:
        """Send until nothing is left that may go out now."""
        async with prolonging(self._repository, self._worker, self._now):
            return await self._send_all()

    async def _send_all(self) -> tuple[Outcome, ...]:
        self._look()
        while self._queue:
            await asyncio.gather(*(self._work() for _ in range(min(AT_ONCE, len(self._queue)))))
            if self._fault is not None:
                raise self._fault
            self._look()  # what went to another channel or another person
        return tuple(self._outcomes)

    async def _work(self) -> None:
        while self._fault is None:
            try:
                person = self._next()
                if person is None:
                    return
                self._in_hand.add(person)
                await self._serve(person)
                self._in_hand.remove(person)
            except Exception as error:  # the store's, most likely
                self._fault = error

    def _next(self) -> str | None:
        """The next person; who has become more urgent meanwhile comes first."""
        if self._queue and self._world.now() - self._looked >= _LOOK_AGAIN:
            self._look()
        return self._queue.popleft() if self._queue else None

    def _look(self) -> None:
        self._queue.clear()
        self._looked = self._world.now()
        office = self._world.look()
        if office is None or not may_send(office.now, office.calendar, office.config.policy):
            return
        self._office, self._channels = office, Channels.of(self._repository)
        self._hand_over()
        self._got_today = dict(got_today(self._repository, office))
        halted = self._halted()
        self._queue.extend(p for p in order(office, self._waiting()) if p not in halted)

    def _waiting(self) -> Sequence[Delivery]:
        """What can be claimed, but of those who are just being written to: what is new for them comes after that."""
        return [d for d in self._repository.claimable(self._now()) if d.person not in self._in_hand]

    def _hand_over(self) -> None:
        """Before anybody is written to, so that a substitute has one message."""
        waiting = self._waiting()
        moved = {d: to for d, to in elsewhere(self._office, self._channels, waiting).items() if not self._came_from(to)}
        for person in {d.person for d in moved}:
            now, keys = self._now(), {d.key for d in moved}
            held = self._repository.claim(now, now + LEASE, self._worker, person=person)
            found = [d for d in held if d.key in keys]
            self._repository.enqueue([new for d, to in moved.items() if d.person == person for new in to], now)
            ended = [replace(d, state=DeliveryState.DROPPED, next_attempt=None, note=HANDED_OVER) for d in found]
            free = [replace(d, state=DeliveryState.PENDING) for d in held if d.key not in keys]
            self._repository.record([*ended, *free], self._worker)

    def _came_from(self, to: Sequence[Delivery]) -> bool:
        """What was handed on once does not come back: its row there has ended, and it would be nobody's."""
        return any(
            known.note == HANDED_OVER and known.key == new.key
            for new in to
            for known in self._repository.deliveries(person=new.person, since=new.day)
        )

    def _halted(self) -> set[str]:
        """To whom a channel told us to write later: that also holds for what has come due meanwhile, and for another process."""
        tries, now = self._repository.attempts(limit=_LAST_TRIES), self._now()
        told = (t for t in tries if t.cause == Cause.RATE_LIMITED.value and t.at <= now)
        return {t.person for t in told if t.again is not None and t.again > now}

    async def _serve(self, person: str) -> None:
        now = self._now()
        held = self._repository.claim(now, now + LEASE, self._worker, person=person)
        if not held:
            return  # another process was faster
        office = self._office_of(held)
        found = parcel(office, self._channels, held, self._got_today.get(person, 0))
        self._put_by(office, found)
        for digest in found.send:
            self._got_today[person] = self._got_today.get(person, 0) + 1
            self._outcomes.append(await self._deliver(office, digest))

    def _office_of(self, held: Iterable[Delivery]) -> Snapshot:
        """What was enqueued since the last look (by another process, by `apply`) may speak of work that was not looked at."""
        asked = {d.uid for d in held if notice_of(d.step) not in FREE}
        return self._office if asked <= self._office.by_uid.keys() else self._world.see(asked)

    def _put_by(self, office: Snapshot, found: Parcel) -> None:
        if found.put_by:
            self._repository.record(found.put_by, self._worker)
        if found.stranded:
            self._pass_on(office, found.stranded, None)

    async def _deliver(self, office: Snapshot, digest: Digest) -> Outcome:
        try:
            receipt = await self._send(office, digest, self._world.dress(office, digest))
        except DeliveryError as error:
            found = await self._shorter(office, digest, error)
            if found is None:
                await self._failed(office, digest, error)
                return Outcome(digest, False, error.cause.value)
            receipt = found
        now = self._now()
        tried = Attempt(digest.person, digest.channel, now, Tried.SENT, len(digest.deliveries))
        self._follow(digest, receipt.moved_to)
        await self._record(
            [sent(d, receipt, now) for d in digest.deliveries], replace(tried, reference=receipt.reference)
        )
        return Outcome(digest, True)

    async def _shorter(self, office: Snapshot, digest: Digest, error: DeliveryError) -> Receipt | None:
        """What a person's only channel does not take, once in a shorter form; where it takes neither, the coordinator is told."""
        person = next(p for p in office.people if p.id == digest.person)
        only = self._channels.after(person, digest.channel) is None
        if not only or error.arrived or not (error.refused and error.cause is Cause.REJECTED):
            return None
        try:
            return await self._send(office, digest, shorter(digest.message))
        except DeliveryError:
            refused = DeadChannel(digest.person, digest.channel, self._now(), error.cause.value)
            crew, policy = crew_of(office, self._channels), office.config.policy
            told = dead_channel_notices(refused, crew.without(digest.person), office.calendar, policy, office.now)
            self._repository.enqueue(told, self._now())
            return None

    async def _send(self, office: Snapshot, digest: Digest, message: Message) -> Receipt:
        notifier = self._world.notifiers.get(digest.channel)
        if notifier is None:
            raise DeliveryError(Cause.NOT_SET_UP.value, cause=Cause.NOT_SET_UP)
        address = self._channels.addresses.get((digest.person, digest.channel), digest.person)
        person = next(p for p in office.people if p.id == digest.person)
        return await notifier.send(message, recipient_of(digest.channel, person, address))

    async def _failed(self, office: Snapshot, digest: Digest, error: DeliveryError) -> None:
        self._follow(digest, error.moved_to)
        if error.permanent:
            self._bury(office, digest, error)
        person = next(p for p in office.people if p.id == digest.person)
        other, now = self._channels.after(person, digest.channel), self._now()
        attempts = max(d.attempts for d in digest.deliveries) + 1
        decision = decide(error, attempts, now, spread_of(digest.message.key, attempts), other)
        tried = attempt_of(digest, error, decision, now)
        if isinstance(decision, GivenUp):
            self._pass_on(office, [counted(d, error) for d in digest.deliveries], tried)
        else:
            await self._record([postponed(d, error, decision) for d in digest.deliveries], tried)

    def _bury(self, office: Snapshot, digest: Digest, error: DeliveryError) -> None:
        """The coordinator is told before it is marked: a crash in between tells twice at worst, and the key knows better."""
        dead = DeadChannel(digest.person, digest.channel, self._now(), error.cause.value)
        buried = replace(self._channels, dead={**self._channels.dead, (dead.person, dead.channel): dead})
        calendar, policy = office.calendar, office.config.policy
        notices = dead_channel_notices(dead, crew_of(office, buried), calendar, policy, office.now)
        self._repository.enqueue(notices, self._now())
        self._repository.bury(dead)
        self._channels = buried

    def _pass_on(self, office: Snapshot, held: Sequence[Delivery], tried: Attempt | None) -> None:
        """What the person cannot get by any channel: the head or the coordinator is told instead of nobody."""
        crew, today = crew_of(office, self._channels), office.now.date()
        rungs = {d: office.by_uid[d.uid] for d in held if notice_of(d.step) is None}
        others = {d: passed_on(d, occurrence, crew, today) for d, occurrence in rungs.items()}
        self._repository.enqueue([new for those in others.values() for new in those], self._now())
        ended = (replace(d, state=DeliveryState.FAILED, next_attempt=None) for d in held)
        noted = [
            replace(d, note="passed-on" if others.get(_as_held(d, held)) else d.note or "nobody-left") for d in ended
        ]
        self._repository.record(noted, self._worker, tried)

    def _follow(self, digest: Digest, moved_to: str | None) -> None:
        """A chat that became another one keeps its person."""
        if moved_to is not None:
            self._repository.link(digest.person, digest.channel, moved_to)
            moved = {**self._channels.addresses, (digest.person, digest.channel): moved_to}
            self._channels = replace(self._channels, addresses=moved)

    async def _record(self, results: list[Delivery], tried: Attempt) -> None:
        """What was sent is not to be sent again because the store was held for a moment."""
        for pause in _PAUSES:
            try:
                self._repository.record(results, self._worker, tried)
                return
            except Exception:
                await asyncio.sleep(pause)
        self._repository.record(results, self._worker, tried)

    def _now(self) -> datetime:
        return self._world.now().astimezone(UTC)


def _as_held(delivery: Delivery, held: Sequence[Delivery]) -> Delivery:
    return next(d for d in held if d.key == delivery.key)
