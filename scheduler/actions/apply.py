"""`apply` and `publish`: make files and config current, show what that changes, tell the calendars."""

import hashlib
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time
from functools import cache
from pathlib import Path

from scheduler.actions.begun import begun_text
from scheduler.actions.comparing import Changes, compare
from scheduler.actions.handing_on import Handed, handed_on
from scheduler.actions.parcels import Channels, crew_of
from scheduler.actions.passing_on import Passed, passed_on
from scheduler.actions.settling import kept_as_told, settled
from scheduler.actions.snapshot import Snapshot, applied_config, book_of, snapshot
from scheduler.actions.staying import Stays, newly_staying
from scheduler.config.reading import parse_config
from scheduler.deliveries import Delivery
from scheduler.derivation import Derived, derive, plans_that_stand
from scheduler.feeds.events import waiting_todos
from scheduler.feeds.publishing import content_of, edition, edition_of_series, edition_of_waiting, with_moved
from scheduler.feeds.specs import former_names, kept_feed
from scheduler.feeds.window import series_since
from scheduler.model import Task
from scheduler.notices import (
    MADE_GOOD,
    absence_notices,
    change_notices,
    pace_notices,
    reopened_notices,
    withdrawn_notices,
)
from scheduler.planning.calling_off import CallingOff
from scheduler.planning.task_changes import TaskChange, task_changes, year_changes
from scheduler.planning.year import year_of
from scheduler.ports import Repository
from scheduler.reminders.due import Crew
from scheduler.schedule import Occurrence, Published, Revision, TaskKey
from scheduler.settings import Config
from scheduler.trace import Reason


@dataclass(frozen=True, slots=True)
class Relinked:
    """The address that links in calendars lead to, as it was and will be, and how many events hold one: each is told anew."""

    before: str
    after: str
    events: int


@dataclass(frozen=True, slots=True)
class Preview:
    """A revision that could be applied: what it comes to and what it changes. `current`: it is applied already.

    tasks: what it changes in the plans themselves, against what was applied before; () at the first apply. handed: work whose
    units change after something was reported of it.
    passed: work that begins as done, since what it was made of was. stays: work that was done and is planned no more.
    kept: past days that files and config say otherwise, as they say them and as they stay. relinked: None where links stay.
    former: by id what units were called last that have had a calendar.
    """

    revision: Revision
    derived: Derived
    changes: Changes
    current: bool
    tasks: tuple[TaskChange, ...] = ()
    handed: tuple[Handed, ...] = ()
    kept: tuple[tuple[Occurrence, Occurrence], ...] = ()
    relinked: Relinked | None = None
    passed: tuple[Passed, ...] = ()
    former: Mapping[str, str] = field(default_factory=dict)
    stays: tuple[Stays, ...] = ()


def preview(repository: Repository, text: str, files: Mapping[str, bytes], folder: Path, now: datetime) -> Preview:
    """Work out a revision without writing anything. `text` is a config without faults; now: local."""
    config = parse_config(text, folder).config
    assert config is not None, "only a config without faults is previewed"
    last = repository.latest_revision()
    mark = _content_hash(text, files)
    known = repository.task_keys()
    told = derive(config, files, known, now, tasks_applied(last, known, folder, now))
    entries = repository.progress()
    derived = settled(told, repository.published(), entries, config, now.date())
    revision = Revision((last.id if last else 0) + 1, now.astimezone(UTC), mark, text, dict(files))
    before = repository.occurrences()
    was = config if last is None else applied_config(last, folder)
    looks = _looks_other(repository, config, was.server.base_url, revision, derived, now)
    changes = compare(before, derived.occurrences, now, looks)
    handed = handed_on(before, derived.occurrences, entries)
    tasks = () if last is None else changed_tasks(last, derived, config, known, folder, now)
    current = last is not None and last.content_hash == mark
    kept = kept_as_told(told.occurrences, derived.occurrences)
    relinked = _relinked(was, config, derived, {o.uid for o in before})
    passed = _passed(repository, derived, before)
    stays = () if last is None else _staying(told, derived, last, known, folder, now)
    former = former_names(repository.kept_feeds())
    return Preview(revision, derived, changes, current, tasks, handed, kept, relinked, passed, former, stays)


def _staying(
    told: Derived,
    derived: Derived,
    last: Revision,
    known: tuple[TaskKey, ...],
    folder: Path,
    now: datetime,
) -> tuple[Stays, ...]:
    """What stays as it was done; what the last revision planned is worked out only where something may."""
    planned = {o.uid: o.tasks for o in told.occurrences}
    ahead = [o for o in derived.occurrences if o.end > now.date()]
    if all(o.tasks == planned.get(o.uid) for o in ahead):
        return ()
    was = derive(applied_config(last, folder), last.files, known, now).occurrences
    return tuple(newly_staying(told.occurrences, was, derived.occurrences, now.date()))


def _passed(repository: Repository, derived: Derived, before: Iterable[Occurrence]) -> tuple[Passed, ...]:
    if not derived.parted:
        return ()
    told = (p.occurrence for p in repository.published().values() if not p.of_series)
    return passed_on(derived.parted, (*told, *before), derived.occurrences, repository.progress())


def _relinked(was: Config, now: Config, derived: Derived, known: Collection[str]) -> Relinked | None:
    before, after = was.server.base_url, now.server.base_url
    if before == after:
        return None
    return Relinked(before, after, sum(o.unit is None and o.uid in known for o in derived.occurrences))


def tasks_applied(last: Revision | None, known: tuple[TaskKey, ...], folder: Path, now: datetime) -> dict[str, Task]:
    """The tasks of the last revision by key, each as its plan said it before any amendment: they tell namesakes apart."""
    if last is None:
        return {}
    stood = plans_that_stand(applied_config(last, folder), last.files, known, now)
    return {key: task for one in stood for key, task in one.first.items()}


def changed_tasks(
    last: Revision, derived: Derived, config: Config, known: tuple[TaskKey, ...], folder: Path, now: datetime
) -> tuple[TaskChange, ...]:
    """What became of the plans that were applied and still are followed, and of their tasks; a new plan is no list of changes."""
    stood = plans_that_stand(applied_config(last, folder), last.files, known, now)
    before = {key: task for one in stood for key, task in one.last.items()}
    both = {key.plan for key in before} & set(derived.plans)
    old, new = ({k: t for k, t in tasks.items() if k.plan in both} for tasks in (before, derived.tasks))
    today = now.date()
    was = {one.source.id: year_of(one.source, one.versions[0].plan, today) for one in stood}
    years = ((s.id, was[s.id], year_of(s, derived.plans[s.id], today)) for s in config.plans if s.id in both & set(was))
    return (*year_changes(years), *task_changes(old, new, derived.parted))


def apply(repository: Repository, found: Preview, folder: Path, now: datetime) -> None:
    """Freeze the previewed revision, replace what is derived, carry over what was done, publish."""
    derived = found.derived
    carried = [entry for handed in found.handed for entry in handed.carried]
    for entry in (*carried, *(entry for passed in found.passed for entry in passed.carried)):
        repository.report(
            entry
        )  # first: a process that ends here is made good by the next `apply`, which finds them done
    repository.apply(
        found.revision,
        (*derived.keys, *derived.given_up),
        derived.occurrences,
        derived.waiting,
        derived.triggers,
        now.date(),
    )
    publish(repository, folder, now)


def refresh(repository: Repository, folder: Path, now: datetime) -> None:
    """Once a day, and where the store holds rows of another version: derive anew and publish what the new day changes.

    What a day changes, it changes at its midnight: the hour at which somebody asked first leaves no mark in calendars.
    """
    revision = repository.latest_revision()
    if revision is None:
        return
    if is_current(repository, now):
        if repository.unpublished():  # whoever applied or reported did not come to publishing
            publish(repository, folder, now)
        return
    config = applied_config(revision, folder)
    derived = derive(config, revision.files, repository.task_keys(), now)
    derived = settled(derived, repository.published(), repository.progress(), config, now.date())
    repository.apply(
        revision, (*derived.keys, *derived.given_up), derived.occurrences, derived.waiting, derived.triggers, now.date()
    )
    publish(repository, folder, datetime.combine(now.date(), time.min, now.tzinfo))


def is_current(repository: Repository, now: datetime) -> bool:
    """Whether the derived rows are of this day; those of a later one are a wrong clock's."""
    return repository.derived_on() == now.date()


def publish(repository: Repository, folder: Path, now: datetime) -> None:
    """Raise the revision of every occurrence whose content is not what calendars know, and tell whom a change concerns.

    The only writer of revisions. Where another process writes meanwhile, it is worked out anew from what is there then.
    """
    while not _published(repository, folder, now):
        pass


def _published(repository: Repository, folder: Path, now: datetime) -> bool:
    """Whether it could be written; not where another process wrote since it was read."""
    seen = repository.version()
    if repository.latest_revision() is None:
        return True
    office = snapshot(repository, folder, now)
    told = _told(repository, office)
    if not repository.publish(told, notices=_notices(repository, office, told), seen=seen):
        return False
    _keep_feeds(repository, office)
    return True


def _told(repository: Repository, office: Snapshot) -> tuple[Published, ...]:
    """The revisions that calendars do not know yet."""
    now = office.now.astimezone(UTC).replace(microsecond=0)
    present = (*office.occurrences, *office.archived)
    told = edition(present, office.published, office.book, now, _why_off(repository, office))
    after = {**office.published, **{p.uid: p for p in told}}
    since = series_since(office.now.date(), office.config.policy)
    waiting = waiting_todos(office.waiting, office.config.office.id, office.book)
    return (
        *told,
        *edition_of_waiting(waiting, office.published, now, office.revision.id),
        *edition_of_series(office.occurrences, after, office.book, now, since, office.usual_feeds),
    )


def _notices(repository: Repository, office: Snapshot, told: Iterable[Published]) -> tuple[Delivery, ...]:
    """What people are told beside their ladders: of changes, absences, work that others took up again, the pace of quotas."""
    crew, policy, now = crew_of(office, Channels.of(repository)), office.config.policy, office.now
    changed = [p for p in told if not p.of_series]
    return (
        *change_notices(changed, office.published, crew, office.book, policy.change_days),
        *absence_notices(
            office.config.absences, crew, office.calendar, policy, now, lambda a: begun_text(repository, office, a)
        ),
        *_withdrawn(repository, office, crew),
        *reopened_notices(office.occurrences, crew, office.book, office.calendar, policy, now),
        *pace_notices(office.occurrences, crew, office.book, office.calendar, now),
    )


def _withdrawn(repository: Repository, office: Snapshot, crew: Crew) -> tuple[Delivery, ...]:
    """What the latest revision took back of the absences of the one before, known by its day: told once, whoever publishes it."""
    applied, before = office.revision.applied_at.astimezone(office.now.tzinfo), repository.config_before()
    if before is None or office.now - applied > MADE_GOOD:
        return ()
    config = parse_config(before, office.config.folder).config
    away = () if config is None else config.absences
    known = (office.config.absences, crew, office.calendar, office.config.policy)
    return withdrawn_notices(away, *known, office.now, applied.date())


def _why_off(repository: Repository, office: Snapshot) -> Callable[[Occurrence], Reason]:
    """Why work is off; the plans are read for it only where something is."""

    @cache
    def known() -> CallingOff:
        revision, config = office.revision, office.config
        plans = plans_that_stand(config, revision.files, repository.task_keys(), office.now)
        return CallingOff.of(plans, config.tasks, office.book.directory, office.occurrences)

    return lambda gone: known().why(gone)


def _keep_feeds(repository: Repository, office: Snapshot) -> None:
    """What is offered from now on is offered for good."""
    known = office.kept_feeds
    offered = [kept_feed(spec) for spec in office.feeds if not spec.own]
    repository.keep_feeds(
        replace(known.get(f.slug, f), name=f.name)
        for f in offered
        if f.slug not in known or known[f.slug].name != f.name
    )


def _looks_other(
    repository: Repository, config: Config, address: str, revision: Revision, derived: Derived, now: datetime
) -> Callable[[Occurrence], bool]:
    """Whether an event will read otherwise than calendars know it, be it by a name of a unit or plan alone.

    address: under which links lead so far; that all of them lead elsewhere is said once, and not of each event.
    """
    published = repository.published()
    told = with_moved(book_of(repository, config, revision, derived.occurrences, now), published)
    book = replace(told, address=address, tasks={**told.tasks, **{key.key: key for key in derived.keys}})

    def other(occurrence: Occurrence) -> bool:
        known = published.get(occurrence.uid)
        if known is None or known.cancelled is not None:
            return known is not None
        return known.content_hash != content_of(occurrence, book.state(occurrence), book)

    return other


def _content_hash(text: str, files: Mapping[str, bytes]) -> str:
    digest = hashlib.sha256(text.encode())
    for name in sorted(files):
        digest.update(f"\n{name}\n".encode() + files[name])
    return digest.hexdigest()
