"""Calendar periods: their bounds, their names, and that they tile time without gap or overlap."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calendars.period import Grain, Period, period_key, period_of, periods

DAYS = st.dates(date(1900, 1, 1), date(2200, 12, 31))
GRAINS = st.sampled_from(list(Grain))

CASES = [
    (Grain.DAY, "2024-05-31", "2024-05-31", "2024-05-31", "2024-05-31"),
    (Grain.WEEK, "2024-02-14", "2024-02-12", "2024-02-18", "2024-W07"),
    (Grain.WEEK, "2024-12-30", "2024-12-30", "2025-01-05", "2025-W01"),
    (Grain.WEEK, "2021-01-03", "2020-12-28", "2021-01-03", "2020-W53"),
    (Grain.MONTH, "2024-02-29", "2024-02-01", "2024-02-29", "2024-02"),
    (Grain.MONTH, "2023-12-31", "2023-12-01", "2023-12-31", "2023-12"),
    (Grain.QUARTER, "2024-03-31", "2024-01-01", "2024-03-31", "2024-Q1"),
    (Grain.QUARTER, "2024-10-01", "2024-10-01", "2024-12-31", "2024-Q4"),
    (Grain.HALF_YEAR, "2024-06-30", "2024-01-01", "2024-06-30", "2024-H1"),
    (Grain.HALF_YEAR, "2024-07-01", "2024-07-01", "2024-12-31", "2024-H2"),
    (Grain.YEAR, "2024-02-29", "2024-01-01", "2024-12-31", "2024"),
]


@pytest.mark.parametrize(
    ("grain", "day", "first", "last", "key"),
    CASES,
    ids=[f"{c[0]}-{c[1]}" for c in CASES],
)
def test_period_bounds_and_name(grain: Grain, day: str, first: str, last: str, key: str) -> None:
    period = period_of(grain, date.fromisoformat(day))
    assert (
        period.start.isoformat(),
        period.last.isoformat(),
        period_key(grain, period),
    ) == (first, last, key)


@given(GRAINS, DAYS)
def test_a_period_holds_its_day_and_every_day_of_it_gives_the_same_period(grain: Grain, day: date) -> None:
    period = period_of(grain, day)
    assert period.start <= day < period.end
    assert period_of(grain, period.start) == period_of(grain, period.last) == period
    assert period_of(grain, period.end) != period
    assert period_of(grain, period.start - timedelta(days=1)) != period


@given(GRAINS, DAYS, st.integers(0, 800))
def test_periods_tile_the_span_in_order_under_different_names(grain: Grain, first: date, length: int) -> None:
    last = first + timedelta(days=length)
    found = periods(grain, first, last)
    assert found[0].start <= first < found[0].end
    assert found[-1].start <= last < found[-1].end
    assert all(one.end == following.start for one, following in pairwise(found))
    assert len({period_key(grain, period) for period in found}) == len(found)


@pytest.mark.parametrize(
    ("grain", "count"),
    [
        ("day", 366),
        ("week", 53),
        ("month", 12),
        ("quarter", 4),
        ("half-year", 2),
        ("year", 1),
    ],
)
def test_periods_of_a_leap_year(grain: str, count: int) -> None:
    assert len(periods(Grain(grain), date(2024, 1, 1), date(2024, 12, 31))) == count


def test_a_span_that_ends_before_it_begins_holds_no_period() -> None:
    assert periods(Grain.MONTH, date(2024, 2, 1), date(2024, 1, 31)) == ()


def test_periods_sort_by_time() -> None:
    january, year, february = (
        Period(date(2024, 1, 1), date(2024, 2, 1)),
        Period(date(2024, 1, 1), date(2025, 1, 1)),
        Period(date(2024, 2, 1), date(2024, 3, 1)),
    )
    assert sorted([february, year, january]) == [january, year, february]
