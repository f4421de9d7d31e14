"""Reading .ics files that others wrote: their events as another program shows them, and every fault said."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

import icalendar
import pytest
import recurring_ical_events  # type: ignore[import-untyped]
from hypothesis import given
from hypothesis import strategies as st

from calendars.event import Event, Feed, Status
from calendars.feed import render
from calendars.reading import Fault, FaultCode, Reading, read
from calendars.zone import ZONE

FIRST, LAST = date(2024, 1, 1), date(2024, 12, 31)


def calendar(*lines: str) -> bytes:
    """A file with these lines between its head and its end."""
    return "\r\n".join(("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//x//x//VI", *lines, "END:VCALENDAR", "")).encode()


def vevent(*lines: str) -> tuple[str, ...]:
    """An event with a UID and these lines."""
    return ("BEGIN:VEVENT", "UID:a@x", "DTSTAMP:20240101T000000Z", "SUMMARY:Kiểm tra", *lines, "END:VEVENT")


def starts(reading: Reading) -> list[date | datetime]:
    """When its events start."""
    return [event.start for event in reading.events]


def test_an_inspection_plan() -> None:
    body = calendar(
        *vevent("DTSTART;VALUE=DATE:20240312", "DTEND;VALUE=DATE:20240315", "LOCATION:Xã Mẫu", "STATUS:TENTATIVE")
    )
    assert read(body, FIRST, LAST) == Reading(
        (
            Event(
                "a@x",
                "Kiểm tra",
                date(2024, 3, 12),
                date(2024, 3, 15),
                location="Xã Mẫu",
                status=Status.TENTATIVE,
                modified=datetime(2024, 1, 1, tzinfo=UTC),
            ),
        )
    )


TIMES = {
    "utc": ("DTSTART:20240312T013000Z", datetime(2024, 3, 12, 8, 30, tzinfo=ZONE)),
    "zone": ("DTSTART;TZID=Asia/Ho_Chi_Minh:20240312T083000", datetime(2024, 3, 12, 8, 30, tzinfo=ZONE)),
    "windows-zone": ("DTSTART;TZID=SE Asia Standard Time:20240312T083000", datetime(2024, 3, 12, 8, 30, tzinfo=ZONE)),
    "floating": ("DTSTART:20240312T083000", datetime(2024, 3, 12, 8, 30, tzinfo=ZONE)),
    "day": ("DTSTART;VALUE=DATE:20240312", date(2024, 3, 12)),
}


@pytest.mark.parametrize(("line", "start"), TIMES.values(), ids=TIMES)
def test_when_it_starts(line: str, start: date) -> None:
    reading = read(calendar(*vevent(line)), FIRST, LAST)
    assert starts(reading) == [start]


ENDS = {
    "day-without-end": (("DTSTART;VALUE=DATE:20240312",), timedelta(days=1)),
    "moment": (("DTSTART:20240312T013000Z",), timedelta()),
    "duration": (("DTSTART:20240312T013000Z", "DURATION:PT90M"), timedelta(minutes=90)),
    "days": (("DTSTART;VALUE=DATE:20240312", "DURATION:P3D"), timedelta(days=3)),
}


@pytest.mark.parametrize(("lines", "length"), ENDS.values(), ids=ENDS)
def test_how_long_it_lasts(lines: tuple[str, ...], length: timedelta) -> None:
    (event,) = read(calendar(*vevent(*lines)), FIRST, LAST).events
    assert event.length == length


SERIES = {
    "until-in-utc": ("DTSTART;TZID=Asia/Ho_Chi_Minh:20240105T173000", "RRULE:FREQ=WEEKLY;UNTIL=20240119T103000Z"),
    "count": ("DTSTART;VALUE=DATE:20240131", "RRULE:FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=4"),
    "endless": ("DTSTART;VALUE=DATE:20200105", "RRULE:FREQ=YEARLY"),
    "excluded": ("DTSTART;VALUE=DATE:20240105", "RRULE:FREQ=WEEKLY;COUNT=5", "EXDATE;VALUE=DATE:20240112,20240126"),
    "more-days": ("DTSTART;VALUE=DATE:20240105", "RDATE;VALUE=DATE:20240301,20240401"),
    "summer-time": ("DTSTART;TZID=Europe/Paris:20240325T090000", "RRULE:FREQ=WEEKLY;COUNT=3"),
}


@pytest.mark.parametrize("lines", SERIES.values(), ids=SERIES)
def test_a_series_is_laid_out_as_another_program_does(lines: tuple[str, ...]) -> None:
    body = calendar(*vevent(*lines))
    shown = recurring_ical_events.of(icalendar.Calendar.from_ical(body)).between(FIRST, LAST + timedelta(days=1))
    assert starts(read(body, FIRST, LAST)) == sorted(event.start for event in shown)
    assert starts(read(body, FIRST, LAST))


def test_an_override_stands_in_its_place() -> None:
    moved = vevent("RECURRENCE-ID;VALUE=DATE:20240112", "DTSTART;VALUE=DATE:20240115")
    body = calendar(*moved, *vevent("DTSTART;VALUE=DATE:20240105", "RRULE:FREQ=WEEKLY;COUNT=3"))
    reading = read(body, FIRST, LAST)
    assert starts(reading) == [date(2024, 1, 5), date(2024, 1, 15), date(2024, 1, 19)]
    assert [event.recurrence_id for event in reading.events][1] == date(2024, 1, 12)


def test_only_what_touches_the_days_asked_for() -> None:
    body = calendar(*vevent("DTSTART;VALUE=DATE:20231230", "DTEND;VALUE=DATE:20240102", "RRULE:FREQ=YEARLY"))
    assert starts(read(body, FIRST, LAST)) == [date(2023, 12, 30), date(2024, 12, 30)]
    assert starts(read(body, date(2024, 1, 2), date(2024, 12, 29))) == []


FAULTS = {
    "no-calendar": (b"Thu hai 12/3", FaultCode.NOT_A_CALENDAR),
    "nothing": (b"", FaultCode.NOT_A_CALENDAR),
    "not-utf-8": (calendar(*vevent("LOCATION:Xã")).decode().encode("utf-16"), FaultCode.NOT_A_CALENDAR),
    "no-start": (calendar(*vevent()), FaultCode.NO_START),
    "no-date": (calendar(*vevent("DTSTART;VALUE=DATE:20240231")), FaultCode.BAD_VALUE),
    "backwards": (calendar(*vevent("DTSTART;VALUE=DATE:20240312", "DTEND;VALUE=DATE:20240311")), FaultCode.NO_TIMES),
    "every-second": (calendar(*vevent("DTSTART:20240312T013000Z", "RRULE:FREQ=SECONDLY")), FaultCode.RULE),
    "too-many": (calendar(*vevent("DTSTART;VALUE=DATE:19000101", "RRULE:FREQ=DAILY")), FaultCode.RULE),
}


@pytest.mark.parametrize(("body", "code"), FAULTS.values(), ids=FAULTS)
def test_what_cannot_be_read_is_said(body: bytes, code: FaultCode) -> None:
    reading = read(body, FIRST, LAST)
    assert (reading.events, [fault.code for fault in reading.faults]) == ((), [code])


def test_one_broken_event_hides_no_other() -> None:
    good = vevent("DTSTART;VALUE=DATE:20240312")
    reading = read(calendar(*vevent(), *good), FIRST, LAST)
    assert starts(reading) == [date(2024, 3, 12)]
    assert reading.faults == (Fault(FaultCode.NO_START, "a@x", "Kiểm tra"),)


@given(
    st.binary(max_size=200)
    | st.lists(
        st.sampled_from(calendar(*vevent("DTSTART:20240312T013000Z", "RRULE:FREQ=DAILY;COUNT=3")).split(b"\r\n"))
    ).map(b"\r\n".join)
)
def test_any_octets_are_read_or_said_to_be_wrong(body: bytes) -> None:
    assert isinstance(read(body, FIRST, LAST), Reading)


WHOLE_DAYS = st.lists(st.tuples(st.dates(FIRST, LAST), st.integers(1, 40)), max_size=5)


@given(WHOLE_DAYS)
def test_what_we_write_we_read(days: Sequence[tuple[date, int]]) -> None:
    events = tuple(
        Event(
            f"{n}@mau",
            f"Việc {n}; mục a, b",
            day,
            day + timedelta(days=length),
            modified=datetime(2024, 1, 1, tzinfo=UTC),
        )
        for n, (day, length) in enumerate(days)
    )
    assert set(read(render(Feed("Lịch", events)), FIRST, LAST).events) == set(events)
