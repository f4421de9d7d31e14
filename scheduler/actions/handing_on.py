"""What was reported of work whose lead units change: what was done stays done, anything less is said not to pass over."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from scheduler.progress import NOTHING, Standing, standings
from scheduler.schedule import Act, Occurrence, Progress
from scheduler.terms import Kind


@dataclass(frozen=True, slots=True)
class Handed:
    """Work that other units lead from now on, and of which those that no longer do have reported something.

    task: the key of the task of a check-in, None for work of its own. before, after: the ids of the units that leave and that
    come. carried: the entries with which the new units' parts begin, as the old ones reported them; () where not all of the work
    was done: then nothing passes over, and that is to be said.
    """

    occurrence: Occurrence
    task: str | None
    before: tuple[str, ...]
    after: tuple[str, ...]
    carried: tuple[Progress, ...] = ()


def handed_on(
    before: Iterable[Occurrence], after: Iterable[Occurrence], entries: Sequence[Progress]
) -> tuple[Handed, ...]:
    """Occurrences as they stood and as they will → those whose units change after something was reported.

    Work that was done as a whole is not to be done again because somebody else answers for it: the new units' parts take over
    the report, by the same person and of the same moment. A unit that only joins others has its own part still to do.
    """
    old, new = {o.uid: o for o in before}, {o.uid: o for o in after}
    known = standings(entries, (*old.values(), *(o for uid, o in new.items() if uid not in old)))
    both = ((old[uid], now) for uid, now in new.items() if now.unit is None and uid in old)
    return tuple(h for was, now in both if was.parts != now.parts for h in _of_one(was, now, old, new, known))


def _of_one(
    was: Occurrence,
    now: Occurrence,
    old: Mapping[str, Occurrence],
    new: Mapping[str, Occurrence],
    known: Mapping[str, Standing],
) -> Iterator[Handed]:
    kept = [t for t in now.tasks if t in was.tasks] if now.kind is Kind.CHECK_IN else [None]
    for task in kept:
        mine, theirs = parts_of(was, task, old), parts_of(now, task, new)
        gone, fresh = [u for u in mine if u not in theirs], [u for u in theirs if u not in mine]
        told = [s for uid in gone if (s := standing_of(known, uid, task)).done or s.count]
        open_ = [uid for uid in fresh if not standing_of(known, uid, task).done]
        if told and open_:
            done = all(standing_of(known, uid, task).done for uid in mine)
            carried = tuple(e for uid in open_ for e in as_told(told[-1], uid, task)) if done else ()
            yield Handed(now, task, _units(gone, old), _units(fresh, new), carried)


def parts_of(shared: Occurrence, task: str | None, by_uid: Mapping[str, Occurrence]) -> tuple[str, ...]:
    """The UIDs under which the work, or one task of a check-in, is reported on."""
    parts = shared.parts or (shared.uid,)
    return tuple(uid for uid in parts if task is None or (uid in by_uid and task in by_uid[uid].tasks))


def standing_of(known: Mapping[str, Standing], uid: str, task: str | None) -> Standing:
    """Where a piece of work, or one task of a check-in, stands."""
    whole = known.get(uid, NOTHING)
    return whole if task is None or whole.done else whole.tasks.get(task, NOTHING)


def as_told(found: Standing, uid: str, task: str | None) -> Iterator[Progress]:
    """A report of done with its count and its evidence, as it was made, for another UID."""
    assert found.at is not None, "somebody has reported it"
    signed = found.by, found.at, found.channel
    if found.count and task is None:
        yield Progress(uid, Act.COUNT, *signed, count=found.count)
    yield from (Progress(uid, Act.EVIDENCE, *signed, task=task, evidence=one) for one in found.evidence)
    yield Progress(uid, Act.DONE, *signed, task=task, text=found.note)


def _units(uids: Iterable[str], by_uid: Mapping[str, Occurrence]) -> tuple[str, ...]:
    return tuple(unit for uid in uids if (unit := by_uid[uid].unit) is not None)
