"""`report`: somebody says how a piece of work stands; who may, what it changes, the audit trail, then calendars are told."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final, assert_never

from notifiers.text import clean
from scheduler.actions.apply import publish
from scheduler.actions.snapshot import Snapshot
from scheduler.ports import Repository
from scheduler.progress import NOTHING, Standing, is_fresh, is_slip, standing
from scheduler.reminders import receivers
from scheduler.schedule import Act, Occurrence, Progress
from scheduler.terms import Audience, Kind

CONSOLE: Final = "cli"
"""The channel of the server's console: who sits there keeps config.toml, and may what the coordinator may."""

LONGEST_TEXT: Final = 1000
"""Characters of a reason or note that are kept; a longer one is refused, not cut."""

_MOST_AT_ONCE = 1000


class Result(StrEnum):
    """What came of a report. Only RECORDED has written anything."""

    RECORDED = "recorded"
    NOTHING_NEW = "nothing-new"  # it stood so already: a second press, a second person
    OUTDATED = "outdated"  # it does not stand any more as the reporter saw it
    UNKNOWN = "unknown"  # no such work is planned
    HAS_PARTS = "has-parts"  # each unit reports its own part
    NO_SUCH_TASK = "no-such-task"  # the check-in does not ask about that task
    NOT_THEIRS = "not-theirs"  # the reporter is of no unit that leads it
    COORDINATOR_ONLY = (
        "coordinator-only"  # what was done is taken back by the coordinator, or as a slip by who reported it
    )
    REASON_NEEDED = "reason-needed"
    TOO_LONG = "too-long"
    NOT_COUNTED = "not-counted"  # a single piece of work, or a number that cannot be


@dataclass(frozen=True, slots=True)
class Reported:
    """What came of it, and how the work stands now."""

    result: Result
    standing: Standing
    occurrence: Occurrence | None


def may_report(office: Snapshot, person: str, occurrence: Occurrence) -> bool:
    """Whether that person reports on it: the people of its lead units, their heads, their linked groups; the coordinator.

    So does who stands in today for one of them: their reminders come to nobody else.
    """
    known = receivers.spoken_for(person, office.people, office.config.absences, office.now.date())
    return receivers.may_report(known, occurrence)


def is_coordinator(office: Snapshot, person: str) -> bool:
    """Whether that person keeps the plans."""
    known = office.person(person)
    return known is not None and known.post is Audience.COORDINATOR


def report(repository: Repository, office: Snapshot, progress: Progress, seen: int | None = None) -> Reported:
    """Append the entry where it is allowed and says something new, and publish; the same again changes nothing.

    seen: the count that the reporter was shown, where the entry adds to it: pressed twice, it counts once.
    """
    reported = record(repository, office, progress, seen)
    if reported.result is Result.RECORDED:
        publish(repository, office.config.folder, office.now)
    return reported


def record(repository: Repository, office: Snapshot, progress: Progress, seen: int | None = None) -> Reported:
    """`report` without publishing: for who answers somebody first. Publish afterwards; a wake-up does where nobody did."""
    occurrence = _reported_on(office, progress.uid)
    uid = progress.uid if occurrence is None else occurrence.uid
    told = replace(progress, uid=uid, text=clean(progress.text or "") or None)
    while True:
        trail = repository.progress(uid)
        before = standing(trail, occurrence)
        result = _judged(office, occurrence, before, told, seen)
        if result is not Result.RECORDED:
            return Reported(result, before, occurrence)
        if repository.report(told, after=len(trail)):
            return Reported(result, standing((*trail, told), occurrence), occurrence)
        # somebody else reported on the same work in between: look again


def would_record(repository: Repository, office: Snapshot, progress: Progress) -> bool:
    """Whether `report` would write that entry now; nothing is written."""
    occurrence = _reported_on(office, progress.uid)
    uid = progress.uid if occurrence is None else occurrence.uid
    before = standing(repository.progress(uid), occurrence)
    return _judged(office, occurrence, before, replace(progress, uid=uid), None) is Result.RECORDED


def _reported_on(office: Snapshot, uid: str) -> Occurrence | None:
    """The occurrence of that UID; the part of the unit that leads alone, where the event that all see was named."""
    found = office.by_uid.get(uid)
    return office.by_uid.get(found.parts[0]) if found is not None and len(found.parts) == 1 else found


def _judged(
    office: Snapshot, occurrence: Occurrence | None, before: Standing, told: Progress, seen: int | None
) -> Result:
    """First whether it can be said, then who says it, then whether it is new."""
    if occurrence is None:
        return Result.UNKNOWN
    trusted = told.channel == CONSOLE or is_coordinator(office, told.by)
    if not trusted and not may_report(office, told.by, occurrence):
        return Result.NOT_THEIRS
    if not occurrence.reportable:
        return Result.HAS_PARTS
    if told.task is not None and (occurrence.kind is not Kind.CHECK_IN or told.task not in occurrence.tasks):
        return Result.NO_SUCH_TASK
    if len(told.text or "") > LONGEST_TEXT:
        return Result.TOO_LONG
    about = before if told.task is None else before.tasks.get(told.task, NOTHING)
    own = is_slip(occurrence, before, told.by, told.at) if told.task is None else is_fresh(about, told.by, told.at)
    trusted = trusted or (told.act is Act.REOPENED and own)
    if _takes_back(told) and about.done and not trusted:
        return Result.COORDINATOR_ONLY
    return _new(occurrence, about, told, trusted, seen)


def _takes_back(told: Progress) -> bool:
    return told.act is Act.NOT_DONE or told.act is Act.REOPENED or (told.act is Act.COUNT and told.count < 0)


def _new(occurrence: Occurrence, about: Standing, told: Progress, trusted: bool, seen: int | None) -> Result:
    match told.act:
        case Act.DONE:
            return _unless(about.done)
        case Act.REOPENED:
            if not (about.answered or about.tasks):
                return Result.NOTHING_NEW  # it was taken back before
            return Result.RECORDED if trusted else Result.COORDINATOR_ONLY
        case Act.NOT_DONE:
            if told.text is None:
                return Result.REASON_NEEDED
            return _unless(not about.done and about.reason == told.text)
        case Act.COUNT:
            return _counted(occurrence, about, told.count, seen)
        case Act.EVIDENCE:
            if told.evidence is None:
                return _unless(told.text in (None, about.note))
            return _unless(told.evidence in about.evidence)
        case _:
            assert_never(told.act)


def _counted(occurrence: Occurrence, about: Standing, added: int, seen: int | None) -> Result:
    if occurrence.quota <= 1 or added == 0 or abs(added) > _MOST_AT_ONCE:
        return Result.NOT_COUNTED
    if seen is not None and seen != about.count:
        return Result.OUTDATED
    return Result.NOT_COUNTED if about.count + added < 0 else Result.RECORDED


def _unless(known: bool) -> Result:
    return Result.NOTHING_NEW if known else Result.RECORDED
