"""A task's events as a series: the rule a reader would write, and for any schedule the same occurrences as one by one."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import icalendar
import pytest
import recurring_ical_events  # type: ignore[import-untyped]
from hypothesis import given
from hypothesis import strategies as st

from calendars.event import Event, Feed, Status
from calendars.feed import content_hash, render
from calendars.layout import Member, Revision
from calendars.recurrence import Frequency, Rule, Weekday
from calendars.rhythm import rhythm_of
from calendars.series import as_series
from calendars.zone import ZONE

REVISED = datetime(2024, 1, 5, tzinfo=UTC)
SERIES = "kh.5@mau"
Unfolded = Callable[[bytes], list[str]]


def whole_day(day: date) -> Event:
    """One whole day of work."""
    return Event(f"kh.5-{day}@mau", "Báo cáo tháng", day, day + timedelta(days=1), modified=REVISED)


def on_the_air(day: date) -> Event:
    """A quarter of an hour at half past five."""
    start = datetime.combine(day, time(17, 30), ZONE)
    return Event(f"kh.6-{day}@mau", "Phát thanh", start, start + timedelta(minutes=15), modified=REVISED)


def monthly(day: int, months: Sequence[int] = range(1, 13), year: int = 2024) -> list[date]:
    """That day of each month."""
    return [date(year, month, day) for month in months]


def members(days: Sequence[date], event: Callable[[date], Event] = whole_day) -> list[Member]:
    """Each event on its nominal day."""
    return [Member(day, event(day)) for day in days]


def rrules(events: Sequence[Event]) -> list[str]:
    """The RRULE of each series."""
    return [event.recurrence.rrule() for event in events if event.recurrence is not None]


LAST_DAYS = [date(2024, month + 1, 1) - timedelta(days=1) for month in range(1, 12)]
LAST_WORKING = [
    date(2024, 1, 31),
    date(2024, 2, 29),
    date(2024, 3, 29),
    date(2024, 4, 30),
    date(2024, 5, 31),
    date(2024, 6, 28),
]
RULES = {
    "25-of-each-month": (monthly(25), "FREQ=MONTHLY;UNTIL=20241225;BYMONTHDAY=25"),
    "each-quarter": (monthly(14, (3, 6, 9, 12)), "FREQ=MONTHLY;UNTIL=20241214;INTERVAL=3;BYMONTHDAY=14"),
    "months-in-a-list": (monthly(5, (1, 2, 9)), "FREQ=YEARLY;UNTIL=20240905;BYMONTH=1,2,9;BYMONTHDAY=5"),
    "last-day": (LAST_DAYS, "FREQ=MONTHLY;UNTIL=20241130;BYMONTHDAY=-1"),
    "last-working-day": (LAST_WORKING, "FREQ=MONTHLY;UNTIL=20240628;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1"),
    "last-day-of-each-quarter": (
        [*LAST_DAYS[2::3], date(2024, 12, 31)],
        "FREQ=MONTHLY;UNTIL=20241231;INTERVAL=3;BYMONTHDAY=30,31",
    ),
    "twice-a-month": (
        sorted(monthly(10) + monthly(25)),
        "FREQ=MONTHLY;UNTIL=20241225;BYMONTHDAY=10,25",
    ),
    "each-friday": (
        [date(2024, 1, 5) + timedelta(days=7 * n) for n in range(20)],
        "FREQ=WEEKLY;UNTIL=20240517;BYDAY=FR",
    ),
    "every-other-monday": (
        [date(2024, 1, 1) + timedelta(days=14 * n) for n in range(10)],
        "FREQ=WEEKLY;UNTIL=20240506;INTERVAL=2;BYDAY=MO",
    ),
    "second-tuesday": (
        [date(2024, 1, 9), date(2024, 2, 13), date(2024, 3, 12), date(2024, 4, 9)],
        "FREQ=MONTHLY;UNTIL=20240409;BYDAY=TU;BYSETPOS=2",
    ),
    "each-year": (
        [date(year, 11, 9) for year in range(2020, 2025)],
        "FREQ=YEARLY;UNTIL=20241109;BYMONTH=11;BYMONTHDAY=9",
    ),
    "each-day": ([date(2024, 1, 1) + timedelta(days=n) for n in range(30)], "FREQ=DAILY;UNTIL=20240130"),
}


@pytest.mark.parametrize(("days", "rule"), RULES.values(), ids=RULES)
def test_days_become_the_rule_a_reader_would_write(days: list[date], rule: str) -> None:
    events = as_series(SERIES, members(days))
    assert rrules(events) == [rule]
    assert len(events) == 1


@pytest.mark.parametrize(
    "days",
    [
        [],
        monthly(25, (1,)),
        monthly(25, (1, 2)),
        [date(2024, 1, 3), date(2024, 2, 19), date(2024, 7, 11), date(2024, 7, 30)],
    ],
    ids=["none", "one", "two", "no-rule"],
)
def test_days_that_follow_no_rule_stay_single_events(days: list[date]) -> None:
    given = members(days)
    assert as_series(SERIES, given) == tuple(member.event for member in given)


class TestExceptions:
    def test_a_missing_occurrence_is_excluded(self, unfolded: Unfolded) -> None:
        lines = unfolded(render(Feed("Lịch", as_series(SERIES, members(monthly(25, (1, 2, 3, 5, 6, 7, 8)))))))
        assert "EXDATE;VALUE=DATE:20230925,20231025,20231125,20231225,20240425" in lines

    def test_it_begins_excluded_before_all_that_feeds_show(self) -> None:
        (series,) = as_series(SERIES, members(monthly(14, (3, 6, 9, 12))))
        assert (series.start, series.end) == (date(2023, 9, 14), date(2023, 9, 15))
        assert series.recurrence is not None and series.recurrence.excluded == (date(2023, 9, 14), date(2023, 12, 14))

    def test_hours_end_a_day_late_and_are_excluded_in_their_zone(self, unfolded: Unfolded) -> None:
        lines = unfolded(render(Feed("Lịch", as_series(SERIES, members(monthly(1, (1, 2, 4, 5, 6)), on_the_air)))))
        assert "RRULE:FREQ=MONTHLY;UNTIL=20240602T103000Z;BYMONTHDAY=1" in lines
        (excluded,) = (line for line in lines if line.startswith("EXDATE;TZID=Asia/Ho_Chi_Minh:"))
        assert excluded.rpartition(",")[2] == "20240301T173000"

    def test_of_hours_of_each_day_the_day_more_is_excluded(self, unfolded: Unfolded) -> None:
        days = [date(2024, 1, 1) + timedelta(days=n) for n in range(9)]
        lines = unfolded(render(Feed("Lịch", as_series(SERIES, members(days, on_the_air)))))
        assert "RRULE:FREQ=DAILY;UNTIL=20240110T103000Z" in lines
        (excluded,) = (line for line in lines if line.startswith("EXDATE"))
        assert excluded.endswith(",20231231T173000,20240110T173000")

    def test_a_moved_occurrence_is_an_override_behind_its_series(self, unfolded: Unfolded) -> None:
        given = members(monthly(25))
        moved = replace(given[4].event, start=date(2024, 5, 24), end=date(2024, 5, 25), sequence=3)
        given[4] = Member(date(2024, 5, 25), moved)
        series, override = as_series(SERIES, given)
        assert (override.uid, override.recurrence_id, override.start, override.sequence) == (
            SERIES,
            date(2024, 5, 25),
            date(2024, 5, 24),
            3,
        )
        lines = unfolded(render(Feed("Lịch", (override, series))))
        assert lines.index("RRULE:FREQ=MONTHLY;UNTIL=20241225;BYMONTHDAY=25") < lines.index(
            "RECURRENCE-ID;VALUE=DATE:20240525"
        )

    def test_a_day_beside_the_rule_takes_the_place_that_nothing_stands_for(self) -> None:
        days = monthly(25)
        days[4] = date(2024, 5, 23)
        series, override = as_series(SERIES, members(days))
        assert series.recurrence is not None and max(series.recurrence.excluded) < date(2024, 1, 1)
        assert (override.recurrence_id, override.start) == (date(2024, 5, 25), date(2024, 5, 23))

    def test_a_day_far_from_the_rule_stays_by_itself(self) -> None:
        extra = date(2024, 5, 9)
        series, single = as_series(SERIES, members([*monthly(25), extra]))
        assert (single.uid, single.recurrence_id) == (f"kh.5-{extra}@mau", None)
        assert series.recurrence is not None and len(series.recurrence.occurrences()) == 12

    def test_of_two_on_one_day_the_second_stays_by_itself(self) -> None:
        twin = replace(whole_day(date(2024, 3, 25)), uid="khac@mau")
        series, single = as_series(SERIES, [*members(monthly(25)), Member(date(2024, 3, 25), twin)])
        assert (series.uid, single.uid) == (SERIES, "khac@mau")

    def test_what_was_called_off_stays_to_be_seen(self) -> None:
        given = members(monthly(25))
        off = replace(given[6].event, summary="[ĐÃ HUỶ] Báo cáo", status=Status.CANCELLED, sequence=1)
        given[6] = Member(given[6].nominal, off)
        series, override = as_series(SERIES, given)
        assert (series.status, override.status) == (Status.CONFIRMED, Status.CANCELLED)

    def test_hours_and_whole_days_are_not_mixed(self) -> None:
        given = members(monthly(25)) + members(monthly(1), on_the_air)
        assert rrules(as_series(SERIES, given)) == []

    def test_an_override_without_its_series_is_refused(self) -> None:
        lonely = replace(whole_day(date(2024, 3, 25)), recurrence_id=date(2024, 3, 25))
        with pytest.raises(ValueError, match="series"):
            render(Feed("Lịch", (lonely,)))


DAYS = st.dates(date(2023, 1, 1), date(2025, 12, 31))
RHYTHMS = st.one_of(
    st.builds(
        Rule,
        st.just(Frequency.MONTHLY),
        st.sampled_from((1, 2, 3, 6)),
        month_days=st.sampled_from([(1,), (15,), (31,), (-1,)]),
    ),
    st.builds(
        Rule,
        st.just(Frequency.WEEKLY),
        st.integers(1, 3),
        weekdays=st.sampled_from([(Weekday.MONDAY,), (Weekday.TUESDAY, Weekday.FRIDAY)]),
    ),
    st.builds(
        Rule,
        st.just(Frequency.YEARLY),
        months=st.sampled_from([(3, 9), (2,)]),
        month_days=st.sampled_from([(5,), (28,)]),
    ),
    st.just(Rule(Frequency.MONTHLY, weekdays=tuple(Weekday)[:5], position=-1)),
)


@st.composite
def schedules(draw: st.DrawFn) -> list[Member]:
    """What a task's year may come to: a rhythm with holes, moves, states; or any days at all."""
    event = draw(st.sampled_from((whole_day, on_the_air)))
    if draw(st.integers(0, 5)):
        rule, first = draw(RHYTHMS), draw(DAYS)
        named = rule.days(first)
        days = [next(named) for _ in range(draw(st.integers(1, 9)))]
        days = [day for day in days if draw(st.integers(0, 7))] + draw(st.lists(DAYS, max_size=2))
    else:
        days = draw(st.lists(DAYS, max_size=8))
    return [_lived(draw, day, event(day), n) for n, day in enumerate(days)]


def _lived(draw: st.DrawFn, day: date, event: Event, number: int) -> Member:
    event = replace(event, uid=f"{number}-{event.uid}")
    match draw(st.integers(0, 6)):
        case 0:
            return Member(day, replace(event, summary="✓ Báo cáo", sequence=draw(st.integers(1, 3))))
        case 1:
            days = timedelta(days=draw(st.integers(-9, 40)))
            return Member(day, replace(event, start=event.start + days, end=event.end + days, sequence=1))
        case 2:
            return Member(day, replace(event, status=Status.CANCELLED, sequence=2))
        case 3:
            return Member(day, replace(event, end=event.end + timedelta(days=3)))
        case _:
            return Member(day, event)


def shown(events: Sequence[Event]) -> list[tuple[object, ...]]:
    """What another program shows of a feed."""
    calendar = icalendar.Calendar.from_ical(render(Feed("Lịch", tuple(events))))
    found = recurring_ical_events.of(calendar).between(datetime(2022, 1, 1), datetime(2042, 1, 1))
    return sorted((str(e.start), str(e.end), str(e["SUMMARY"]), str(e["STATUS"])) for e in found)


def meant(events: Sequence[Event]) -> list[tuple[object, ...]]:
    """What its events say."""
    return sorted((str(e.start), str(e.end), e.summary, e.status.value) for e in events)


@given(schedules())
def test_any_schedule_shows_the_same_as_series_and_one_by_one(schedule: list[Member]) -> None:
    single = [member.event for member in schedule]
    series = as_series(SERIES, schedule)
    assert shown(single) == meant(single)
    assert shown(series) == meant(single)
    assert len(series) <= len(single) + 1


@given(schedules())
def test_every_exception_hits_an_occurrence_and_the_series_starts_on_its_rule(schedule: list[Member]) -> None:
    events = as_series(SERIES, schedule)
    for event in events:
        if (series := event.recurrence) is None:
            continue
        named = replace(series, excluded=()).occurrences()
        assert named[0] == event.start
        assert {series.on(day) for day in series.excluded} <= set(named)
        assert {other.recurrence_id for other in events} - {None} <= set(series.occurrences())
        assert series.rule.frequency not in (Frequency.MONTHLY, Frequency.YEARLY) or (
            series.rule.month_days or series.rule.weekdays
        )


@given(st.lists(DAYS, max_size=20, unique=True))
def test_every_day_stands_for_one_place_at_most(days: list[date]) -> None:
    rhythm = rhythm_of(days)
    if rhythm is not None:
        assert set(rhythm.places.values()) <= set(days)
        assert len(set(rhythm.places.values())) == len(rhythm.places)
        assert not set(rhythm.excluded) & set(rhythm.places)


CHANGES = st.lists(
    st.tuples(st.integers(0, 11), st.sampled_from(("Báo cáo tháng", "✓ Báo cáo tháng", "Báo cáo tháng (mới)"))),
    max_size=30,
)


def publish(given: list[Member], told: dict[str, tuple[str, int]]) -> tuple[Event, ...]:
    """A series as a publisher tells it that raises the revision of whatever UID has changed."""
    before, sequence = told.get(SERIES, ("", 0))
    series, *_ = as_series(SERIES, given, Revision(sequence, REVISED))
    raised = sequence + 1 + max(member.event.sequence for member in given)
    told[SERIES] = content_hash(series), raised if before not in ("", content_hash(series)) else sequence
    return as_series(SERIES, given, Revision(told[SERIES][1], REVISED))


@given(CHANGES)
def test_no_sequence_ever_falls_where_the_series_is_published_like_any_event(changes: list[tuple[int, str]]) -> None:
    given, told = members(monthly(25)), {}
    seen: dict[tuple[str, object], int] = {}
    for place, summary in changes:
        nominal, event = given[place].nominal, given[place].event
        if event.summary != summary:
            given[place] = Member(nominal, replace(event, summary=summary, sequence=event.sequence + 1))
        for e in publish(given, told):
            assert e.sequence >= seen.get((e.uid, e.recurrence_id), 0)
            seen[e.uid, e.recurrence_id] = e.sequence


def test_a_series_published_by_itself_carries_its_own_revision() -> None:
    given = members(monthly(25))
    given[2] = Member(given[2].nominal, replace(given[2].event, summary="✓", sequence=2))
    series, override = as_series(SERIES, given, Revision(7, REVISED))
    assert (series.sequence, override.sequence) == (7, 9)
