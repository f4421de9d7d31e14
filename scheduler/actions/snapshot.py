"""Snapshot: an office as it stands at a moment, read from the applied revision and the store alone."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from pathlib import Path

from calendars.workdays import OfficeCalendar
from scheduler.book import Book, State
from scheduler.config.reading import parse_config
from scheduler.derivation import derive, directory_of, plan_names
from scheduler.diagnostics import Diagnostic, Severity
from scheduler.feeds import FeedSpec, feed_specs
from scheduler.model import Person
from scheduler.ports import Repository
from scheduler.progress import standings
from scheduler.publishing import tombstones
from scheduler.schedule import Occurrence, Published, Revision, Waiting
from scheduler.settings import Config


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

    @cached_property
    def by_uid(self) -> Mapping[str, Occurrence]:
        """Occurrences by UID."""
        return {o.uid: o for o in self.occurrences}

    @cached_property
    def calendar(self) -> OfficeCalendar:
        """The office's working days."""
        return OfficeCalendar(self.config.days_off, self.config.working_days)

    @cached_property
    def people(self) -> tuple[Person, ...]:
        """The receivers of messages; who answers for a group answers for each of its members."""
        opened = self.book.directory.opened
        return tuple(replace(p, units=opened(p.units)) for p in self.config.people)

    @cached_property
    def feeds(self) -> tuple[FeedSpec, ...]:
        """Every feed that the office offers."""
        return feed_specs(self.config.office, self.book, (*self.occurrences, *self.cancelled))

    @cached_property
    def questions(self) -> tuple[Diagnostic, ...]:
        """What is open in config and plans, as `apply` said it, gravest first."""
        found = derive(self.config, self.revision.files, self.book.tasks.values(), self.now).diagnostics
        return tuple(
            sorted(
                (d for d in found if d.severity is not Severity.INFO), key=lambda d: list(Severity).index(d.severity)
            )
        )

    def at(self, moment: datetime) -> "Snapshot":
        """The same office, looked at in another moment (local)."""
        return replace(self, now=moment, book=replace(self.book, today=moment.date()))

    def state(self, occurrence: Occurrence) -> State:
        """How an occurrence stands; one that is no longer planned is cancelled."""
        return self.book.state(occurrence) if occurrence.uid in self.by_uid else State.CANCELLED


def applied_config(revision: Revision, folder: Path) -> Config:
    """The config that a revision froze; `apply` stores only one without faults."""
    config = parse_config(revision.config, folder).config
    assert config is not None, "apply stores only a config without faults"
    return config


def snapshot(repository: Repository, folder: Path, now: datetime) -> Snapshot:
    """Read the office as it was applied. Raises NothingApplied in an empty store."""
    revision = repository.latest_revision()
    if revision is None:
        raise NothingApplied
    config = applied_config(revision, folder)
    # Occurrences first: where another process applies meanwhile, the keys and revisions read after them know them all.
    occurrences, published = repository.occurrences(), repository.published()
    return Snapshot(
        config=config,
        revision=revision,
        now=now,
        book=book_of(repository, config, revision, occurrences, now),
        occurrences=occurrences,
        cancelled=tombstones(published, now),
        waiting=repository.waiting(),
        published=published,
    )


def book_of(
    repository: Repository, config: Config, revision: Revision, occurrences: Iterable[Occurrence], now: datetime
) -> Book:
    """Names, tasks and standing as rendering needs them."""
    tasks = {k.key: k for k in repository.task_keys()}
    reported = standings(repository.progress(), occurrences)
    return Book(directory_of(config), plan_names(config, revision.files), tasks, reported, now.date())
