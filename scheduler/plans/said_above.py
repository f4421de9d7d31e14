"""Cells that are said once for several rows: a blank below the time or the unit that stands before the work means the same."""

from dataclasses import dataclass, replace

from scheduler.plans.columns import Columns
from scheduler.plans.drafts import Draft
from scheduler.plans.numbering import Label
from scheduler.plans.parties import Parties
from scheduler.plans.vocabulary import Role

TIMING_OF_ROW = "timing-of-row-above"
LEAD_OF_ROW = "lead-of-row-above"
_TIMES = (Role.TIMING, Role.START)


@dataclass(slots=True)
class SaidAbove:
    """Goes down the tasks of a table. times, leads: whether the time, the unit in charge stands before the work."""

    times: bool
    leads: bool
    _sections: tuple[tuple[Label | None, str], ...] = ()
    _timing: str | None = None
    _lead: tuple[str, ...] = ()

    @classmethod
    def of(cls, columns: Columns) -> "SaidAbove":
        """For a table with these columns."""
        work = columns.first(Role.TITLE)
        return cls(_before(columns, work, _TIMES), _before(columns, work, (Role.LEAD,)))

    def filled(self, draft: Draft, sections: tuple[tuple[Label | None, str], ...]) -> Draft:
        """The task with what the rows above it, in its section, say for it too; that is said, and to be looked at."""
        if sections != self._sections:
            self._sections, self._timing, self._lead = sections, None, ()
        if self.times and not draft.timed and self._timing:
            draft = replace(draft, timing=self._timing, taken=(*draft.taken, TIMING_OF_ROW))
        if self.leads and not draft.led and self._lead:
            who = draft.parties + Parties(self._lead)
            draft = replace(draft, parties=who, taken=(*draft.taken, LEAD_OF_ROW))
        self._timing, self._lead = draft.timing, draft.parties.lead
        return draft


def _before(columns: Columns, work: int | None, roles: tuple[Role, ...]) -> bool:
    """Whether the one column of these roles stands before the work, and does not go on as a second one after it."""
    places = [at for role in roles for at in columns.at(role)]
    return work is not None and len(places) == 1 and places[0] < work
