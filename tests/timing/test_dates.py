"""Dates that people type freely, as seen from a Wednesday."""

from datetime import date, datetime

import pytest

from scheduler.timing.dates import free_date

NOW = datetime(2026, 6, 10, 9, 0)
CASES = {
    "ngày mai": date(2026, 6, 11),
    "hôm nay": date(2026, 6, 10),
    "thứ hai tới": date(2026, 6, 15),
    "thứ 2 tới": date(2026, 6, 15),
    "Thứ Hai tuần sau": date(2026, 6, 15),
    "thứ sáu": date(2026, 6, 12),
    "chủ nhật": date(2026, 6, 14),
    "15/6": date(2026, 6, 15),
    "15/5": date(2027, 5, 15),
    "15/06/2026": date(2026, 6, 15),
    "ngày 15 tháng 6": date(2026, 6, 15),
    "3 ngày nữa": date(2026, 6, 13),
    "sau 2 tuần": date(2026, 6, 24),
    "ngày mai 15h": datetime(2026, 6, 11, 15, 0),
    "lúc 8h30 ngày mai": datetime(2026, 6, 11, 8, 30),
    "tháng 6": None,
    "2026": None,
    "quý II": None,
    "Trong năm 2024": None,
    "17h30": None,
    "abc": None,
    "": None,
    "15": None,
}


@pytest.mark.parametrize(("text", "expected"), CASES.items(), ids=map(repr, CASES))
def test_free_date(text: str, expected: date | datetime | None) -> None:
    assert free_date(text, NOW) == expected
