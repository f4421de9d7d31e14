"""`feeds`: feeds of one's own, new addresses, closed ones; what a backup keeps."""

import asyncio
import os
import shutil
from pathlib import Path
from typing import Any

import httpx
import pytest
from icalendar import Calendar

from scheduler.app import open_app
from scheduler.web.site import build_site
from tests.support.office import OfficeFolder
from tests.support.small import JANUARY, LINES, applied_office, small_office

NOW = "2024-01-03T08:00"


@pytest.fixture
def office(tmp_path: Path) -> OfficeFolder:
    return applied_office(tmp_path / "office", LINES)


def listed(office: OfficeFolder) -> dict[str, dict[str, Any]]:
    return {f["slug"]: f for f in office.done("feeds", "--json", "--now", NOW).json()}


def got(office: OfficeFolder, address: str) -> httpx.Response:
    site = build_site(open_app(office.folder / "config.toml"))

    async def asked() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(site), base_url="http://127.0.0.1") as client:
            return await client.get(httpx.URL(address).path)

    return asyncio.run(asked())


def test_a_feed_for_an_outsider_holds_what_it_was_made_for(office: OfficeFolder) -> None:
    said = office.done("feeds", "new", "Tin gửi Sở", "--query", "kind=bulletin&done=0", "--now", NOW).out
    feed = listed(office)["rieng-tin-gui-so"]
    assert feed["address"] in said
    assert feed["query"] == "done=0&kind=bulletin"
    calendar = Calendar.from_ical(got(office, feed["address"]).content)
    assert calendar["X-WR-CALNAME"] == "Tin gửi Sở"
    assert {str(e["UID"]).split("-")[0] for e in calendar.events} == {"kh.2"}


WRONG = {
    "no name": (("new",), "tên gọi"),
    "a wrong query": (("new", "Tin", "--query", "colour=red"), "colour"),
    "an unknown base": (("new", "Tin", "--of", "don-vi-so-9"), "don-vi-so-"),
    "an unknown feed": (("revoke", "ca-co-quanh"), "ca-co-quan"),
    "no feed": (("rotate",), "nhacviec feeds"),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_cannot_be_done_is_said(case: str, office: OfficeFolder) -> None:
    arguments, words = WRONG[case]
    answer = office.call("feeds", *arguments, "--now", NOW)
    assert answer.status == 1
    assert words in answer.err


def test_the_same_name_twice_is_refused(office: OfficeFolder) -> None:
    office.done("feeds", "new", "Tin", "--now", NOW)
    assert office.call("feeds", "new", "Tin", "--now", NOW).status == 1


def test_a_new_address_closes_the_one_before(office: OfficeFolder) -> None:
    before = listed(office)["don-vi-so-1"]["address"]
    said = office.done("feeds", "rotate", "don-vi-so-1", "--now", NOW).out
    after = listed(office)["don-vi-so-1"]["address"]
    assert before != after and after in said
    assert (got(office, before).status_code, got(office, after).status_code) == (404, 200)


def test_what_is_revoked_looks_like_what_never_was(office: OfficeFolder) -> None:
    address = listed(office)["don-vi-so-1"]["address"]
    office.done("feeds", "revoke", "don-vi-so-1", "--now", NOW)
    gone, never = got(office, address), got(office, address.replace("so-1", "so-8"))
    assert (gone.status_code, gone.content, gone.headers) == (404, never.content, never.headers)
    assert listed(office)["don-vi-so-1"]["address"] is None
    assert "đã thu hồi từ ngày" in office.done("feeds", "revoke", "don-vi-so-1", "--now", NOW).out
    office.done("apply", "--now", NOW)
    assert got(office, address).status_code == 404
    assert "nay mở lại" in office.done("feeds", "rotate", "don-vi-so-1", "--now", NOW).out
    assert got(office, address).status_code == 404
    assert got(office, listed(office)["don-vi-so-1"]["address"]).status_code == 200


def test_a_restored_backup_keeps_every_address(office: OfficeFolder, tmp_path: Path) -> None:
    office.done("feeds", "new", "Tin", "--now", NOW)
    office.done("feeds", "rotate", "don-vi-so-1", "--now", NOW)
    shutil.copytree(office.folder, tmp_path / "restored")
    assert listed(OfficeFolder(tmp_path / "restored")) == listed(office)


def test_export_has_an_index_and_clears_away_what_is_gone(office: OfficeFolder) -> None:
    office.done("export", "--out", "out")
    out = office.folder / "out"
    (out / "cua-nguoi-khac.ics").write_text("x")
    page = (out / "index.html").read_text(encoding="utf-8")
    assert "--accent" in page and "Ai mở được trang này" in page
    assert 'href="don-vi-so-1.ics"' in page and "Văn phòng Mẫu" in page
    assert not list(out.glob("nguoi-*"))
    office.done("feeds", "revoke", "don-vi-so-1")
    office.done("export", "--out", "out")
    assert not (out / "don-vi-so-1.ics").exists()
    assert (out / "cua-nguoi-khac.ics").exists()
    assert "don-vi-so-1" not in (out / "index.html").read_text(encoding="utf-8")


def test_an_export_writes_only_what_changed(office: OfficeFolder) -> None:
    office.done("export", "--out", "out", "--now", NOW)
    before = {p.name: (p.stat().st_mtime_ns, p.stat().st_ino) for p in (office.folder / "out").iterdir()}
    office.done("export", "--out", "out", "--now", NOW)
    assert {p.name: (p.stat().st_mtime_ns, p.stat().st_ino) for p in (office.folder / "out").iterdir()} == before
    office.done("done", "kh.1-1-so-1@so-mau", "--now", NOW)
    said = office.done("export", "--out", "out", "--now", NOW).out
    after = {p.name: (p.stat().st_mtime_ns, p.stat().st_ino) for p in (office.folder / "out").iterdir()}
    changed = {name for name in after if after[name] != before[name]}
    assert {"ca-co-quan.ics", "ke-hoach-kh.ics", "don-vi-so-1.ics", "loai-hoat-dong.ics"} <= changed
    assert "don-vi-so-3.ics" not in changed and f"({len(changed)} tệp có thay đổi)" in said


def test_an_export_that_broke_off_leaves_whole_files_and_is_made_good(office: OfficeFolder) -> None:
    office.done("export", "--out", "out", "--now", NOW)
    out = office.folder / "out"
    whole = (out / "ca-co-quan.ics").read_bytes()
    half, others = out / ".ca-co-quan.ics.4711", out / ".ca-co-quan.ics.bak"
    for left in (half, others):
        left.write_bytes(whole[:1000])
        os.utime(left, (0, 0))
    (out / ".nhacviec-feeds").write_text(
        "ca-co-quan.ics\ndon-vi-cu.ics"
    )  # as one that ended before it tidied up leaves it
    (out / "don-vi-cu.ics").write_bytes(whole)
    office.done("export", "--out", "out", "--now", NOW)
    assert not half.exists() and others.exists() and not (out / "don-vi-cu.ics").exists()
    assert (out / "ca-co-quan.ics").read_bytes() == whole


def test_an_export_writes_over_nothing_that_somebody_else_put_there(office: OfficeFolder) -> None:
    theirs = (
        office.write("out/index.html", "<p>trang của cơ quan</p>"),
        office.write("out/ca-co-quan.ics", "của người khác"),
    )
    refused = office.call("export", "--out", "out")
    assert refused.status == 1 and "ca-co-quan.ics, index.html không phải do Nhắc Việc ghi" in refused.err
    assert [path.name for path in sorted((office.folder / "out").iterdir())] == ["ca-co-quan.ics", "index.html"]
    assert [path.read_text(encoding="utf-8") for path in theirs] == ["<p>trang của cơ quan</p>", "của người khác"]
    for path in theirs:
        path.unlink()
    office.done("export", "--out", "out")
    assert theirs[1].read_bytes().startswith(b"BEGIN:VCALENDAR")


def test_two_offices_do_not_share_a_folder(office: OfficeFolder, tmp_path: Path) -> None:
    office.done("export", "--out", tmp_path / "out")
    kept = (tmp_path / "out" / "ca-co-quan.ics").read_bytes()
    other = small_office(tmp_path / "other", LINES)
    other.edit("config.toml", 'id = "so-mau"', 'id = "so-khac"')
    other.done("apply", "--now", JANUARY)
    refused = other.call("export", "--out", tmp_path / "out")
    assert refused.status == 1 and "của cơ quan so-mau" in refused.err
    assert (tmp_path / "out" / "ca-co-quan.ics").read_bytes() == kept


def test_a_look_at_another_day_is_never_written_over_what_calendars_read(office: OfficeFolder) -> None:
    office.done("export", "--out", "out")
    kept = (office.folder / "out" / "ca-co-quan.ics").read_bytes()
    refused = office.call("export", "--out", "out", "--now", NOW)
    assert refused.status == 1 and "--now chỉ để xem thử" in refused.err
    assert (office.folder / "out" / "ca-co-quan.ics").read_bytes() == kept
    office.done("export", "--out", "look", "--now", "2024-05-16T08:00")
    office.done("export", "--out", "look", "--now", NOW)
    office.done("export", "--out", "look")  # and what was only looked at is no sign of an older store
