"""The timings of what stands by itself: an event, so many days from one, an occasion, a school term."""

from datetime import date, timedelta

from scheduler.timing.atom import Kind
from scheduler.timing.attaching import Clash
from scheduler.timing.bounds import Bound
from scheduler.timing.events import Event
from scheduler.timing.ir import Ambiguous, Deadline, DueDay, Freq, Relative, Timing, Triggered, Window, new
from scheduler.timing.occasions import Occasion
from scheduler.timing.placing import place, range_span
from scheduler.timing.points import Link, Part, Points, last_of, span_of
from scheduler.timing.relations import Relation
from scheduler.timing.rhythms import rhythm, yearly_day, yearly_season
from scheduler.timing.whens import When


def solo(kind: Kind, value: object, condition: Event | None, year: int) -> list[Timing]:
    """The timings of what stands by itself: an event, so many days from one, an occasion. Raises Clash."""
    if isinstance(value, Event):
        return [_event(value, condition)]
    if isinstance(value, Relation):
        return [_relation(value, year)]
    if isinstance(value, Occasion):
        return _occasion(value, year)
    if kind is Kind.PERIODIC:
        return [Ambiguous((), "periodic-without-period")]
    if kind is Kind.TERM and isinstance(value, Points):
        return [_school_term(value.parts[0], year)]
    if kind is Kind.TERM:
        return [Ambiguous((), str(value))]
    if kind is Kind.REPORTED and isinstance(value, Points):
        return []
    raise Clash("not-understood")


def _school_term(term: Part, year: int) -> Ambiguous:
    """Học kỳ I, II: their days are set by each province, year by year; what is offered are the usual halves of the school year."""
    first = term.year if term.year is not None else year - (term.n == 2)
    halves = {
        1: Window(date(first, 9, 1), date(first + 1, 1, 15)),
        2: Window(date(first + 1, 1, 16), date(first + 1, 5, 31)),
    }
    return Ambiguous((halves[term.n],) if term.n in halves else (), "school-term")


def _event(event: Event, condition: Event | None) -> Timing:
    text = event.text if condition is None else f"{event.text} ({condition.text})"
    made = new(Triggered, (text,))
    return Ambiguous((made,), "date-inside-event") if event.dated else made


def _relation(relation: Relation, year: int) -> Timing:
    if relation.freq is not None:
        return after_period(relation, year, relation.freq)
    if relation.start is not None:
        span = span_of(relation.start.parts[0], year)
        return Deadline(_counted_on(span[0], relation)) if span else Ambiguous((), "no-such-day")
    if relation.vague_period:
        made = tuple(after_period(relation, year, one) for one in (Freq.QUARTERLY, Freq.HALF_YEARLY, Freq.YEARLY))
        return Ambiguous(made, "period-not-named")
    plain = new(Relative, (relation.event.text, relation.days, relation.working, relation.months))
    return Ambiguous((plain,), "date-inside-event") if relation.event.dated else plain


def _counted_on(start: date, relation: Relation) -> date:
    """So many days later; so many months later on the day of the same number, or the month's last (Civil Code 2015, art. 148)."""
    if not relation.months:
        return start + timedelta(days=relation.days)
    at = start.year * 12 + start.month - 1 + relation.months
    last = last_of(at // 12, at % 12 + 1)
    return last.replace(day=min(start.day, last.day))


def after_period(relation: Relation, year: int, freq: Freq) -> Timing:
    if (
        relation.event.text
        or relation.days < 0
        or (relation.freq not in (None, freq))
        or not (relation.freq or relation.vague_period)
    ):
        raise Clash("rhythm-and-relation")
    return rhythm(year, freq, due=DueDay(after_period_days=relation.days, working_days=relation.working))


def _occasion(occasion: Occasion, year: int) -> list[Timing]:
    points = occasion.days
    if points is None:
        event = Triggered(occasion.event.text)
        return [Ambiguous((event,), "date-inside-event") if occasion.event.dated else event]
    if any(part.year is not None or part.lunar for part in points.parts):
        return place(When(Bound.NONE, points), year)
    if Link.RANGE in points.links:
        span = range_span(points, year)
        if span is None or span[0] > span[1]:
            raise Clash("range-not-understood")
        return [yearly_season(span, year)]
    if any(span_of(part, year) is None for part in points.parts):
        raise Clash("no-such-day")
    return [rhythm(year, Freq.YEARLY, due=yearly_day(part, When(Bound.NONE))) for part in points.parts]
