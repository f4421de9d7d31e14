"""Snapshot: an office as it stands at a moment, read from the applied revision and the store alone."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from functools import cached_property, lru_cache
from pathlib import Path

from calendars.event import Event
from calendars.workdays import OfficeCalendar
from scheduler.book import Book, State
from scheduler.config.reading import parse_config
from scheduler.derivation import derive, directory_of, people_of, plan_names, short_plan_names
from scheduler.diagnostics import Diagnostic, Severity, by_gravity
from scheduler.feeds.publishing import archived, tombstones, with_moved
from scheduler.feeds.series import series_events, series_of, year_of
from scheduler.feeds.specs import FeedSpec, feed_specs, former_names
from scheduler.feeds.window import series_since
from scheduler.model import Person
from scheduler.ports import Repository
from scheduler.progress import standings
from scheduler.schedule import Occurrence, Progress, Published, Revision, Waiting
from scheduler.settings import Config
from scheduler.subscriptions import KeptFeed
from scheduler.terms import Audience
from scheduler.words import say


class NothingApplied(Exception):
    """The store holds no revision yet: `apply` has to come first."""


@dataclass(frozen=True)
class Snapshot:
    """What feeds, agenda and reminders are made of. `now` is local."""

    config: Config
    revision: Revision
    now: datetime
    book: Book
    occurrences: tuple[Occurrence, ...]
    cancelled: tuple[Occurrence, ...]
    waiting: tuple[Waiting, ...]
    published: Mapping[str, Published]
    kept_feeds: Mapping[str, KeptFeed] = field(default_factory=dict)

    @cached_property
    def by_uid(self) -> Mapping[str, Occurrence]:
        """Occurrences by UID."""
        return {o.uid: o for o in self.occurrences}

    @cached_property
    def off(self) -> Mapping[str, Occurrence]:
        """What was called off of late and is shown as such, by UID."""
        return {o.uid: o for o in self.cancelled if o.uid not in self.by_uid}

    @cached_property
    def calendar(self) -> OfficeCalendar:
        """The office's working days."""
        return OfficeCalendar(self.config.days_off, self.config.working_days)

    @cached_property
    def people(self) -> tuple[Person, ...]:
        """The receivers of messages; who answers for a group answers for each of its members."""
        return people_of(self.config, self.book.directory)

    @cached_property
    def shown(self) -> tuple[Occurrence, ...]:
        """All that some calendar may show: what is planned, called off, and of past years."""
        return (*self.occurrences, *self.cancelled, *self.archived)

    @property
    def midnight(self) -> datetime:
        """When this day began (local)."""
        return datetime.combine(self.now.date(), time.min, self.now.tzinfo)

    def person(self, id: str) -> Person | None:
        """The receiver of that id."""
        return next((p for p in self.people if p.id == id), None)

    @cached_property
    def feeds(self) -> tuple[FeedSpec, ...]:
        """Every feed that the office offers."""
        return feed_specs(self.config.office, self.book, self.shown, self.people, self.kept_feeds)

    @cached_property
    def usual_feeds(self) -> tuple[FeedSpec, ...]:
        """Every feed that the office would offer, whichever were revoked."""
        return feed_specs(self.config.office, self.book, self.shown, self.people)

    @cached_property
    def named(self) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
        """The plans, units and people that a query may name: those of config, and those that work bears."""
        worked = (u for o in self.shown for u in (*o.leads, *o.coordinating, *o.led_before, *o.helped_before))
        units = {*worked, *(u.id for u in self.config.units)}
        plans = {o.plan for o in self.shown} | set(self.book.plans)
        return frozenset(plans), frozenset(units), frozenset(self.units_of)

    @cached_property
    def units_of(self) -> Mapping[str, tuple[str, ...]]:
        """Whose work each person sees, by id."""
        return {person.id: person.units for person in self.people}

    @cached_property
    def archived(self) -> tuple[Occurrence, ...]:
        """Work of past years that has left the schedule."""
        return archived(self.occurrences, self.published, self.book.today)

    @cached_property
    def series(self) -> Mapping[str, Sequence[Occurrence]]:
        """What is one series wherever it is shown, by its UID."""
        groups = series_of(self._published_work, self._since)
        return {uid: members for uid, members in groups.items() if uid in self.published}

    @cached_property
    def series_events(self) -> Mapping[str, Sequence[Event]]:
        """The events of each series, the same in every feed that shows it."""
        groups = year_of(self._published_work, self._since)
        states = {o.uid: self.state(o) for members in groups.values() for o in members}
        return series_events(groups, self._since, self.usual_feeds, states, self.published, self.book)

    @property
    def _published_work(self) -> Iterable[Occurrence]:
        return (o for o in (*self.occurrences, *self.cancelled) if o.uid in self.published)

    @property
    def _since(self) -> date:
        return series_since(self.book.today, self.config.policy)

    @cached_property
    def questions(self) -> tuple[Diagnostic, ...]:
        """What is open in config and plans, as `apply` said it, gravest first."""
        found = derive(self.config, self.revision.files, self.book.tasks.values(), self.now).diagnostics
        return tuple(d for d in by_gravity(found) if d.severity is not Severity.INFO)

    def at(self, moment: datetime) -> "Snapshot":
        """The same office, looked at in another moment (local)."""
        return replace(self, now=moment, book=replace(self.book, today=moment.date()))

    def role(self, person: str) -> str:
        """A person's role as config writes it; who is no longer there by the id that was kept."""
        told = (p.role for p in self.config.people if p.id == person)
        console = say("web", "label", "coordinator") if person == Audience.COORDINATOR.value else person
        return next(told, console)

    def state(self, occurrence: Occurrence) -> State:
        """How an occurrence stands; one that was called off is cancelled."""
        told = self.published.get(occurrence.uid)
        off = occurrence.uid not in self.by_uid and (told is None or told.cancelled is not None)
        return State.CANCELLED if off else self.book.state(occurrence)


def applied_config(revision: Revision, folder: Path) -> Config:
    """The config that a revision froze; `apply` stores only one without faults."""
    return _parsed(revision.config, folder)


@lru_cache(maxsize=8)
def _parsed(text: str, folder: Path) -> Config:
    """Kept, as each wake-up asks for it."""
    config = _parsed_if_it_holds(text, folder)
    assert config is not None, "apply stores only a config without faults"
    return config


@lru_cache(maxsize=32)
def _parsed_if_it_holds(text: str, folder: Path) -> Config | None:
    """None for a config of long ago that this version of the program takes no more."""
    return parse_config(text, folder).config


def snapshot(repository: Repository, folder: Path, now: datetime, uids: Collection[str] | None = None) -> Snapshot:
    """Read the office as it was applied. Raises NothingApplied in an empty store.

    uids: only so much of the schedule as reminders of these need, and what was called off of it; feeds and what waits are
    left out.
    """
    revision = repository.latest_revision()
    if revision is None:
        raise NothingApplied
    config = applied_config(revision, folder)
    # Occurrences first: where another process applies meanwhile, the keys and revisions read after them know them all.
    whole = uids is None
    occurrences = repository.occurrences() if uids is None else repository.occurrences(uids=uids)
    gone = frozenset(uids or ()) - {o.uid for o in occurrences}
    published = repository.published() if whole else repository.published(gone) if gone else {}
    known = (*occurrences, *archived(occurrences, published, now.date()))
    off = tombstones(published, now)
    trail = None if uids is None else repository.progress_of({*uids, *(part for o in occurrences for part in o.parts)})
    return Snapshot(
        config=config,
        revision=revision,
        now=now,
        book=with_moved(book_of(repository, config, revision, known, now, trail, off), published),
        occurrences=occurrences,
        cancelled=off,
        waiting=repository.waiting() if whole else (),
        published=published,
        kept_feeds=repository.kept_feeds() if whole else {},
    )


def book_of(
    repository: Repository,
    config: Config,
    revision: Revision,
    occurrences: Iterable[Occurrence],
    now: datetime,
    trail: Iterable[Progress] | None = None,
    off: Iterable[Occurrence] = (),
) -> Book:
    """Names, tasks and standing as rendering needs them. trail: what was reported of these, where not all of it is wanted.

    off: work that was called off and still shows. Work of a plan that config has no more bears that plan's last name.
    """
    known = tuple(occurrences)
    trail = repository.progress() if trail is None else trail
    tasks = {k.key: k for k in repository.task_keys()}
    reported = standings(trail, known)
    names, short = plan_names(config, revision.files), short_plan_names(config, revision.files)
    for plan in sorted({o.plan for o in (*known, *off)} - set(names)):
        gone = _last_names(repository, plan, config.folder)
        if gone is not None:
            names[plan], short[plan] = gone
    directory = replace(directory_of(config), former=former_names(repository.kept_feeds()))
    return Book(directory, names, tasks, reported, now.date(), short_plans=short, address=config.server.base_url)


def _last_names(repository: Repository, plan: str, folder: Path) -> tuple[str, str] | None:
    """Name and short name of a plan in the newest revision that has it."""
    revision = repository.revision_naming(plan)
    while revision is not None:
        config = _parsed_if_it_holds(revision.config, folder)
        names = plan_names(config, revision.files) if config is not None else {}
        if config is not None and plan in names:
            return names[plan], short_plan_names(config, revision.files)[plan]
        revision = repository.revision_naming(plan, revision.id)  # its id stood in another text alone
    return None
