"""Cells that are said once for several rows: a blank below the time or the unit that stands before the work means the same."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from scheduler.plans.columns import Columns, is_day, is_month
from scheduler.plans.drafts import Draft
from scheduler.plans.grid import GridRow
from scheduler.plans.parties import Parties
from scheduler.plans.shared_numbers import Sections
from scheduler.plans.vocabulary import Role

TIMING_OF_ROW = "timing-of-row-above"
LEAD_OF_ROW = "lead-of-row-above"
_TIMES = (Role.TIMING, Role.START)


@dataclass(slots=True)
class SaidAbove:
    """Goes down the tasks of a table. times, leads: whether the time, the unit in charge stands before the work."""

    times: bool
    leads: bool
    of_break: frozenset[Role] = frozenset()
    _columns: Columns | None = None
    _open: frozenset[Role] = frozenset()
    _page: int | None = None
    _sections: Sections = ()
    _timing: str | None = None
    _day: str = ""
    _lead: tuple[str, ...] = ()

    @classmethod
    def of(cls, columns: Columns, rows: Sequence[GridRow]) -> "SaidAbove":
        """For a table with these columns and rows of work."""
        work = columns.first(Role.TITLE)
        broken = frozenset(role for role in (Role.LEAD, Role.TIMING) if _blank_below_breaks_alone(columns, rows, role))
        return cls(_before(columns, work, _TIMES), _before(columns, work, (Role.LEAD,)), broken, columns)

    def filled(self, draft: Draft, sections: Sections, row: GridRow) -> Draft:
        """The task with what the rows above it, in its section, say for it too; that is said, and to be looked at."""
        if sections != self._sections:
            self._sections, self._timing, self._lead, self._day = sections, None, (), ""
        self._open = self._below_break(row)
        self._page = row.place.page
        draft = self._with_day(draft, row)
        if (self.times or Role.TIMING in self._open) and not draft.timed and self._timing:
            draft = replace(draft, timing=self._timing, taken=(*draft.taken, TIMING_OF_ROW))
        if (self.leads or Role.LEAD in self._open) and not draft.led and self._lead:
            who = draft.parties + Parties(self._lead)
            draft = replace(draft, parties=who, taken=(*draft.taken, LEAD_OF_ROW))
        self._timing, self._lead = draft.timing, draft.parties.lead
        return draft

    def _with_day(self, draft: Draft, row: GridRow) -> Draft:
        """The task of an agenda with the day of the rows above, where its own row names only the hour."""
        days = [at for at in self._columns.at(Role.TIMING) if is_day(self._columns.titles[at])] if self._columns else []
        if len(days) != 1 or not self._columns or len(self._columns.at(Role.TIMING)) < 2:
            return draft
        if any(is_month(self._columns.titles[at]) for at in self._columns.at(Role.TIMING)):
            return draft  # of a month by itself no day is said above
        own = " ".join(row.at(days[0]).split())
        self._day = own or self._day
        if own or not self._day or not draft.timing:
            return draft
        return replace(draft, timing=f"{draft.timing} {self._day}", taken=(*draft.taken, TIMING_OF_ROW))

    def _below_break(self, row: GridRow) -> frozenset[Role]:
        """The roles whose cell, blank here, goes on from the page before: of the first row of a page, and below it."""
        if self._page is not None and row.place.page != self._page:
            return self.of_break
        return frozenset(role for role in self._open if _column(self._columns, role) in row.covered)


def _column(columns: Columns | None, role: Role) -> int | None:
    return columns.first(role) if columns is not None else None


def _blank_below_breaks_alone(columns: Columns, rows: Sequence[GridRow], role: Role) -> bool:
    """Whether no row leaves the one column of this role blank but the first one of a page.

    There a cell over several rows goes on without its text; else a blank means that the paper does not say.
    """
    if len(columns.at(role)) != 1:
        return False
    at, page, within = columns.at(role)[0], None, False
    for row in rows:
        first, page = page is not None and row.place.page != page, row.place.page
        within = not row.at(at).strip() and (first or (within and at in row.covered))
        if not row.at(at).strip() and not within:
            return False
    return True


def _before(columns: Columns, work: int | None, roles: tuple[Role, ...]) -> bool:
    """Whether the one column of these roles stands before the work, and does not go on as a second one after it."""
    places = [at for role in roles for at in columns.at(role)]
    return work is not None and len(places) == 1 and places[0] < work
