"""Calendar programs that others wrote accept our feeds and show what is meant: single events, series, alarms, to-dos."""

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from calendars.event import Event, Feed
from calendars.feed import render
from calendars.series import all_as_series
from tests.interop import feeds
from tests.interop.programs.asked import PROGRAMS, Answer, Row, written

pytestmark = pytest.mark.interop
FEEDS: dict[str, Callable[[], Feed]] = {"single": feeds.single, "series": feeds.series, "ringing": feeds.ringing}


@pytest.fixture
def asked(tmp_path: Path) -> Callable[[str, Feed], Answer]:
    """Ask a program about a feed."""

    def ask(program: str, feed: Feed) -> Answer:
        path = tmp_path / "feed.ics"
        path.write_bytes(render(feed))
        return PROGRAMS[program](path)

    return ask


def meant(program: str) -> Counter[tuple[str, str, str]]:
    """What is to be shown: start, end, title of each event. khal gives a moment an hour."""
    shown = (_row(event) for event in feeds.single().events)
    return Counter(row for row in shown if program != "khal" or row[0] != row[1])


def _row(event: Event) -> tuple[str, str, str]:
    return written(event.start), written(event.end), event.summary


def shown(rows: frozenset[Row], program: str) -> Counter[tuple[str, str, str]]:
    """Rows without their UIDs, which differ between single events and series."""
    return Counter((start, end, title) for uid, start, end, title in rows if program != "khal" or uid != "luc@mau")


@pytest.mark.parametrize("feed", FEEDS)
@pytest.mark.parametrize("program", PROGRAMS)
def test_it_shows_what_is_meant(asked: Callable[[str, Feed], Answer], program: str, feed: str) -> None:
    answer = asked(program, FEEDS[feed]())
    assert answer.errors == ()
    assert shown(answer.rows, program) == meant(program)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("program", ["recurring-ical-events", "ical.js", "libical", "sabre-vobject"])  # the quick ones
def test_it_shows_as_series_whatever_tasks_came_to(
    asked: Callable[[str, Feed], Answer], program: str, seed: int
) -> None:
    tasks = feeds.by_chance(seed)
    answer = asked(program, Feed("Lịch", all_as_series(tasks)))
    assert shown(answer.rows, program) == Counter(_row(member.event) for task in tasks for member in task.members)


@pytest.mark.parametrize("program", [program for program in PROGRAMS if program != "khal"])  # which knows no to-dos
def test_it_takes_the_to_dos(asked: Callable[[str, Feed], Answer], program: str) -> None:
    answer = asked(program, feeds.todo_list())
    assert answer.errors == ()
    assert answer.todos == {todo.uid for todo in feeds.todo_list().todos}


BROKEN = {
    "libical": (b"VERSION:2.0", b"VERSION:2.0\r\nMETHOD:PUBLISH"),  # which needs an ORGANIZER
    "sabre-vobject": (b"STATUS:CONFIRMED", b"STATUS:\xff"),
}


@pytest.mark.parametrize(("program", "change"), BROKEN.items(), ids=BROKEN)
def test_a_judge_sees_a_broken_feed(tmp_path: Path, program: str, change: tuple[bytes, bytes]) -> None:
    path = tmp_path / "feed.ics"
    path.write_bytes(render(feeds.single()).replace(*change))
    assert PROGRAMS[program](path).errors


@pytest.mark.parametrize(
    "name",
    ["RRULE:", "EXDATE;VALUE=DATE:", "EXDATE;TZID=", "RECURRENCE-ID;VALUE=DATE:", "RECURRENCE-ID;TZID=", "BYSETPOS="],
)
def test_the_series_feed_has_what_series_are_made_of(name: str) -> None:
    assert name in render(feeds.series()).decode().replace("\r\n ", "")


def test_series_take_little_more_than_a_third_of_the_room() -> None:
    assert len(render(feeds.series())) < len(render(feeds.single())) / 2.5


def test_the_lock_of_node_packages_names_hashes_and_no_address(root: Path) -> None:
    lock = (root / "package-lock.json").read_text(encoding="utf-8")
    packages = [entry for name, entry in json.loads(lock)["packages"].items() if name]
    assert packages and all(entry["integrity"].startswith("sha512-") for entry in packages)
    assert "resolved" not in lock and "://" not in lock
