"""Draft: what was gathered of one item on the way to a Task, the same for tables and outlines."""

from dataclasses import dataclass, replace

from scheduler.documents import Place
from scheduler.model import Task
from scheduler.plans.labelled import Part, tidy
from scheduler.plans.parties import Parties, parties
from scheduler.plans.patterns import pattern
from scheduler.plans.timed import rhythm_start, starts_timed
from scheduler.plans.unit_names import begins_unit
from scheduler.plans.vocabulary import WHO, Role, words
from scheduler.text import folded

_PLACE = pattern("timed", "place")
TIMING_OF_GRID = "timing-of-grid"
TIMING_OF_FILLS = "timing-of-fills"
TIMING_OF_REMARK = "timing-of-remark"
"""Of marks and of colours alone in columns of months or quarters."""
LEAD_OR_INSPECTED = "lead-or-inspected"
"""In a list of inspections a unit beside its time may lead, or be the one that is inspected."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A task in the making. place: where it stands on the paper. outer: number of the heading above its table.

    taken: the codes of findings on what was not read from a cell or line of its own. tabled: it is a row of a table.
    at_work_too: units that its title has do work of their own.
    guessed: units whose name only the verb of a sentence ends.
    unread: what stands in columns of months or quarters and is no mark; unread_shares: in columns of units.
    unread_columns: the titles that nobody understood, of columns that may say when.
    fills: how many colours the cells of its months or quarters bear, where they are several and none is read.
    remarks: what a remark says of when, beside a time of its own.
    over_lines: names of units that stand on two lines of a cell, and may be two.
    """

    no: str = ""
    title: str = ""
    section: str | None = None
    parties: Parties = Parties()
    timing: str | None = None
    frequency: str | None = None
    duration: str | None = None
    stream: str | None = None
    place: Place = Place()
    outer: str = ""
    tabled: bool = False
    taken: tuple[str, ...] = ()
    guessed: tuple[str, ...] = ()
    at_work_too: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    unread_shares: tuple[str, ...] = ()
    unread_columns: tuple[str, ...] = ()
    fills: int = 0
    remarks: tuple[str, ...] = ()
    over_lines: tuple[tuple[str, str], ...] = ()

    @property
    def told(self) -> bool:
        """Whether anything was said of who or when."""
        return self.led or self.timed

    @property
    def led(self) -> bool:
        """Whether it is said who leads."""
        return bool(self.parties.lead)

    @property
    def timed(self) -> bool:
        """Whether it is said when or how often."""
        return bool(self.timing or self.frequency)

    def task(self, file: str) -> Task:
        """The task of the model."""
        who = self.parties
        return Task(
            self.no, self.title, self.section, who.lead, who.coordinating, who.directing,
            self.timing, self.frequency, self.duration, self.stream, self.place.within(file), self.tabled,
            not {TIMING_OF_GRID, TIMING_OF_FILLS}.isdisjoint(self.taken),
        )  # fmt: skip


def with_part(draft: Draft, part: Part) -> Draft:
    """The draft with one labelled value more; what was said first of a time stays, a second one is added to it."""
    value = part.value
    if part.role is Role.LEAD and starts_timed(value) and not begins_unit(value):
        part = replace(part, role=Role.TIMING)
    if part.role in WHO:
        return replace(draft, parties=draft.parties + parties(part.role, value))
    if not value:
        return draft
    if part.role in (Role.TIMING, Role.START, Role.END):
        return replace(draft, timing=_both(draft.timing, _without_place(value, part.label)))
    if (
        part.role is Role.FREQUENCY
        and folded(part.label) in words("outlines", "of_amount")
        and rhythm_start(value) is None
    ):
        return draft
    if part.role is Role.FREQUENCY:
        return replace(draft, frequency=_both(draft.frequency, value))
    return replace(draft, duration=draft.duration or value) if part.role is Role.DURATION else draft


def _without_place(value: str, label: str) -> str:
    """Of «Thời gian, địa điểm: Tháng 10, tại …» only the time."""
    names_place = any(word in folded(label) for word in words("outlines", "of_place"))
    return (_PLACE.sub("", value) or value) if names_place else value


def _both(first: str | None, second: str) -> str:
    value = tidy(" ".join(second.split()))
    return value if first is None or first == value else f"{first}; {value}"
