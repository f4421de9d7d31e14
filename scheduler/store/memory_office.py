"""The office in memory: its revision, what was derived of it, and what calendars were told."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime

from scheduler.deliveries import Delivery
from scheduler.schedule import Occurrence, Published, Revision, TaskKey, Trigger, Waiting
from scheduler.schedule import handle as handle_of
from scheduler.store.errors import StoreError, StoreFault
from scheduler.store.keys import distinct, involved, occurrence_key, trigger_key
from scheduler.store.memory_base import Derived
from scheduler.store.memory_outbox import MemoryOutbox


class MemoryOffice(MemoryOutbox):
    """What `apply` freezes and `publish` tells, with notices for the outbox."""

    def version(self) -> int:
        """See the port."""
        return self._version

    def latest_revision(self) -> Revision | None:
        """See the port."""
        with self._lock:
            return self._revisions[max(self._revisions)] if self._revisions else None

    def config_before(self) -> str | None:
        """See the port."""
        with self._lock:
            earlier = sorted(self._revisions)[:-1]
            return self._revisions[earlier[-1]].config if earlier else None

    def revision_naming(self, text: str, before: int | None = None) -> Revision | None:
        """See the port."""
        with self._lock:
            found = (r for r in self._revisions.values() if text in r.config and (before is None or r.id < before))
            return max(found, key=lambda r: r.id, default=None)

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
        derived = Derived(
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

    def occurrences(self, *, unit: str | None = None, uids: Collection[str] | None = None) -> tuple[Occurrence, ...]:
        """See the port."""
        asked = None if uids is None else frozenset(uids)
        return tuple(
            o
            for o in self._derived.occurrences
            if (unit is None or unit in involved(o)) and (asked is None or o.uid in asked)
        )

    def occurrence_of(self, handle: str) -> Occurrence | None:
        """See the port."""
        return next((o for o in self._derived.occurrences if handle_of(o.uid) == handle), None)

    def waiting(self) -> tuple[Waiting, ...]:
        """See the port."""
        return self._derived.waiting

    def published(self, uids: Collection[str] | None = None) -> Mapping[str, Published]:
        """See the port."""
        with self._lock:
            return {uid: p for uid, p in self._published.items() if uids is None or uid in uids}

    def changed_since(self, moment: datetime) -> Mapping[str, datetime]:
        """See the port."""
        with self._lock:
            told = ((p.uid, p.changed) for p in self._published.values())
            return {uid: changed for uid, changed in told if changed is not None and changed >= moment}

    def publish(self, changes: Iterable[Published], notices: Iterable[Delivery] = (), seen: int | None = None) -> bool:
        """See the port."""
        told = {change.uid: change for change in changes}
        with self._lock:
            if seen is not None and seen != self._version:
                return False
            self._unpublished = False
            self._enqueue(notices)
            self._version += bool(told)
            self._published |= told
            return True

    def unpublished(self) -> bool:
        """See the port."""
        return self._unpublished
