"""What was reported done and is planned no more: it stays done in calendars, the tasks of check-ins among it. Pure."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Self

from scheduler.planning.check_ins import check_in_title
from scheduler.progress import NOTHING, Standing, is_done, standings
from scheduler.schedule import Occurrence, Progress
from scheduler.terms import Kind


@dataclass(frozen=True, slots=True)
class Stays:
    """Work that was done and that files or config leave out from now on; task: the key of the task of a check-in, else None."""

    occurrence: Occurrence
    task: str | None


@dataclass(frozen=True, slots=True)
class Told:
    """What calendars know and did not see called off, by UID, and where it stands by what was reported."""

    by_uid: Mapping[str, Occurrence]
    known: Mapping[str, Standing]

    @classmethod
    def of(cls, occurrences: Iterable[Occurrence], entries: Iterable[Progress]) -> Self:
        """entries: all that was reported, oldest first."""
        by_uid = {o.uid: o for o in occurrences}
        return cls(by_uid, standings(entries, by_uid.values()))

    def is_done(self, occurrence: Occurrence) -> bool:
        """Whether it was reported done, by all who have a part in it."""
        return is_done(occurrence, self.known)

    def with_done_tasks(
        self, now: Occurrence, before: Occurrence, followed: Collection[str], planned: Collection[str]
    ) -> Occurrence:
        """A check-in with those of its tasks that were done and that no plan has any more, and the units that did only these.

        followed: the keys of all tasks that there are; planned: the UIDs of all work. What another unit has now is not kept:
        `handing_on` says what becomes of it.
        """
        kept = tuple(key for key in before.tasks if key not in followed and self._did(before, key))
        if now.kind is not Kind.CHECK_IN or not kept:
            return now
        tasks = (*now.tasks, *kept)
        left = (self.by_uid[uid] for uid in before.parts if uid in self.by_uid and uid not in planned)
        mine = [o for o in left if self.is_done(o) and set(o.tasks) <= set(kept)]
        return replace(
            now,
            tasks=tasks,
            title=check_in_title(now.label, len(tasks), now.why),
            mentions=(*now.mentions, *(m for m in before.mentions if m.task in kept)),
            parts=(*now.parts, *(o.uid for o in mine)),
            leads=(*now.leads, *(u for o in mine for u in o.leads)),
        )

    def _did(self, check_in: Occurrence, task: str) -> bool:
        """Whether all units of a check-in that have the task said that it is done."""
        parts = [self.by_uid.get(uid, check_in) for uid in check_in.parts] or [check_in]
        told = [self.known.get(o.uid, NOTHING) for o in parts if task in o.tasks]
        return bool(told) and all(s.done or s.tasks.get(task, NOTHING).done for s in told)


def newly_staying(
    planned: Iterable[Occurrence], before: Iterable[Occurrence], settled: Iterable[Occurrence], today: date
) -> Iterator[Stays]:
    """What is still ahead, stays because it was done, and was planned until now.

    planned: what files and config come to; before: what those of the revision before come to on the same day. Of shared work
    that stays as a whole its parts are not told again.
    """
    now, was = ({o.uid: o for o in those} for those in (planned, before))
    standing = [o for o in settled if o.uid in was and o.end > today]
    whole = {part for o in standing if o.uid not in now for part in o.parts}
    for one in standing:
        if one.uid not in now and one.uid not in whole:
            yield Stays(one, None)
        elif one.uid in now and one.unit is None:
            yield from (Stays(one, t) for t in one.tasks if t not in now[one.uid].tasks and t in was[one.uid].tasks)
