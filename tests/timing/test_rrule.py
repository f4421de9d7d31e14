"""The rule of a rhythm gives the days that the phrase means: by python-dateutil, by recurring-ical-events and by planning."""

from datetime import date, datetime, timedelta

import icalendar
import pytest
import recurring_ical_events  # type: ignore[import-untyped]
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st

from calendars.workdays import OfficeCalendar
from scheduler.commands.explained import Explainer
from scheduler.planning.occasion import Context
from scheduler.planning.occasions import outline
from scheduler.planning.recurrence import Recurrence, recurrence
from scheduler.policy import Policy, RhythmDue
from scheduler.terms import Kind
from scheduler.timing.ir import Anchor, DueDay, Freq, Recurring, Several, Weekday

CASES = {
    "ngày 15 hằng tháng": [date(2026, month, 15) for month in range(1, 13)],
    "trước ngày 01 hằng tháng": [date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 30)],
    "ngày 31 hằng tháng": [date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 30)],
    "trước ngày 15 của tháng cuối quý": [date(2026, 3, 14), date(2026, 6, 14), date(2026, 9, 14), date(2026, 12, 14)],
    "trước ngày 10 tháng đầu quý sau": [date(2026, 4, 9), date(2026, 7, 9), date(2026, 10, 9), date(2027, 1, 9)],
    "trước ngày 10 của tháng kế tiếp": [*(date(2026, month, 9) for month in range(2, 13)), date(2027, 1, 9)],
    "trước ngày 15/01 năm sau": [date(2027, 1, 14)],
    "01 lần/quý": [date(2026, 3, 31), date(2026, 6, 30), date(2026, 9, 30), date(2026, 12, 31)],
    "02 lần/năm": [date(2026, 12, 31)],
    "hằng tháng": [date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 30)],
    "thứ Ba, thứ Năm hàng tuần": [date(2026, 1, 1), date(2026, 1, 6), date(2026, 1, 8)],
    "ngày 5, ngày 15 và ngày 25 hàng tháng": [date(2026, 1, 5), date(2026, 1, 15), date(2026, 1, 25), date(2026, 2, 5)],
    "15/6 và 15/12 hằng năm": [date(2026, 6, 15), date(2026, 12, 15)],
    "10 ngày/lần": [date(2026, 1, 10), date(2026, 1, 20), date(2026, 1, 30), date(2026, 2, 9)],
    "02 tuần/lần": [date(2026, 1, 11), date(2026, 1, 25)],
    "4 tháng một lần": [date(2026, 4, 30), date(2026, 8, 31), date(2026, 12, 31)],
    "5 tháng một lần": [date(2026, 5, 31), date(2026, 10, 31)],
    "18 tháng một lần": [date(2027, 6, 30)],
    "2 năm một lần": [date(2027, 12, 31)],
    "ngày cuối cùng của quý": [date(2026, 3, 31), date(2026, 6, 30), date(2026, 9, 30), date(2026, 12, 31)],
    "ngày làm việc cuối cùng của tháng": [date(2026, 1, 30), date(2026, 2, 27), date(2026, 3, 31)],
    "ngày làm việc cuối cùng của tháng 3 hằng năm": [date(2026, 3, 31)],
    "thứ Sáu hằng tuần": [date(2026, 1, 2), date(2026, 1, 9)],
    "trước thứ Sáu hằng tuần": [date(2026, 1, 1), date(2026, 1, 8)],
    "trước ngày 15/12 hằng năm": [date(2026, 12, 14)],
    "Quý II hằng năm": [date(2026, 6, 30)],
    "02 lần/năm (tháng 6 và tháng 12)": [date(2026, 6, 30), date(2026, 12, 31)],
    "Quý I, Quý III hằng năm": [date(2026, 3, 31), date(2026, 9, 30)],
    "từ 01/9 đến 14/9 hằng năm": [date(2026, 9, 14)],
    "từ ngày 15 đến ngày 20 hằng tháng": [date(2026, 1, 20), date(2026, 2, 20), date(2026, 3, 20)],
    "Tuần đầu tiên hằng tháng": [date(2026, 1, 7), date(2026, 2, 7)],
    "hằng tháng, từ tháng 4 đến tháng 6": [date(2026, 4, 30), date(2026, 5, 31), date(2026, 6, 30)],
    "hằng ngày": [date(2026, 1, 1), date(2026, 1, 2)],
    "thứ Bảy đầu tiên của tháng": [date(2026, 1, 3), date(2026, 2, 7), date(2026, 3, 7)],
    "thứ Sáu tuần cuối hằng tháng": [date(2026, 1, 30), date(2026, 2, 27), date(2026, 3, 27)],
    "Chủ nhật đầu tiên của tháng 6 hằng năm": [date(2026, 6, 7)],
    "hằng tháng, ngày 25, từ tháng 3 đến tháng 5 năm 2026": [date(2026, 3, 25), date(2026, 4, 25), date(2026, 5, 25)],
}


@pytest.mark.parametrize(("phrase", "expected"), CASES.items(), ids=CASES)
def test_rule_gives_the_days(phrase: str, expected: list[date]) -> None:
    found = EXPLAINER.explain(phrase).recurrence
    assert found is not None and found.start == expected[0]
    days = _by_dateutil(found)
    assert days[: len(expected)] == expected
    assert days[-1] <= max(date(2026, 12, 31), expected[-1])


def _by_dateutil(found: Recurrence) -> list[date]:
    return [one.date() for one in rrulestr(found.rule, dtstart=datetime(*found.start.timetuple()[:3]))]


@pytest.mark.parametrize(
    "phrase",
    [
        "trong 10 ngày kể từ ngày kết thúc quý",
        "Thường xuyên",
        "quý II/2026",
        "từ ngày 15 hằng tháng",
        "hằng tháng từ tháng 3 đến ngày 15/10/2026",
        "quý, 06 tháng và năm",
        "thứ Sáu hằng tuần và ngày 15 hằng tháng",
        "ngày 31 và ngày 15 hằng tháng",
        "khi có yêu cầu",
    ],
)
def test_no_rule_where_there_is_no_day_to_repeat(phrase: str) -> None:
    explained = EXPLAINER.explain(phrase)
    assert explained.reading.timing is not None and explained.recurrence is None


def _over_the_year(freq: Freq, due: DueDay | None, every: int = 1) -> Recurring:
    return Recurring(freq, date(2026, 1, 1), date(2026, 12, 31), due=due, every=every)


WEEKDAYS = st.sampled_from(list(Weekday))
MONTHDAYS = st.integers(1, 31) | st.just(-1)
LONG = st.sampled_from([Freq.QUARTERLY, Freq.HALF_YEARLY, Freq.YEARLY])
RHYTHMS = st.one_of(
    st.builds(_over_the_year, st.sampled_from(list(Freq)), st.none()),
    st.builds(lambda every: _over_the_year(Freq.DAILY, None, every), st.integers(2, 200)),
    st.builds(lambda every: _over_the_year(Freq.WEEKLY, None, every), st.integers(2, 40)),
    st.builds(
        lambda every: _over_the_year(Freq.MONTHLY, None, every), st.sampled_from([2, 4, 5, 7, 8, 10, 11, 18, 24])
    ),
    st.builds(lambda every: _over_the_year(Freq.YEARLY, None, every), st.integers(2, 5)),
    st.builds(
        lambda day, every: _over_the_year(Freq.WEEKLY, DueDay(weekday=day), every), WEEKDAYS, st.sampled_from([2, 3])
    ),
    st.builds(
        lambda day, every: _over_the_year(Freq.MONTHLY, DueDay(monthday=day), every), MONTHDAYS, st.sampled_from([2, 4])
    ),
    st.builds(
        lambda freq, day: _over_the_year(freq, DueDay(monthday=day, month_offset=1)),
        st.sampled_from([Freq.MONTHLY, Freq.QUARTERLY, Freq.HALF_YEARLY]),
        st.integers(1, 28),
    ),
    st.builds(
        lambda month, day: _over_the_year(Freq.YEARLY, DueDay(month=month, monthday=day, year_offset=1)),
        st.integers(1, 6),
        st.integers(1, 28),
    ),
    st.builds(lambda day: _over_the_year(Freq.WEEKLY, DueDay(weekday=day)), WEEKDAYS),
    st.builds(lambda day: _over_the_year(Freq.MONTHLY, DueDay(monthday=day)), MONTHDAYS),
    st.builds(
        lambda day, nth: _over_the_year(Freq.MONTHLY, DueDay(weekday=day, nth=nth)),
        WEEKDAYS,
        st.sampled_from([1, 2, 3, 4, -1]),
    ),
    st.builds(
        lambda freq, day, anchor: _over_the_year(freq, DueDay(monthday=day, anchor=anchor)),
        LONG,
        st.integers(1, 28) | st.just(-1),
        st.sampled_from(list(Anchor)),
    ),
    st.builds(
        lambda month, day: _over_the_year(Freq.YEARLY, DueDay(month=month, monthday=day)),
        st.integers(1, 12),
        st.integers(1, 28),
    ),
    st.builds(
        lambda month, day, nth: _over_the_year(Freq.YEARLY, DueDay(month=month, weekday=day, nth=nth)),
        st.integers(1, 12),
        WEEKDAYS,
        st.sampled_from([1, 2, 3, 4, -1]),
    ),
)


def _in_a_calendar(found: Recurrence) -> list[date]:
    """The days on which a reader of calendars shows an event with that rule."""
    event = icalendar.Event({"UID": "kh@mau", "SUMMARY": "Báo cáo"})
    event.add("DTSTART", found.start)
    event.add("RRULE", icalendar.vRecur.from_ical(found.rule))
    calendar = icalendar.Calendar()
    calendar.add_component(event)
    shown = recurring_ical_events.of(calendar).between(date(2026, 1, 1), date(2032, 1, 1))
    return sorted(one["DTSTART"].dt for one in shown)


@given(RHYTHMS)
def test_readers_of_calendars_and_the_plan_itself_find_the_same_days(timing: Recurring) -> None:
    found = recurrence(timing, PLAIN)
    assert found is not None
    days = _by_dateutil(found)
    assert days[0] == found.start and _in_a_calendar(found) == days
    if (timing.freq, timing.every) != (Freq.DAILY, 1):  # which planning makes a weekly count
        assert [one.due for one in outline(timing, PLAIN).occasions] == days


@given(st.lists(RHYTHMS, min_size=2, max_size=3, unique=True))
def test_one_rule_of_several_rhythms_finds_the_days_of_all(timings: list[Recurring]) -> None:
    several = Several(tuple(timings))
    found = recurrence(several, PLAIN)
    if found is not None and all(one.freq is not Freq.DAILY for one in timings):
        days = _by_dateutil(found)
        assert _in_a_calendar(found) == days
        assert sorted({one.due for one in outline(several, PLAIN).occasions}) == days


@given(
    st.lists(st.sampled_from(list(Weekday)), min_size=2, unique=True).map(
        lambda days: [_over_the_year(Freq.WEEKLY, DueDay(weekday=day)) for day in days]
    )
    | st.lists(st.integers(1, 28), min_size=2, unique=True).map(
        lambda days: [_over_the_year(Freq.MONTHLY, DueDay(monthday=day)) for day in days]
    )
)
def test_weekdays_and_days_of_the_month_have_one_rule(timings: list[Recurring]) -> None:
    several = Several(tuple(timings))
    found = recurrence(several, PLAIN)
    assert found is not None
    assert [one.due for one in outline(several, PLAIN).occasions] == _by_dateutil(found)


@pytest.mark.parametrize("phrase", ["hằng tháng", "hằng quý", "6 tháng một lần", "4 tháng một lần"])
def test_the_rule_follows_the_setting_for_a_rhythm_without_a_day(phrase: str) -> None:
    explained = Explainer(2027, (), Policy(rhythm_due=RhythmDue.LAST_WORKDAY), OfficeCalendar(), {}).explain(phrase)
    assert explained.recurrence is not None and "BYSETPOS=-1" in explained.recurrence.rule
    assert [one.due for one in explained.outline.occasions] == [
        day - timedelta(days=1) if day == date(2027, 4, 30) else day for day in _by_dateutil(explained.recurrence)
    ]


def test_work_by_the_day_is_told_to_be_counted_by_the_week() -> None:
    first = EXPLAINER.explain("hằng ngày").outline.occasions[0]
    assert [reason.code for reason in first.why] == ["daily-by-week"] and first.quota == 7


def test_a_last_working_day_before_a_holiday_says_so() -> None:
    explained = EXPLAINER.explain("ngày làm việc cuối cùng của tháng")
    april = explained.outline.occasions[3]
    assert april.due == date(2026, 4, 29)
    assert "30/4/2026 là ngày nghỉ" in explained.acting(april)[1][-1]


EXPLAINER = Explainer(2026, (), Policy(), OfficeCalendar(), {})
PLAIN = Context(2026, Policy(), OfficeCalendar(), Kind.ACTIVITY)
