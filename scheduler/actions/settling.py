"""What lies behind, and what was done, stays as calendars were told of it: files and config change what is still to do. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Final

from calendars.workdays import OfficeCalendar
from scheduler.actions.staying import Told
from scheduler.derivation import Derived
from scheduler.diagnostics import values
from scheduler.feeds.window import feed_window
from scheduler.planning.counting import counted_on
from scheduler.reminders.ladders import triggers
from scheduler.schedule import Occurrence, Progress, Published
from scheduler.settings import Config
from scheduler.trace import Reason
from scheduler.words import day_text

_GIVEN: Final = ("due-given", "dates-given")
"""Codes of days that the coordinator gives: whatever else of such a piece is assumed, its day is not."""


def settled(
    derived: Derived,
    published: Mapping[str, Published],
    entries: Iterable[Progress],
    config: Config,
    today: date,
) -> Derived:
    """What was derived, its past as it was told and with what was done; ladders follow the occurrences as they then are.

    entries: all that was ever reported.
    """
    told = Told.of((p.occurrence for p in published.values() if p.cancelled is None and not p.of_series), entries)
    off = {uid for uid, p in published.items() if p.cancelled is not None}
    shown = feed_window(today, config.policy).start
    occurrences = tuple(_settled(derived, told, off, today, min(shown, date(today.year, 1, 1))))
    occurrences = _counted(occurrences, told.by_uid, derived, config, today)
    if occurrences == derived.occurrences:
        return derived
    calendar = OfficeCalendar(config.days_off, config.working_days)
    return replace(derived, occurrences=occurrences, triggers=triggers(occurrences, config.policy, calendar))


def _counted(
    found: Iterable[Occurrence], told: Mapping[str, Occurrence], derived: Derived, config: Config, today: date
) -> tuple[Occurrence, ...]:
    """Numbered on from what was told: another weekday makes of «kỳ 9/52» and «kỳ 11/53» one count without a gap."""
    both, planned = tuple(found), {o.uid for o in derived.occurrences}
    past = [o for o in both if o.uid in told and (_is_behind(o, today) or o.uid not in planned)]
    known = {o.uid for o in past}
    ahead = [o for o in both if o.uid not in known]
    rolling = {source.id for source in config.plans if source.rolls}
    counted = {o.uid: o for those in counted_on(past, ahead, derived.occurrences, rolling) for o in those}
    return tuple(counted[o.uid] for o in both)


def kept_as_told(
    derived: Iterable[Occurrence], settled: Iterable[Occurrence]
) -> tuple[tuple[Occurrence, Occurrence], ...]:
    """What files and config would put on another day, and stays as it was told: (as they say, as it stands); by due day."""
    standing = {o.uid: o for o in settled if o.unit is None}
    pairs = ((o, standing[o.uid]) for o in derived if o.uid in standing)
    return tuple(sorted((p for p in pairs if p[0].due != p[1].due), key=lambda p: (p[1].due, p[1].uid)))


def _settled(derived: Derived, told: Told, off: set[str], today: date, since: date) -> Iterator[Occurrence]:
    """since: from which day on what lies behind stays with what is of today, be it of a year that was closed."""
    found = {o.uid: o for o in derived.occurrences}
    known = {key for o in told.by_uid.values() for key in o.tasks}
    followed = {key for o in found.values() for key in o.tasks}
    for occurrence in found.values():
        before = told.by_uid.get(occurrence.uid)
        if before is not None:
            stands = _as_told(occurrence, _followed_again(before), today)
            yield stands if stands is before else told.with_done_tasks(stands, before, followed, found)
        elif occurrence.uid in off:
            yield _off_meanwhile(occurrence, today)
        elif not (_is_behind(occurrence, today) and known.issuperset(occurrence.tasks)):
            yield _never_asked(occurrence, today)
    there = {key.key for key in derived.keys}
    for gone in (o for uid, o in told.by_uid.items() if uid not in found and o.end > since):
        if told.is_done(gone):
            yield gone
        elif not _is_behind(gone, today):
            continue
        elif followed.issuperset(gone.tasks):
            yield gone
        elif not gone.history or gone.let_go or there.issuperset(gone.tasks):
            yield _let_go(gone, today)


def _off_meanwhile(occurrence: Occurrence, today: date) -> Occurrence:
    """What people were told is off, and comes back after its day: nobody is late with what was not to be done then."""
    if occurrence.history or occurrence.act_by >= today:
        return occurrence
    return replace(occurrence, history=True, why=(*occurrence.why, Reason("meanwhile-off")))


def _let_go(occurrence: Occurrence, today: date) -> Occurrence:
    """What lies behind of a task that nobody follows any more: its days and what was reported stay, nobody is late with it."""
    if occurrence.history:
        return occurrence
    why = Reason("unfollowed", values(day=day_text(today)))
    return replace(occurrence, history=True, why=(*occurrence.why, why))


def _followed_again(before: Occurrence) -> Occurrence:
    if not before.let_go:
        return before
    return replace(before, history=False, why=tuple(r for r in before.why if r.code != "unfollowed"))


def _as_told(occurrence: Occurrence, before: Occurrence, today: date) -> Occurrence:
    """As it was told where both lie behind, and where only an assumption would put into the past what was asked for later."""
    if _is_of_a_slot(occurrence, before) and _is_behind(before, today) != _is_behind(occurrence, today):
        return _on_its_day(occurrence, before)
    given = any(reason.code in _GIVEN for reason in occurrence.why)
    rewritten = _is_behind(before, today) or (bool(occurrence.assumptions) and not given)
    if rewritten and _is_behind(occurrence, today) and before.due.year == occurrence.due.year:
        return before
    history = occurrence.history or (before.history and before.act_by == occurrence.act_by)
    return replace(occurrence, history=history)


def _is_of_a_slot(occurrence: Occurrence, before: Occurrence) -> bool:
    return occurrence.timed and before.timed and occurrence.number is not None


def _on_its_day(occurrence: Occurrence, before: Occurrence) -> Occurrence:
    """A programme of a period in whose midst its slot changed, past on one of its two days: heard on the day that was told.

    On the new one it would be heard twice, or never.
    """
    if before.due > occurrence.due:
        history = occurrence.history and before.history
        return replace(
            occurrence,
            history=history,
            start=before.start,
            end=before.end,
            due=before.due,
            act_by=before.act_by,
            at=before.at,
            minutes=before.minutes,
            why=before.why,
        )
    return before


def _never_asked(occurrence: Occurrence, today: date) -> Occurrence:
    """What was to be done before anybody was told of it is history, and nothing that somebody is late with."""
    return replace(occurrence, history=occurrence.history or occurrence.act_by < today)


def _is_behind(occurrence: Occurrence, today: date) -> bool:
    return occurrence.end <= today
