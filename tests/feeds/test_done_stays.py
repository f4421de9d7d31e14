"""Work reported done ahead of its day stays done when files or config leave it out; what was done in part is off, and told."""

import pytest

from scheduler.actions.apply import refresh
from scheduler.schedule import Act, Progress
from scheduler.store.memory import MemoryRepository
from tests.support.in_memory import FOLDER, moment
from tests.support.small import CONTEST, INSPECTION, TALKS, UPKEEP, Line
from tests.support.year import Office

FIRST, DONE, NOW = "2024-01-02T08:00", "2024-02-05T08:00", "2024-02-12T08:00"
AMENDS = '\n[[plans]]\nid = "dc"\nfile = "plans/dc.txt"\namends = "kh"\nissued = 2024-02-10\n'
NEWS = Line("2", "Viết tin cho trang thông tin", "Sở Hai", "", "05 tin, bài/tháng")
GUIDE = Line("7", "Hướng dẫn tra cứu văn bản", "Sở Ba", "", "Thường xuyên trong năm 2024")
LINES = (CONTEST, NEWS, TALKS, UPKEEP, GUIDE)
LET_GO = '\n[[tasks]]\nplan = "kh"\nno = "1"\nfollowed = false\n'
WAYS: dict[str, tuple[tuple[Line, ...], str, str]] = {
    "the new version leaves it out": (LINES[1:], "", ""),
    "an amendment repeals it": (LINES, AMENDS, "1. Bãi bỏ mục 1."),
    "config follows it no more": (LINES, LET_GO, ""),
    "the plan puts other work in its place": ((INSPECTION, *LINES[1:]), "", ""),
}


@pytest.fixture
def office() -> Office:
    made = Office(MemoryRepository("so-mau"), FIRST)
    made.apply(FIRST, *LINES)
    return made


@pytest.mark.parametrize("way", WAYS)
def test_what_was_done_stays_done_and_its_revision_stays(way: str, office: Office) -> None:
    office.done(DONE, "kh.1-1-so-1@so-mau")
    known = {slug: office.events(slug)[uid] for slug, uid in SEEN.items()}
    lines, more, amendment = WAYS[way]
    changes = office.apply(NOW, *lines, more=more, amendment=amendment)
    assert not any("kh.1" in task for gone in changes.removed for task in gone.tasks)
    for day in (NOW, "2024-02-13T08:00", "2024-06-20T08:00"):
        refresh(office.repository, FOLDER, moment(day))
        office.now = day
        for slug, before in known.items():
            event = office.events(slug)[str(before["UID"])]
            assert event["SUMMARY"] == "✓ Tổ chức hội thi tìm hiểu pháp luật"
            assert (event["SEQUENCE"], event["DESCRIPTION"]) == (before["SEQUENCE"], before["DESCRIPTION"])


SEEN = {
    "ca-co-quan": "kh.1-1@so-mau",
    "don-vi-so-1": "kh.1-1-so-1@so-mau",
    "nguoi-nv-1": "kh.1-1-so-1@so-mau",
    "don-vi-so-2": "kh.1-1@so-mau",
}


def test_what_is_taken_back_afterwards_is_called_off_by_the_next_day(office: Office) -> None:
    office.done(DONE, "kh.1-1-so-1@so-mau")
    office.apply(NOW, *LINES[1:])
    office.done("2024-02-12T09:00", "kh.1-1-so-1@so-mau", Act.REOPENED)
    refresh(office.repository, FOLDER, moment("2024-02-13T00:05"))
    office.now = "2024-02-13T08:00"
    assert office.events()["kh.1-1@so-mau"]["SUMMARY"].startswith("[ĐÃ HUỶ]")


def test_pieces_that_were_made_are_said_of_what_is_called_off(office: Office) -> None:
    uid = "kh.2-2024-02-so-2@so-mau"
    office.repository.report(Progress(uid, Act.COUNT, "nv-2", moment(DONE), "test", count=2))
    office.apply(NOW, CONTEST, TALKS, UPKEEP, GUIDE)
    gone = office.events("don-vi-so-2")[uid]
    assert gone["SUMMARY"].startswith("[ĐÃ HUỶ]")
    assert "Đã làm 2/5 tin, bài" in gone["DESCRIPTION"]


def test_the_unit_that_did_its_part_keeps_it_and_the_whole_says_so(office: Office) -> None:
    office.done(DONE, "kh.3-1-so-1@so-mau")
    office.apply(NOW, CONTEST, NEWS, UPKEEP, GUIDE)
    whole, open_ = office.events()["kh.3-1@so-mau"], office.events("don-vi-so-2")["kh.3-1-so-2@so-mau"]
    assert {str(e["SUMMARY"])[:8] for e in (whole, open_)} == {"[ĐÃ HUỶ]"}
    assert "Đã báo xong: Sở Một" in whole["DESCRIPTION"].splitlines()
    assert office.events("don-vi-so-1")["kh.3-1-so-1@so-mau"]["SUMMARY"].startswith("✓")


def test_a_task_of_a_check_in_stays_with_its_tick_in_its_period(office: Office) -> None:
    first, mine = "kh.check-in-2024-Q1@so-mau", "kh.check-in-2024-Q1-so-3@so-mau"
    office.repository.report(Progress(mine, Act.DONE, "dau-moi", moment(DONE), "test", task="kh.7"))
    office.done(DONE, "kh.check-in-2024-Q1-so-1@so-mau")
    before = office.events()[first]
    office.apply(NOW, CONTEST, NEWS, TALKS, UPKEEP)
    shown = office.events()
    assert shown[first]["SUMMARY"] == before["SUMMARY"] and "2/3 đơn vị" in before["SUMMARY"]
    assert "Hướng dẫn tra cứu văn bản" in shown[first]["DESCRIPTION"]
    assert office.events("don-vi-so-3")[mine]["SUMMARY"].startswith("✓")
    later = [e for uid, e in shown.items() if uid.startswith("kh.check-in-2024-Q2")]
    assert later and "Hướng dẫn" not in later[0]["DESCRIPTION"]
