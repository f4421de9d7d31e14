"""A timing laid out over a year: the days on which people will find it."""

from dataclasses import replace
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calendars.workdays import OfficeCalendar
from scheduler.planning.occasion import Context, Occasion
from scheduler.planning.occasions import on_dates, outline
from scheduler.policy import CheckIn, Policy, ReportRules, RhythmDue, Slot
from scheduler.terms import Kind
from scheduler.timing.ir import (
    Anchor,
    Continuous,
    Deadline,
    DueDay,
    Freq,
    MonthDay,
    Recurring,
    Relative,
    Season,
    Several,
    Timing,
    Triggered,
    Weekday,
    Window,
    Windows,
)
from scheduler.words import say

YEAR = 2024


def context(kind: Kind = Kind.ACTIVITY, **more: object) -> Context:
    return replace(Context(YEAR, Policy(), OfficeCalendar(), kind), **more)  # type: ignore[arg-type]


def recurring(freq: Freq, **more: object) -> Recurring:
    return Recurring(freq, date(YEAR, 1, 1), date(YEAR, 12, 31), **more)  # type: ignore[arg-type]


def dues(timing: Timing, where: Context | None = None) -> list[str]:
    return [o.due.isoformat() for o in outline(timing, where or context()).occasions]


CASES: dict[str, tuple[Timing, list[str]]] = {
    "a window is due on its last day": (Window(date(2024, 4, 1), date(2024, 9, 30)), ["2024-09-30"]),
    "each of several windows": (
        Windows((Window(date(2024, 1, 1), date(2024, 3, 31)), Window(date(2024, 10, 1), date(2024, 12, 31)))),
        ["2024-03-31", "2024-12-31"],
    ),
    "a deadline": (Deadline(date(2024, 12, 14), strict=True), ["2024-12-14"]),
    "monthly without a day is due at each month's end": (
        recurring(Freq.MONTHLY),
        [
            f"2024-{m:02d}-{d}"
            for m, d in zip(range(1, 13), (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31), strict=True)
        ],
    ),
    "the 31st falls back to the last day of short months": (
        Recurring(Freq.MONTHLY, date(2024, 4, 1), date(2024, 6, 30), due=DueDay(monthday=31)),
        ["2024-04-30", "2024-05-31", "2024-06-30"],
    ),
    "before the 15th of the quarter's last month": (
        recurring(Freq.QUARTERLY, due=DueDay(monthday=14, anchor=Anchor.LAST, strict=True)),
        ["2024-03-14", "2024-06-14", "2024-09-14", "2024-12-14"],
    ),
    "by the 10th of the month after the quarter, the last one in the new year": (
        recurring(Freq.QUARTERLY, due=DueDay(monthday=10, month_offset=1)),
        ["2024-04-10", "2024-07-10", "2024-10-10", "2025-01-10"],
    ),
    "first month of the quarter": (
        recurring(Freq.QUARTERLY, due=DueDay(monthday=5, anchor=Anchor.FIRST)),
        ["2024-01-05", "2024-04-05", "2024-07-05", "2024-10-05"],
    ),
    "last working day of March": (
        recurring(Freq.YEARLY, due=DueDay(month=3, last_workday=True)),
        ["2024-03-29"],
    ),
    "in January of the year after": (
        recurring(Freq.YEARLY, due=DueDay(month=1, monthday=9, year_offset=1, strict=True)),
        ["2025-01-09"],
    ),
    "November of the year before: this year's is for the year to come": (
        recurring(Freq.YEARLY, due=DueDay(month=11, monthday=30, year_offset=-1, strict=True)),
        ["2024-11-30"],
    ),
    "90 days after the year": (recurring(Freq.YEARLY, due=DueDay(after_period_days=90)), ["2025-03-31"]),
    "a season of each year": (
        recurring(Freq.YEARLY, season=Season(MonthDay(11, 1), MonthDay(11, 30))),
        ["2024-11-30"],
    ),
    "from the 15th of each month": (
        Recurring(Freq.MONTHLY, date(2024, 2, 1), date(2024, 3, 31), due=DueDay(from_monthday=15)),
        ["2024-02-29", "2024-03-31"],
    ),
    "the 15th to the 20th of each month is due on the 20th": (
        Recurring(Freq.MONTHLY, date(2024, 2, 1), date(2024, 3, 31), due=DueDay(from_monthday=15, monthday=20)),
        ["2024-02-20", "2024-03-20"],
    ),
    "the last week of each month": (
        Recurring(Freq.MONTHLY, date(2024, 2, 1), date(2024, 3, 31), due=DueDay(from_monthday=-7, monthday=-1)),
        ["2024-02-29", "2024-03-31"],
    ),
    "the first Saturday, the last Friday of each month": (
        Several(
            (
                Recurring(Freq.MONTHLY, date(2024, 5, 1), date(2024, 6, 30), due=DueDay(weekday=Weekday.SA, nth=1)),
                Recurring(Freq.MONTHLY, date(2024, 5, 1), date(2024, 6, 30), due=DueDay(weekday=Weekday.FR, nth=-1)),
            )
        ),
        ["2024-05-04", "2024-05-31", "2024-06-01", "2024-06-28"],
    ),
    "every fifth year is once, at the end of the five": (recurring(Freq.YEARLY, every=5), ["2028-12-31"]),
    "two days a month": (
        Several(
            (
                Recurring(Freq.MONTHLY, date(2024, 5, 1), date(2024, 6, 30), due=DueDay(monthday=10)),
                Recurring(Freq.MONTHLY, date(2024, 5, 1), date(2024, 6, 30), due=DueDay(monthday=25)),
            )
        ),
        ["2024-05-10", "2024-05-25", "2024-06-10", "2024-06-25"],
    ),
    "a span too short for a month still gets its one": (
        Recurring(Freq.WEEKLY, date(2024, 5, 7), date(2024, 5, 9)),
        ["2024-05-09"],
    ),
    "quarter, half-year and year are four reports": (
        Several((recurring(Freq.QUARTERLY), recurring(Freq.HALF_YEARLY), recurring(Freq.YEARLY))),
        ["2024-03-25", "2024-06-25", "2024-09-25", "2024-12-25"],
    ),
    "continuous work is asked about when the data of each quarter close": (
        Continuous(date(2024, 1, 1), date(2024, 12, 31)),
        ["2024-03-14", "2024-06-14", "2024-09-14", "2024-12-14"],
    ),
    "work to finish within the year is due on its last day besides": (
        Continuous(date(2024, 1, 1), date(2024, 12, 31), once=True),
        ["2024-03-14", "2024-06-14", "2024-09-14", "2024-12-14", "2024-12-31"],
    ),
    "work between two closings is asked about at its end": (
        Continuous(date(2024, 9, 20), date(2024, 11, 30)),
        ["2024-11-30"],
    ),
    "work over years is laid out for the plan's year": (
        Continuous(date(2022, 1, 1), date(2025, 12, 31)),
        ["2024-03-14", "2024-06-14", "2024-09-14", "2024-12-14"],
    ),
    "what waits has no date": (Triggered("kế hoạch kiểm tra"), []),
    "nor has a day counted from an event": (Relative("nhận đơn", 5), []),
}


@pytest.mark.parametrize(("timing", "expected"), CASES.values(), ids=CASES)
def test_due_days(timing: Timing, expected: list[str]) -> None:
    assert dues(timing) == expected


def test_a_wait_is_never_lost() -> None:
    found = outline(Several((Triggered("đột xuất"), recurring(Freq.YEARLY))), context(Kind.REPORT))
    assert [w.timing for w in found.waits] == [Triggered("đột xuất")]
    assert [o.period_key for o in found.occasions] == ["2024"]


def test_reports_that_end_together_are_named_by_the_longest() -> None:
    timing = Several((recurring(Freq.QUARTERLY), recurring(Freq.HALF_YEARLY), recurring(Freq.YEARLY)))
    found = outline(timing, context(Kind.REPORT)).occasions
    assert [o.period_key for o in found] == ["2024-Q1", "2024-H1", "2024-Q3", "2024"]
    assert [o.label for o in found] == ["quý I/2024", "6 tháng đầu năm 2024", "quý III/2024", "năm 2024"]


def test_report_due_day_is_an_assumption_of_config() -> None:
    policy = replace(Policy(), reports=ReportRules(due_day=16))
    found = outline(recurring(Freq.QUARTERLY), context(Kind.REPORT, policy=policy)).occasions
    assert [o.due.day for o in found] == [16, 16, 16, 16]
    assert {a.key for o in found for a in o.assumptions} == {"reports.due_day"}


@pytest.mark.parametrize(
    ("rhythm", "count"),
    [(CheckIn.MONTH, 12), (CheckIn.QUARTER, 4), (CheckIn.HALF_YEAR, 2), (CheckIn.YEAR, 1), (CheckIn.NONE, 0)],
)
def test_check_in_rhythm(rhythm: CheckIn, count: int) -> None:
    policy = replace(Policy(), check_in=rhythm)
    found = outline(Continuous(date(2024, 1, 1), date(2024, 12, 31)), context(policy=policy)).occasions
    assert len(found) == count
    assert {o.kind for o in found} <= {Kind.CHECK_IN}


def test_work_by_the_day_is_a_weekly_count() -> None:
    found = outline(recurring(Freq.DAILY, count=5), context(Kind.BROADCAST)).occasions
    assert len(found) == 52
    assert {o.quota for o in found} == {35}


def test_rhythm_due_on_the_last_working_day() -> None:
    policy = replace(Policy(), rhythm_due=RhythmDue.LAST_WORKDAY)
    assert dues(recurring(Freq.MONTHLY), context(policy=policy))[2] == "2024-03-29"


SLOT = Slot(time(17, 30), weekday=Weekday.TU)


def slots(calendar: OfficeCalendar | None = None, slot: Slot = SLOT) -> dict[str, Occasion]:
    where = context(Kind.BROADCAST, slot=slot, calendar=calendar or OfficeCalendar())
    return {o.period_key: o for o in outline(recurring(Freq.WEEKLY), where).occasions}


def test_a_slot_gives_day_and_hour() -> None:
    found = slots()["2024-W10"]
    assert (found.due, found.at) == (date(2024, 3, 5), time(17, 30))


def test_a_slot_on_a_holiday_moves_within_its_week() -> None:
    found = slots()["2024-W18"]  # Tuesday 30 April is Reunification Day, Wednesday 1 May Labour Day
    assert found.due == date(2024, 5, 2)
    assert "slot-moved" in {r.code for r in found.why}


def test_a_slot_is_never_dropped_though_the_whole_week_is_off() -> None:
    week = {date(2024, 7, d): "nghỉ theo văn bản" for d in range(8, 13)}
    found = slots(OfficeCalendar(days_off=week))["2024-W28"]
    assert found.due == date(2024, 7, 9)
    assert "slot-kept" in {r.code for r in found.why}


def test_a_sunday_slot_stays_on_sunday() -> None:
    assert slots(slot=Slot(time(6), weekday=Weekday.SU))["2024-W10"].due == date(2024, 3, 10)


@pytest.mark.parametrize(
    ("freq", "said"), [(Freq.MONTHLY, "ngày 31 hằng tháng"), (Freq.QUARTERLY, "ngày 31 của tháng")]
)
def test_a_slot_on_a_day_of_the_month_is_told_as_such(freq: Freq, said: str) -> None:
    found = outline(recurring(freq), context(Kind.BROADCAST, slot=Slot(time(19, 30), monthday=31))).occasions
    told = [say("planning", "reason", r.code, r.values) for o in found for r in o.why if r.code.startswith("slot-mon")]
    assert len(told) == len(found)
    assert {text.partition(",")[0] for text in told} == {f"Giờ phát sóng cố định 19:30 {said}"}


def test_work_to_finish_within_the_year_is_not_called_continuous() -> None:
    found = outline(Continuous(None, None, once=True), context()).occasions
    told = [say("planning", "reason", o.why[0].code, o.why[0].values) for o in found]
    assert [text.partition(":")[0] for text in told] == ["Việc làm trong năm"] * 4 + ["Việc phải xong trong năm"]


def test_dates_of_config_are_numbered() -> None:
    found = on_dates([date(2024, 9, 10), date(2024, 3, 10)], context()).occasions
    assert [(o.due.isoformat(), o.number, o.total, o.period_key) for o in found] == [
        ("2024-03-10", 1, 2, "2024-03"),
        ("2024-09-10", 2, 2, "2024-09"),
    ]


_DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))
_DUE = st.fixed_dictionaries(
    {
        "monthday": st.sampled_from([None, -1, *range(1, 32)]),
        "anchor": st.sampled_from([None, Anchor.FIRST, Anchor.LAST]),
        "month_offset": st.sampled_from([None, 1]),
        "strict": st.booleans(),
    }
).map(lambda facts: DueDay(**facts))


@given(
    freq=st.sampled_from([Freq.MONTHLY, Freq.QUARTERLY, Freq.HALF_YEARLY, Freq.YEARLY]),
    first=_DAYS,
    length=st.integers(0, 800),
    due=st.none() | _DUE,
)
def test_occasions_lie_in_their_span_and_have_their_own_keys(
    freq: Freq, first: date, length: int, due: DueDay | None
) -> None:
    last = date.fromordinal(first.toordinal() + length)
    found = outline(Recurring(freq, first, last, due=due), context(Kind.BULLETIN)).occasions
    assert found, "never nothing"
    assert all(o.start >= first for o in found)
    if due is None or not due.month_offset:
        assert all(o.due <= last for o in found)
    assert len({o.period_key for o in found}) == len(found)


@given(slot_day=st.sampled_from(list(Weekday)), off=st.sets(_DAYS, max_size=30))
def test_one_slot_a_week_whatever_is_off(slot_day: Weekday, off: set[date]) -> None:
    found = slots(OfficeCalendar(days_off=dict.fromkeys(off, "nghỉ")), Slot(time(17), weekday=slot_day))
    assert len(found) in (52, 53)
    assert all(o.due.isocalendar()[1] == int(key[-2:]) for key, o in found.items())


def given_dates(*days: str) -> dict[str, str]:
    found = on_dates(map(date.fromisoformat, days), context(Kind.ACTIVITY)).occasions
    return {o.due.isoformat(): o.period_key for o in found}


def test_a_date_put_in_leaves_the_keys_of_the_others() -> None:
    two = given_dates("2024-04-10", "2024-10-10")
    assert two == {"2024-04-10": "2024-04", "2024-10-10": "2024-10"}
    assert given_dates("2024-04-10", "2024-06-03", "2024-10-10") == two | {"2024-06-03": "2024-06"}


def test_a_date_that_shifts_within_its_month_keeps_its_key() -> None:
    assert given_dates("2024-04-12", "2024-10-10")["2024-04-12"] == "2024-04"


def test_of_several_dates_in_a_month_none_takes_the_key_of_another() -> None:
    two = given_dates("2024-04-12", "2024-04-20")
    assert two == {"2024-04-12": "2024-04-12", "2024-04-20": "2024-04-20"}
    assert given_dates("2024-04-03", "2024-04-12", "2024-04-20") == {"2024-04-03": "2024-04-03"} | two
