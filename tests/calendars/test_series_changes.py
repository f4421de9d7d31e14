"""Whatever becomes of one occurrence of a series changes one component of the feed, and in what is shown that one alone."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice

import icalendar
import pytest
import recurring_ical_events  # type: ignore[import-untyped]
from hypothesis import given
from hypothesis import strategies as st

from calendars.event import Event, Feed, Status
from calendars.feed import render
from calendars.layout import Member, Revision, Task
from calendars.recurrence import Frequency, Rule, Weekday
from calendars.series import all_as_series, as_series
from calendars.zone import ZONE
from tests.support.thorough import tried_on

TOLD = datetime(2024, 1, 5, tzinfo=UTC)
LATER = TOLD + timedelta(days=60)
DAY = timedelta(days=1)
MONTHLY = Rule(Frequency.MONTHLY, month_days=(-1,))
QUARTERLY = Rule(Frequency.MONTHLY, 3, month_days=(30, 31))
RULES = (
    MONTHLY,
    QUARTERLY,
    Rule(Frequency.MONTHLY, month_days=(15,)),
    Rule(Frequency.MONTHLY, month_days=(15, 30)),
    Rule(Frequency.MONTHLY, weekdays=tuple(Weekday)[:5], position=-1),
    Rule(Frequency.WEEKLY, weekdays=(Weekday.FRIDAY,)),
    Rule(Frequency.YEARLY, months=(3, 9, 12), month_days=(15,)),
    Rule(Frequency.DAILY),
)


def whole_day(task: int, day: date) -> Event:
    """A whole day of a task's work."""
    return Event(f"{task}-{day}@mau", f"Việc {task}", day, day + DAY, modified=TOLD)


def on_the_air(task: int, day: date) -> Event:
    """A quarter of an hour, of all tasks at the same time of day."""
    start = datetime.combine(day, time(17, 30), ZONE)
    return Event(f"{task}-{day}@mau", f"Việc {task}", start, start + timedelta(minutes=15), modified=TOLD)


def task(number: int, days: Sequence[date], make: Callable[[int, date], Event] = whole_day) -> Task:
    """A task as it was published."""
    events = [make(number, day) for day in days]
    return Task(
        f"{number}@mau", tuple(Member(e_day, e, e) for e_day, e in zip(days, events, strict=True)), Revision(0, TOLD)
    )


def days_of(rule: Rule, count: int, first: date = date(2024, 1, 1)) -> list[date]:
    """The first days that a rule names in the year."""
    return list(islice(rule.days(first), count))


def changed(of: Task, place: int, **what: object) -> Task:
    """The task after something has become of one of its occurrences."""
    members = list(of.members)
    event = replace(members[place].event, **what, sequence=members[place].event.sequence + 1, modified=LATER)  # type: ignore[arg-type]
    members[place] = replace(members[place], event=event)
    return replace(of, members=tuple(members))


def done(of: Task, place: int) -> Task:
    return changed(of, place, summary=f"✓ {of.members[place].event.summary}")


def off(of: Task, place: int) -> Task:
    return changed(of, place, status=Status.CANCELLED, summary=f"[ĐÃ HUỶ] {of.members[place].event.summary}")


def moved(of: Task, place: int, days: int = 3) -> Task:
    event = of.members[place].event
    return changed(of, place, start=event.start + days * DAY, end=event.end + days * DAY, summary="dời")


FATES = {"done": done, "off": off, "moved": moved}


def components(events: Sequence[Event]) -> dict[tuple[str, str], bytes]:
    """The bytes of each component of the feed, by UID and RECURRENCE-ID."""
    found = icalendar.Calendar.from_ical(render(Feed("Lịch", tuple(events)))).events
    return {
        (str(e["UID"]), e["RECURRENCE-ID"].to_ical().decode() if "RECURRENCE-ID" in e else ""): e.to_ical()
        for e in found
    }


def shown(events: Sequence[Event]) -> set[tuple[str, str, str, str]]:
    """What an independent reader shows."""
    calendar = icalendar.Calendar.from_ical(render(Feed("Lịch", tuple(events))))
    found = recurring_ical_events.of(calendar).between(date(2023, 10, 1), date(2027, 1, 1))
    return {(str(e.start), str(e.end), str(e["SUMMARY"]), str(e["STATUS"])) for e in found}


def differing(before: Sequence[Event], after: Sequence[Event]) -> list[tuple[str, str]]:
    """The components of the feed that are new, changed or gone."""
    old, new = components(before), components(after)
    return [key for key in {**old, **new} if old.get(key) != new.get(key)]


@st.composite
def offices(draw: st.DrawFn) -> list[Task]:
    """Several tasks; many of them share days."""
    make = draw(st.sampled_from((whole_day, on_the_air)))
    return [
        task(
            number,
            days_of(draw(st.sampled_from(RULES)), draw(st.integers(3, 8)), date(2024, draw(st.integers(1, 3)), 1)),
            make,
        )
        for number in range(draw(st.integers(1, 4)))
    ]


@given(offices(), st.data())
@tried_on(25)
def test_one_change_after_the_other_each_touches_one_component(tasks: list[Task], data: st.DataObject) -> None:
    for _ in range(3):
        number = data.draw(st.integers(0, len(tasks) - 1))
        place = data.draw(st.integers(0, len(tasks[number].members) - 1))
        fate = data.draw(st.sampled_from((done, off)))
        after = [fate(one, place) if n == number else one for n, one in enumerate(tasks)]
        before, now = all_as_series(tasks), all_as_series(after)
        assert len(differing(before, now)) == 1
        (gone, come) = (shown(a) - shown(b) for a, b in ((before, now), (now, before)))
        assert {row[:2] for row in gone} == {row[:2] for row in come} and len(gone) <= len(come) == 1
        tasks = after


@pytest.mark.parametrize("fate", FATES)
@pytest.mark.parametrize("place", [0, 5, 11], ids=["first", "middle", "last"])
@pytest.mark.parametrize("number", range(4))
def test_a_month_end_shared_by_four_series(number: int, place: int, fate: str) -> None:
    tasks = [task(n, days_of(MONTHLY, 12)) for n in range(4)]
    after = [FATES[fate](one, place) if n == number else one for n, one in enumerate(tasks)]
    (key,) = differing(all_as_series(tasks), all_as_series(after))
    uid = tasks[number].members[place].event.uid
    assert key == (("0@mau", f"{days_of(MONTHLY, 12)[place]:%Y%m%d}") if number == 0 else (uid, ""))


def test_of_series_that_share_a_day_the_longer_keeps_it() -> None:
    monthly, quarterly = task(1, days_of(MONTHLY, 12)), task(0, days_of(QUARTERLY, 4))
    events = all_as_series((quarterly, monthly))
    assert [e.uid for e in events if e.recurrence is not None] == ["1@mau"]
    weekly = task(2, days_of(RULES[5], 52))
    both = {e.uid: e.recurrence for e in all_as_series((monthly, weekly)) if e.recurrence is not None}
    shared = {date(2024, 5, 31)}
    assert set(both) == {"1@mau", "2@mau"}
    assert shared <= set((both["1@mau"] or pytest.fail("no series")).excluded)


def test_series_that_no_feed_shows_together_are_in_nobodys_way() -> None:
    one, other = (replace(task(n, days_of(MONTHLY, 12)), apart=frozenset({f"{1 - n}@mau"})) for n in (0, 1))
    assert len(all_as_series((one, other))) == 2


def test_what_lies_too_far_back_to_be_shown_leaves_rule_and_begin_as_they_were() -> None:
    whole = task(0, days_of(MONTHLY, 12))
    later = replace(whole, members=whole.members[4:], gone=tuple(m.nominal for m in whole.members[:4]))
    (before,), (after,) = all_as_series((whole,)), all_as_series((later,))
    assert before.recurrence is not None and after.recurrence is not None
    assert (after.start, after.recurrence.rule, after.recurrence.last) == (
        before.start,
        before.recurrence.rule,
        before.recurrence.last,
    )
    assert set(after.recurrence.excluded) - set(before.recurrence.excluded) == {m.nominal for m in whole.members[:4]}


@pytest.mark.parametrize(
    ("place", "days"),
    [(2, 7), (2, -7), (7, 8)],
    ids=["onto-the-next", "onto-the-one-before", "behind-where-the-rule-goes-on"],
)
def test_what_is_moved_where_some_program_would_lose_it_stands_beside(place: int, days: int) -> None:
    weekly = task(0, days_of(RULES[5], 8))
    after = all_as_series((moved(weekly, place, days),))
    series, beside = after
    assert (beside.uid, beside.recurrence_id) == (weekly.members[place].event.uid, None)
    assert series.recurrence is not None and weekly.members[place].nominal in series.recurrence.excluded


def test_what_is_moved_a_few_days_behind_the_last_stays_in_its_series() -> None:
    weekly = task(0, days_of(RULES[5], 8))
    ((uid, place),) = differing(all_as_series((weekly,)), all_as_series((moved(weekly, 7, 3),)))
    assert (uid, place) == ("0@mau", f"{weekly.members[7].nominal:%Y%m%d}")


def test_an_occurrence_undone_stays_by_itself_so_that_its_sequence_does_not_fall() -> None:
    undone = changed(done(task(0, days_of(MONTHLY, 12)), 5), 5, summary="Việc 0")
    _, override = all_as_series((undone,))
    assert (override.recurrence_id, override.sequence) == (undone.members[5].nominal, 2)
    assert len(all_as_series((replace(undone, revision=Revision(3, LATER)),))) == 1


def test_an_exception_has_its_own_revision_above_that_of_the_series() -> None:
    series, override = all_as_series((replace(done(task(0, days_of(MONTHLY, 12)), 2), revision=Revision(7, TOLD)),))
    assert (series.sequence, override.sequence) == (7, 8)


def test_a_series_all_of_whose_occurrences_are_done_is_what_it_was() -> None:
    before = task(0, days_of(MONTHLY, 3))
    after = done(done(done(before, 0), 1), 2)
    assert as_series("0@mau", before.members, before.revision) == all_as_series((after,))[:1]
