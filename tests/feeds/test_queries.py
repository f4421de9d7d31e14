"""What an address asks for besides its token: only ever less than the token may see, or the same in another form."""

import re
from datetime import date, datetime

import icalendar
import pytest
import recurring_ical_events
from hypothesis import given
from hypothesis import strategies as st

from scheduler.actions.rendering import Asked, body_of
from scheduler.actions.snapshot import Snapshot
from scheduler.feeds.query import BadQuery, read_query, written_query
from scheduler.feeds.specs import FeedSpec
from scheduler.feeds.window import ALWAYS, feed_window
from tests.feeds.test_feed_properties import offices
from tests.support.in_memory import InMemory, in_memory, moment, spec_of
from tests.support.small import LINES
from tests.support.thorough import tried_on

NOW = moment("2024-02-01T08:00")
FILTERS = (
    "",
    "kind=report",
    "kind=bulletin&kind=activity",
    "unit=so-1",
    "done=0",
    "done=1",
    "plan=kh",
    "plan=khac&done=0",
    "person=nv-2",
    "person=nv-1&kind=activity&done=0",
)


def asked(office: Snapshot, spec: FeedSpec, query: str, whole: bool = True) -> icalendar.Calendar:
    window = ALWAYS if whole else feed_window(office.now.date(), office.config.policy)
    return icalendar.Calendar.from_ical(body_of(office, Asked(spec, window, query=read_query(query))))


def uids(body: bytes) -> set[bytes]:
    """The UIDs of a feed's events, without the cost of reading all else."""
    found = re.findall(rb"^UID:(.*)\r$", body.replace(b"\r\n ", b""), re.M)
    assert len(found) == body.count(b"BEGIN:VEVENT")
    return set(found)


@pytest.fixture(scope="module")
def office() -> Snapshot:
    return in_memory(LINES).at(NOW)


@given(offices(), st.sampled_from(FILTERS), st.sampled_from(FILTERS))
@tried_on(25)
def test_a_query_only_narrows(made: tuple[InMemory, datetime], one: str, other: str) -> None:
    office = made[0].at(made[1])
    for spec in office.feeds:
        whole, narrowed, both = (
            uids(body_of(office, Asked(spec, ALWAYS, query=read_query(query))))
            for query in ("", one, "&".join(filter(None, (one, other))))
        )
        assert narrowed <= whole
        assert both <= whole


def test_done_and_not_done_are_all(office: Snapshot) -> None:
    whole, done, open_ = (
        {str(e["UID"]) for e in asked(office, office.feeds[0], q).events} for q in ("", "done=1", "done=0")
    )
    assert done | open_ == whole and not done & open_


def test_a_key_that_is_given_twice_widens_it(office: Snapshot) -> None:
    assert read_query("done=0&done=1") == read_query("done=1,0") == read_query("")


def test_a_group_of_units_is_all_its_members(office: Snapshot) -> None:
    spec, groups = spec_of(office, "ca-co-quan"), office.book.directory.groups
    (group, members), *_ = groups.items()

    def shown(query: str) -> set[bytes]:
        return uids(body_of(office, Asked(spec, ALWAYS, query=read_query(query, members_of=groups))))

    assert shown(f"unit={group}") == shown(f"unit={','.join(m for m in members if m != group)}") != set()


WRONG = (
    *("kind=nonsense", "done=2", "events=all", "alarms=soon", "as=journal", "windows=", "kind=%ff"),
    *("kinds=report", "Kind=report", "unit_id=so-1", "amp;done=0", "event=series"),
    *(
        "people=nv-1",
        "type=report",
        "lo%E1%BA%A1i=report",
        "don-vi=so-1",
        "k%E1%BA%BF_ho%E1%BA%A1ch=kh",
        "xong=0",
        "todo=1",
    ),
)


@pytest.mark.parametrize("query", WRONG)
def test_what_is_not_understood_is_not_ignored(query: str) -> None:
    with pytest.raises(BadQuery):
        read_query(query)


@given(
    st.lists(st.sampled_from(("kind=report", "done=0", "unit=a", "events=series", "unit=b", "as=todo")), unique=True)
)
def test_the_order_of_parameters_makes_no_other_feed(parts: list[str]) -> None:
    forth, back = "&".join(parts), "&".join(reversed(parts))
    assert written_query(forth) == written_query(back)
    assert read_query(written_query(forth)) == read_query(forth)


def spans(calendar: icalendar.Calendar, first: date, last: date) -> list[tuple[str, str, str, str]]:
    """Task and unit, start, end and status of every occurrence that an independent reader expands."""
    found = recurring_ical_events.of(calendar, skip_bad_series=False).between(first, last)
    return sorted(
        (
            _stem(str(e["UID"])),
            e["DTSTART"].dt.isoformat(),
            e["DTEND"].dt.isoformat(),
            str(e["STATUS"]),
        )
        for e in found
    )


def _stem(uid: str) -> str:
    """What is common to the events of one task, alone and as a series."""
    return uid.split("-")[0].split(".series")[0].split("@")[0]


@given(offices())
@tried_on(25)
def test_series_show_what_single_events_show(made: tuple[InMemory, datetime]) -> None:
    office = made[0].at(made[1])
    window = feed_window(office.now.date(), office.config.policy)
    for spec in office.feeds:
        series, single = (
            spans(asked(office, spec, f"events={f}"), window.start, window.end) for f in ("series", "single")
        )
        assert series == single


def test_twelve_bulletins_are_one_series_with_what_differs_as_exceptions(office: Snapshot) -> None:
    events = [e for e in asked(office, spec_of(office, "don-vi-so-2"), "events=series").events if "kh.2" in e["UID"]]
    assert [str(e["UID"]) for e in events if "RRULE" in e] == ["kh.2.series-so-2@so-mau"]
    assert len(events) < 12


def test_a_window_may_have_its_due_day_as_an_event_of_its_own(office: Snapshot) -> None:
    by_uid = {str(e["UID"]): e for e in asked(office, office.feeds[0], "windows=due").events}
    window, due = by_uid["kh.3-1@so-mau"], by_uid["kh.3-1.due@so-mau"]
    assert (window["DTSTART"].dt, due["DTSTART"].dt) == (date(2024, 7, 1), date(2024, 9, 30))
    assert due["SUMMARY"].startswith("Hạn: ") and due["SEQUENCE"] == window["SEQUENCE"]
    assert "kh.1-1.due@so-mau" not in by_uid


def test_alarms_ring_only_where_they_are_asked_for(office: Snapshot) -> None:
    assert not any(e.walk("VALARM") for e in asked(office, office.feeds[0], "").events)
    rung = asked(office, office.feeds[0], "alarms=16h,2d").events
    assert {len(e.walk("VALARM")) for e in rung} == {2}


def test_to_dos_are_what_events_are_and_what_waits_for_a_day(office: Snapshot) -> None:
    whole, todo = asked(office, office.feeds[0], ""), asked(office, office.feeds[0], "as=todo")
    assert {str(t["UID"]) for t in todo.todos if "DUE" in t} == {str(e["UID"]) for e in whole.events}
    assert [str(t["SUMMARY"])[:10] for t in todo.todos if "DUE" not in t] == ["[CHỜ NGÀY]"]
    assert not todo.events


def test_values_stand_behind_one_another_or_between_commas() -> None:
    assert read_query("kind=report,bulletin") == read_query("kind=report&kind=bulletin")
    assert written_query("kind=bulletin,report") == written_query("kind=report&kind=bulletin")
