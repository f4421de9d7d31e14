"""The rule of a rhythm gives the days that the phrase means: by python-dateutil, by recurring-ical-events and by planning."""

from datetime import date, datetime

import icalendar
import pytest
import recurring_ical_events  # type: ignore[import-untyped]
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st

from calendars.workdays import OfficeCalendar
from scheduler.commands.explain import Explainer
from scheduler.policy import Policy
from scheduler.timing.explain import sentence
from scheduler.timing.grammar import parse
from scheduler.timing.ir import Anchor, DueDay, Freq, Recurring, Weekday
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
    "thứ Bảy đầu tiên của tháng": [date(2026, 1, 3), date(2026, 2, 7), date(2026, 3, 7)],
    "thứ Sáu tuần cuối hằng tháng": [date(2026, 1, 30), date(2026, 2, 27), date(2026, 3, 27)],
    "Chủ nhật đầu tiên của tháng 6 hằng năm": [date(2026, 6, 7)],
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


def _over_the_year(freq: Freq, due: DueDay | None, every: int = 1) -> Recurring:
    return Recurring(freq, date(2026, 1, 1), date(2026, 12, 31), due=due, every=every)


WEEKDAYS = st.sampled_from(list(Weekday))
MONTHDAYS = st.integers(1, 31) | st.just(-1)
LONG = st.sampled_from([Freq.QUARTERLY, Freq.HALF_YEARLY, Freq.YEARLY])
RHYTHMS = st.one_of(
    st.just(_over_the_year(Freq.DAILY, None)),
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


def _in_a_calendar(rule: str, first: date) -> list[date]:
    """The days on which a reader of calendars shows an event with that rule."""
    event = icalendar.Event({"UID": "kh@mau", "SUMMARY": "Báo cáo"})
    event.add("DTSTART", first)
    event.add("RRULE", icalendar.vRecur.from_ical(rule))
    calendar = icalendar.Calendar()
    calendar.add_component(event)
    shown = recurring_ical_events.of(calendar).between(date(2026, 1, 1), date(2027, 1, 1))
    return sorted(one["DTSTART"].dt for one in shown)


@given(RHYTHMS)
def test_readers_of_calendars_and_the_plan_itself_find_the_same_days(timing: Recurring) -> None:
    rule = rrule(timing)
    assert rule is not None
    days = [one.date() for one in rrulestr(rule, dtstart=datetime(2026, 1, 1))]
    assert _in_a_calendar(rule, days[0]) == days
    if timing.freq is not Freq.DAILY:  # which planning makes a weekly count
        assert [one.due for one in EXPLAINER.explain(sentence(timing, 2026)).outline.occasions] == days


EXPLAINER = Explainer(2026, (), Policy(), OfficeCalendar(), {})
