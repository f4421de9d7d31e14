"""Sentences as offices write them: days by Decree 30/2020, spans by their names, words where a reader would look for them."""

from datetime import date, time

import pytest

from scheduler.timing.explain import sentence
from scheduler.timing.grammar import parse
from scheduler.timing.ir import (
    Anchor,
    Continuous,
    Deadline,
    DueDay,
    Freq,
    Minutes,
    MonthDay,
    PeriodRule,
    Recurring,
    Relative,
    Season,
    Several,
    Timing,
    Weekday,
    Window,
    Windows,
)
from scheduler.timing.points import last_of

YEAR = 2026


def rhythm(freq: Freq, due: DueDay | None = None, at: time | None = None) -> Recurring:
    return Recurring(freq, date(YEAR, 1, 1), date(YEAR, 12, 31), due=due, at=at)


def seasonal(start: MonthDay, end: MonthDay) -> Recurring:
    due = DueDay(month=end.month, monthday=end.day)
    return Recurring(Freq.YEARLY, date(YEAR, 1, 1), date(YEAR, 12, 31), due=due, season=Season(start, end))


def window(first: int, last: int) -> Window:
    return Window(date(YEAR, first, 1), last_of(YEAR, last))


COUNTED = Recurring(
    Freq.MONTHLY,
    date(YEAR, 1, 1),
    date(YEAR, 12, 31),
    count=5,
    item="tin, bài",
    minutes=Minutes(10, 15),
    per_year_total=50,
    total_approximate=True,
)
SAID: list[tuple[Timing, str]] = [
    (Deadline(date(YEAR, 6, 30)), "Chậm nhất ngày 30/6/2026"),
    (Deadline(date(YEAR, 2, 5)), "Chậm nhất ngày 05/02/2026"),
    (Deadline(date(YEAR, 1, 9)), "Chậm nhất ngày 09/01/2026"),
    (Deadline(date(YEAR, 3, 1)), "Chậm nhất ngày 01/3/2026"),
    (Deadline(date(YEAR, 10, 1)), "Chậm nhất ngày 01/10/2026"),
    (Deadline(date(YEAR, 12, 31), strict=True), "Trước ngày 01/01/2027"),
    (Deadline(date(YEAR, 5, 23), time(17, 0)), "Chậm nhất 17 giờ 00 ngày 23/5/2026"),
    (Window(None, date(YEAR, 7, 24)), "Từ nay đến hết ngày 24/7/2026"),
    (Window(date(YEAR, 6, 8), date(YEAR, 7, 1)), "Từ ngày 08/6/2026 đến hết ngày 01/7/2026"),
    (window(5, 5), "Trong tháng 5 năm 2026"),
    (window(4, 9), "Trong quý II, III năm 2026"),
    (window(7, 12), "Trong 6 tháng cuối năm 2026"),
    (window(1, 12), "Hoàn thành trong năm 2026"),
    (Windows((window(3, 3), window(6, 6), window(9, 9))), "Tháng 3 năm 2026, tháng 6 năm 2026 và tháng 9 năm 2026"),
    (Continuous(date(YEAR, 1, 1), date(YEAR, 12, 31)), "Thường xuyên trong năm 2026"),
    (Continuous(date(YEAR, 1, 1), date(YEAR, 12, 31), once=True), "Trong năm 2026"),
    (Continuous(date(YEAR, 7, 1), None), "Từ ngày 01/7/2026 trở đi"),
    (Continuous(date(YEAR, 1, 1), date(2030, 12, 31)), "Từ năm 2026 đến hết năm 2030"),
    (Continuous(None, None), "Thường xuyên, trong suốt quá trình thực hiện"),
    (rhythm(Freq.YEARLY, DueDay(month=6, monthday=5)), "Hằng năm, ngày 05/6"),
    (rhythm(Freq.YEARLY, DueDay(month=1, monthday=15, year_offset=1)), "Hằng năm, ngày 15/01 năm sau"),
    (rhythm(Freq.YEARLY, DueDay(month=12, monthday=31, strict=True)), "Hằng năm, trước ngày 01/01 năm sau"),
    (seasonal(MonthDay(2, 1), MonthDay(9, 14)), "Từ ngày 01/02 đến hết ngày 14/9 hằng năm"),
    (seasonal(MonthDay(10, 1), MonthDay(3, 31)), "Từ ngày 01/10 đến hết ngày 31/3 hằng năm"),
    (seasonal(MonthDay(4, 1), MonthDay(6, 30)), "Hằng năm, quý II"),
    (
        Several((rhythm(Freq.QUARTERLY), seasonal(MonthDay(3, 5), MonthDay(4, 15)))),
        "Hằng quý; từ ngày 05/3 đến hết ngày 15/4 hằng năm",
    ),
    (rhythm(Freq.WEEKLY, DueDay(weekday=Weekday.SU), time(8, 5)), "Hằng tuần, 08 giờ 05 Chủ nhật"),
    (
        rhythm(Freq.QUARTERLY, DueDay(monthday=14, anchor=Anchor.LAST, strict=True)),
        "Hằng quý, trước ngày 15 của tháng cuối quý",
    ),
    (rhythm(Freq.HALF_YEARLY, DueDay(monthday=5, month_offset=1)), "6 tháng một lần, ngày 05 của tháng tiếp theo"),
    (
        rhythm(Freq.MONTHLY, DueDay(after_period_days=5, working_days=True)),
        "Hằng tháng, trong thời hạn 05 ngày làm việc kể từ ngày kết thúc tháng",
    ),
    (COUNTED, "05 tin, bài/tháng, thời lượng từ 10 đến 15 phút (khoảng 50 tin, bài/năm)"),
    (Relative("ngày khai mạc", -10), "Chậm nhất 10 ngày trước ngày khai mạc"),
    (Relative("nhận đủ hồ sơ", 5, working_days=True), "Trong thời hạn 05 ngày làm việc sau khi nhận đủ hồ sơ"),
    (
        Several((rhythm(Freq.QUARTERLY), Deadline(date(YEAR, 12, 14), strict=True))),
        "Hằng quý; trước ngày 15/12/2026",
    ),
]


@pytest.mark.parametrize(("timing", "said"), [pytest.param(timing, said, id=said) for timing, said in SAID])
def test_a_timing_is_said_as_offices_write_it_and_read_back(timing: Timing, said: str) -> None:
    assert sentence(timing, YEAR) == said
    assert parse(said, YEAR).timing == timing


def test_the_data_of_a_report_is_said_with_its_period() -> None:
    rule = PeriodRule(Freq.QUARTERLY, "ngày 15 tháng trước", "ngày 14 tháng cuối quý")
    assert sentence(rule, YEAR) == "Số liệu báo cáo quý tính từ ngày 15 tháng trước đến ngày 14 tháng cuối quý"
