"""A unit that only looks on at work of others and no longer does: its calendar says so, and no other one hears of it."""

import icalendar
import pytest

from scheduler.actions.comparing import compare
from scheduler.feeds.publishing import TOMBSTONE
from scheduler.store.memory import MemoryRepository
from tests.support.in_memory import moment
from tests.support.small import Line, person
from tests.support.year import Office

JANUARY, JUNE = "2024-01-02T08:00", "2024-06-03T08:00"
UID = "kh.1-1@so-mau"


def fair(*beside: str, lead: str = "Sở Một") -> Line:
    return Line("1", "Mở hội chợ sách", lead, "; ".join(beside), "Trước ngày 15/10/2024")


@pytest.fixture
def office() -> Office:
    made = Office(MemoryRepository("so-mau"), JANUARY)
    made.apply(JANUARY, fair("Sở Hai", "Sở Ba", "Văn phòng"))
    return made


def told(event: icalendar.Event) -> tuple[str, str]:
    return str(event["STATUS"]), str(event["SUMMARY"])


def test_its_own_calendar_says_that_it_is_no_longer_there_and_why(office: Office) -> None:
    before = office.events("don-vi-so-3")[UID]
    office.apply(JUNE, fair("Sở Hai", "Văn phòng"))
    gone = office.events("don-vi-so-3")[UID]
    assert told(gone) == ("CANCELLED", "[ĐÃ HUỶ] Mở hội chợ sách")
    assert gone["SEQUENCE"] > before["SEQUENCE"] and gone["DTSTART"].dt == before["DTSTART"].dt
    why = "Không còn trên lịch này: Sở Ba không còn phối hợp việc này, từ 03/6/2024; việc vẫn còn, do Sở Một chủ trì"
    assert why in str(gone["DESCRIPTION"]).splitlines()


@pytest.mark.parametrize(
    "slug", ["ca-co-quan", "ke-hoach-kh", "loai-hoat-dong", "don-vi-so-2", "nguoi-dau-moi", "nguoi-nv-2"]
)
def test_it_goes_on_in_all_others(slug: str, office: Office) -> None:
    office.apply(JUNE, fair("Sở Hai", "Văn phòng"))
    assert {told(e) for e in office.events(slug).values()} == {("CONFIRMED", "Mở hội chợ sách")}
    assert "không còn phối hợp" not in office.events(slug)[UID]["DESCRIPTION"]


def test_a_lead_sees_nothing_of_it(office: Office) -> None:
    office.apply(JUNE, fair("Sở Hai", "Văn phòng"))
    assert {told(e) for e in office.events("don-vi-so-1").values()} == {("CONFIRMED", "Mở hội chợ sách")}


def test_it_stands_as_long_as_any_tombstone_and_is_not_touched_again(office: Office) -> None:
    office.apply(JUNE, fair("Sở Hai", "Văn phòng"))
    first = office.events("don-vi-so-3")[UID]
    office.done("2024-06-04T08:00", "kh.1-1-so-1@so-mau")
    assert office.events("don-vi-so-3")[UID] == first
    last = moment(JUNE) + TOMBSTONE
    office.now = f"{last:%Y-%m-%dT%H:%M}"
    assert office.events("don-vi-so-3")[UID] == first
    office.now = f"{last:%Y-%m-%d}T23:00"
    assert office.events("don-vi-so-3") == {}


def test_who_is_back_sees_the_work_above_the_tombstone_and_once(office: Office) -> None:
    office.apply(JUNE, fair("Sở Hai", "Văn phòng"))
    gone = office.events("don-vi-so-3")[UID]["SEQUENCE"]
    office.apply("2024-06-10T08:00", fair("Sở Hai", "Sở Ba", "Văn phòng"))
    back = office.events("don-vi-so-3")[UID]
    assert told(back) == ("CONFIRMED", "Mở hội chợ sách") and back["SEQUENCE"] > gone
    office.apply("2024-06-17T08:00", fair("Sở Hai", "Văn phòng"))
    assert office.events("don-vi-so-3")[UID]["SEQUENCE"] > back["SEQUENCE"]


def test_who_leads_from_now_on_has_a_part_of_its_own_and_no_tombstone(office: Office) -> None:
    office.apply(JUNE, fair("Sở Hai", "Văn phòng", lead="Sở Một; Sở Ba"))
    assert {uid: told(e)[0] for uid, e in office.events("don-vi-so-3").items()} == {"kh.1-1-so-3@so-mau": "CONFIRMED"}


def test_work_that_is_off_as_a_whole_says_that_it_is(office: Office) -> None:
    office.apply(JUNE)
    assert "Kế hoạch không còn ghi việc này" in office.events("don-vi-so-3")[UID]["DESCRIPTION"]


TWO = person("hai-noi", "Chuyên viên hai nơi", "so-2", "so-3")


@pytest.mark.parametrize(
    ("beside", "state"),
    [(("Sở Hai", "Văn phòng"), "CONFIRMED"), (("Văn phòng",), "CANCELLED"), (("Sở Ba",), "CONFIRMED")],
)
def test_who_has_it_by_another_unit_of_theirs_sees_no_tombstone(beside: tuple[str, ...], state: str) -> None:
    office = Office(MemoryRepository("so-mau"), JANUARY)
    office.apply(JANUARY, fair("Sở Hai", "Sở Ba", "Văn phòng"), more=TWO)
    office.apply(JUNE, fair(*beside), more=TWO)
    assert {uid: told(e)[0] for uid, e in office.events("nguoi-hai-noi").items()} == {UID: state}


def test_in_a_feed_of_series_too(office: Office) -> None:
    monthly = Line("2", "Phát hành bản tin", "Sở Một", "Sở Ba", "Trước ngày 25 hằng tháng")
    office.apply("2024-02-01T08:00", fair(), monthly)
    office.apply(JUNE, fair(), Line("2", "Phát hành bản tin", "Sở Một", "", monthly.timing))
    shown = office.events("don-vi-so-3", "events=series")
    assert told(shown["kh.2-2024-12@so-mau"]) == ("CANCELLED", "[ĐÃ HUỶ] Kỳ 12/12: Phát hành bản tin")
    assert "kh.2.series@so-mau" not in shown
    assert "kh.2.series@so-mau" in office.events("ca-co-quan", "events=series")


def test_apply_says_on_whose_calendar_it_goes_and_tells_nobody_else(office: Office) -> None:
    changes = office.apply(JUNE, fair("Sở Hai", "Văn phòng"))
    assert [(o.told_as, o.unit) for o in changes.removed] == [(UID, "so-3")]
    assert office.repository.deliveries() == ()


def test_a_unit_that_joins_is_named_as_one_that_leaves_is(office: Office) -> None:
    before = office.repository.occurrences()
    office.apply(JUNE, fair("Sở Hai", "Văn phòng"))
    after = office.repository.occurrences()
    for was, now, named in ((after, before, "added"), (before, after, "removed")):
        found = compare(was, now, moment(JUNE), lambda _: False)
        assert [o.unit for o in getattr(found, named)] == ["so-3"]
