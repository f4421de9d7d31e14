"""The feed rules of the handbook, one test each, and a golden feed that shows them together."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import icalendar
import pytest
import recurring_ical_events  # type: ignore[import-untyped]
from hypothesis import given
from hypothesis import strategies as st

from calendars.event import Event, Feed, Status
from calendars.feed import content_hash, etag, render

Unfolded = Callable[[bytes], list[str]]
GOLDEN = Path(__file__).with_name("golden.ics")
EVENT = Event(
    uid="a-1@mau",
    summary="Báo cáo",
    start=date(2024, 3, 25),
    end=date(2024, 3, 26),
    modified=datetime(2024, 1, 5, 3, 4, 5, tzinfo=UTC),
)
TIMED = replace(
    EVENT,
    uid="b-1@mau",
    start=datetime(2024, 3, 26, 10, 30, tzinfo=UTC),
    end=datetime(2024, 3, 26, 11, 0, tzinfo=UTC),
)


def block(lines: list[str], uid: str) -> list[str]:
    """The lines between BEGIN and END of the VEVENT with that UID."""
    at = lines.index(f"UID:{uid}")
    start = max(i for i in range(at) if lines[i] == "BEGIN:VEVENT")
    return lines[start + 1 : lines.index("END:VEVENT", at)]


def test_golden_feed_byte_for_byte(golden_feed: Feed) -> None:
    assert render(golden_feed) == GOLDEN.read_bytes()


CALENDAR_LINES = [
    "VERSION:2.0",
    "PRODID:-//nhacviec//Nhac Viec//VI",
    "NAME:Lịch công tác\\, UBND xã Mẫu",
    "X-WR-CALNAME:Lịch công tác\\, UBND xã Mẫu",
    "DESCRIPTION:Nhiệm vụ của cả cơ quan",
    "X-WR-CALDESC:Nhiệm vụ của cả cơ quan",
    "COLOR:steelblue",
    "SOURCE;VALUE=URI:https://lich.example/f/abc/co-quan.ics",
    "REFRESH-INTERVAL;VALUE=DURATION:PT6H",
    "X-PUBLISHED-TTL:PT6H",
]


@pytest.mark.parametrize(
    "line", CALENDAR_LINES, ids=[line.partition(":")[0].partition(";")[0] for line in CALENDAR_LINES]
)
def test_calendar_property_stands_once(golden_feed: Feed, unfolded: Unfolded, line: str) -> None:
    lines = unfolded(render(golden_feed))
    assert lines[: lines.index("BEGIN:VTIMEZONE")].count(line) == 1


@pytest.mark.parametrize("name", ["METHOD", "RRULE", "RDATE", "X-WR-TIMEZONE"])
def test_property_that_no_feed_has(golden_feed: Feed, unfolded: Unfolded, name: str) -> None:
    assert not [line for line in unfolded(render(golden_feed)) if line.startswith(name)]


@pytest.mark.parametrize("component", ["VALARM", "VTODO", "DAYLIGHT"])
def test_component_that_no_feed_has(golden_feed: Feed, unfolded: Unfolded, component: str) -> None:
    assert f"BEGIN:{component}" not in unfolded(render(golden_feed))


@pytest.mark.parametrize("name", ["COLOR", "SOURCE", "DESCRIPTION"])
def test_what_a_feed_does_not_say_is_left_out(unfolded: Unfolded, name: str) -> None:
    assert not [line for line in unfolded(render(Feed("Lịch", (EVENT,)))) if line.startswith(name)]


class TestDays:
    def test_all_day_events_are_dates_with_an_exclusive_end(self, golden_feed: Feed, unfolded: Unfolded) -> None:
        lines = block(unfolded(render(golden_feed)), "cchc-05-2024-Q1@ubnd-xa-mau")
        assert {"DTSTART;VALUE=DATE:20240325", "DTEND;VALUE=DATE:20240326"} <= set(lines)

    def test_timed_events_carry_the_zone_of_vietnam_whatever_zone_they_come_in(self, unfolded: Unfolded) -> None:
        lines = block(unfolded(render(Feed("Lịch", (TIMED,)))), TIMED.uid)
        assert "DTSTART;TZID=Asia/Ho_Chi_Minh:20240326T173000" in lines
        assert "DTEND;TZID=Asia/Ho_Chi_Minh:20240326T180000" in lines

    def test_a_moment_has_no_end(self, golden_feed: Feed, unfolded: Unfolded) -> None:
        lines = block(unfolded(render(golden_feed)), "cchc-10-1@ubnd-xa-mau")
        assert "DTSTART;TZID=Asia/Ho_Chi_Minh:20240329T163000" in lines
        assert not [line for line in lines if line.startswith("DTEND")]

    def test_zone_is_one_standard_block_without_a_rule(self, golden_feed: Feed, unfolded: Unfolded) -> None:
        lines = unfolded(render(golden_feed))
        zone = lines[lines.index("BEGIN:VTIMEZONE") : lines.index("END:VTIMEZONE") + 1]
        assert lines.count("BEGIN:VTIMEZONE") == 1
        assert zone == [
            "BEGIN:VTIMEZONE",
            "TZID:Asia/Ho_Chi_Minh",
            "BEGIN:STANDARD",
            "DTSTART:19700101T000000",
            "TZNAME:+07",
            "TZOFFSETFROM:+0700",
            "TZOFFSETTO:+0700",
            "END:STANDARD",
            "END:VTIMEZONE",
        ]
        assert lines.index("END:VTIMEZONE") < lines.index("BEGIN:VEVENT")

    def test_a_feed_of_whole_days_has_no_zone(self, unfolded: Unfolded) -> None:
        assert "BEGIN:VTIMEZONE" not in unfolded(render(Feed("Lịch", (EVENT,))))

    def test_an_empty_feed_is_still_a_calendar(self) -> None:
        calendar = icalendar.Calendar.from_ical(render(Feed("Lịch", ())))
        assert [component.name for component in calendar.subcomponents] == ["VTIMEZONE"]


class TestEvents:
    @pytest.mark.parametrize("line", ["TRANSP:TRANSPARENT", "X-MICROSOFT-CDO-BUSYSTATUS:FREE"])
    def test_nobody_looks_busy(self, golden_feed: Feed, unfolded: Unfolded, line: str) -> None:
        lines = unfolded(render(golden_feed))
        assert all(line in block(lines, event.uid) for event in golden_feed.events)

    @pytest.mark.parametrize("status", list(Status))
    def test_status(self, unfolded: Unfolded, status: Status) -> None:
        body = render(Feed("Lịch", (replace(EVENT, status=status),)))
        assert f"STATUS:{status.value}" in block(unfolded(body), EVENT.uid)

    def test_revision_comes_from_the_event_in_utc(self, golden_feed: Feed, unfolded: Unfolded) -> None:
        lines = block(unfolded(render(golden_feed)), "cchc-09-2024-W13@ubnd-xa-mau")
        assert {"SEQUENCE:4", "LAST-MODIFIED:20240131T170000Z", "DTSTAMP:20240131T170000Z"} <= set(lines)

    def test_an_event_never_published_is_refused(self) -> None:
        with pytest.raises(ValueError, match="a-1@mau"):
            render(Feed("Lịch", (replace(EVENT, modified=None),)))

    def test_a_uid_that_comes_twice_is_refused(self) -> None:
        with pytest.raises(ValueError, match="a-1@mau"):
            render(Feed("Lịch", (EVENT, replace(EVENT, summary="Khác"))))

    def test_events_stand_in_the_order_given(self, unfolded: Unfolded) -> None:
        lines = unfolded(render(Feed("Lịch", (TIMED, EVENT))))
        assert lines.index(f"UID:{TIMED.uid}") < lines.index(f"UID:{EVENT.uid}")

    def test_categories_are_a_list_whose_commas_are_escaped(self, golden_feed: Feed, unfolded: Unfolded) -> None:
        assert "CATEGORIES:Báo cáo,Quý\\, tháng" in unfolded(render(golden_feed))

    def test_address_is_plain_ascii(self, golden_feed: Feed, unfolded: Unfolded) -> None:
        assert "URL:https://lich.example/t/1?q=qu%C3%BD" in unfolded(render(golden_feed))


class TestSameness:
    def test_two_renders_are_equal(self, golden_feed: Feed) -> None:
        assert render(golden_feed) == render(replace(golden_feed, events=tuple(map(replace, golden_feed.events))))

    def test_etag_is_strong_quoted_and_of_the_body(self, golden_feed: Feed) -> None:
        body = render(golden_feed)
        assert etag(body) == etag(bytes(body))
        assert etag(body) != etag(body + b" ")
        assert etag(body)[0] == etag(body)[-1] == '"'

    @pytest.mark.parametrize(
        "other",
        [
            replace(EVENT, sequence=7),
            replace(EVENT, modified=datetime(2025, 1, 1, tzinfo=UTC)),
            replace(EVENT, modified=None),
            replace(EVENT, summary="Ba\u0301o ca\u0301o\u0007"),
        ],
        ids=["sequence", "modified", "unpublished", "same-text-in-nfd"],
    )
    def test_hash_does_not_see_what_subscribers_do_not(self, other: Event) -> None:
        assert content_hash(other) == content_hash(EVENT)

    @pytest.mark.parametrize(
        "other",
        [
            replace(EVENT, uid="c"),
            replace(EVENT, summary="Báo cáo ✓"),
            replace(EVENT, start=date(2024, 3, 24)),
            replace(EVENT, end=date(2024, 3, 27)),
            replace(EVENT, description="x"),
            replace(EVENT, categories=("x",)),
            replace(EVENT, url="https://x.example"),
            replace(EVENT, location="x"),
            replace(EVENT, status=Status.CANCELLED),
        ],
        ids=["uid", "summary", "start", "end", "description", "categories", "url", "location", "status"],
    )
    def test_hash_sees_what_subscribers_see(self, other: Event) -> None:
        assert content_hash(other) != content_hash(EVENT)


class TestEventTimes:
    NAIVE = datetime(2024, 3, 25, 8)

    @pytest.mark.parametrize(
        ("start", "end"),
        [
            (EVENT.start, EVENT.start),
            (EVENT.end, EVENT.start),
            (TIMED.end, TIMED.start),
            (EVENT.start, TIMED.end),
            (TIMED.start, EVENT.end),
            (NAIVE, NAIVE + timedelta(hours=1)),
            (TIMED.start, NAIVE + timedelta(days=9)),
        ],
        ids=["no-day", "backward-days", "backward-hours", "date-to-hour", "hour-to-date", "floating", "half-floating"],
    )
    def test_times_that_no_calendar_could_show_are_refused(self, start: date, end: date) -> None:
        with pytest.raises(ValueError, match="a-1@mau"):
            replace(EVENT, start=start, end=end)

    def test_a_revision_without_zone_is_refused(self) -> None:
        with pytest.raises(ValueError, match="a-1@mau"):
            replace(EVENT, modified=self.NAIVE)


DAY = st.dates(date(2015, 1, 1), date(2040, 1, 1))
HOUR = st.datetimes(datetime(2015, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC))
WHOLE_DAYS = st.tuples(DAY, st.integers(1, 60)).map(lambda t: (t[0], t[0] + timedelta(days=t[1])))
HOURS = st.tuples(HOUR, st.integers(0, 600)).map(
    lambda t: (t[0].replace(microsecond=0), t[0].replace(microsecond=0) + timedelta(minutes=t[1]))
)
SPANS = st.lists(st.one_of(WHOLE_DAYS, HOURS), min_size=1, max_size=6)


@given(SPANS)
def test_another_program_shows_the_same_events_at_the_same_times(
    spans: list[tuple[date, date]],
) -> None:
    events = tuple(replace(EVENT, uid=f"{n}@mau", start=start, end=end) for n, (start, end) in enumerate(spans))
    calendar = icalendar.Calendar.from_ical(render(Feed("Lịch", events)))
    shown = recurring_ical_events.of(calendar).between(datetime(2014, 1, 1), datetime(2042, 1, 1))
    assert {(str(e["UID"]), e.start, e.end) for e in shown} == {(e.uid, e.start, e.end) for e in events}
