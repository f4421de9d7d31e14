"""Phrases that readers of dates get wrong, and what the reading may not load."""

import subprocess
import sys
from datetime import date

import pytest

from scheduler.timing.grammar import parse
from scheduler.timing.ir import Ambiguous, DueDay, Recurring, Weekday, Window


def test_quarter_two_or_three_is_not_the_first_quarter() -> None:
    timing = parse("quý II/III", 2026).timing
    assert isinstance(timing, Ambiguous)
    assert timing.readings[:2] == (
        Window(date(2026, 4, 1), date(2026, 6, 30)),
        Window(date(2026, 7, 1), date(2026, 9, 30)),
    )


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("trước ngày 15/12", "ngày 15/12"),
        ("quý II, III", "trong quý II, III"),
        ("hằng quý, ngày 10 tháng cuối quý", "hằng quý, ngày 10 tháng đầu quý sau"),
        ("thứ năm hằng tuần", "5 ngày một lần"),
        ("6 tháng đầu năm", "6 tháng một lần"),
        ("tháng 6", "6 tháng một lần"),
        ("năm 2026", "trong năm 2026"),
        ("trước 15/01 năm sau", "trước 15/01 hằng năm"),
    ],
)
def test_near_alike_but_not_the_same(one: str, two: str) -> None:
    first, second = parse(one, 2026).timing, parse(two, 2026).timing
    assert first is not None and second is not None and first != second


@pytest.mark.parametrize(
    ("phrase", "same"),
    [
        ("Định kỳ theo quý; hạn gửi: ngày 20 tháng cuối quý", "hằng quý, ngày 20 tháng cuối quý"),
        ("Từ ngày 24/8/2026 đến ngày 27/8/2026 (04 ngày)", "từ ngày 24/8/2026 đến ngày 27/8/2026"),
        ("Từ 24/8 đến 27/8 (4 buổi)", "từ 24/8 đến 27/8"),
        ("Năm 2027 (03 lớp)", "năm 2027"),
        ("Hằng tháng; ngày 25 hằng tháng", "ngày 25 hằng tháng"),
    ],
)
def test_what_is_said_again_or_counted_beside_it_changes_no_time(phrase: str, same: str) -> None:
    assert parse(phrase, 2026).timing == parse(same, 2026).timing


def test_years_that_follow_are_not_to_be_done_within_the_first() -> None:
    assert parse("2025 và những năm tiếp theo", 2025).diagnostics == ()


def test_reading_loads_no_heavy_library() -> None:
    code = (
        "import sys; from scheduler.timing import grammar, explain, notation, errors, combine\n"
        "grammar.parse('hằng quý', 2026);"
        "print([name for name in ('dateparser', 'dateutil', 'pydantic', 'holidays', 'rich') if name in sys.modules])"
    )
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"
    )


@pytest.mark.parametrize(
    "phrase",
    [
        "Từ ngày 05/9/2026, thứ Bảy hằng tuần",
        "Bắt đầu từ ngày 05/9/2026, định kỳ vào sáng thứ Bảy hằng tuần",
        "Từ ngày 05/9/2026 (thứ Bảy), hằng tuần",
        "Từ ngày 01/9/2026, vào thứ Bảy mỗi tuần",
    ],
)
def test_the_weekday_behind_a_beginning_is_that_of_each_week(phrase: str) -> None:
    timing = parse(phrase, 2026).timing
    assert isinstance(timing, Recurring) and timing.due == DueDay(weekday=Weekday.SA)
