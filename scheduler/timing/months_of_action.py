"""Months of action by name, whose days are the same throughout the country: the words of an event → the stretch."""

from functools import cache

from scheduler.timing.bounds import Bound
from scheduler.timing.folding import fold
from scheduler.timing.lexicon import listed
from scheduler.timing.points import Grain, Link, Part, Points
from scheduler.timing.whens import When


def month_of_action(text: str) -> When | None:
    """Trong Tháng hành động vì trẻ em: from 1 to 30 June (Law on Children 2016, art. 11). None where no such month is named."""
    low = fold(text).replace(",", "")
    return next((days for name, days in _by_name().items() if name in low), None)


@cache
def _by_name() -> dict[str, When]:
    return {fold(word): _days(key) for key, word in listed("months_of_action")}


def _days(key: str) -> When:
    """0415_0515: from 15 April to 15 May."""
    first, last = (Part(Grain.DAY, int(end[:2]), int(end[2:])) for end in key.split("_"))
    return When(Bound.FROM_TO, Points((first, last), (Link.RANGE,)))
