"""The piece of work that a button is about, and who of those in front of it may report on it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from notifiers.telegram.listening import Pressed, Written
from scheduler.actions.report import is_coordinator, may_report
from scheduler.actions.snapshot import Snapshot, snapshot
from scheduler.app import App
from scheduler.bot.whose import CHANNEL, own_chat
from scheduler.chats import Chat
from scheduler.folding import as_one, fold_key, standing_of_all
from scheduler.model import Person
from scheduler.progress import NOTHING, Standing, is_fresh, is_slip
from scheduler.schedule import Occurrence
from scheduler.terms import Kind


@dataclass(frozen=True, slots=True)
class Asked:
    """One task of a check-in: by its key, in the check-in that asks about it."""

    key: str
    check_in: Occurrence


@dataclass(frozen=True, slots=True)
class Work:
    """A piece of work that is planned, in the office as far as it speaks of it. folded: a check-in, with those of other plans."""

    office: Snapshot
    occurrence: Occurrence
    folded: tuple[Occurrence, ...]

    @property
    def shown(self) -> Occurrence:
        """As people see it: a check-in with what other plans ask in the same period."""
        return as_one(self.folded)

    @property
    def uids(self) -> tuple[str, ...]:
        """Of all that is folded into it."""
        return tuple(o.uid for o in self.folded)

    @property
    def standing(self) -> Standing:
        """Where it stands."""
        return standing_of_all(self.folded, self.office.book)

    @property
    def asked(self) -> tuple[Asked, ...]:
        """The tasks of a check-in, in the order of plans."""
        return tuple(Asked(key, o) for o in self.folded for key in o.tasks)

    def told(self, asked: Asked) -> Standing:
        """Where one of them stands; what was said of the whole check-in goes for each."""
        whole = self.office.book.standing(asked.check_in.uid)
        found = whole.tasks.get(asked.key, NOTHING)
        return found if found.answered or not (whole.done and not whole.tasks) else whole


def work_of(app: App, name: str) -> Work | None:
    """What is planned now under that handle; None where nothing is any more. Reads the store: not in the event loop."""
    found = app.repository.occurrence_of(name)
    return None if found is None else _work(app, found)


def work_by_uid(app: App, uid: str) -> Work | None:
    """The same by UID."""
    found = next(iter(app.repository.occurrences(uids=(uid,))), None)
    return None if found is None else _work(app, found)


def _work(app: App, found: Occurrence) -> Work:
    folded = _folded(app, found)
    uids = {o.uid for o in (found, *folded)} | set(found.parts)
    return Work(snapshot(app.repository, app.folder, app.now(), uids), found, folded)


def _folded(app: App, found: Occurrence) -> tuple[Occurrence, ...]:
    """A unit's check-ins of one period in all plans stand in one line of a message, and are answered on one card."""
    unit = found.unit or next(iter(found.leads), None)
    if found.kind is not Kind.CHECK_IN or unit is None:
        return (found,)
    return tuple(o for o in app.repository.occurrences(unit=unit) if fold_key(o) == fold_key(found))


def reporters(app: App, update: Written | Pressed, persons: Sequence[Person], work: Work) -> tuple[Person, ...]:
    """Who of those in front of the message may report. persons: whose chat it is; in a chat of nobody nobody may.

    Whoever is known by the own private chat acts for no other, also in a group: so a guest from another unit does not report for
    the group's. Who is not known is taken for a member of the group's unit, as the coordinator linked the group.
    """
    if not persons:
        return ()
    addresses = app.repository.addresses()
    themselves = {p for (p, channel), a in addresses.items() if channel == CHANNEL and Chat.of(a) == own_chat(update)}
    present = tuple(p for p in work.office.people if p.id in themselves) or tuple(persons)
    return tuple(p for p in present if may_report(work.office, p.id, work.occurrence))


def takers_back(work: Work, persons: Iterable[Person], now: datetime) -> tuple[Person, ...]:
    """Those of them who may take back what is done: coordinators, else who reported it just now."""
    asked = tuple(persons)
    own = tuple(p for p in asked if is_slip(work.occurrence, work.standing, p.id, now))
    return coordinators(work, asked) or own


def takers_back_of(work: Work, task: Asked, persons: Iterable[Person], now: datetime) -> tuple[Person, ...]:
    """The same of one task of a check-in; what was said of the whole check-in is no task's own."""
    present = tuple(persons)
    told = work.office.book.standing(task.check_in.uid).tasks.get(task.key, NOTHING)
    return coordinators(work, present) or tuple(p for p in present if is_fresh(told, p.id, now))


def coordinators(work: Work, persons: Iterable[Person]) -> tuple[Person, ...]:
    """Those of them who may take back what was done."""
    return tuple(p for p in persons if is_coordinator(work.office, p.id))
