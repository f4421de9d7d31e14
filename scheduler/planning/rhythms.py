"""Recurring → Occasions: one a calendar period, with its count, due day and slot."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from calendars.period import Grain, Period, period_key, period_of, periods
from scheduler.diagnostics import values
from scheduler.planning.day_reasons import day_reasons
from scheduler.planning.due_days import Due, due_in, last_of_month
from scheduler.planning.occasion import Context, Occasion
from scheduler.planning.report_periods import report_period
from scheduler.planning.slots import on_the_air
from scheduler.planning.turns import Turn, grain_of, turn_name, turns
from scheduler.policy import RhythmDue, Slot
from scheduler.terms import Kind
from scheduler.timing.ir import DueDay, Freq, Recurring, Season
from scheduler.trace import Assumption, Reason
from scheduler.words import day_text, weekday_text


def rhythm(timing: Recurring, context: Context) -> tuple[Occasion, ...]:
    """The occasions of a rhythm, numbered; a span too short for a whole period still gets one, due on its last day."""
    first, last = span_of(timing, context)
    due_turns = turns(timing, first, _told_until(timing, last))
    last = _reached(due_turns, last)
    found = [o for turn in due_turns if (o := _occasion(timing, turn, first, last, context)) is not None]
    return _numbered(timing, found or [_whole_span(timing, first, last, context)])


def _reached(due_turns: Sequence[Turn], last: date) -> date:
    """The last day of the span, or of the one turn that is longer than the plan's years ("18 tháng một lần")."""
    return max((turn.whole.last for turn in due_turns if turn.ending.start > last and turn.longer), default=last)


def _told_until(timing: Recurring, last: date) -> date:
    """The last day whose periods count: what is due in the year before its period reaches a year further."""
    ahead = -min(timing.due.year_offset or 0, 0) if timing.due else 0
    return date(last.year + ahead, last.month, min(last.day, 28)) if ahead else last


def span_of(timing: Recurring, context: Context) -> tuple[date, date]:
    """First and last day of a rhythm: the plan's year where the phrase leaves them open."""
    return timing.start or date(context.year, 1, 1), timing.end or date(
        max(context.year, (timing.start or date.min).year), 12, 31
    )


def season_in(season: Season, year: int) -> tuple[date, date]:
    """The season that starts in that year, both days inclusive; 29 February falls back to the month's last day."""
    start = _clamped(year, season.start.month, season.start.day)
    return start, _clamped(year + (season.end < season.start), season.end.month, season.end.day)


def _clamped(year: int, month: int, day: int) -> date:
    return date(year, month, min(day, last_of_month(year, month).day))


def _occasion(timing: Recurring, turn: Turn, first: date, last: date, context: Context) -> Occasion | None:
    period = turn.ending
    if timing.season is not None:
        opens, closes = season_in(timing.season, period.start.year)
        if timing.freq is Freq.YEARLY:
            return _made(timing, turn, _season_due(timing, period, opens, closes, context), context)
        if period.last < opens or period.start > closes:
            return None
        first, last = max(first, opens), min(last, closes)
    made = _made(timing, turn, due := _due(timing, period, last, context), context)
    # Where each year has its own layout, what a holiday moved over the turn of the year counts in the year in which it is heard.
    day = made.due if context.rolls else due.day
    if day < first or (day > last and not _reported_later(timing.due)):
        return None
    return made


def _reported_later(due: DueDay | None) -> bool:
    """Whether the piece is due after the period that it tells of, and so perhaps after the span's end."""
    return due is not None and bool(due.month_offset or due.year_offset or due.after_period_days)


def _due(timing: Recurring, period: Period, last: date, context: Context) -> Due:
    if timing.due is not None:
        found = due_in(period, timing.due, context.calendar)
        return Due(found.start, found.day, (*day_reasons(timing, timing.due, found.day), *found.why))
    if context.slot is not None:
        return due_in(period, DueDay(weekday=context.slot.weekday, monthday=context.slot.monthday), context.calendar)
    day = period.last if timing.freq in (Freq.DAILY, Freq.WEEKLY) else min(period.last, last)
    if context.policy.rhythm_due is RhythmDue.LAST_WORKDAY:
        day = context.calendar.on_or_before(day)
    return Due(day, day)


def _season_due(timing: Recurring, period: Period, opens: date, closes: date, context: Context) -> Due:
    """The span of a season within the year; a due day named inside it ends it earlier."""
    due = due_in(period, timing.due, context.calendar) if timing.due else Due(opens, closes)
    return Due(opens, due.day, due.why) if opens <= due.day <= closes else Due(opens, closes)


def _made(timing: Recurring, turn: Turn, due: Due, context: Context) -> Occasion:
    grain = grain_of(timing)
    return _with_hour(
        timing,
        Occasion(
            period_key=period_key(grain, period_of(grain, turn.whole.start)),
            kind=context.kind,
            start=due.start,
            due=due.day,
            label=turn_name(grain, turn),
            minutes=timing.minutes.most if timing.minutes else None,
            quota=timing.count * (7 if _by_the_week(timing) else 1),
            item=timing.item,
            why=(*_why(timing, grain, turn, due, context), *due.why),
        ),
        context,
    )


def _by_the_week(timing: Recurring) -> bool:
    """Whether it is work of each day, counted by the week."""
    return timing.freq is Freq.DAILY and timing.every == 1


def _why(timing: Recurring, grain: Grain, turn: Turn, due: Due, context: Context) -> tuple[Reason, ...]:
    """Why it is there: its rhythm; of a report also which data it tells, unless it is due before those close."""
    label, period = turn_name(grain, turn), turn.whole
    if context.kind is Kind.REPORT and grain is not Grain.WEEK and period in periods(grain, period.start, period.last):
        told = report_period(grain, period, context.policy.reports.closing_day)
        if told.closes <= due.day:
            facts = values(period=label, opens=day_text(told.opens), closes=day_text(told.closes))
            return (Reason("report", facts),)
    return (Reason("daily-by-week" if _by_the_week(timing) else "rhythm", values(period=label)),)


def _with_hour(timing: Recurring, occasion: Occasion, context: Context) -> Occasion:
    if context.slot is not None and not _names_its_day(timing):
        told = _slot_reason(context.slot, occasion.due, timing)
        return on_the_air(replace(occasion, why=(*occasion.why, told)), context.slot.at, context.calendar)
    if timing.at is not None and context.kind is Kind.BROADCAST and timing.freq is not Freq.DAILY:
        return on_the_air(occasion, timing.at, context.calendar)
    if timing.due is None and timing.season is None:
        occasion = replace(occasion, assumptions=(Assumption("policy.rhythm_due", context.policy.rhythm_due.value),))
    return replace(occasion, at=timing.at)


def _slot_reason(slot: Slot, day: date, timing: Recurring) -> Reason:
    """The fixed hour as the coordinator gave it: on a weekday, or on a day of the month."""
    hour = f"{slot.at:%H:%M}"
    if slot.monthday is None:
        return Reason("slot", values(hour=hour, weekday=weekday_text(day)))
    monthly = timing.freq is Freq.MONTHLY and timing.every == 1
    return Reason("slot-monthly" if monthly else "slot-monthday", values(hour=hour, day=slot.monthday))


def _names_its_day(timing: Recurring) -> bool:
    return timing.due is not None and (timing.due.weekday is not None or timing.due.monthday is not None)


def _whole_span(timing: Recurring, first: date, last: date, context: Context) -> Occasion:
    span = Period(first, last + timedelta(days=1))
    return _made(timing, Turn(span, span), Due(last, last, (Reason("span-end"),)), context)


def _numbered(timing: Recurring, found: list[Occasion]) -> tuple[Occasion, ...]:
    if len(found) < 2:
        return tuple(found)
    return tuple(replace(o, number=i, total=len(found)) for i, o in enumerate(found, 1))
