"""Working days of an office: the table against its source, corrections on top, and arithmetic by the Civil Code."""

import importlib.util
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from calendars.workdays import OfficeCalendar

ROOT = Path(__file__).parents[2]
DAYS = st.dates(date(2015, 3, 1), date(2040, 10, 1))
PLAIN = OfficeCalendar()
SWAP = "Công văn hoán đổi ngày làm việc dịp Tết Dương lịch 2026"
CORRECTED = OfficeCalendar(days_off={date(2026, 1, 2): SWAP}, working_days={date(2026, 1, 10): SWAP})


@pytest.mark.parametrize("year", range(2015, 2041))
def test_table_agrees_with_the_library_on_every_day(year: int) -> None:
    library = holidays.country_holidays("VN", years=(year, year + 1), language="vi")
    days = [date(year, 1, 1) + timedelta(days=n) for n in range((date(year + 1, 1, 1) - date(year, 1, 1)).days)]
    for day in days:
        assert (PLAIN.is_working_day(day), PLAIN.holiday(day)) == (
            library.is_working_day(day),
            library.get(day),
        ), day


def test_table_is_what_the_script_writes_today() -> None:
    spec = importlib.util.spec_from_file_location("generate_days_off", ROOT / "scripts" / "generate_days_off.py")
    assert spec is not None
    assert spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    assert (ROOT / "calendars" / "days_off.tsv").read_text(encoding="utf-8").splitlines() == list(script.lines())


def test_asking_for_a_holiday_does_not_import_the_library() -> None:
    code = (
        "import sys, datetime; from calendars.workdays import OfficeCalendar as C;"
        "print(C().holiday(datetime.date(2024, 9, 2)) is not None, 'holidays' in sys.modules)"
    )
    answer = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert answer.stdout.split() == ["True", "False"]


HOLIDAYS = [
    ("2024-02-10", "Tết Nguyên Đán"),
    ("2024-04-18", "Ngày Giỗ Tổ Hùng Vương"),
    ("2024-04-29", "Ngày nghỉ (thay cho ngày 04/05/2024)"),
    ("2024-05-04", None),
    ("2024-09-02", "Quốc khánh"),
    ("2024-06-29", None),
    ("2024-06-28", None),
]


@pytest.mark.parametrize(("day", "name"), HOLIDAYS)
def test_name_of_a_holiday(day: str, name: str | None) -> None:
    assert PLAIN.holiday(date.fromisoformat(day)) == name


WORKING = [
    ("swap-saturday", "2024-05-04", True),
    ("plain-saturday", "2024-06-29", False),
    ("sunday", "2024-06-30", False),
    ("friday", "2024-06-28", True),
    ("holiday-on-a-weekday", "2024-09-02", False),
    ("saturday-outside-the-table", "2050-01-01", False),
    ("monday-outside-the-table", "2050-01-03", True),
]


@pytest.mark.parametrize(("day", "works"), [case[1:] for case in WORKING], ids=[case[0] for case in WORKING])
def test_working_day(day: str, works: bool) -> None:
    assert PLAIN.is_working_day(date.fromisoformat(day)) is works


class TestCorrections:
    """What config states wins over the table; 0.108 of the library misses the swap of 2 and 10 January 2026."""

    def test_a_working_friday_becomes_a_day_off_with_its_document(self) -> None:
        friday = date(2026, 1, 2)
        assert PLAIN.is_working_day(friday)
        assert not CORRECTED.is_working_day(friday)
        assert CORRECTED.holiday(friday) == SWAP

    def test_a_saturday_becomes_a_working_day(self) -> None:
        saturday = date(2026, 1, 10)
        assert not PLAIN.is_working_day(saturday)
        assert CORRECTED.is_working_day(saturday)
        assert CORRECTED.holiday(saturday) is None

    def test_a_public_holiday_can_be_made_a_working_day(self) -> None:
        calendar = OfficeCalendar(working_days={date(2024, 9, 2): "QĐ trực"})
        assert calendar.is_working_day(date(2024, 9, 2))
        assert calendar.holiday(date(2024, 9, 2)) is None

    def test_the_swap_moves_the_arithmetic(self) -> None:
        assert PLAIN.on_or_before(date(2026, 1, 2)) == date(2026, 1, 2)
        assert CORRECTED.on_or_before(date(2026, 1, 2)) == date(2025, 12, 31)
        assert CORRECTED.add_working_days(date(2026, 1, 9), 1) == date(2026, 1, 10)

    def test_a_day_that_stands_in_both_is_off(self) -> None:
        day = date(2026, 3, 3)
        calendar = OfficeCalendar(days_off={day: "A"}, working_days={day: "B"})
        assert (calendar.is_working_day(day), calendar.holiday(day)) == (False, "A")


class TestCivilCode:
    """Civil Code 2015: art. 147 (the first day is not counted) and art. 148.5 (a term that ends on a day off)."""

    @pytest.mark.parametrize(
        ("start", "count", "end"),
        [
            ("2024-06-03", 5, "2024-06-10"),
            ("2024-06-28", 1, "2024-07-01"),
            ("2024-06-29", 1, "2024-07-01"),
            ("2024-02-07", 1, "2024-02-15"),
            ("2024-07-01", -1, "2024-06-28"),
            ("2024-02-15", -2, "2024-02-06"),
            ("2024-05-03", 1, "2024-05-04"),
            ("2024-06-30", 0, "2024-06-30"),
        ],
    )
    def test_the_day_itself_is_not_counted(self, start: str, count: int, end: str) -> None:
        assert PLAIN.add_working_days(date.fromisoformat(start), count) == date.fromisoformat(end)

    @pytest.mark.parametrize(
        ("nominal", "end"),
        [
            ("2024-06-28", "2024-06-28"),
            ("2024-06-30", "2024-07-01"),
            ("2024-09-02", "2024-09-04"),
            ("2024-02-09", "2024-02-15"),
            ("2024-05-04", "2024-05-04"),
        ],
    )
    def test_a_term_that_ends_on_a_day_off_ends_on_the_next_working_day(self, nominal: str, end: str) -> None:
        assert PLAIN.on_or_after(date.fromisoformat(nominal)) == date.fromisoformat(end)

    @pytest.mark.parametrize(("due", "act_by"), [("2024-06-30", "2024-06-28"), ("2024-02-14", "2024-02-07")])
    def test_a_deadline_on_a_day_off_is_met_before_it(self, due: str, act_by: str) -> None:
        assert PLAIN.on_or_before(date.fromisoformat(due)) == date.fromisoformat(act_by)


@given(DAYS)
def test_moves_land_on_working_days_and_pass_none_over(day: date) -> None:
    before, after = PLAIN.on_or_before(day), PLAIN.on_or_after(day)
    assert before <= day <= after
    assert PLAIN.is_working_day(before)
    assert PLAIN.is_working_day(after)
    between = [before + timedelta(days=n) for n in range(1, (after - before).days)]
    assert not any(PLAIN.is_working_day(skipped) for skipped in between)


@given(DAYS, st.integers(-40, 40).filter(bool))
def test_count_is_the_number_of_working_days_passed(day: date, count: int) -> None:
    end = PLAIN.add_working_days(day, count)
    step = 1 if count > 0 else -1
    passed = [day + timedelta(days=n * step) for n in range(1, abs((end - day).days) + 1)]
    assert sum(PLAIN.is_working_day(one) for one in passed) == abs(count)
    assert PLAIN.is_working_day(end)


@given(DAYS, st.integers(1, 40))
def test_forth_and_back_returns_to_a_working_day(day: date, count: int) -> None:
    start = PLAIN.on_or_after(day)
    assert PLAIN.add_working_days(PLAIN.add_working_days(start, count), -count) == start


@given(DAYS)
def test_a_day_with_a_reason_is_never_a_working_day(day: date) -> None:
    assert PLAIN.holiday(day) is None or not PLAIN.is_working_day(day)
