"""Another policy, unit or day of reports: what lies behind stays in calendars as it was told, what is ahead changes."""

from dataclasses import replace

import pytest

from scheduler.actions.apply import apply, preview, refresh
from scheduler.actions.snapshot import Snapshot
from scheduler.book import State
from scheduler.schedule import Published
from tests.support.in_memory import FOLDER, InMemory, in_memory, moment
from tests.support.small import BULLETIN, CONTEST, PLAN, TALKS, UPKEEP, Line, plan_text

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
