"""To-dos, alarms and colours in a feed, as RFC 5545 and RFC 7986 write them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from calendars.event import Alarm, Event, Feed, Status, Todo, TodoStatus
from calendars.feed import content_hash, render

Unfolded = Callable[[bytes], list[str]]
REVISED = datetime(2024, 1, 5, 3, 4, 5, tzinfo=UTC)
TODO = Todo("kh.5@mau", "Báo cáo; quý I", date(2024, 3, 25), modified=REVISED)
EVENT = Event("kh.5@mau", "Báo cáo; quý I", date(2024, 3, 25), date(2024, 3, 26), modified=REVISED)


def written(unfolded: Unfolded, todo: Todo) -> list[str]:
    """The lines of a to-do in a feed."""
    lines = unfolded(render(Feed("Việc", (), todos=(todo,))))
    return lines[lines.index("BEGIN:VTODO") : lines.index("END:VTODO")]


TODOS = {
    "day": (TODO, "DUE;VALUE=DATE:20240325"),
    "hour": (replace(TODO, due=datetime(2024, 3, 25, 9, 30, tzinfo=UTC)), "DUE;TZID=Asia/Ho_Chi_Minh:20240325T163000"),
    "open": (TODO, "STATUS:NEEDS-ACTION"),
    "begun": (replace(TODO, status=TodoStatus.IN_PROCESS, percent=40), "PERCENT-COMPLETE:40"),
    "done": (replace(TODO, status=TodoStatus.COMPLETED), "STATUS:COMPLETED"),
    "when-done": (replace(TODO, completed=REVISED), "COMPLETED:20240105T030405Z"),
    "cancelled": (replace(TODO, status=TodoStatus.CANCELLED), "STATUS:CANCELLED"),
    "text": (TODO, "SUMMARY:Báo cáo\\; quý I"),
    "color": (replace(TODO, color="teal"), "COLOR:teal"),
    "revision": (replace(TODO, sequence=3), "SEQUENCE:3"),
}


@pytest.mark.parametrize(("todo", "line"), TODOS.values(), ids=TODOS)
def test_a_to_do_says(unfolded: Unfolded, todo: Todo, line: str) -> None:
    assert line in written(unfolded, todo)


def test_a_to_do_says_nothing_of_events(unfolded: Unfolded) -> None:
    names = {line.partition(":")[0].partition(";")[0] for line in written(unfolded, TODO)}
    assert not names & {"DTEND", "TRANSP", "X-MICROSOFT-CDO-BUSYSTATUS", "PERCENT-COMPLETE", "COMPLETED"}


def test_to_dos_due_at_an_hour_bring_the_time_zone(unfolded: Unfolded) -> None:
    assert "BEGIN:VTIMEZONE" in unfolded(render(Feed("Việc", (), todos=(replace(TODO, due=REVISED),))))


def test_an_event_and_a_to_do_of_one_uid_are_refused() -> None:
    with pytest.raises(ValueError, match=r"kh\.5@mau"):
        render(Feed("Việc", (EVENT,), todos=(TODO,)))


@pytest.mark.parametrize("percent", [-1, 101])
def test_progress_beyond_the_whole_is_refused(percent: int) -> None:
    with pytest.raises(ValueError, match="between 0 and 100"):
        replace(TODO, percent=percent)


def test_a_time_without_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        replace(TODO, due=datetime(2024, 3, 25, 16, 30))


def test_the_state_of_a_to_do_is_content_and_its_revision_is_not() -> None:
    assert content_hash(replace(TODO, status=TodoStatus.COMPLETED)) != content_hash(TODO)
    assert content_hash(replace(TODO, sequence=5, modified=None)) == content_hash(TODO)


ALARMS = {
    "before": (Alarm(timedelta(hours=17)), ["ACTION:DISPLAY", "DESCRIPTION:Báo cáo\\; quý I", "TRIGGER:-PT17H"]),
    "on-the-day": (Alarm(-timedelta(hours=8)), ["ACTION:DISPLAY", "DESCRIPTION:Báo cáo\\; quý I", "TRIGGER:PT8H"]),
    "own-text": (
        Alarm(timedelta(days=2), "Còn hai ngày"),
        ["ACTION:DISPLAY", "DESCRIPTION:Còn hai ngày", "TRIGGER:-P2D"],
    ),
}


@pytest.mark.parametrize(("alarm", "said"), ALARMS.values(), ids=ALARMS)
def test_an_alarm_of_the_feed_rings_for_each_event(unfolded: Unfolded, alarm: Alarm, said: list[str]) -> None:
    lines = unfolded(render(Feed("Lịch", (EVENT,), alarms=(alarm,))))
    assert lines[lines.index("BEGIN:VALARM") + 1 : lines.index("END:VALARM")] == said


def test_what_was_called_off_does_not_ring() -> None:
    cancelled = replace(EVENT, status=Status.CANCELLED)
    assert b"VALARM" not in render(Feed("Lịch", (cancelled,), alarms=(Alarm(timedelta(hours=1)),)))


def test_an_event_has_its_own_colour(unfolded: Unfolded) -> None:
    assert "COLOR:tomato" in unfolded(render(Feed("Lịch", (replace(EVENT, color="tomato"),))))
