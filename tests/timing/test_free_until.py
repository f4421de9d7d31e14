"""Until when somebody wants peace, as it is typed."""

from datetime import date

import pytest

from scheduler.timing.dates import free_until
from tests.support.in_memory import moment

NOW = moment("2026-05-13T09:00")  # a Wednesday

SAID = {
    date(2026, 5, 18): [
        "thứ hai",
        "Thứ Hai",
        "đến thứ hai",
        "tới thứ 2",
        "cho đến thứ hai tuần sau",
        "hết chủ nhật",
        "cuối tuần",
        "hết tuần",
        "hết tuần này",
    ],
    date(2026, 5, 25): ["hết tuần sau", "đến cuối tuần tới"],
    date(2026, 5, 16): ["3 ngày", "trong 3 ngày", "khoảng 3 ngày", "3 hôm", "3 ngày nữa", "hết thứ sáu", "16/5"],
    date(2026, 5, 27): ["2 tuần", "2 tuần nữa", "27/5/2026", "đến ngày 27/5", "hết 26/5", "đến hết ngày 26/5"],
    date(2026, 5, 14): ["mai", "ngày mai", "đến mai", "hết hôm nay"],
    None: ["", "khi nào rảnh", "tuần", "đến", "hết", "ngày", "hết 31/12/9999", "3", "tháng sau thì phải"],
}


@pytest.mark.parametrize(("day", "text"), [(day, text) for day, texts in SAID.items() for text in texts])
def test_the_day_on_which_it_is_over(day: date | None, text: str) -> None:
    assert free_until(text, NOW) == day


@pytest.mark.parametrize(("typed", "until"), [("hết tháng", "2024-06-01"), ("hết tháng sau", "2024-07-01")])
def test_the_end_of_a_month(typed: str, until: str) -> None:
    found = free_until(typed, moment("2024-05-15T09:00"))
    assert found is not None
    assert found.isoformat() == until
