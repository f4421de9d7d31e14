"""Days that the phrase does not write and that were reckoned from it: counted from a date, the n-th weekday of a month."""

from collections.abc import Iterator
from datetime import date, timedelta

from scheduler.diagnostics import Values, values
from scheduler.timing.atom import Atom, Kind
from scheduler.timing.bounds import Bound
from scheduler.timing.cyclic import cyclic
from scheduler.timing.explain import length_of
from scheduler.timing.ir import Deadline, Relative
from scheduler.timing.points import span_of
from scheduler.timing.relations import Relation
from scheduler.timing.solos import solo
from scheduler.timing.whens import When
from scheduler.words import day_text, weekday_text

_ONE = timedelta(days=1)


def reckoned(taken: tuple[Atom, ...], year: int) -> Iterator[tuple[Atom, str, Values]]:
    """The atoms whose day was reckoned, with the code of how and the facts of it."""
    for atom in taken:
        value = atom.value
        if isinstance(value, Relation) and value.start is not None:
            span, made = span_of(value.start.parts[0], year), solo(Kind.RELATION, value, None, year)[0]
            if span is not None and isinstance(made, Deadline):
                yield atom, *_counted(value, span[0], made.due)
        elif isinstance(value, When) and value.cycles is not None and len(value.cycles.days) == 1:
            cycle = value.cycles.days[0]
            if cycle.nth is None or cycle.month is None:
                continue
            made = cyclic(value, cycle, year)
            if isinstance(made, Deadline):
                yield (
                    atom,
                    *_weekday(cycle.nth, made.due + _ONE if value.bound is Bound.BEFORE and made.strict else made.due),
                )


def _counted(relation: Relation, start: date, day: date) -> tuple[str, Values]:
    code = "months-after-date" if relation.months else "days-after-date" if relation.days >= 0 else "days-before-date"
    count = length_of(Relative("", abs(relation.days), months=relation.months))
    return code, values(count=count, start=day_text(start), day=day_text(day))


def _weekday(nth: int, day: date) -> tuple[str, Values]:
    code = {1: "first-weekday", -1: "last-weekday"}.get(nth, "nth-weekday")
    facts = {"nth": nth, "first": 7 * nth - 6, "last": 7 * nth, "month": day.month, "year": day.year}
    return code, values(weekday=weekday_text(day), day=day_text(day), **facts)
