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
from tests.support.small import BULLETIN, Line, person

NEWS = replace(BULLETIN, no="7", title="Phát hành tờ tin ấp", lead="Sở Ba")
NOW = moment("2024-05-20T08:00")
SERIES = read_query("events=series")
DONE = "kh.2-2024-06-so-2@so-mau"


def with_one_done(*lines: Line, more: str = "") -> Snapshot:
    office: InMemory = in_memory(lines, more=more)
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
def test_of_two_tasks_on_the_same_days_one_is_a_series_and_the_other_stands_by_itself(slug: str) -> None:
    found = events(with_one_done(BULLETIN, NEWS), slug)
    assert [str(e["UID"]) for e in found if "RRULE" in e] == ["kh.2.series@so-mau"]
    assert exceptions(found) == {("kh.2.series@so-mau", True)}
    assert len([e for e in found if str(e["UID"]).startswith("kh.7-")]) == 12


@pytest.mark.parametrize(
    ("slug", "uid"), [("don-vi-so-2", "kh.2.series-so-2@so-mau"), ("don-vi-so-3", "kh.7.series-so-3@so-mau")]
)
def test_tasks_that_no_feed_shows_together_are_in_nobodys_way(slug: str, uid: str) -> None:
    found = events(with_one_done(BULLETIN, NEWS), slug)
    assert [str(e["UID"]) for e in found if "RRULE" in e] == [uid]


def test_tasks_that_one_person_sees_together_are_not_both_series() -> None:
    both = person("hai-so", "Chuyên viên", "so-2", "so-3")
    found = events(with_one_done(BULLETIN, NEWS, more=both), "nguoi-hai-so")
    assert [str(e["UID"]) for e in found if "RRULE" in e] == ["kh.2.series-so-2@so-mau"]


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
