"""What a narrowed feed says of itself, what an address may name, and what a calendar says of work that waits."""

from dataclasses import replace

import icalendar
import pytest

from scheduler.actions.rendering import Asked, body_of
from scheduler.actions.snapshot import Snapshot
from scheduler.feeds.addresses import Addresses
from scheduler.feeds.query import BadQuery, read_query, written_query
from scheduler.feeds.window import ALWAYS
from tests.support.in_memory import in_memory, moment, spec_of
from tests.support.small import INSPECTION, LINES

ADDRESSES = Addresses("https://lich.example", b"x" * 32, "so-mau", {})
NOW = moment("2024-02-01T08:00")


@pytest.fixture(scope="module")
def office() -> Snapshot:
    return in_memory(LINES).at(NOW)


def calendar(office: Snapshot, slug: str, query: str) -> icalendar.Calendar:
    asked = Asked(spec_of(office, slug), ALWAYS, ADDRESSES, read_query(query), query)
    return icalendar.Calendar.from_ical(body_of(office, asked))


def test_a_narrowed_calendar_says_to_what(office: Snapshot) -> None:
    found = calendar(office, "ca-co-quan", "done=0&unit=so-1")
    assert found["X-WR-CALNAME"] == found["NAME"] == "Nhắc việc · Văn phòng Mẫu (Sở Một · việc chưa xong)"
    assert "Chỉ gồm: Sở Một · việc chưa xong" in found["DESCRIPTION"]
    assert found["SOURCE"] == f"{ADDRESSES.feed('ca-co-quan')}?done=0&unit=so-1"


@pytest.mark.parametrize("query", ["plan=khac", "unit=so-9", "unit=so-1&unit=so-9", "person=nv-9"])
def test_an_unknown_name_is_refused_and_makes_no_empty_calendar(query: str, office: Snapshot) -> None:
    with pytest.raises(BadQuery):
        read_query(query).refuse_unknown(*office.named)


def shown(office: Snapshot, slug: str, query: str) -> set[str]:
    asked = Asked(spec_of(office, slug), ALWAYS, query=read_query(query, office.units_of))
    return {str(e["UID"]) for e in icalendar.Calendar.from_ical(body_of(office, asked)).events}


def test_a_shared_address_narrowed_to_a_person_shows_what_that_person_sees(office: Snapshot) -> None:
    theirs = {office.by_uid[uid] for uid in shown(office, "nguoi-nv-1", "")}
    stems = {(o.tasks, o.period_key) for o in theirs}
    narrowed = {office.by_uid[uid] for uid in shown(office, "ca-co-quan", "person=nv-1")}
    assert {(o.tasks, o.period_key) for o in narrowed} == stems
    assert shown(office, "ca-co-quan", "person=dau-moi") == shown(office, "ca-co-quan", "")


def test_all_that_an_address_may_name_holds_at_once(office: Snapshot) -> None:
    whole = shown(office, "don-vi-so-1", "")
    for query in ("person=nv-1", "person=nv-1&plan=kh&unit=so-1", "person=nv-1,nv-2&kind=activity"):
        narrowed = shown(office, "don-vi-so-1", query)
        assert narrowed <= whole and narrowed
    assert shown(office, "don-vi-so-1", "person=nv-1&plan=kh&unit=so-1&done=0") == whole
    assert shown(office, "nguoi-nv-1", "kind=check-in&done=0&person=nv-1&unit=so-1&plan=kh")


def test_a_known_name_is_not(office: Snapshot) -> None:
    read_query("plan=kh&unit=so-1&unit=van-phong&person=nv-1").refuse_unknown(*office.named)


STRANGE = (
    "utm_source=zalo",
    "utm_unit=x",
    "fbclid=x",
    "lang=en",
    "msclkid=x",
    "nocache=17",
    "_=17",
    "v=2",
    "color=red",
    "=x",
    "community=x",
)


@pytest.mark.parametrize("strange", STRANGE)
def test_what_others_hang_onto_links_makes_no_other_feed(strange: str) -> None:
    assert read_query(f"done=0&{strange}") == read_query("done=0")
    assert written_query(f"{strange}&done=0") == "done=0"


@pytest.mark.parametrize("slug", ["ca-co-quan", "ke-hoach-kh", "don-vi-so-3"])
def test_what_waits_is_named(slug: str) -> None:
    waiting = [replace(INSPECTION, no=str(n), title=f"Kiểm tra đợt {n}") for n in range(11, 18)]
    about = calendar(in_memory([*LINES[:4], *waiting]).at(NOW), slug, "")["DESCRIPTION"]
    assert "7 nhiệm vụ còn chờ ngày" in about and "mục 11 “Kiểm tra đợt 11”" in about
    assert about.endswith("mục 15 “Kiểm tra đợt 15” và 2 việc nữa")


@pytest.mark.parametrize(
    ("slug", "query", "named"),
    [
        ("loai-hoat-dong", "", True),
        ("loai-tin-bai", "", False),
        ("ca-co-quan", "kind=activity", True),
        ("ca-co-quan", "kind=report", False),
        ("ca-co-quan", "unit=so-1", False),
        ("ca-co-quan", "plan=kh&done=0", True),
        ("ca-co-quan", "done=1", False),
    ],
)
def test_what_waits_is_named_where_the_calendar_would_show_it(
    slug: str, query: str, named: bool, office: Snapshot
) -> None:
    about = calendar(office, slug, query)["DESCRIPTION"]
    assert ("mục 5 “Kiểm tra việc thực hiện”" in about) is named
