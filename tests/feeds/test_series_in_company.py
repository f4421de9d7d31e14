"""Series of one office beside each other: an exception is one in every feed alike, and no other series loses by it."""

from dataclasses import replace

import icalendar
import pytest

from scheduler.actions.apply import publish
from scheduler.actions.rendering import Asked, body_of
from scheduler.actions.snapshot import Snapshot
from scheduler.feeds.addresses import Addresses
from scheduler.feeds.query import read_query
from scheduler.feeds.window import ALWAYS
from scheduler.schedule import Act, Progress
from tests.support.in_memory import FOLDER, InMemory, in_memory, moment, spec_of
from tests.support.small import BULLETIN, Line

NEWS = replace(BULLETIN, no="7", title="Phát hành tờ tin ấp", lead="Sở Ba")
NOW = moment("2024-05-20T08:00")
SERIES = read_query("events=series")
DONE = "kh.2-2024-06-so-2@so-mau"


def with_one_done(*lines: Line) -> Snapshot:
    office: InMemory = in_memory(lines)
    publish(office.repository, FOLDER, NOW)
    office.repository.report(Progress(DONE, Act.DONE, "dau-moi", NOW, "test"))
    publish(office.repository, FOLDER, NOW)
    return office.at(NOW)


def events(office: Snapshot, slug: str) -> list[icalendar.Event]:
    body = body_of(office, Asked(spec_of(office, slug), ALWAYS, query=SERIES))
    return list(icalendar.Calendar.from_ical(body).events)


def exceptions(found: list[icalendar.Event]) -> set[tuple[str, bool]]:
    """UID of each event that is done, and whether it is an override of its series."""
    return {(str(e["UID"]), "RECURRENCE-ID" in e) for e in found if str(e["SUMMARY"]).startswith("✓")}


@pytest.mark.parametrize("slug", ["ca-co-quan", "ke-hoach-kh", "loai-tin-bai"])
def test_what_is_done_beside_another_series_stands_as_an_event_of_its_own(slug: str) -> None:
    found = events(with_one_done(BULLETIN, NEWS), slug)
    assert exceptions(found) == {("kh.2-2024-06@so-mau", False)}
    assert len([e for e in found if "RRULE" in e]) == 2


def test_a_feed_of_one_of_them_tells_the_same_as_a_feed_of_both() -> None:
    found = events(with_one_done(BULLETIN, NEWS), "don-vi-so-2")
    assert exceptions(found) == {(DONE, False)}


@pytest.mark.parametrize("slug", ["ca-co-quan", "don-vi-so-2"])
def test_a_series_and_its_units_part_of_it_are_no_company(slug: str) -> None:
    ((uid, override),) = exceptions(events(with_one_done(BULLETIN), slug))
    assert override and ".series" in uid


ADDRESSES = Addresses("https://lich.example", bytes(32), "so-mau", {})


@pytest.mark.parametrize("slug", ["don-vi-so-2", "nguoi-nv-2"])
def test_an_exception_has_the_link_of_its_own_piece_and_the_series_that_of_the_list(slug: str) -> None:
    office = with_one_done(BULLETIN)
    asked = Asked(spec_of(office, slug), ALWAYS, ADDRESSES, query=SERIES)
    events = icalendar.Calendar.from_ical(body_of(office, asked)).events
    (series,) = (_link(e) for e in events if "RRULE" in e)
    exceptions = {str(e["SUMMARY"]): _link(e) for e in events if "RECURRENCE-ID" in e}
    (done,) = (link for title, link in exceptions.items() if title.startswith("✓"))
    assert series == ADDRESSES.view(slug, "kh.2.series-so-2@so-mau")
    assert done == (
        ADDRESSES.report(slug, "nv-2", office.by_uid[DONE]) if slug == "nguoi-nv-2" else ADDRESSES.view(slug, DONE)
    )
    assert len(set(exceptions.values())) == len(exceptions) > 1


def _link(event: icalendar.Event) -> str:
    return str(event["DESCRIPTION"]).splitlines()[-1].rpartition(": ")[2]
