"""A person's own feed: the work of that person's units, each piece with the link on which that person, and nobody else, reports."""

import re
from urllib.parse import urlsplit

import icalendar
import pytest

from scheduler.actions.feed_desk import make_feed
from scheduler.actions.rendering import Asked, body_of
from scheduler.actions.snapshot import Snapshot
from scheduler.feeds.addresses import Addresses
from scheduler.feeds.window import ALWAYS
from scheduler.signing import granted
from tests.support.in_memory import in_memory, moment, spec_of
from tests.support.small import LINES

SECRET = b"x" * 32
ADDRESSES = Addresses("https://lich.example", SECRET, "so-mau", {})


@pytest.fixture(scope="module")
def office() -> Snapshot:
    return in_memory(LINES).at(moment("2024-02-01T08:00"))


def links(office: Snapshot, slug: str) -> dict[str, str]:
    """The path of each event's link, by UID."""
    found = icalendar.Calendar.from_ical(body_of(office, Asked(spec_of(office, slug), ALWAYS, ADDRESSES)))
    told = {str(e["UID"]): re.findall(r"https://\S+", str(e["DESCRIPTION"])) for e in found.events}
    assert {len(addresses) for addresses in told.values()} <= {1}, "one link, where every program shows it"
    return {uid: urlsplit(address).path for uid, (address,) in told.items()}


def test_each_piece_of_ones_own_work_can_be_reported(office: Snapshot) -> None:
    mine = {uid: path for uid, path in links(office, "nguoi-nv-1").items() if path.startswith("/r/")}
    today = office.now.date()
    for uid, path in mine.items():
        grant = granted(SECRET, "so-mau", path.removeprefix("/r/"), today)
        assert grant is not None and (grant.person, grant.uid) == ("nv-1", uid)
        assert office.by_uid[uid].unit == "so-1"
    assert set(mine) == {o.uid for o in office.occurrences if o.unit == "so-1"}


def test_what_one_only_coordinates_is_looked_at(office: Snapshot) -> None:
    key = ADDRESSES.view_key("nguoi-nv-2", "kh.1-1@so-mau")
    assert links(office, "nguoi-nv-2")["kh.1-1@so-mau"] == f"/v/{key}/nguoi-nv-2"


def test_who_answers_for_all_sees_what_the_office_sees_and_reports_what_one_unit_leads(office: Snapshot) -> None:
    seen = links(office, "nguoi-dau-moi")
    assert set(seen) == set(links(office, "ca-co-quan"))
    assert seen["kh.1-1@so-mau"].startswith("/r/")
    assert seen["kh.3-1@so-mau"].startswith("/v/")


@pytest.mark.parametrize("slug", ["ca-co-quan", "ke-hoach-kh", "don-vi-so-1", "loai-hoat-dong"])
def test_a_shared_address_gives_no_right_to_report(slug: str, office: Snapshot) -> None:
    assert {path.split("/")[1] for path in links(office, slug).values()} == {"v"}


def test_the_link_of_a_piece_of_work_never_changes(office: Snapshot) -> None:
    later = in_memory(LINES).at(moment("2024-03-01T08:00"))
    before, after = links(office, "nguoi-nv-1"), links(later, "nguoi-nv-1")
    assert before == after


def test_a_feed_made_of_a_persons_feed_holds_that_persons_work() -> None:
    made = in_memory(LINES)
    seen = made.at(moment("2024-02-01T08:00"))
    kept = make_feed(made.repository, seen, spec_of(seen, "nguoi-nv-1"), "Lịch để bàn", "")
    office = made.at(moment("2024-02-01T08:00"))
    assert links(office, kept.slug) and set(links(office, kept.slug)) == set(links(office, "nguoi-nv-1"))
