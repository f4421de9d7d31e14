"""Where a piece of work stands by what was reported of it: the audit trail → Standings. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final, assert_never

from scheduler.schedule import Act, Occurrence, Progress
from scheduler.terms import Kind

SLIP: Final = timedelta(minutes=10)
"""So long whoever reported something done may take it back, as a finger that slipped; nobody is told of it."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What the audit trail of one occurrence, or of one task of a check-in, comes to.

    count: pieces made so far; a count that reaches the quota is done, and no longer so where it is taken back. reason: why
    it is not done, as it was last told. evidence: references of kept files and links, oldest first. note: what was last
    written beside another act than NOT_DONE. tasks: each task of a check-in of which something was reported, by key.
    all_told: each task of the check-in was answered, be some of them not done. by, at, channel: of the last entry. done_at:
    when it became done (UTC), whatever came after it. reopened: when what was done was taken back, while it is not done again
    (UTC). earlier: the reason that stood before it was done; where that is taken back it stands again.
    """

    done: bool = False
    count: int = 0
    reason: str | None = None
    evidence: tuple[str, ...] = ()
    tasks: Mapping[str, "Standing"] = field(default_factory=dict)
    by: str = ""
    at: datetime | None = None
    channel: str = ""
    note: str | None = None
    done_at: datetime | None = None
    reopened: datetime | None = None
    all_told: bool = False
    earlier: str | None = None

    @property
    def answered(self) -> bool:
        """Whether the question after it was answered: done, or explained why not. What is not done stays open work."""
        return self.done or self.all_told or self.reason is not None


NOTHING = Standing()
"""Where a piece of work stands of which nothing was reported."""


def is_slip(occurrence: Occurrence | None, before: Standing, by: str, at: datetime) -> bool:
    """Whether that person may take back at that moment what stands done, as it was their own and just now.

    A check-in as a whole is none: its tasks are answered one by one, and all of its answers would be lost.
    """
    return occurrence is not None and occurrence.kind is not Kind.CHECK_IN and is_fresh(before, by, at)


def is_fresh(before: Standing, by: str, at: datetime) -> bool:
    """Whether it stands done by that person's own word of just now; of one task of a check-in that is a slip, too."""
    return before.done and before.done_at is not None and before.by == by and at - before.done_at <= SLIP


def standings(entries: Iterable[Progress], occurrences: Iterable[Occurrence]) -> dict[str, Standing]:
    """The standing of every occurrence that somebody reported on, by uid; entries in the order of the trail.

    What is no longer planned stands by its own words alone: without quota and without tasks.
    """
    trails: dict[str, list[Progress]] = {}
    for entry in entries:
        trails.setdefault(entry.uid, []).append(entry)
    known = {o.uid: o for o in occurrences if o.uid in trails}
    return {uid: standing(trail, known.get(uid)) for uid, trail in trails.items()}


def parts_done(occurrence: Occurrence, known: Mapping[str, Standing]) -> int:
    """How many of its parts (of itself, where it has none) were reported done; known: standings by uid."""
    return sum(known.get(uid, NOTHING).done for uid in occurrence.parts or (occurrence.uid,))


def is_done(occurrence: Occurrence, known: Mapping[str, Standing]) -> bool:
    """Whether it was reported done; what several units share is done when all its parts are."""
    return parts_done(occurrence, known) == max(len(occurrence.parts), 1)


def standing(trail: Iterable[Progress], occurrence: Occurrence | None) -> Standing:
    """What the entries about one occurrence come to."""
    quota = occurrence.quota if occurrence is not None else 1
    asked = occurrence.tasks if occurrence is not None and occurrence.kind is Kind.CHECK_IN else ()
    found = NOTHING
    for entry in trail:
        before = found
        found = _with_task(found, entry, asked) if entry.task is not None else _after(found, entry, quota)
        about = before if entry.task is None else before.tasks.get(entry.task, NOTHING)
        slip = (
            is_slip(occurrence, about, entry.by, entry.at)
            if entry.task is None
            else is_fresh(about, entry.by, entry.at)
        )
        found = _dated(before, found, entry, slip)
    return found


def _dated(before: Standing, after: Standing, entry: Progress, slip: bool) -> Standing:
    """With when it became done, or was taken back; of a slip nobody is told."""
    if not (before.done or after.done):
        return after
    if after.done:
        return replace(after, done_at=before.done_at if before.done else entry.at, reopened=None)
    return replace(after, done_at=None, reopened=None if slip else entry.at)


def _with_task(whole: Standing, entry: Progress, asked: tuple[str, ...]) -> Standing:
    """A check-in is done as soon as each of its tasks is; where all are answered and some not done, it is open work."""
    assert entry.task is not None
    task = whole.tasks.get(entry.task, NOTHING)
    fresh = is_fresh(task, entry.by, entry.at)
    told = _dated(task, _after(task, entry, 1), entry, fresh)
    if entry.act is Act.REOPENED and not fresh:
        told = replace(told, reason=None)  # it is asked about again, which an old answer would keep from being
    tasks = {**whole.tasks, entry.task: told}
    found = [tasks.get(key, NOTHING) for key in asked]
    all_told, done = (bool(found) and all(said) for said in ([t.answered for t in found], [t.done for t in found]))
    return replace(_signed(whole, entry), tasks=tasks, done=done, all_told=all_told)


def _after(before: Standing, entry: Progress, quota: int) -> Standing:
    signed = _signed(before, entry)
    match entry.act:
        case Act.DONE:
            return replace(signed, done=True, reason=None, earlier=before.earlier if before.done else before.reason)
        case Act.REOPENED:
            return replace(signed, done=False, reason=before.earlier, earlier=None, tasks={}, all_told=False)
        case Act.NOT_DONE:
            return replace(signed, done=False, reason=entry.text or "", note=before.note)
        case Act.COUNT:
            count = max(before.count + entry.count, 0)
            by_word = before.done and (quota == 1 or before.count < quota)
            return replace(signed, count=count, done=by_word or (quota > 1 and count >= quota))
        case Act.EVIDENCE:
            return signed
        case _:
            assert_never(entry.act)


def _signed(before: Standing, entry: Progress) -> Standing:
    """Whatever was done carries its note and its evidence, and who did it."""
    kept = () if entry.evidence is None or entry.evidence in before.evidence else (entry.evidence,)
    return replace(
        before,
        evidence=(*before.evidence, *kept),
        by=entry.by,
        at=entry.at,
        channel=entry.channel,
        note=entry.text or before.note,
    )
