"""Work that is split or put together: its past stays with the old work, what was done of a period is done of its parts."""

import pytest

from scheduler.actions.apply import preview
from scheduler.planning.task_changes import What
from scheduler.schedule import Act
from scheduler.store.memory import MemoryRepository
from tests.support.in_memory import FOLDER, moment
from tests.support.small import CONFIG, CONTEST, PLAN, Line, plan_text
from tests.support.year import Office

FIRST, MARCH, MAY = "2024-01-02T08:00", "2024-03-20T08:00", "2024-05-06T08:00"
MONTHLY = "Trước ngày 25 hằng tháng"
WHOLE = Line("2", "Phát hành bản tin giấy và bản tin điện tử nội bộ", "Sở Hai", "", MONTHLY)
PAPER, ONLINE = (
    Line("2", "Phát hành bản tin giấy nội bộ", "Sở Hai", "", MONTHLY),
    Line("3", "Phát hành bản tin điện tử nội bộ", "Sở Hai", "", MONTHLY),
)


def was(no: str, before: str) -> str:
    return f'\n[[tasks]]\nplan = "kh"\nno = "{no}"\nwas = "{before}"\n'


SPLIT, TOGETHER = was("2", "2") + was("3", "2"), was("2", "2 + 3")


def started(*lines: Line) -> Office:
    made = Office(MemoryRepository("so-mau"), FIRST)
    made.apply(FIRST, CONTEST, *lines)
    return made


@pytest.mark.parametrize("asked_first", [True, False], ids=["answered later", "answered at once"])
def test_parts_of_split_work_are_done_where_it_was_and_its_past_stays(asked_first: bool) -> None:
    office = started(WHOLE)
    office.done("2024-02-20T08:00", "kh.2-2024-02-so-2@so-mau")
    office.done(MARCH, "kh.2-2024-03-so-2@so-mau")
    if asked_first:
        office.apply("2024-03-20T09:00", CONTEST, PAPER, ONLINE)
    office.apply("2024-03-20T10:00", CONTEST, PAPER, ONLINE, more=SPLIT)
    shown = office.events()
    assert shown["kh.2-2024-02@so-mau"]["SUMMARY"] == "✓ Kỳ 2/12: Phát hành bản tin giấy và bản tin điện tử nội bộ"
    (paper,) = {uid.rsplit("-2024", 1)[0] for uid, e in shown.items() if "bản tin giấy nội bộ" in e["SUMMARY"]}
    assert paper != "kh.2"
    march, april = (
        [e for uid, e in shown.items() if f"-2024-{m}@" in uid and "kh.2-" not in uid] for m in ("03", "04")
    )
    assert [str(e["SUMMARY"])[0] for e in march] == ["✓", "✓"]
    assert len(april) == 2 and not any("✓" in e["SUMMARY"] for e in april)
    if not asked_first:
        why = "tách, gộp thành mục 2 “Phát hành bản tin giấy nội bộ”; mục 3 “Phát hành bản tin điện tử nội bộ”"
        assert why in shown["kh.2-2024-04@so-mau"]["DESCRIPTION"]


def test_what_is_taken_back_of_a_part_is_not_done_again_by_the_next_apply() -> None:
    office = started(WHOLE)
    office.done(MARCH, "kh.2-2024-03-so-2@so-mau")
    office.apply("2024-03-20T10:00", CONTEST, PAPER, ONLINE, more=SPLIT)
    (uid,) = (u for u in office.events("don-vi-so-2") if u.startswith("kh.3-2024-03"))
    office.done("2024-03-21T08:00", uid, Act.REOPENED)
    office.apply("2024-03-22T08:00", CONTEST, PAPER, ONLINE, more=SPLIT + "\n")
    assert "✓" not in office.events("don-vi-so-2")[uid]["SUMMARY"]


@pytest.mark.parametrize(("done", "mark"), [(("2", "3"), True), (("2",), False)], ids=["all done", "one done"])
def test_work_put_together_is_done_where_all_of_it_was(done: tuple[str, ...], mark: bool) -> None:
    office = started(PAPER, ONLINE)
    for no in done:
        office.done(MARCH, f"kh.{no}-2024-03-so-2@so-mau")
    office.apply("2024-03-20T10:00", CONTEST, WHOLE, more=TOGETHER)
    (march,) = (e for uid, e in office.events().items() if "-2024-03@" in uid and "giấy và bản tin" in e["SUMMARY"])
    assert ("✓" in march["SUMMARY"]) is mark


def test_the_list_says_what_became_of_it_instead_of_added_and_gone() -> None:
    office = started(WHOLE)
    files = {PLAN: plan_text((CONTEST, PAPER, ONLINE)).encode()}
    found = preview(office.repository, CONFIG.format(port=8640) + SPLIT, files, FOLDER, moment(MAY))
    assert [change.what for change in found.tasks] == [What.SPLIT]
    assert not [d for d in found.derived.diagnostics if d.code.startswith(("task-maybe", "decision-slid"))]
    office.apply(MAY, CONTEST, PAPER, ONLINE, more=SPLIT)
    again = preview(office.repository, CONFIG.format(port=8640) + SPLIT, files, FOLDER, moment(MAY))
    assert not [d for d in again.derived.diagnostics if d.code.startswith(("task-maybe", "decision-slid"))]
