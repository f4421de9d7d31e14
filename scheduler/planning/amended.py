"""The plans of an office with the plans that amend them: which stand by themselves, their versions, one key a task through all."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from scheduler.diagnostics import Diagnostic, Location, Severity, values
from scheduler.model import Plan, Task
from scheduler.planning.amending import Version, versions
from scheduler.planning.amendment import Amendment, since_text
from scheduler.planning.counting import counted_on
from scheduler.planning.regrouped_questions import regrouped_question
from scheduler.planning.same_work import likeness
from scheduler.planning.task_keys import Unsure, identified
from scheduler.planning.unknown_was import unknown_was
from scheduler.planning.year import all_tasks
from scheduler.policy import NOT_THE_SAME
from scheduler.schedule import Occurrence, TaskKey
from scheduler.settings import Config, PlanSource
from scheduler.text import folded
from scheduler.trace import Reason
from scheduler.words import day_text, say

_ONE_PLAN = 0.4  # share of words that the title of an amendment has in common with the title of the plan it is about


@dataclass(frozen=True, slots=True)
class AmendedPlan:
    """A plan that stands by itself: its versions, and a key for every task that any of them has. diagnostics: what is asked.

    parted: by the key of a task that config says to be a part of earlier work, or all of several, the keys of that.
    """

    source: PlanSource
    versions: tuple[Version, ...]
    by_number: tuple[tuple[tuple[str, str | None, int], TaskKey], ...]
    diagnostics: tuple[Diagnostic, ...]
    given_up: tuple[TaskKey, ...] = ()
    parted: Mapping[str, tuple[TaskKey, ...]] = field(default_factory=dict)

    def heirs(self, gone: Collection[str]) -> tuple[TaskKey, ...]:
        """The tasks to which the work of those keys passed when it was split or put together."""
        return tuple(k for k in self.keys if any(old.key in gone for old in self.parted.get(k.key, ())))

    @property
    def keys(self) -> tuple[TaskKey, ...]:
        """Every key, once."""
        return tuple(dict.fromkeys(key for _, key in self.by_number))

    @property
    def numbers(self) -> Mapping[str, str]:
        """The task's number by key."""
        return {key.key: no for (no, *_), key in self.by_number}

    @property
    def last(self) -> dict[TaskKey, Task]:
        """The tasks of the last version by key."""
        version = self.versions[-1]
        return dict(zip(self.keys_of(version), all_tasks(version.plan), strict=True))

    @property
    def first(self) -> dict[str, Task]:
        """Every task of any version by key, as it stood first."""
        tasks = _all_tasks(self.versions)
        return {key.key: tasks[mark] for mark, key in self.by_number}

    def keys_of(self, version: Version) -> tuple[TaskKey, ...]:
        """One key a task of a version, in the order of all_tasks."""
        found = dict(self.by_number)
        return tuple(found[mark] for mark in _marks(all_tasks(version.plan)))


def followed(config: Config, plans: Mapping[str, Plan]) -> tuple[PlanSource, ...]:
    """The plans that stand by themselves: neither amendments, nor held back because they seem to be one."""
    return tuple(
        s
        for s in config.plans
        if s.id in plans and s.amends in (None, NOT_THE_SAME) and _amended_by_title(s, config, plans) is None
    )


def amended_plans(
    config: Config, plans: Mapping[str, Plan], stored: Sequence[TaskKey], now: datetime, before: Mapping[str, Task]
) -> tuple[AmendedPlan, ...]:
    """Every plan that stands by itself, with its amendments and the keys of its tasks. before: tasks as applied (`first`)."""
    return tuple(_of_one(source, config, plans, stored, now, before) for source in followed(config, plans))


def amendment_questions(config: Config, plans: Mapping[str, Plan]) -> Iterable[Diagnostic]:
    """Amendments that are held back: no day of issue, no change understood, a title that speaks of another plan.

    Or that changes nothing that is here: it names a plan that config does not have, and holds no work of its own.
    """
    for source in (s for s in config.plans if s.id in plans):
        where, plan = Location(source.file), plans[source.id]
        of = _amended_by_title(source, config, plans)
        if of is not None:
            facts = values(plan=source.id, of=of.id)
            yield Diagnostic("amendment-follows", Severity.QUESTION, where, facts)
        elif source.amends is None and plan.header.amends and not plan.tasks:
            facts = values(plan=source.id, named=plan.header.amends)
            yield Diagnostic("amendment-of-unknown", Severity.QUESTION, where, facts)
        elif source.amends not in (None, NOT_THE_SAME):
            if _holds_from(source, plan) is None:
                yield Diagnostic("amendment-without-day", Severity.QUESTION, where, values(plan=source.id))
            elif (named := _other_number(source, config, plans)) is not None:
                facts = values(
                    plan=source.id, of=source.amends or "", named=named, number=_number_of(source.amends, config, plans)
                )
                yield Diagnostic("amendment-of-other", Severity.QUESTION, where, facts)
            elif not plan.changes:
                yield Diagnostic("amendment-without-changes", Severity.QUESTION, where, values(plan=source.id))


def through_versions(
    versions: Sequence[Version],
    laid_out: Sequence[Iterable[Occurrence]],
    numbers: Mapping[str, str],
    rolling: Collection[str] = (),
) -> tuple[Occurrence, ...]:
    """The occurrences of each version, laid out alone → those that hold: of each version what is due from its day on.

    What was due before stays as it was. A day that an amendment puts before its own cannot be met any more: that one keeps the
    day it had, and says so. rolling: the plans that hold anew each year, and count their pieces by year.
    """
    kept: dict[str, Occurrence] = {}
    for version, found in zip(versions, laid_out, strict=True):
        anew = {o.uid: o for o in found}
        before = {uid: o for uid, o in kept.items() if o.due < version.since}
        late = _put_into_the_past(kept, anew, version)
        heard = _heard(before.values())
        mine: Sequence[Occurrence] = [
            o
            for o in anew.values()
            if o.due >= version.since and o.uid not in late and not (o.timed and (o.tasks[0], o.period_key) in heard)
        ]
        if kept:
            past, mine = counted_on((*before.values(), *late.values()), mine, anew.values(), rolling)
            kept = {o.uid: o for o in past}
        kept = kept | {o.uid: o for o in _as_amended(mine, version, numbers, before)}
    return tuple(kept.values())


def _heard(before: Iterable[Occurrence]) -> frozenset[tuple[str, str]]:
    """Of which programme which periods had their piece: another day of the week does not make a second one of it."""
    return frozenset((o.tasks[0], o.period_key) for o in before if o.timed and o.number is not None)


def _put_into_the_past(
    kept: Mapping[str, Occurrence], anew: Mapping[str, Occurrence], version: Version
) -> dict[str, Occurrence]:
    """What was still ahead on an amendment's day and would by that amendment have been due before it, with its units' parts."""
    pairs = ((o, anew[uid]) for uid, o in kept.items() if o.unit is None and o.due >= version.since and uid in anew)
    found: dict[str, Occurrence] = {}
    for was, now in pairs:
        if now.due < version.since and version.by is not None:
            facts = values(name=version.by.name, day=since_text(version.by), due=day_text(now.due))
            why = Reason("amended-too-late", facts)
            ours = (was, *(kept[uid] for uid in was.parts if uid in kept))
            found |= {o.uid: replace(o, why=(*o.why, why)) for o in ours}
    return found


def _as_amended(
    found: Iterable[Occurrence], version: Version, numbers: Mapping[str, str], before: Mapping[str, Occurrence]
) -> tuple[Occurrence, ...]:
    """A version's occurrences with the amendment in their trace; where one that was due before has the UID, with one of their own.

    That one stays as it was, done or not: a deadline set anew after it had passed is work of its own.
    """
    amended = dict(version.amended)
    return tuple(_renamed(_traced(o, amended, numbers), before) for o in found)


def _traced(occurrence: Occurrence, amended: Mapping[str, Amendment], numbers: Mapping[str, str]) -> Occurrence:
    told = (a for key in occurrence.tasks if (a := amended.get(numbers.get(key, ""))))
    reasons = tuple(dict.fromkeys(Reason("amended", values(name=a.name, day=since_text(a))) for a in told))
    return replace(occurrence, why=(*occurrence.why, *reasons)) if reasons else occurrence


def _renamed(occurrence: Occurrence, before: Mapping[str, Occurrence]) -> Occurrence:
    """Under a UID of its own where what all see of it bears one that was used before; the units' parts go with it."""
    head, _, host = occurrence.uid.partition("@")
    period = f"-{occurrence.period_key}"
    stem = next((f"{key}{period}" for key in occurrence.tasks if head.startswith(f"{key}{period}")), None)
    if stem is None or f"{stem}@{host}" not in before:
        return occurrence

    def again(uid: str) -> str:
        return f"{stem}.2{uid.removeprefix(stem)}"

    parts = tuple(again(uid) for uid in occurrence.parts)
    return replace(occurrence, uid=again(occurrence.uid), parts=parts, period_key=f"{occurrence.period_key}.2")


def _of_one(
    source: PlanSource,
    config: Config,
    plans: Mapping[str, Plan],
    stored: Sequence[TaskKey],
    now: datetime,
    before: Mapping[str, Task],
) -> AmendedPlan:
    amendments = [
        Amendment(s, plans[s.id], day)
        for s in config.plans
        if s.amends == source.id and s.id in plans and (day := _holds_from(s, plans[s.id])) is not None
        if _other_number(s, config, plans) is None
    ]
    found, asked = versions(plans[source.id], amendments, config.tasks)
    tasks = _all_tasks(found)
    keys = identified(source.id, tuple(tasks.values()), stored, now, config.tasks, before)
    wrong = unknown_was(source.id, tuple(tasks.values()), keys.keys, stored, config.tasks)
    return AmendedPlan(
        source,
        found,
        tuple(zip(tasks, keys.keys, strict=True)),
        (
            *asked,
            *wrong,
            *(_maybe_same(u, source) for u in keys.unsure),
            *(regrouped_question(g, source) for g in keys.groups),
        ),
        keys.given_up,
        keys.parted,
    )


def _other_number(source: PlanSource, config: Config, plans: Mapping[str, Plan]) -> str | None:
    """The number that an amendment gives the plan it is about, where the one that config names bears another one.

    It may name an earlier amendment of that plan instead.
    """
    named = plans[source.id].header.amends
    own = _number_of(source.amends, config, plans)
    beside = [_number_of(s.id, config, plans) for s in config.plans if s.amends == source.amends and s is not source]
    return named if named and own and not any(_same_number(named, number) for number in (own, *beside)) else None


def _same_number(one: str, other: str) -> bool:
    """Whether two numbers of papers are one; «12» may be short for «12/KH-UBND»."""
    first, second = ("".join(folded(number).split()) for number in (one, other))
    short = "/" not in first or "/" not in second
    return first.partition("/")[0] == second.partition("/")[0] if short else first == second


def _number_of(plan: str | None, config: Config, plans: Mapping[str, Plan]) -> str:
    """The number of a plan, as config says, else as printed; "" where neither tells."""
    source = next((s for s in config.plans if s.id == plan), None)
    printed = plans[source.id].header.number if source is not None and source.id in plans else None
    return (source.number if source is not None else None) or printed or ""


def _holds_from(source: PlanSource, plan: Plan) -> date | None:
    """The day from which an amendment holds: as config says, else as it says itself, else the day of signing."""
    return source.issued or plan.in_force or plan.header.issued


def _all_tasks(found: Sequence[Version]) -> dict[tuple[str, str | None, int], Task]:
    """Every task of any version by its number, each as it stood first."""
    tasks: dict[tuple[str, str | None, int], Task] = {}
    for version in found:
        of_version = all_tasks(version.plan)
        for mark, task in zip(_marks(of_version), of_version, strict=True):
            tasks.setdefault(mark, task)
    return tasks


def _marks(tasks: Sequence[Task]) -> tuple[tuple[str, str | None, int], ...]:
    """What tells tasks of one plan apart: number, stream, and which of several that bear the same."""
    seen: dict[tuple[str, str | None], int] = {}
    marks = []
    for task in tasks:
        count = seen[task.no, task.stream] = seen.get((task.no, task.stream), 0) + 1
        marks.append((task.no, task.stream, count))
    return tuple(marks)


def _maybe_same(found: Unsure, source: PlanSource) -> Diagnostic:
    facts = values(
        plan=source.id,
        no=found.task.no,
        title=found.task.title,
        was=found.old.no,
        old=found.old.title,
        likeness=found.likeness,
    )
    if found.others:
        of_before = sorted((found.old, *found.others), key=lambda key: key.key)
        named = values(all=", ".join(say("planning", "label", "of-before", values(no=k.no)) for k in of_before))
        return Diagnostic("task-one-of-same", Severity.QUESTION, found.task.location, (*facts, *named))
    return Diagnostic("task-maybe-same", Severity.QUESTION, found.task.location, facts)


def _amended_by_title(source: PlanSource, config: Config, plans: Mapping[str, Plan]) -> PlanSource | None:
    """The plan of this office that a plan amends by its title, where config does not say whether it does."""
    header = plans[source.id].header
    if source.amends is not None or header.amends is None:
        return None
    others = [s for s in config.plans if s is not source and s.id in plans and plans[s.id].header.amends is None]
    numbered = [s for s in others if header.amends and header.amends in (s.number, plans[s.id].header.number)]
    alike = sorted((-likeness(header.title or "", plans[s.id].header.title or ""), at) for at, s in enumerate(others))
    near = [others[at] for like, at in alike if -like >= _ONE_PLAN]
    return next(iter((*numbered, *near)), None)
