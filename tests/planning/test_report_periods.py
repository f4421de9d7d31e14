"""Report periods: what their data cover, whatever the closing day and the year."""

from datetime import date, timedelta

import pytest

from calendars.period import Grain
from scheduler.planning.report_periods import nine_months, report_periods


@pytest.mark.parametrize("closing_day", [1, 14, 27, 28])
@pytest.mark.parametrize("grain", [Grain.MONTH, Grain.QUARTER, Grain.HALF_YEAR, Grain.YEAR])
def test_each_begins_on_the_day_after_the_one_before_closed(grain: Grain, closing_day: int) -> None:
    found = report_periods(grain, date(2023, 1, 1), date(2025, 12, 31), closing_day)
    assert [p.opens for p in found[1:]] == [p.closes + timedelta(days=1) for p in found[:-1]]
    assert {p.closes.day for p in found} == {closing_day}


def test_the_year_and_its_first_half_begin_in_december() -> None:
    for grain in (Grain.MONTH, Grain.QUARTER, Grain.HALF_YEAR, Grain.YEAR):
        assert report_periods(grain, date(2024, 1, 1), date(2024, 12, 31), 14)[0].opens == date(2023, 12, 15)


def test_the_nine_months_close_with_the_third_quarter() -> None:
    nine = nine_months(2024, 14)
    quarter = report_periods(Grain.QUARTER, date(2024, 1, 1), date(2024, 12, 31), 14)[2]
    assert (nine.closes, nine.key) == (quarter.closes, quarter.key)
    assert (nine.opens, nine.name) == (date(2023, 12, 15), "9 tháng năm 2024")
