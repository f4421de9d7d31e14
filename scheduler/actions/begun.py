"""What of an absent person's work was reminded of before the absence and still waits: one line for who stands in."""

from datetime import timedelta

from scheduler.actions.snapshot import Snapshot
from scheduler.book import State
from scheduler.diagnostics import values
from scheduler.event_titles import summary
from scheduler.model import Absence
from scheduler.ports import Repository
from scheduler.reminders.ladders import AFTER_DUE
from scheduler.reminders.receivers import Roster, receivers
from scheduler.schedule import Occurrence
from scheduler.terms import Audience
from scheduler.text import shortened
from scheduler.words import day_text, say

_NAMED = 3
_LONGEST_TITLE = 80
_LOOK_BACK = AFTER_DUE + timedelta(days=15)


def begun_text(repository: Repository, office: Snapshot, absence: Absence) -> str:
    """The first three by the day to act by, and how many more; "" where nothing waits."""
    found = _begun(repository, office, absence)
    if not found:
        return ""
    works = "; ".join(_named(o, office) for o in found[:_NAMED])
    if len(found) > _NAMED:
        works = say("messages", "item", "begun-more", values(works=works, more=len(found) - _NAMED))
    return say("messages", "item", "begun", values(works=works))


def _begun(repository: Repository, office: Snapshot, absence: Absence) -> list[Occurrence]:
    rung = repository.triggers(absence.first - _LOOK_BACK, absence.first - timedelta(days=1))
    asked = {t.uid: office.by_uid[t.uid] for t in rung if t.uid in office.by_uid and t.audience is Audience.STAFF}
    roster = Roster.of(office.people)
    theirs = (
        o
        for o in asked.values()
        if office.book.state(o) is not State.DONE
        and o.act_by + AFTER_DUE >= absence.first
        and any(p.id == absence.person for p in receivers(Audience.STAFF, o, roster))
        and not (o.timed and o.end <= absence.first)  # it was on the air
    )
    return sorted(theirs, key=lambda o: (o.act_by, o.uid))


def _named(occurrence: Occurrence, office: Snapshot) -> str:
    title = shortened(summary(occurrence, State.PLANNED, office.book), _LONGEST_TITLE)
    return say("messages", "item", "begun-work", values(title=title, day=day_text(occurrence.act_by)))
