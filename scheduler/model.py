"""What a plan says and whom it names: Plan, Task, ReportingDuty, Unit, Person as plain values."""

from dataclasses import dataclass
from datetime import date, time

from scheduler.diagnostics import Diagnostic, Location
from scheduler.terms import Audience


@dataclass(frozen=True, slots=True)
class PlanHeader:
    """The head of a plan as printed; what the paper leaves blank is None. `issued` only where day, month and year are printed."""

    title: str | None = None
    doc_kind: str | None = None
    number: str | None = None
    symbol: str | None = None
    issuer: str | None = None
    year: int | None = None
    issued: date | None = None
    parent_plan: str | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """One item of a plan. `no` is as printed, with section and sub-letters ("III.12.c.1"); names of units are as printed.

    timing: the period line; frequency: the "Tần suất" line without its duration; stream: which of several streams of an item.
    """

    no: str
    title: str
    section: str | None = None
    lead: tuple[str, ...] = ()
    coordinating: tuple[str, ...] = ()
    directing: tuple[str, ...] = ()
    timing: str | None = None
    frequency: str | None = None
    duration: str | None = None
    stream: str | None = None
    location: Location = Location()


@dataclass(frozen=True, slots=True)
class ReportingDuty:
    """A duty to report that stands in running text: who reports what to whom (through `via`), when, as written."""

    who: tuple[str, ...]
    to: tuple[str, ...]
    what: str
    timing: str | None
    via: tuple[str, ...] = ()
    location: Location = Location()


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan as read from one document, with everything that was found wrong or open in it."""

    header: PlanHeader
    tasks: tuple[Task, ...] = ()
    reporting: tuple[ReportingDuty, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of the directory: a stable id (used in UIDs and feed names), its name, other spellings, members of a group."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    members: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Person:
    """A receiver of messages, by role, never by name. `units` holds unit ids, ("*",) for all.

    post: which steps of a ladder reach this person. channels: in order of preference. digest: local time of the morning message.
    """

    id: str
    role: str
    units: tuple[str, ...]
    channels: tuple[str, ...]
    post: Audience = Audience.STAFF
    digest: time = time(7, 30)

    def answers_for(self, unit: str) -> bool:
        """Whether this person's units hold that one."""
        return "*" in self.units or unit in self.units


@dataclass(frozen=True, slots=True)
class Absence:
    """A person (by id) who is away from `first` to `last`, both inclusive, and who gets the messages meanwhile."""

    person: str
    first: date
    last: date
    substitute: str


@dataclass(frozen=True, slots=True)
class Office:
    """The office that an installation (or one of its tenants) serves; `level` picks the customary due days of reports."""

    id: str
    name: str
    level: str = "province"
