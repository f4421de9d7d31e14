"""Timing → Outline: when the work falls and what waits, before anybody is assigned; every date with its reasons."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import assert_never

from scheduler.diagnostics import values
from scheduler.planning.check_ins import continuous
from scheduler.planning.kinds import awaits_document
from scheduler.planning.known_days import known_day
from scheduler.planning.occasion import Context, Occasion, Outline, Wait
from scheduler.planning.reports import report_rhythms, reports
from scheduler.planning.rhythms import rhythm
from scheduler.planning.slots import on_the_air
from scheduler.terms import Kind
from scheduler.timing import ir
from scheduler.timing.explain import length_of
from scheduler.trace import Assumption, Reason
from scheduler.words import day_text, say


def outline(timing: ir.Timing, context: Context) -> Outline:
    """Lay a timing out over the plan's year. Nothing is dropped: a part without a date is a Wait that says why."""
    parts = list(_parts(timing))
    merged = report_rhythms(parts, context.kind)
    found = Outline(reports(merged, context))
    for part in parts:
        if part not in merged:
            found += _lay_out(part, context)
    return Outline(_with_own_keys(sorted(found.occasions, key=lambda o: (o.due, o.start))), found.waits)


def on_dates(dates: Iterable[date], context: Context) -> Outline:
    """The occasions of a task whose dates config gives ("Theo kế hoạch kiểm tra"), numbered in order.

    Their period is the month: a date put in or taken out leaves those of other months what they were, one that shifts
    within its month moves. Of several in a month each is its own day, so that none takes over what was reported of another.
    """
    days = sorted(set(dates))
    several = len(days) > 1
    in_month = Counter((day.year, day.month) for day in days)
    found = (
        replace(
            _single(
                f"{day:%Y-%m-%d}" if in_month[day.year, day.month] > 1 else f"{day:%Y-%m}",
                day,
                day,
                context,
                Reason("dates-given", values(day=day_text(day))),
            ),
            number=n if several else None,
            total=len(days) if several else None,
        )
        for n, day in enumerate(days, 1)
    )
    return Outline(tuple(found))


def on_day(due: date, context: Context, begins: date | None = None) -> Outline:
    """The one occasion of a task whose due day config gives. begins: the first day of the window that the plan gives it."""
    start = due if begins is None else min(begins, due)
    given = _single(context.single_key(due), start, due, context, Reason("due-given", values(day=day_text(due))))
    if start == due:
        return Outline((given,))
    window = Reason("window", values(start=day_text(start), end=day_text(due)))
    return Outline((replace(given, why=(window, *given.why)),))


def _parts(timing: ir.Timing) -> Iterable[ir.Timing]:
    if isinstance(timing, ir.Several):
        for item in timing.items:
            yield from _parts(item)
    else:
        yield timing


def _lay_out(timing: ir.Timing, context: Context) -> Outline:
    match timing:
        case ir.Continuous():
            return Outline(continuous(timing, context))
        case ir.Window():
            return Outline((_window(timing, context.single_key(timing.end), context),))
        case ir.Windows():
            keyed = enumerate(timing.windows, 1)
            return Outline(tuple(_window(w, context.single_key(w.end, n), context) for n, w in keyed))
        case ir.Deadline():
            return Outline((_deadline(timing, context),))
        case ir.Recurring():
            return Outline(rhythm(timing, context))
        case ir.Triggered():
            return Outline(waits=(Wait(timing, _awaited(timing.event, context.year)),))
        case ir.Relative():
            return Outline(waits=(Wait(timing, _counted_from(timing)),))
        case ir.Ambiguous():
            return Outline(waits=(Wait(timing, Reason("ambiguous")),))
        case ir.PeriodRule() | ir.NoTiming():
            return Outline(waits=(Wait(timing, Reason("no-date")),))
        case ir.Several():
            return outline(timing, context)
        case _:
            assert_never(timing)


def _awaited(event: str, year: int) -> Reason:
    """What is waited for; of an occasion that everybody knows, its day is offered."""
    known = known_day(event, year)
    if known is None:
        code = "waits-for-event" if awaits_document(event) else "when-needed"
        return Reason(code, values(event=event))
    facts = values(event=event, name=known.name, day=day_text(known.day), due=known.day.isoformat())
    return Reason("waits-for-occasion", facts)


def _counted_from(timing: ir.Relative) -> Reason:
    if timing.after:
        return Reason("waits-for-day", values(event=timing.after))
    return Reason("waits-for-days", values(count=length_of(timing)))


def _window(timing: ir.Window, key: str, context: Context) -> Occasion:
    if timing.start is not None:
        why = Reason("window", values(start=day_text(timing.start), end=day_text(timing.end)))
        return _single(key, timing.start, timing.end, context, why)
    start = min(context.issued or date(context.year, 1, 1), timing.end)
    occasion = _single(key, start, timing.end, context, Reason("window-from-now", values(end=day_text(timing.end))))
    return replace(occasion, assumptions=(Assumption("plans.issued", "from-now", values(start=day_text(start))),))


def _deadline(timing: ir.Deadline, context: Context) -> Occasion:
    code = "deadline-strict" if timing.strict else "deadline"
    occasion = _single(
        context.single_key(timing.due), timing.due, timing.due, context, Reason(code, values(due=day_text(timing.due)))
    )
    if timing.at is not None and context.kind is Kind.BROADCAST:
        return on_the_air(occasion, timing.at, context.calendar)
    return replace(occasion, at=timing.at)


def _single(key: str, start: date, due: date, context: Context, why: Reason) -> Occasion:
    code = "on" if start == due else "span"
    label = say("planning", "label", code, values(start=day_text(start), due=day_text(due)))
    return Occasion(key, context.kind, start, due, label, why=(why,))


def _with_own_keys(occasions: Iterable[Occasion]) -> tuple[Occasion, ...]:
    """Two pieces in one nominal period ("ngày 10 và 25 hằng tháng") are told apart by their order in it."""
    seen: Counter[tuple[str, bool]] = Counter()
    keyed = []
    for occasion in occasions:
        place = occasion.period_key, occasion.kind is Kind.CHECK_IN
        seen[place] += 1
        keyed.append(
            occasion if seen[place] == 1 else replace(occasion, period_key=f"{occasion.period_key}.{seen[place]}")
        )
    return tuple(keyed)
