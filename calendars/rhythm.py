"""Days → the rule that they follow: which of a few plain rules names the most of them with the fewest exceptions."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice, pairwise, takewhile
from math import gcd

from calendars.recurrence import Frequency, Rule, Weekday

FEWEST = 3  # any two days follow some rule
_EXCEPTION = 0.25  # what a line that takes a day out costs against an event of its own
_LISTED = 0.06  # what each month or day that a rule lists costs: eleven months against twelve with one taken out
_INTERVAL = 0.06
_MOVED = 0.5  # a day that stands beside the rule, against one that the rule names
_PLAINEST = 1 + _INTERVAL + _LISTED  # nothing but a rule, with one month day or weekday
_TRIED = 5  # of so many first days one begins the series
_REACH = timedelta(days=10)  # as far as a day is taken for a rule's day that was moved
_MOST_MONTH_DAYS = 4
_IN_EVERY_MONTH = 28
_WEEKDAYS = tuple(Weekday)
_WORKING = _WEEKDAYS[:5]


@dataclass(frozen=True, slots=True)
class Rhythm:
    """A rule and how days follow it.

    places: the rule's day → the day that stands for it: the same, or one beside it that no rule's day is nearer to.
    excluded: the rule's days between the first and the last that nothing stands for.
    """

    rule: Rule
    places: dict[date, date]
    excluded: tuple[date, ...]


def rhythm_of(days: Iterable[date]) -> Rhythm | None:
    """The rhythm that tells these days in the fewest lines; None where single days are as short."""
    known = sorted(set(days))
    best, least = None, float(len(known))
    for rhythm in filter(None, (_follow(rule, known) for rule in _candidates(known))):
        cost = _cost(rhythm, known)
        if cost < least:
            best, least = rhythm, cost
        if least <= _PLAINEST:
            break
    return best


def _cost(rhythm: Rhythm, days: Sequence[date]) -> float:
    rule = rhythm.rule
    listed = _LISTED * (len(rule.months) + len(rule.month_days) + len(rule.weekdays)) + _INTERVAL * (rule.interval > 1)
    moved = _MOVED * sum(place != day for place, day in rhythm.places.items())
    return 1 + len(days) - len(rhythm.places) + moved + _EXCEPTION * len(rhythm.excluded) + listed


def _follow(rule: Rule, days: Sequence[date]) -> Rhythm | None:
    """How the days follow the rule; None where none of the first stands on it, or fewer than three of all."""
    first = next((day for day in days[:_TRIED] if next(rule.days(day), None) == day), None)
    if first is None:
        return None
    known = set(days)
    # A rule with a day named for every day given has lost long before it names ten times as many.
    named = list(islice(takewhile(lambda day: day <= days[-1], rule.days(first)), 10 * len(days)))
    places = {day: day for day in named if day in known}
    if len(places) < FEWEST:
        return None
    places |= _moved([d for d in named if d not in places], [d for d in days if d not in places])
    last = max(places)
    return Rhythm(rule, places, tuple(day for day in named if day not in places and day < last))


def _moved(vacant: Sequence[date], stray: Sequence[date]) -> dict[date, date]:
    """The rule's days that a stray day stands for: each takes the nearest that is still free."""
    places: dict[date, date] = {}
    for day in stray:
        near = [place for place in vacant if place not in places and abs(place - day) <= _REACH]
        if near:
            places[min(near, key=lambda place: abs(place - day))] = day
    return places


def _candidates(days: Sequence[date]) -> Iterator[Rule]:
    """Rules worth trying, the plainest first: of two that cost the same the first is taken."""
    if len(days) < FEWEST:
        return
    yield from _by_month_days(days)
    yield from _by_weekdays(days)
    yield from _by_position(days)
    steps = _steps([day.toordinal() for day in days])
    yield from (Rule(Frequency.DAILY, step) for step in steps if step == 1 or step % 7)


def _by_month_days(days: Sequence[date]) -> Iterator[Rule]:
    """The 25th of every third month; the last day of March and October; the 10th and 25th. BYMONTHDAY always stands."""
    steps = _steps([day.year * 12 + day.month for day in days])
    months = tuple(sorted({day.month for day in days}))
    for month_days in _month_days(days):
        if len(month_days) == 1 and 0 < month_days[0] <= _IN_EVERY_MONTH:  # ical.js miscounts the others in a year
            yield Rule(Frequency.YEARLY, months=months, month_days=month_days)
        every = (1,) if month_days == (-1,) else steps  # FullCalendar miscounts the last days of every third month
        yield from (Rule(Frequency.MONTHLY, step, month_days=month_days) for step in every)


def _month_days(days: Sequence[date]) -> Iterator[tuple[int, ...]]:
    """The commonest day of the month; the last day; all that come, where they are few."""
    seen = Counter(day.day for day in days)
    yield (seen.most_common(1)[0][0],)
    yield (-1,)
    if 1 < len(seen) <= _MOST_MONTH_DAYS:
        yield tuple(sorted(seen))


def _by_weekdays(days: Sequence[date]) -> Iterator[Rule]:
    seen = Counter(_WEEKDAYS[day.weekday()] for day in days)
    most = max(seen.values())
    usual = tuple(w for w in _WEEKDAYS if 2 * seen[w] >= most)
    steps = _steps([day.toordinal() - day.weekday() for day in days], unit=7)
    yield from (Rule(Frequency.WEEKLY, step, weekdays=usual) for step in steps)


def _by_position(days: Sequence[date]) -> Iterator[Rule]:
    """The last or first working weekday of a month; the second Monday."""
    steps = _steps([day.year * 12 + day.month for day in days])
    weekday, nth = Counter((_WEEKDAYS[day.weekday()], (day.day + 6) // 7) for day in days).most_common(1)[0][0]
    sets: tuple[tuple[tuple[Weekday, ...], int], ...] = (
        (_WORKING, -1),
        (_WORKING, 1),
        ((weekday,), nth),
        ((weekday,), -1),
    )
    for weekdays, position in sets:
        yield from (Rule(Frequency.MONTHLY, step, weekdays=weekdays, position=position) for step in steps)


def _steps(places: Sequence[int], unit: int = 1) -> tuple[int, ...]:
    """The intervals worth trying: the commonest distance, and what divides all of them."""
    distances = [b - a for a, b in pairwise(sorted(set(places)))]
    if not distances:
        return (1,)
    commonest = Counter(distances).most_common(1)[0][0]
    return tuple(dict.fromkeys(distance // unit for distance in (gcd(*distances), commonest)))
