"""Reasons that hold for all occurrences of a series alike but name each one's date: the form in which all share them."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Final

from scheduler.diagnostics import Values, values
from scheduler.event_text import EACH
from scheduler.schedule import Occurrence
from scheduler.trace import Reason
from scheduler.words import day_text, weekday_text

_IN_EVERY_MONTH: Final = 28
_DAY, _WEEK = timedelta(days=1), timedelta(days=7)

_SAID_BY_RULE: Final = frozenset({"rhythm"})
"""What the rule of a series says by itself: that there is one each week or month."""

_KEPT: Final[dict[str, tuple[str, ...]]] = {
    **dict.fromkeys(("daily-by-week", "on-last-day", "month-last", "month-first", "month-second", "month-next"), ()),
    **dict.fromkeys(("last-workday", "dates-given", "deadline", "deadline-strict", "window"), ()),
    **dict.fromkeys(("first-weekday", "last-weekday"), ("weekday",)),
    **dict.fromkeys(("after-period", "after-period-working"), ("days",)),
    "month-after": ("nth",),
    "nth-weekday": ("weekday", "nth", "first", "last"),
}
"""Code → those of its facts that are not the date's own."""

_LISTED: Final = {
    "on-weekday": ("weekday",),
    "on-monthday": ("day",),
    "on-day": ("day",),
    "on-day-of-year": ("day", "month"),
}
"""Of rhythms with several days: code → the facts that name one of them; all are named with each."""

_SHIFTED: Final = ("act-before", "act-after", "air-before", "air-after")
_COUNTED: Final = frozenset({"strict", "short-month", *_SHIFTED})
"""Codes whose general form hangs on the occurrence or on the others."""

CODES: Final = _SAID_BY_RULE | _KEPT.keys() | _LISTED.keys() | _COUNTED
"""The codes that have a general form."""

Settled = tuple[Reason, ...]


class General:
    """The reasons of a series' occurrences in general: what two of them have in common reads alike for both.

    A reason without a general form stays as it is, so that its occurrence reads unlike the others.
    """

    def __init__(self, members: Iterable[Occurrence]) -> None:
        alike: dict[Settled, list[Occurrence]] = {}
        for occurrence in members:
            alike.setdefault(_settled(occurrence), []).append(occurrence)
        self._alike = {settled: _Alike(those) for settled, those in alike.items()}

    def of(self, occurrence: Occurrence) -> tuple[Reason, ...]:
        """Why its date is what it is, without naming the date."""
        alike = self._alike.get(_settled(occurrence)) or _Alike((occurrence,))
        return tuple(dict.fromkeys(alike.general(occurrence)))


def _settled(occurrence: Occurrence) -> Settled:
    """What the plan and the coordinator said of it: only those of whom it is the same are spoken of together."""
    return tuple(reason for reason in occurrence.why if reason.code not in CODES)


class _Alike:
    """Occurrences of which the plan says the same: what is said of several days at once is said of these."""

    def __init__(self, members: Sequence[Occurrence]) -> None:
        reasons = tuple(dict.fromkeys(reason for o in members for reason in o.why))
        self._listed = {code: _joined(code, reasons) for code in _LISTED}
        self._short = tuple(dict.fromkeys(filter(None, map(_short, reasons))))
        self._strict = _strict({o.due for o in members if any(_is_strict(r, o) for r in o.why)})

    def general(self, occurrence: Occurrence) -> Iterator[Reason]:
        """Its reasons, the general ones of all behind them."""
        for reason in occurrence.why:
            if reason.code not in _SAID_BY_RULE | {"short-month"}:
                yield self._one(reason, occurrence)
        yield from self._short

    def _one(self, reason: Reason, occurrence: Occurrence) -> Reason:
        if reason.code in _KEPT:
            return _each(reason, *_KEPT[reason.code])
        if reason.code in _LISTED:
            return self._listed[reason.code]
        if _is_strict(reason, occurrence):
            return self._strict
        if reason.code in _SHIFTED and _nearest(occurrence):
            return _each(reason, "off", "weekday")
        return reason


def _short(reason: Reason) -> Reason | None:
    """What is done in months without that day; of each month's 30th also while no such month is among those planned."""
    facts = dict(reason.values)
    day = facts.get("monthday" if reason.code == "short-month" else "day")
    monthly = reason.code == "on-monthday" and int(day or 0) > _IN_EVERY_MONTH
    if monthly or reason.code == "short-month":
        return _general("short-month", values(monthday=day or 0))
    return None


def _nearest(occurrence: Occurrence) -> bool:
    """Whether it is to be done on the nearest such weekday before or behind its due day, for no other reason than the weekend."""
    off = {str(dict(r.values)["off"]) for r in occurrence.why if r.code in _SHIFTED}
    return off == {weekday_text(occurrence.due)} and abs(occurrence.due - occurrence.act_by) < _WEEK


def _each(reason: Reason, *kept: str) -> Reason:
    """The reason with these of its facts."""
    return _general(reason.code, tuple((name, value) for name, value in reason.values if name in kept))


def _joined(code: str, reasons: Iterable[Reason]) -> Reason:
    """«Ngày 10, 25 hằng tháng»: the days that reasons of this code name, in the order in which they come."""
    found = (dict(reason.values) for reason in reasons if reason.code == code)
    days = dict.fromkeys("/".join(str(facts[name]) for name in _LISTED[code]) for facts in found)
    return _general(code, values(days=", ".join(days)))


def _is_strict(reason: Reason, occurrence: Occurrence) -> bool:
    """Whether it is due on the day before the one that the plan names; what was put elsewhere for a slot is not."""
    return reason.code == "strict" and dict(reason.values)["day"] == day_text(occurrence.due + _DAY)


def _strict(due: set[date]) -> Reason:
    """«trước ngày 25» where it is the 24th of all; «trước thứ Sáu» where it is a Thursday."""
    pairs = {(day.day, (day + _DAY).day) for day in due}
    weekdays = {weekday_text(day) for day in due}
    if len(pairs) == 1:
        ((last, named),) = pairs
        return _general("strict-day", values(named=named, last=last))
    if len(weekdays) == 1:
        return _general("strict-weekday", values(named=weekday_text(min(due) + _DAY), last=weekdays.pop()))
    return _general("strict", ())


def _general(code: str, facts: Values) -> Reason:
    """A reason that speaks of all: its sentence stands under [each]."""
    return Reason(EACH + code, facts)
