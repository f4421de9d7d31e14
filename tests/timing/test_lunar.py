"""Lunar days against the public holidays that follow Vietnam's lunar calendar."""

from datetime import date

import holidays
import pytest

from scheduler.timing.lunar import solar


@pytest.mark.parametrize("year", range(1995, 2045))
def test_new_year_falls_on_its_holiday(year: int) -> None:
    day = solar(year, 1, 1)
    assert (
        day is not None and holidays.country_holidays("VN", years=year, language="en_US").get(day) == "Lunar New Year"
    )


@pytest.mark.parametrize(
    ("year", "month", "day", "expected"),
    [
        (2007, 1, 1, date(2007, 2, 17)),
        (2026, 8, 15, date(2026, 9, 25)),
        (2026, 3, 10, date(2026, 4, 26)),
        (2025, 12, 23, date(2026, 2, 10)),
        (2025, 7, 15, date(2025, 9, 6)),
        (2026, 1, 31, None),
    ],
)
def test_known_days(year: int, month: int, day: int, expected: date | None) -> None:
    assert solar(year, month, day) == expected
