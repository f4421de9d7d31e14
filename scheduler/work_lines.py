"""One piece of work in one line of a message or list: what, whose, by when, or by whom it was done. Pure."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from calendars.workdays import OfficeCalendar
from calendars.zone import ZONE
from scheduler.diagnostics import values
from scheduler.model import Person
from scheduler.progress import Standing
from scheduler.schedule import Occurrence
from scheduler.terms import Kind
from scheduler.text import shortened
from scheduler.words import day_text, say, weekday_text

_LONGEST_REASON = 160


def when_text(occurrence: Occurrence, today: date, calendar: OfficeCalendar, step: str = "") -> str:
    """By when, or at which hour on the air, and how far that is; step: of the ladder, as its opening says when it begins."""
    act = occurrence.act_by
    if occurrence.timed and occurrence.at is not None:
        day = occurrence.start
        return _say_when("air", hour=f"{occurrence.at:%H:%M}", weekday=weekday_text(day), day=day_text(day))
    facts: dict[str, str | int] = {"weekday": weekday_text(act), "act": day_text(act)}
    asks = "answer-" if occurrence.kind is Kind.CHECK_IN else ""  # it is a question, so its line says what to do
    if act == today:
        return _say_when(f"{asks}today")
    if act < today:
        return _say_when(f"{asks}overdue", days=working_days_after(act, today, calendar), **facts)
    if step == "open":
        begins = calendar.on_or_after(occurrence.start)
        began = {"begins_weekday": weekday_text(begins), "begins": day_text(begins)}
        return _say_when("opens" if begins == today else "opened", **began, **facts)
    return _say_when(f"{asks}ahead", days=working_days_after(today, act, calendar), **facts)


def done_text(standing: Standing, facts: Mapping[str, str], people: Sequence[Person]) -> str:
    """A line of what is done. facts: mark, title, unit."""
    return _done("item", standing, facts, people)


def off_text(facts: Mapping[str, str]) -> str:
    """A line of what was called off. facts: mark, title, unit."""
    return say("messages", "item", "off", values(**facts))


def unit_text(standing: Standing, facts: Mapping[str, str], people: Sequence[Person]) -> str:
    """A unit's own line below work that several do. facts: mark, unit."""
    if standing.reason and not standing.done:
        told = values(**facts, reason=shortened(standing.reason, _LONGEST_REASON))
        return say("messages", "unit", "explained", told)
    if not standing.done:
        return say("messages", "unit", "open", values(**facts))
    return _done("unit", standing, facts, people)


def _done(section: str, standing: Standing, facts: Mapping[str, str], people: Sequence[Person]) -> str:
    """By whom and when; what all parts together came to is by nobody alone."""
    person = next((p for p in people if p.id == standing.by), None)
    if person is None or standing.at is None:
        return say("messages", section, "done-by-all", values(**facts))
    day = standing.at.astimezone(ZONE).date()
    told = values(**facts, role=person.role, weekday=weekday_text(day), day=day_text(day))
    return say("messages", section, "done", told)


def in_part(said: str, answered: tuple[int, int]) -> str:
    """The line of a check-in, with how many of its tasks were answered: (those, of all), where that is neither none nor all."""
    if not 0 < answered[0] < answered[1]:
        return said
    return say("messages", "item", "in-part", values(said=said, answered=answered[0], all=answered[1]))


def explained(said: str, standing: Standing) -> str:
    """The line, with why it is not done where somebody told that."""
    if not standing.reason:
        return said
    return say("messages", "item", "explained", values(said=said, reason=shortened(standing.reason, _LONGEST_REASON)))


def working_days_after(first: date, last: date, calendar: OfficeCalendar) -> int:
    """Up to and with `last`; the first day is not counted (Civil Code 2015, art. 147)."""
    return calendar.count_working_days(first + timedelta(days=1), last)


def _say_when(code: str, **facts: str | int) -> str:
    return say("messages", "when", code, values(**facts))
