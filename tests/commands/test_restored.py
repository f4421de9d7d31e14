"""A restored backup and a lost secret: calendars go on, and nothing that people were given is changed in silence."""

import sqlite3
from contextlib import closing
from pathlib import Path

import icalendar
import pytest

from scheduler.feeds.members import LEAP
from scheduler.served import is_behind, note, settle
from tests.support.office import OfficeFolder
from tests.support.small import CONTEST, LINES, Line, applied_office, replan, small_office

SECRET = "var/installation.secret"
STORE = "var/nhacviec.db"
LATER = Line("9", "Sơ kết giữa năm", "Sở Một", "", "Trước ngày 20/6/2024")


@pytest.fixture
def office(tmp_path: Path) -> OfficeFolder:
    return applied_office(tmp_path)


def revisions(office: OfficeFolder) -> dict[str, int]:
    """SEQUENCE by UID in the whole office's calendar, as a subscriber gets it."""
    office.done("export", "--out", office.folder / "out", "--all")
    calendar = icalendar.Calendar.from_ical((office.folder / "out" / "ca-co-quan.ics").read_bytes())
    return {str(e["UID"]): int(e["SEQUENCE"]) for e in calendar.events}


def findings(office: OfficeFolder) -> set[str]:
    return {f["code"] for f in office.call("doctor", "--json").json()}


def copied(source: Path, target: Path) -> None:
    """As SQLite's own `.backup` and `.restore` do, whoever has the files open."""
    with closing(sqlite3.connect(source)) as one, closing(sqlite3.connect(target)) as other:
        one.backup(other)


@pytest.fixture
def served(office: OfficeFolder) -> dict[str, int]:
    """What subscribers saw after the backup; the office is back at the backup."""
    revisions(office)  # what the turn of the day changes
    copied(office.folder / STORE, office.folder / "backup.db")
    for _ in range(3):
        office.done("done", "kh.1-1-so-1@so-mau")
        office.done("done", "kh.1-1-so-1@so-mau", "--undo")
    replan(office, *LINES, LATER)
    office.done("apply")
    seen = revisions(office)
    replan(office, *LINES)
    copied(office.folder / "backup.db", office.folder / STORE)
    return seen


def test_an_older_store_is_noticed(office: OfficeFolder, served: dict[str, int]) -> None:
    assert "store-behind" in findings(office)
    assert "feeds restored" in office.call("check").err


def test_files_that_are_newer_than_the_store_are_not_written_over(office: OfficeFolder, served: dict[str, int]) -> None:
    (office.folder / "var" / "served.json").unlink()  # it was restored with the rest, or never there
    before = (office.folder / "out" / "ca-co-quan.ics").read_bytes()
    refused = office.call("export", "--out", "out", "--all")
    assert refused.status == 1 and "feeds restored" in refused.err
    assert (office.folder / "out" / "ca-co-quan.ics").read_bytes() == before
    assert "store-behind" in findings(office)
    office.done("feeds", "restored")
    assert revisions(office)["kh.1-1@so-mau"] > served["kh.1-1@so-mau"]


def test_who_says_it_twice_raises_once(office: OfficeFolder, served: dict[str, int]) -> None:
    office.done("feeds", "restored")
    before = revisions(office)
    assert str(LEAP) not in office.done("feeds", "restored").out
    assert revisions(office) == before


def test_a_store_that_was_never_restored_is_not(office: OfficeFolder) -> None:
    revisions(office)
    assert "store-behind" not in findings(office)
    assert "feeds restored" not in office.call("check").err


def test_after_feeds_restored_every_revision_is_above_what_was_seen(
    office: OfficeFolder, served: dict[str, int]
) -> None:
    said = office.done("feeds", "restored").out
    assert str(LEAP) in said and "feeds rotate" in said
    now = revisions(office)
    assert all(now[uid] > served[uid] for uid in now)
    assert "store-behind" not in findings(office)


def test_work_that_only_subscribers_remember_comes_back_above_what_they_saw(
    office: OfficeFolder, served: dict[str, int]
) -> None:
    office.done("feeds", "restored")
    replan(office, *LINES, LATER)
    office.done("apply")
    new = [uid for uid in revisions(office) if uid.startswith("kh.9")]
    assert new and all(revisions(office)[uid] > served[uid] for uid in new)


def test_what_changes_after_it_rises_by_one(office: OfficeFolder, served: dict[str, int]) -> None:
    office.done("feeds", "restored")
    before = revisions(office)
    office.done("done", "kh.1-1-so-1@so-mau")
    after = revisions(office)
    assert {uid: after[uid] - before[uid] for uid in after if after[uid] != before[uid]} == {"kh.1-1@so-mau": 1}


def test_a_store_that_fell_behind_stays_so_until_somebody_says_so(tmp_path: Path) -> None:
    note(tmp_path, "a", 10)
    assert not is_behind(tmp_path, "a", 10)
    assert is_behind(tmp_path, "a", 9)
    note(tmp_path, "a", 9)
    assert is_behind(tmp_path, "a", 12)
    note(tmp_path, "a", 12)
    assert is_behind(tmp_path, "a", 13) and not is_behind(tmp_path, "b", 1)
    settle(tmp_path, "a", 12)
    assert not is_behind(tmp_path, "a", 12)


@pytest.mark.parametrize("text", ["", "{", '{"a": 3}', "[1]", '{"a": {"version": "x", "behind": false}}'])
def test_a_mark_that_cannot_be_read_is_none(tmp_path: Path, text: str) -> None:
    (tmp_path / "var").mkdir()
    (tmp_path / "var" / "served.json").write_text(text, encoding="ascii")
    assert not is_behind(tmp_path, "a", 0)


NEED_THE_SECRET = {
    "feeds": ("feeds",),
    "export": ("export", "--out", "out"),
    "serve": ("serve",),
    "rotate": ("feeds", "rotate", "don-vi-so-1"),
}


@pytest.mark.parametrize("verb", NEED_THE_SECRET)
def test_a_lost_secret_is_refused_and_not_made_anew(office: OfficeFolder, verb: str) -> None:
    (office.folder / SECRET).unlink()
    answer = office.call(*NEED_THE_SECRET[verb])
    assert answer.status == 1
    assert "sao lưu" in answer.err and "installation.secret" in answer.err
    assert not (office.folder / SECRET).exists()


def test_a_service_that_prints_no_address_is_refused_too(office: OfficeFolder) -> None:
    (office.folder / SECRET).unlink()
    answer = office.run("serve", JOURNAL_STREAM="8:1234")
    assert answer.status == 1 and "installation.secret" in answer.err


def test_doctor_says_that_the_secret_is_lost(office: OfficeFolder) -> None:
    assert "no-secret" not in findings(office)
    (office.folder / SECRET).unlink()
    assert "no-secret" in findings(office)


def test_a_restored_secret_keeps_all_addresses(office: OfficeFolder) -> None:
    before = office.done("feeds", "--json").json()
    kept = (office.folder / SECRET).read_bytes()
    (office.folder / SECRET).unlink()
    office.call("feeds")
    office.write(SECRET, kept)
    assert office.done("feeds", "--json").json() == before


def test_a_new_secret_is_made_where_it_is_asked_for_and_none_is_there(office: OfficeFolder) -> None:
    before = office.done("feeds", "--json").json()
    assert office.call("feeds", "new-secret").status == 1
    assert office.done("feeds", "--json").json() == before
    (office.folder / SECRET).unlink()
    office.done("feeds", "new-secret")
    assert (office.folder / SECRET).stat().st_mode & 0o777 == 0o600
    after = office.done("feeds", "--json").json()
    assert {f["address"] for f in before}.isdisjoint(f["address"] for f in after)


def test_looking_at_a_plan_makes_no_secret(tmp_path: Path) -> None:
    made = small_office(tmp_path, [CONTEST])
    made.call("check")
    made.call("apply", "--dry-run")
    assert not (tmp_path / SECRET).exists()
    made.done("apply")
    assert (tmp_path / SECRET).exists()
