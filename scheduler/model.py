"""What a plan says and whom it names: Plan, Task, ReportingDuty, Unit, Person as plain values."""

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from calendars.period import Grain
from scheduler.diagnostics import Diagnostic, Location
from scheduler.terms import Audience

USUAL_DIGEST = time(7, 30)
"""When the morning message goes out where the office names no other time."""


class YearBy(StrEnum):
    """What speaks for a plan's year, the strongest first; NEXT, NOWHERE only say why another one is asked about."""

    TITLE = "title"
    ANNEX = "annex"
    INTRO = "intro"
    COLUMN = "column"
    ISSUED = "issued"
    DATED = "dated"
    SPAN = "span"
    TIMES = "times"
    NEXT = "next"
    NOWHERE = "nowhere"


@dataclass(frozen=True, slots=True)
class YearSaid:
    """A year, what speaks for it and the words on the paper. until: the last year, of a school year or a span of years."""

    by: YearBy
    year: int
    text: str
    until: int | None = None


@dataclass(frozen=True, slots=True)
class PlanHeader:
    """The head of a plan as printed; what the paper leaves blank is None. `issued` only where day, month and year are printed.

    year_said: what `year` was taken from. until: the second year of a plan for a school year, else None.
    amends: the number of the plan that this one amends ("12/KH-UBND"), "" where its title only says that it amends one.
    """

    title: str | None = None
    doc_kind: str | None = None
    number: str | None = None
    symbol: str | None = None
    issuer: str | None = None
    year: int | None = None
    issued: date | None = None
    parent_plan: str | None = None
    amends: str | None = None
    year_said: YearSaid | None = None
    until: int | None = None

    @property
    def says_its_year(self) -> bool:
        """Whether the text says the year, and not only its day of issue or the times of its tasks."""
        said = self.year_said
        return said is not None and said.by in (YearBy.TITLE, YearBy.ANNEX, YearBy.INTRO, YearBy.COLUMN)


@dataclass(frozen=True, slots=True)
class Task:
    """One item of a plan. `no` is as printed, with section and sub-letters ("III.12.c.1"); names of units are as printed.

    timing: the period line; frequency: the "Tần suất" line without its duration; stream: which of several streams of an item.
    annex: the number, in figures, of the annex in which it stands.
    tabled: whether it was read from a row of a table. of_grid: whether its timing was made of marked columns and is not printed so.
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
    tabled: bool = False
    of_grid: bool = False
    annex: str | None = None


@dataclass(frozen=True, slots=True)
class ReportingDuty:
    """A duty to report that stands in running text: who reports what to whom (through `via`), when, as written."""

    who: tuple[str, ...]
    to: tuple[str, ...]
    what: str
    timing: str | None
    via: tuple[str, ...] = ()
    location: Location = Location()


class ChangeKind(StrEnum):
    """What an amendment does to a task of the plan that it amends. RESTATE: replaces where the plan has it, else adds.

    JOIN: its units come beside those that the task has; LEAVE: they go from those beside. WHOLE: the list that comes with it stands
    in the place of all the plan had, whatever it does not name. SWAP: words of the task are exchanged (Change.words), of every task
    that has them where no one is named. MOVE: its days lie later or sooner by Change.moved. HAND_OVER: its units lead all that
    those of Change.instead led. UNSURE: its words do not tell.
    """

    REPLACE = "replace"
    CLOSE = "close"
    ADD = "add"
    RESTATE = "restate"
    JOIN = "join"
    LEAVE = "leave"
    WHOLE = "whole"
    SWAP = "swap"
    MOVE = "move"
    HAND_OVER = "hand over"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Moved:
    """By how many days, weeks, months or quarters work lies later; less than 0: sooner. end_alone: a term is prolonged or cut."""

    count: int
    of: Grain
    end_alone: bool


@dataclass(frozen=True, slots=True)
class Change:
    """One item of an amendment. no, title: of the task that it is about, as printed there; task: as it is to read from now on.

    `task` holds only what the amendment says; what it leaves unsaid (None, empty) stays as it was. text: the item as printed.
    item: its own number in the amendment, by which config answers questions about it; each once. words: what is exchanged for what.
    annex: in which the item stands, as the amendment says, in figures.
    instead: the units whose place in the lead those of `task` take, as printed; () where the change does not say.
    from_when: from which day on it holds, as printed («từ tháng 7/2026»); None: from that of the amendment.
    moved: by how much its days move.
    """

    kind: ChangeKind
    text: str
    no: str | None = None
    title: str | None = None
    task: Task | None = None
    location: Location = Location()
    item: str = ""
    words: tuple[str, str] | None = None
    instead: tuple[str, ...] = ()
    annex: str | None = None
    from_when: str | None = None
    moved: Moved | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan as read from one document, with everything that was found wrong or open in it.

    addressees: the units under «Nơi nhận»; reported_to: those of them that only get it as a report («(b/c)»).
    changes: what a plan that amends another one does to it, besides its own `tasks`.
    in_force: the day from which it says to hold, where it names one; of an amendment alone.
    """

    header: PlanHeader
    tasks: tuple[Task, ...] = ()
    reporting: tuple[ReportingDuty, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    addressees: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()
    in_force: date | None = None
    reported_to: tuple[str, ...] = ()

    @property
    def carriers(self) -> tuple[str, ...]:
        """The addressees that may carry it out."""
        return tuple(unit for unit in self.addressees if unit not in self.reported_to)


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of the directory: a stable id (used in UIDs and feed names), its name, other spellings, members of a group.

    valid_from, valid_to: its first and last day, where config gives them. successor: id of the unit that has its work after that.
    """

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None
    successor: str | None = None


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
    digest: time = USUAL_DIGEST

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
