"""An office with several monthly works due on the same days: what becomes of one piece changes one component of each feed."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta

import icalendar
import pytest
import recurring_ical_events

from calendars.feed import content_hash
from scheduler.actions.apply import publish, refresh
from scheduler.actions.rendering import Asked, body_of
from scheduler.actions.snapshot import Snapshot
from scheduler.feeds.events import linked
from scheduler.feeds.query import read_query
from scheduler.feeds.window import ALWAYS
from scheduler.schedule import Act, Occurrence, Progress
from tests.support.in_memory import FOLDER, InMemory, in_memory, moment, spec_of
from tests.support.small import BULLETIN, PROGRAMME, Line

NOW = moment("2024-05-20T08:00")
LATER = NOW + timedelta(minutes=5)
LINES = (
    BULLETIN,  # four works at the end of each month, two of them of one unit
    Line("11", "Phát hành tờ tin ấp", "Sở Ba", "Sở Hai", "01 số/tháng"),
    Line("12", "Tuyên truyền qua tin, bài", "Sở Hai", "Sở Một", "05 tin, bài/tháng"),
    Line("13", "Rà soát văn bản đã ban hành", "Sở Hai; Sở Ba", "", "01 lần/tháng"),
    Line("14", "Kiểm tra hộp thư góp ý", "Sở Một", "Sở Hai", "Trước ngày 20 hằng tháng"),
    PROGRAMME,
)
TASKS = ("2", "11", "14", "6")
SLUGS = ("ca-co-quan", "don-vi-so-1", "don-vi-so-2", "nguoi-nv-2")
EVENT = re.compile(rb"^BEGIN:VEVENT\r\n(.*?)^END:VEVENT\r\n", re.M | re.S)
Change = Callable[[InMemory, Occurrence], None]
Feeds = dict[str, bytes]


@pytest.fixture
def office() -> InMemory:
    made = in_memory(LINES)
    refresh(made.repository, FOLDER, NOW)
    return made


def done(office: InMemory, piece: Occurrence) -> None:
    for uid in piece.parts or (piece.uid,):
        office.repository.report(Progress(uid, Act.DONE, "dau-moi", LATER, "test"))
    publish(office.repository, FOLDER, LATER)


def explained(office: InMemory, piece: Occurrence) -> None:
    uid = piece.parts[0] if piece.parts else piece.uid
    office.repository.report(Progress(uid, Act.NOT_DONE, "dau-moi", LATER, "test", text="chờ số liệu"))
    publish(office.repository, FOLDER, LATER)


def moved(office: InMemory, piece: Occurrence) -> None:
    days = timedelta(days=-2)
    _rescheduled(
        office,
        piece,
        lambda o: [replace(o, start=o.start + days, end=o.end + days, due=o.due + days, act_by=o.act_by + days)],
    )


def off(office: InMemory, piece: Occurrence) -> None:
    _rescheduled(office, piece, lambda _: [])


CHANGES: dict[str, Change] = {"done": done, "explained": explained, "moved": moved, "off": off}


def _rescheduled(office: InMemory, piece: Occurrence, change: Callable[[Occurrence], list[Occurrence]]) -> None:
    """As `apply` would for this one piece, where everything else stays as it is."""
    repository, uids = office.repository, {piece.uid, *piece.parts}
    revision = repository.latest_revision()
    assert revision is not None
    known = [change(o) if o.uid in uids else [o] for o in repository.occurrences()]
    planned = [o for found in known for o in found]
    repository.apply(revision, repository.task_keys(), planned, repository.waiting(), (), NOW.date())
    publish(repository, FOLDER, LATER)


def feeds_of(office: Snapshot, slugs: Sequence[str] = SLUGS) -> Feeds:
    query = read_query("events=series")
    return {slug: body_of(office, Asked(spec_of(office, slug), ALWAYS, query=query)) for slug in slugs}


def components(body: bytes) -> dict[tuple[str, str], bytes]:
    """The lines of each component, by UID and RECURRENCE-ID."""
    found = EVENT.findall(body.replace(b"\r\n ", b""))
    named = {(_value(event, "UID"), _value(event, "RECURRENCE-ID")): event for event in found}
    assert len(named) == len(found)
    return named


def _value(event: bytes, name: str) -> str:
    line = re.search(rf"^{name}(?:;[^:]*)?:(.*)\r$".encode(), event, re.M)
    return line[1].decode() if line else ""


def differing(before: bytes, after: bytes) -> list[tuple[str, str]]:
    """The components of a feed that are new, changed or gone."""
    old, new = components(before), components(after)
    return [key for key in {**old, **new} if old.get(key) != new.get(key)]


def shown(body: bytes) -> set[tuple[str, str]]:
    """Day and title of every occurrence, by an independent reader."""
    found = recurring_ical_events.of(icalendar.Calendar.from_ical(body)).between(date(2023, 10, 1), date(2025, 12, 1))
    return {(str(e.start), str(e["SUMMARY"])) for e in found}


def pieces(office: InMemory, task: str) -> list[Occurrence]:
    """The first piece of a task's work that is shown, as all see it, the next, and the last."""
    found = (o for o in office.at(NOW).occurrences if o.tasks == (f"kh.{task}",) and o.unit is None)
    by_day = sorted((o for o in found if o.due >= date(2024, 2, 1)), key=lambda o: o.start)
    return [by_day[0], next(o for o in by_day if o.start > NOW.date()), by_day[-1]]


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("task", TASKS)
def test_one_change_of_one_piece_touches_one_component_of_each_feed(office: InMemory, task: str, change: str) -> None:
    before = feeds_of(office.at(NOW))
    seen = shown(before["ca-co-quan"])
    for piece in pieces(office, task)[change == "off" :]:  # what lies behind is not called off
        CHANGES[change](office, piece)
        after = feeds_of(office.at(LATER))
        touched = {slug: differing(before[slug], after[slug]) for slug in SLUGS}
        assert {slug: keys for slug, keys in touched.items() if len(keys) > 1} == {}, piece.uid
        assert len(touched["ca-co-quan"]) == 1
        see = shown(after["ca-co-quan"])
        come = see - seen
        assert len(come) <= 1 and (come or change == "explained")
        before, seen = after, see


STAYING = {
    "moved": Line("3", "Kiểm tra hộp thư", "Sở Một", "", "Trước ngày 25 hằng tháng"),
    "off": Line("3", "Rà soát tài khoản", "Sở Ba", "", "Ngày 12 hằng tháng"),
}


@pytest.mark.parametrize("change", STAYING)
def test_a_series_stays_what_it_was_when_several_of_those_like_it_are_no_more(change: str) -> None:
    replaced = ('name = "Sở Ba"\n', 'name = "Sở Ba"\nreplaced = { by = "so-2", from = 2024-07-01 }\n')
    office = in_memory([STAYING[change]], replaced=replaced)
    refresh(office.repository, FOLDER, NOW)
    before = feeds_of(office.at(NOW), SLUGS[:1])["ca-co-quan"]
    for uid in (f"kh.3-2024-{month}@so-mau" for month in ("06", "07", "11", "12")):
        CHANGES[change](office, office.at(NOW).by_uid[uid])
        after = feeds_of(office.at(LATER), SLUGS[:1])["ca-co-quan"]
        assert len(differing(before, after)) == 1, uid
        before = after


def test_a_day_that_only_turns_over_touches_what_it_makes_late_alone(office: InMemory) -> None:
    due, late = moment("2024-06-19T08:00"), moment("2024-06-20T08:00")
    refresh(office.repository, FOLDER, due)
    before = feeds_of(office.at(due))
    refresh(office.repository, FOLDER, late)
    after = feeds_of(office.at(late))
    assert differing(before["don-vi-so-1"], after["don-vi-so-1"]) == [("kh.14.series-so-1@so-mau", "20240619")]
    assert differing(before["don-vi-so-2"], after["don-vi-so-2"]) == [("kh.14.series@so-mau", "20240619")]


def test_several_works_of_one_day_are_one_series_and_single_events(office: InMemory) -> None:
    found = icalendar.Calendar.from_ical(feeds_of(office.at(NOW))["ca-co-quan"]).events
    assert {str(e["UID"]) for e in found if "RRULE" in e} == {
        "kh.11.series@so-mau",
        "kh.14.series@so-mau",
        "kh.6.series@so-mau",
    }


@pytest.mark.parametrize("now", ["2024-05-20T08:00", "2024-11-05T08:00", "2025-01-10T08:00", "2025-03-03T08:00"])
def test_what_is_served_of_a_series_is_what_was_published(office: InMemory, now: str) -> None:
    refresh(office.repository, FOLDER, moment(now))
    seen = office.at(moment(now))
    told = {uid: linked(events[0], seen.book.address or None, "page") for uid, events in seen.series_events.items()}
    assert {uid: content_hash(event) for uid, event in told.items()} == {
        uid: seen.published[uid].content_hash for uid in told
    }
    assert len(told) > 3 or now > "2025"
