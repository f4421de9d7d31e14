"""The rule of a rhythm gives, by python-dateutil, the days that the phrase means."""

from datetime import date, datetime

import pytest
from dateutil.rrule import rrulestr

from scheduler.timing.grammar import parse
from scheduler.timing.rrule import rrule

CASES = {
    "ngày 15 hằng tháng": [date(2026, month, 15) for month in range(1, 13)],
    "trước ngày 01 hằng tháng": [date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 30)],
    "ngày 31 hằng tháng": [date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 30)],
    "trước ngày 15 của tháng cuối quý": [date(2026, 3, 14), date(2026, 6, 14), date(2026, 9, 14), date(2026, 12, 14)],
    "trước ngày 10 tháng đầu quý sau": [date(2026, 1, 9), date(2026, 4, 9), date(2026, 7, 9), date(2026, 10, 9)],
    "ngày cuối cùng của quý": [date(2026, 3, 31), date(2026, 6, 30), date(2026, 9, 30), date(2026, 12, 31)],
    "ngày làm việc cuối cùng của tháng": [date(2026, 1, 30), date(2026, 2, 27), date(2026, 3, 31)],
    "ngày làm việc cuối cùng của tháng 3 hằng năm": [date(2026, 3, 31)],
    "thứ Sáu hằng tuần": [date(2026, 1, 2), date(2026, 1, 9)],
    "trước thứ Sáu hằng tuần": [date(2026, 1, 1), date(2026, 1, 8)],
    "trước ngày 15/12 hằng năm": [date(2026, 12, 14)],
    "Quý II hằng năm": [date(2026, 6, 30)],
    "hằng ngày": [date(2026, 1, 1), date(2026, 1, 2)],
    "hằng tháng, ngày 25, từ tháng 3 đến tháng 5 năm 2026": [date(2026, 3, 25), date(2026, 4, 25), date(2026, 5, 25)],
}


@pytest.mark.parametrize(("phrase", "expected"), CASES.items(), ids=CASES)
def test_rule_gives_the_days(phrase: str, expected: list[date]) -> None:
    timing = parse(phrase, 2026).timing
    assert timing is not None
    rule = rrule(timing)
    assert rule is not None
    start = timing.start  # type: ignore[union-attr]
    days = [one.date() for one in rrulestr(rule, dtstart=datetime(start.year, start.month, start.day))]  # type: ignore[union-attr]
    assert days[: len(expected)] == expected
    assert days[-1] <= date(2026, 12, 31)


@pytest.mark.parametrize(
    "phrase",
    [
        "01 lần/quý",
        "02 lần/năm",
        "hằng tháng",
        "trước ngày 15/01 năm sau",
        "trong 10 ngày kể từ ngày kết thúc quý",
        "Thường xuyên",
        "quý II/2026",
        "từ ngày 15 hằng tháng",
        "khi có yêu cầu",
    ],
)
def test_no_rule_where_there_is_no_day_to_repeat(phrase: str) -> None:
    timing = parse(phrase, 2026).timing
    assert timing is not None and rrule(timing) is None
