"""Work that was split or put together after it was reported done: its parts of the same period are done as well."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from scheduler.actions.handing_on import as_told, parts_of, standing_of
from scheduler.progress import Standing, standings
from scheduler.schedule import Occurrence, Progress, TaskKey
from scheduler.terms import Kind


@dataclass(frozen=True, slots=True)
class Passed:
    """New work that begins as done, since all of the earlier work that it was made of was done for that period.

    task: the key of the task of a check-in, None for work of its own. old: titles of the earlier work. carried: the entries.
    """

    occurrence: Occurrence
    task: str | None
    old: tuple[str, ...]
    carried: tuple[Progress, ...]


def passed_on(
    parted: Mapping[str, Sequence[TaskKey]],
    before: Iterable[Occurrence],
    after: Iterable[Occurrence],
    entries: Sequence[Progress],
) -> tuple[Passed, ...]:
    """What was done of earlier work for a period → the parts, or the whole, of the same period that nobody reported on yet.

    before: everything that calendars were ever told of; after: as it will stand. Nothing else passes on: what lies behind stays
    with the earlier work, and what was only begun is asked of the new one.
    """
    if not parted:
        return ()
    new = tuple(after)
    old = {o.uid: o for o in before}
    known = standings(entries, (*old.values(), *new))
    told = {(entry.uid, entry.task) for entry in entries} | {
        (entry.uid, None) for entry in entries if entry.task is None
    }
    shared = {
        (key, o.period_key, o.kind is Kind.CHECK_IN): o for o in old.values() if o.unit is None for key in o.tasks
    }
    return tuple(p for o in new if o.unit is None for p in _of_one(o, parted, shared, old, known, told))


def _of_one(
    now: Occurrence,
    parted: Mapping[str, Sequence[TaskKey]],
    shared: Mapping[tuple[str, str, bool], Occurrence],
    old: Mapping[str, Occurrence],
    known: Mapping[str, Standing],
    told: set[tuple[str, str | None]],
) -> Iterator[Passed]:
    folded = now.kind is Kind.CHECK_IN
    for key in now.tasks:
        was = [(k, shared.get((k.key, now.period_key, folded))) for k in parted.get(key, ())]
        done = [_done(o, k.key if folded else None, old, known) for k, o in was if o is not None]
        found = [one for one in done if one is not None]
        if not was or len(found) < len(was):
            continue
        task = key if folded else None
        open_ = [uid for uid in now.parts or (now.uid,) if (uid, task) not in told]
        carried = tuple(entry for uid in open_ for entry in as_told(found[-1], uid, task))
        if carried:
            yield Passed(now, task, tuple(k.title for k, _ in was), carried)


def _done(
    was: Occurrence, task: str | None, old: Mapping[str, Occurrence], known: Mapping[str, Standing]
) -> Standing | None:
    """The last report of work that all who led it had done; None where it was not."""
    if (whole := standing_of(known, was.uid, task)).done:
        return whole
    each = [standing_of(known, uid, task) for uid in parts_of(was, task, old)]
    return each[-1] if each and all(one.done for one in each) else None
