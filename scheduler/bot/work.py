"""The piece of work that a button is about, and who of those in front of it may report on it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from notifiers.telegram.listening import Pressed, Written
from scheduler.actions.report import is_coordinator, may_report
from scheduler.actions.snapshot import Snapshot, snapshot
from scheduler.bot.desk import CHANNEL, Desk
from scheduler.chats import Chat
from scheduler.keyboards import handle
from scheduler.model import Person
from scheduler.progress import NOTHING, Standing
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
    def standing(self) -> Standing:
        """Where it stands."""
        return self.office.book.standing_of(self.occurrence)

    @property
    def asked(self) -> tuple[Asked, ...]:
        """The tasks of a check-in, in the order of plans."""
        return tuple(Asked(key, o) for o in self.folded for key in o.tasks)

    def told(self, asked: Asked) -> Standing:
        """Where one of them stands; what was said of the whole check-in goes for each."""
        whole = self.office.book.standing(asked.check_in.uid)
        found = whole.tasks.get(asked.key, NOTHING)
        return found if found.answered or not (whole.done and not whole.tasks) else whole


def work_of(desk: Desk, name: str) -> Work | None:
    """What is planned now under that handle; None where nothing is any more. Reads the store: not in the event loop."""
    planned = desk.repository.occurrences()
    found = next((o for o in planned if handle(o.uid) == name), None)
    return None if found is None else _work(desk, planned, found)


def work_by_uid(desk: Desk, uid: str) -> Work | None:
    """The same by UID."""
    planned = desk.repository.occurrences()
    found = next((o for o in planned if o.uid == uid), None)
    return None if found is None else _work(desk, planned, found)


def _work(desk: Desk, planned: Sequence[Occurrence], found: Occurrence) -> Work:
    folded = tuple(_folded(planned, found))
    uids = {o.uid for o in (found, *folded)} | set(found.parts)
    return Work(snapshot(desk.repository, desk.app.folder, desk.now(), uids), found, folded)


def _folded(planned: Iterable[Occurrence], found: Occurrence) -> Iterable[Occurrence]:
    """A unit's check-ins of one period in all plans stand in one line of a message, and are answered on one card."""
    if found.kind is not Kind.CHECK_IN:
        return (found,)
    return (o for o in planned if o.kind is Kind.CHECK_IN and _same(o) == _same(found))


def _same(check_in: Occurrence) -> tuple[object, ...]:
    return check_in.label, check_in.unit, check_in.leads, check_in.act_by


def reporters(desk: Desk, update: Written | Pressed, persons: Sequence[Person], work: Work) -> tuple[Person, ...]:
    """Who of those in front of the message may report: in a group first whoever it is by their own chat, then the group.

    persons: whose chat it is. In a chat of nobody nobody may.
    """
    if not persons:
        return ()
    addresses = desk.repository.addresses()
    themselves = {p for (p, channel), a in addresses.items() if channel == CHANNEL and Chat.of(a) == _own(update)}
    present = (*(p for p in work.office.people if p.id in themselves), *persons)
    return tuple(dict.fromkeys(p for p in present if may_report(work.office, p.id, work.occurrence)))


def _own(update: Written | Pressed) -> Chat:
    return Chat(int(update.sender))


def coordinators(work: Work, persons: Iterable[Person]) -> tuple[Person, ...]:
    """Those of them who may take back what was done."""
    return tuple(p for p in persons if is_coordinator(work.office, p.id))
