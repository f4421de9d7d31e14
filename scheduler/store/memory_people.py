"""People in memory: where they are reached, what they reported, when they want peace."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date, datetime

from scheduler.deliveries import DeadChannel
from scheduler.schedule import Act, Progress
from scheduler.store.memory_base import MemoryPart


class MemoryPeople(MemoryPart):
    """Addresses, dead channels, the audit trail, pauses."""

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

    def progress_of(self, uids: Collection[str]) -> tuple[Progress, ...]:
        """See the port."""
        with self._lock:
            return tuple(p for p in self._progress if p.uid in uids)

    def reports_after(self, number: int, since: datetime | None = None) -> tuple[int, frozenset[str]]:
        """See the port."""
        with self._lock:
            new = self._progress[number:] if since is None else [p for p in self._progress if p.at >= since]
            return len(self._progress), frozenset(p.uid for p in new)

    def settled(self, before: datetime) -> frozenset[str]:
        """See the port."""
        last = {p.uid: p for p in self.progress()}
        return frozenset(p.uid for p in last.values() if p.act is Act.DONE and p.task is None and p.at < before)

    def evidence_since(self, moment: datetime) -> frozenset[str]:
        """See the port; in memory there is one office."""
        with self._lock:
            return frozenset(p.evidence for p in self._progress if p.evidence is not None and p.at >= moment)

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
