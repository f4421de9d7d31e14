"""The store in memory: the twin of the one in a database, for previews and tests. It forgets when the process ends."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from threading import RLock

from scheduler.schedule import (
    Attempt,
    DeadChannel,
    Delivery,
    DeliveryState,
    Occurrence,
    Progress,
    Published,
    Revision,
    TaskKey,
    Trigger,
    Waiting,
)
from scheduler.store.errors import StoreError, StoreFault
from scheduler.store.keys import (
    DeliveryKey,
    claimable_from,
    distinct,
    involved,
    occurrence_key,
    trigger_key,
)
from scheduler.subscriptions import Client, Fetched, KeptFeed


@dataclass(slots=True)
class _Kept:
    """A delivery with what only its claim knows."""

    value: Delivery
    worker: str | None = None
    leased_until: datetime | None = None
    attempted_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class _Derived:
    """What `apply` replaces at one stroke."""

    on: date | None = None
    occurrences: tuple[Occurrence, ...] = ()
    waiting: tuple[Waiting, ...] = ()
    triggers: tuple[Trigger, ...] = ()


@dataclass
class MemoryRepository:
    """A Repository of one office that lives in this process; threads may share it."""

    office: str
    _revisions: dict[int, Revision] = field(default_factory=dict)
    _keys: dict[str, TaskKey] = field(default_factory=dict)
    _derived: _Derived = _Derived()
    _published: dict[str, Published] = field(default_factory=dict)
    _generations: dict[str, int] = field(default_factory=dict)
    _feeds: dict[str, KeptFeed] = field(default_factory=dict)
    _fetches: dict[tuple[str, Client], Fetched] = field(default_factory=dict)
    _deliveries: dict[DeliveryKey, _Kept] = field(default_factory=dict)
    _woke_at: datetime | None = None
    _version: int = 0
    _unpublished: bool = False
    _attempts: list[Attempt] = field(default_factory=list)
    _dead: dict[tuple[str, str], DeadChannel] = field(default_factory=dict)
    _addresses: dict[tuple[str, str], str] = field(default_factory=dict)
    _progress: list[Progress] = field(default_factory=list)
    _pauses: dict[str, date] = field(default_factory=dict)
    _lock: RLock = field(default_factory=RLock, repr=False, compare=False)

    def version(self) -> int:
        """See the port."""
        return self._version

    def latest_revision(self) -> Revision | None:
        """See the port."""
        with self._lock:
            return self._revisions[max(self._revisions)] if self._revisions else None

    def task_keys(self) -> tuple[TaskKey, ...]:
        """See the port."""
        with self._lock:
            return tuple(self._keys[key] for key in sorted(self._keys))

    def apply(
        self,
        revision: Revision,
        keys: Iterable[TaskKey],
        occurrences: Iterable[Occurrence],
        waiting: Iterable[Waiting],
        triggers: Iterable[Trigger],
        derived_on: date,
    ) -> None:
        """See the port."""
        minted = {key.key: key for key in keys}
        derived = _Derived(
            derived_on,
            tuple(sorted(distinct(occurrences, occurrence_key), key=lambda o: (o.start, o.uid))),
            tuple(waiting),
            tuple(sorted(distinct(triggers, trigger_key), key=trigger_key)),
        )
        with self._lock:
            if max(self._revisions, default=0) > revision.id:
                raise StoreError(StoreFault.CONFLICT, "memory", f"revision {max(self._revisions)} is newer")
            frozen = self._revisions.setdefault(revision.id, revision)
            if frozen.content_hash != revision.content_hash:
                raise StoreError(StoreFault.CONFLICT, "memory", f"revision {revision.id} is another one")
            self._keys |= minted
            self._derived = derived
            self._version += 1
            self._unpublished = True

    def derived_on(self) -> date | None:
        """See the port."""
        return self._derived.on

    def occurrences(
        self, *, plan: str | None = None, unit: str | None = None, uids: Collection[str] | None = None
    ) -> tuple[Occurrence, ...]:
        """See the port."""
        asked = None if uids is None else frozenset(uids)
        return tuple(
            o
            for o in self._derived.occurrences
            if (plan is None or o.plan == plan)
            and (unit is None or unit in involved(o))
            and (asked is None or o.uid in asked)
        )

    def waiting(self) -> tuple[Waiting, ...]:
        """See the port."""
        return self._derived.waiting

    def published(self) -> Mapping[str, Published]:
        """See the port."""
        with self._lock:
            return dict(self._published)

    def publish(
        self,
        changes: Iterable[Published],
        forget: Iterable[str] = (),
        notices: Iterable[Delivery] = (),
        seen: int | None = None,
    ) -> bool:
        """See the port."""
        told, gone = {change.uid: change for change in changes}, frozenset(forget)
        with self._lock:
            if seen is not None and seen != self._version:
                return False
            self._unpublished = False
            self._enqueue(notices)
            self._version += bool(told or gone)
            self._published = {uid: p for uid, p in (self._published | told).items() if uid not in gone}
            return True

    def unpublished(self) -> bool:
        """See the port."""
        return self._unpublished

    def feed_generations(self) -> Mapping[str, int]:
        """See the port."""
        with self._lock:
            return dict(self._generations)

    def rotate_feed(self, slug: str) -> int:
        """See the port."""
        with self._lock:
            self._version += 1
            self._generations[slug] = self._generations.get(slug, 1) + 1
            return self._generations[slug]

    def kept_feeds(self) -> Mapping[str, KeptFeed]:
        """See the port."""
        with self._lock:
            return dict(self._feeds)

    def keep_feeds(self, feeds: Iterable[KeptFeed]) -> None:
        """See the port."""
        given = {feed.slug: feed for feed in feeds}
        with self._lock:
            self._version += bool(given)
            self._feeds |= given

    def record_fetches(self, fetched: Iterable[Fetched]) -> None:
        """See the port."""
        with self._lock:
            for one in fetched:
                before = self._fetches.get((one.slug, one.client), replace(one, count=0))
                self._fetches[one.slug, one.client] = replace(
                    one, count=before.count + one.count, last=max(before.last, one.last)
                )

    def fetches(self) -> tuple[Fetched, ...]:
        """See the port."""
        with self._lock:
            return tuple(self._fetches[key] for key in sorted(self._fetches))

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
        asked = {d.key: _Kept(d) for d in reversed(tuple(deliveries))}
        new = {key: asked[key] for key in reversed(asked) if key not in self._deliveries}
        self._deliveries |= new
        return len(new)

    def claim(
        self, now: datetime, lease_until: datetime, worker: str, limit: int | None = None, person: str | None = None
    ) -> tuple[Delivery, ...]:
        """See the port."""
        with self._lock:
            taken = sorted(self._due(now, person))[:limit]
            rows = list(self._deliveries.values())
            kept = [rows[n] for n in sorted(n for _, n in taken)]
            for k in kept:
                k.value = replace(k.value, state=DeliveryState.CLAIMED)
                k.worker, k.leased_until, k.attempted_at = worker, lease_until, now
            return tuple(k.value for k in kept)

    def claimable(self, now: datetime) -> tuple[Delivery, ...]:
        """See the port."""
        with self._lock:
            rows = list(self._deliveries.values())
            return tuple(rows[n].value for n in sorted(n for _, n in self._due(now)))

    def _due(self, now: datetime, person: str | None = None) -> Iterator[tuple[datetime, int]]:
        for n, kept in enumerate(self._deliveries.values()):
            moment = claimable_from(kept.value, kept.leased_until)
            if moment is not None and moment <= now and person in (None, kept.value.person):
                yield moment, n

    def record(self, results: Sequence[Delivery], worker: str, attempt: Attempt | None = None) -> None:
        """See the port."""
        with self._lock:
            self._attempts.extend(() if attempt is None else (attempt,))
            for result in results:
                kept = self._deliveries.get(result.key)
                if kept and kept.value.state is DeliveryState.CLAIMED and kept.worker == worker:
                    kept.value, kept.worker, kept.leased_until = result, None, None

    def deliveries(self, *, person: str | None = None, since: date | None = None) -> tuple[Delivery, ...]:
        """See the port."""
        with self._lock:
            theirs = (k for k in self._deliveries.values() if person in (None, k.value.person))
            kept = [k for k in theirs if since is None or k.value.day >= since]
        untried = [k.value for k in kept if k.attempted_at is None]
        tried = sorted(((k.attempted_at, n) for n, k in enumerate(kept) if k.attempted_at is not None))
        return (*untried, *(kept[n].value for _, n in tried))

    def attempts(self, *, person: str | None = None, limit: int = 100) -> tuple[Attempt, ...]:
        """See the port."""
        with self._lock:
            return tuple([a for a in self._attempts if person in (None, a.person)][-limit:])

    def messages_since(self, moment: datetime) -> Mapping[str, int]:
        """See the port."""
        with self._lock:
            kept = [k.value for k in self._deliveries.values()]
        sent = {(d.person, d.sent_at) for d in kept if d.sent_at is not None and d.sent_at >= moment}
        return Counter(person for person, _ in sent)

    def link(self, person: str, channel: str, address: str) -> None:
        """See the port."""
        with self._lock:
            self._dead.pop((person, channel), None)
            if self._addresses.get((person, channel)) != address:
                self._forget(person, channel)
            self._addresses[person, channel] = address

    def _forget(self, person: str, channel: str) -> None:
        for kept in self._deliveries.values():
            if (kept.value.person, kept.value.channel) == (person, channel):
                kept.value = replace(kept.value, reference=None)

    def bury(self, dead: DeadChannel) -> bool:
        """See the port."""
        with self._lock:
            return self._dead.setdefault((dead.person, dead.channel), dead) is dead

    def dead_channels(self) -> Mapping[tuple[str, str], DeadChannel]:
        """See the port."""
        with self._lock:
            return dict(self._dead)

    def addresses(self) -> Mapping[tuple[str, str], str]:
        """See the port."""
        with self._lock:
            return dict(self._addresses)

    def report(self, progress: Progress, after: int | None = None) -> bool:
        """See the port."""
        with self._lock:
            if after is not None and len(self.progress(progress.uid)) != after:
                return False
            self._version += 1
            self._unpublished = True
            self._progress.append(progress)
            return True

    def progress(self, uid: str | None = None) -> tuple[Progress, ...]:
        """See the port."""
        with self._lock:
            return tuple(p for p in self._progress if uid is None or p.uid == uid)

    def pause(self, person: str, until: date | None) -> None:
        """See the port."""
        with self._lock:
            self._pauses.pop(person, None)
            if until is not None:
                self._pauses[person] = until

    def pauses(self) -> Mapping[str, date]:
        """See the port."""
        with self._lock:
            return dict(self._pauses)

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
            return self._deliveries.setdefault(delivery.key, kept := _Kept(delivery)) is kept


def _message(delivery: Delivery) -> tuple[str, str, str | None]:
    return delivery.person, delivery.channel, delivery.reference
