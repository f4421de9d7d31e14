"""The outbox in memory: what comes due, claims, outcomes, the log of tries, what was sent."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from scheduler.deliveries import Attempt, Delivery, DeliveryState
from scheduler.reminders.steps import is_asked_for
from scheduler.schedule import Trigger
from scheduler.store.keys import claimable_from
from scheduler.store.memory_base import Kept, MemoryPart


class MemoryOutbox(MemoryPart):
    """Claim → send → record."""

    def triggers(self, first: date, last: date) -> tuple[Trigger, ...]:
        """See the port."""
        return tuple(t for t in self._derived.triggers if first <= t.day <= last)

    def last_wakeup(self) -> datetime | None:
        """See the port."""
        return self._woke_at

    def enqueue(self, deliveries: Iterable[Delivery], woke_at: datetime) -> int:
        """See the port."""
        with self._lock:
            self._woke_at = woke_at
            return self._enqueue(deliveries)

    def _enqueue(self, deliveries: Iterable[Delivery]) -> int:
        asked = {d.key: Kept(d) for d in reversed(tuple(deliveries))}
        new = {key: asked[key] for key in reversed(asked) if key not in self._deliveries}
        self._deliveries |= new
        return len(new)

    def claim(
        self, now: datetime, lease_until: datetime, worker: str, person: str | None = None
    ) -> tuple[Delivery, ...]:
        """See the port."""
        with self._lock:
            kept = list(self._due(now, person))
            for k in kept:
                k.value = replace(k.value, state=DeliveryState.CLAIMED)
                k.worker, k.leased_until, k.attempted_at = worker, lease_until, now
            return tuple(k.value for k in kept)

    def prolong(self, worker: str, lease_until: datetime) -> None:
        """See the port."""
        with self._lock:
            for kept in self._deliveries.values():
                if kept.worker == worker and kept.value.state is DeliveryState.CLAIMED:
                    kept.leased_until = lease_until

    def claimable(self, now: datetime) -> tuple[Delivery, ...]:
        """See the port."""
        with self._lock:
            return tuple(k.value for k in self._due(now))

    def _due(self, now: datetime, person: str | None = None) -> Iterator[Kept]:
        for kept in self._deliveries.values():
            moment = claimable_from(kept.value, kept.leased_until)
            if moment is not None and moment <= now and person in (None, kept.value.person):
                yield kept

    def record(self, results: Sequence[Delivery], worker: str, attempt: Attempt | None = None) -> None:
        """See the port."""
        with self._lock:
            self._attempts.extend(() if attempt is None else (attempt,))
            for result in results:
                kept = self._deliveries.get(result.key)
                if kept and kept.value.state is DeliveryState.CLAIMED and kept.worker == worker:
                    kept.value, kept.worker, kept.leased_until = result, None, None

    def attempts(self, *, person: str | None = None, limit: int = 100) -> tuple[Attempt, ...]:
        """See the port."""
        with self._lock:
            return tuple([a for a in self._attempts if person in (None, a.person)][-limit:])

    def turn_back(self, now: datetime, today: date, dropped: str, lease_until: datetime) -> None:
        """See the port."""
        with self._lock:
            sent = (k.value for k in self._deliveries.values() if k.value.state is DeliveryState.SENT)
            told = {(d.uid, d.person) for d in sent if d.day == today}
            self._deliveries = {k: d for k, d in self._deliveries.items() if not _too_early(d, now, today, told)}
            for kept in self._deliveries.values():
                if kept.value.state is DeliveryState.CLAIMED:
                    kept.leased_until = min(kept.leased_until or lease_until, lease_until)
                    continue
                if kept.attempted_at is None or kept.attempted_at <= now:
                    continue
                moment = claimable_from(kept.value, kept.leased_until)
                too_late = kept.value.state is DeliveryState.DROPPED and kept.value.note == dropped
                if too_late or (moment is not None and moment > now):
                    kept.value = replace(kept.value, state=DeliveryState.PENDING, next_attempt=now, note=None)
                    kept.worker = kept.leased_until = None

    def forget(self, before: datetime) -> None:
        """See the port."""
        over = (DeliveryState.SENT, DeliveryState.DROPPED, DeliveryState.FAILED)
        with self._lock:
            kept = {
                k: d for k, d in self._deliveries.items() if d.value.day >= before.date() or d.value.state not in over
            }
            self._deliveries = kept
            self._attempts = [a for a in self._attempts if a.at >= before]

    def messages_between(self, first: datetime, last: datetime) -> Mapping[str, int]:
        """See the port."""
        with self._lock:
            kept = [k.value for k in self._deliveries.values()]
        sent = {(d.person, d.sent_at) for d in kept if d.sent_at is not None and first <= d.sent_at <= last}
        return Counter(person for person, _ in sent)

    def deliveries(self, *, person: str | None = None, since: date | None = None) -> tuple[Delivery, ...]:
        """See the port."""
        with self._lock:
            theirs = (k for k in self._deliveries.values() if person in (None, k.value.person))
            kept = [k for k in theirs if since is None or k.value.day >= since]
        untried = [k.value for k in kept if k.attempted_at is None]
        tried = sorted(((k.attempted_at, n) for n, k in enumerate(kept) if k.attempted_at is not None))
        return (*untried, *(kept[n].value for _, n in tried))

    def messages_with(self, uid: str, since: datetime) -> tuple[Delivery, ...]:
        """See the port."""
        with self._lock:
            sent = [k.value for k in self._deliveries.values() if k.value.state is DeliveryState.SENT]
        held = {_message(d) for d in sent if d.uid == uid and d.sent_at is not None and d.sent_at >= since}
        return tuple(d for d in sent if d.reference is not None and _message(d) in held)

    def rename_message(self, person: str, channel: str, reference: str, now: str) -> None:
        """See the port."""
        with self._lock:
            for kept in self._deliveries.values():
                if _message(kept.value) == (person, channel, reference):
                    kept.value = replace(kept.value, reference=now)

    def remind_again(self, delivery: Delivery) -> bool:
        """See the port."""
        with self._lock:
            if delivery.key in self._deliveries:
                return False
            self._let_go_of(delivery.uid, delivery.person)
            self._deliveries[delivery.key] = Kept(delivery)
            return True

    def remind_no_more(self, uid: str, person: str) -> bool:
        """See the port."""
        with self._lock:
            return self._let_go_of(uid, person) > 0

    def _let_go_of(self, uid: str, person: str) -> int:
        asked = (
            k for k, d in self._deliveries.items() if d.value.state is DeliveryState.PENDING and is_asked_for(k[1])
        )
        found = [k for k in asked if (k[0], k[3]) == (uid, person)]
        for key in found:
            del self._deliveries[key]
        return len(found)


def _too_early(kept: Kept, now: datetime, today: date, told: Collection[tuple[str, str]]) -> bool:
    of, at = kept.value, kept.attempted_at
    made_then = of.next_attempt is None if at is None else at > now
    gave_way = of.state is DeliveryState.DROPPED and (of.uid, of.person) not in told
    to_come = of.day > today or (of.day == today and gave_way)
    return of.state is not DeliveryState.SENT and made_then and to_come


def _message(delivery: Delivery) -> tuple[str, str, str | None]:
    return delivery.person, delivery.channel, delivery.reference
