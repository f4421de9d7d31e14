"""Another policy, unit or day of reports: what lies behind stays in calendars as it was told, what is ahead changes."""

from dataclasses import replace
from pathlib import Path

import pytest

from scheduler.actions.apply import apply, preview, refresh
from scheduler.actions.snapshot import Snapshot, snapshot
from scheduler.book import State
from scheduler.schedule import Published
from scheduler.store.memory import MemoryRepository
from tests.support.in_memory import FOLDER, InMemory, in_memory, moment
from tests.support.small import BULLETIN, CONTEST, PLAN, TALKS, UPKEEP, Line, plan_text, replan, small_office
from tests.support.year import Office

REPORT = Line("8", "Báo cáo kết quả thực hiện", "Sở Một", "", "Hằng tháng")
LINES = (CONTEST, BULLETIN, UPKEEP, REPORT)
NOW = moment("2024-06-12T08:00")
CHANGES = {
    "other reports": "\n[reports]\ndue_day = 18\nclosing_day = 10\n",
    "monthly check-ins": '\n[policy]\ncheck_in = "month"\n',
}


def changed(office: InMemory, more: str, lines: tuple[Line, ...]) -> Snapshot:
    refresh(office.repository, FOLDER, NOW)
    files = {PLAN: plan_text(lines).encode()}
    apply(office.repository, preview(office.repository, office.text + more, files, FOLDER, NOW), FOLDER, NOW)
    return office.at(NOW)


def behind(office: Snapshot) -> dict[str, Published]:
    """What calendars know of the events that are over."""
    there = (office.published[o.uid] for o in office.occurrences if o.end <= NOW.date())
    return {told.uid: told for told in there}


@pytest.mark.parametrize("name", CHANGES)
def test_another_policy_leaves_what_lies_behind(name: str) -> None:
    office = in_memory(LINES)
    refresh(office.repository, FOLDER, NOW)
    before, after = behind(office.at(NOW)), changed(office, CHANGES[name], LINES)
    assert len(before) > 10
    assert behind(after) == before
    ahead = [o for o in after.occurrences if o.uid not in before]
    assert any(after.published[o.uid].modified.date() == NOW.date() for o in ahead)


def test_another_unit_and_another_rhythm_leave_what_lies_behind() -> None:
    office = in_memory(LINES)
    refresh(office.repository, FOLDER, NOW)
    before = behind(office.at(NOW))
    other = (replace(CONTEST, lead="Sở Ba"), replace(BULLETIN, timing="01 số/quý"), UPKEEP, REPORT)
    assert behind(changed(office, "", other)) == before


def test_nobody_is_late_with_what_was_never_asked() -> None:
    office = in_memory([TALKS])
    late = changed(office, "", (TALKS, replace(CONTEST, no="9")))
    assert {late.state(o) for o in late.occurrences if o.end <= NOW.date()} == {State.HISTORY}


def test_a_new_deadline_ahead_of_what_is_late_still_moves_it() -> None:
    office = in_memory([CONTEST])
    moved = changed(office, "", (replace(CONTEST, timing="Trước ngày 25/6/2024"),))
    assert {(o.due.isoformat(), moved.state(o)) for o in moved.occurrences} == {("2024-06-24", State.PLANNED)}


def test_a_corrected_past_day_is_said_and_stays_as_it_was_told(tmp_path: Path) -> None:
    office = small_office(tmp_path, [CONTEST, BULLETIN])
    office.done("apply", "--now", "2024-01-02T08:00")
    replan(office, replace(CONTEST, timing="Trước ngày 20/5/2024"), BULLETIN)
    for verb in (("check",), ("apply", "--dry-run"), ("apply",)):
        said = office.done(*verb, "--now", "2024-06-12T08:00").out
        assert "1 ngày đã qua nay ghi khác" in said
        assert "= 14/5/2024  “Tổ chức hội thi tìm hiểu pháp luật”: nay ghi 19/5/2024" in said
    due = {r["due"] for r in office.rows("--all", "--now", "2024-06-12T08:00") if r["uid"] == "kh.1-1@so-mau"}
    assert due == {"2024-05-14"}


def test_a_corrected_day_ahead_is_no_news_of_the_past(tmp_path: Path) -> None:
    office = small_office(tmp_path, [CONTEST, BULLETIN])
    office.done("apply", "--now", "2024-01-02T08:00")
    replan(office, replace(CONTEST, timing="Trước ngày 20/5/2024"), BULLETIN)
    said = office.done("apply", "--now", "2024-02-01T08:00").out
    assert "đã qua" not in said and "→" in said


def test_what_came_due_while_nobody_followed_it_is_history_and_is_told() -> None:
    unfollowed = '\n[[tasks]]\nplan = "kh"\nno = "2"\nfollowed = false\n'
    office = Office(MemoryRepository("so-mau"), "2024-01-02T08:00")
    office.apply("2024-01-02T08:00", CONTEST, BULLETIN)
    office.apply("2024-03-12T08:00", CONTEST, BULLETIN, more=unfollowed)
    back = office.apply("2024-06-12T08:00", CONTEST, BULLETIN)
    assert [o.period_key for o in back.resumed] == ["2024-03", "2024-04", "2024-05"]
    seen = snapshot(office.repository, FOLDER, NOW)
    states = {o.period_key: seen.state(o) for o in seen.occurrences if o.tasks == ("kh.2",) and o.unit is None}
    gap = {period for period, state in states.items() if state is State.HISTORY}
    assert gap == {"2024-03", "2024-04", "2024-05"} and states["2024-02"] is State.OVERDUE
    refresh(office.repository, FOLDER, moment("2024-06-20T08:00"))
    later = snapshot(office.repository, FOLDER, moment("2024-06-20T08:00"))
    assert all(
        later.state(o) is State.HISTORY for o in later.occurrences if o.tasks == ("kh.2",) and o.period_key in gap
    )


def test_a_unit_that_config_has_no_more_keeps_its_name() -> None:
    office = Office(MemoryRepository("so-mau"), "2024-01-02T08:00")
    office.apply("2024-01-02T08:00", replace(CONTEST, coordinating="Văn phòng"))
    gone, alone = '[[units]]\nid = "van-phong"\nname = "Văn phòng"\n', replace(CONTEST, coordinating="")
    for now, lines in (("2024-02-01T08:00", (alone,)), ("2024-02-02T08:00", (alone, BULLETIN))):
        office.apply(now, *lines, replaced=(gone, ""))
    seen = snapshot(office.repository, FOLDER, moment("2024-02-02T08:00"))
    assert seen.book.directory.name("van-phong") == "Văn phòng"
    about = next(spec.about for spec in seen.feeds if spec.ref == "van-phong")
    assert about == "Nhiệm vụ do Văn phòng chủ trì hoặc phối hợp"
