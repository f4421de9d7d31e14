"""Which task a change is about: never one of another name; and a rhythm that takes the place of a rhythm."""

from datetime import date

import pytest

from scheduler.model import Change, ChangeKind, Plan, PlanHeader, Task
from scheduler.planning.amending import Amendment, versions
from scheduler.settings import PlanSource

BASE = Plan(
    PlanHeader(), (Task("4", "Phát bản tin", timing="Hằng tháng"), Task("5", "Kiểm tra xã Mẫu Bình", timing="Tháng 9"))
)


def amended(change: Change) -> tuple[list[Task], list[str]]:
    amendment = Amendment(PlanSource("dc", "dc.md"), Plan(PlanHeader(), (), changes=(change,)), date(2026, 6, 1))
    found, asked = versions(BASE, [amendment], ())
    return list(found[-1].plan.tasks), [d.code for d in asked]


@pytest.mark.parametrize("kind", [ChangeKind.RESTATE, ChangeKind.REPLACE, ChangeKind.CLOSE])
@pytest.mark.parametrize("no", ["5", None])
def test_work_of_another_name_is_asked(kind: ChangeKind, no: str | None) -> None:
    title = "Kiểm tra xã Mẫu Hòa"
    tasks, asked = amended(Change(kind, title, no, title, Task("5", title)))
    assert (tasks, asked) == (list(BASE.tasks), ["amendment-unsure"])


def test_what_is_added_and_stands_there_already_is_asked() -> None:
    task = Task("6", "Phát bản tin", timing="Tháng 3")
    assert amended(Change(ChangeKind.ADD, "Phát bản tin", None, None, task))[1] == ["amendment-unsure"]


def test_a_rhythm_takes_the_place_of_a_rhythm() -> None:
    tasks, _ = amended(Change(ChangeKind.REPLACE, "", "4", None, Task("", "", frequency="hằng quý")))
    assert (tasks[0].timing, tasks[0].frequency) == ("hằng quý", None)


def test_a_rhythm_beside_a_window_leaves_the_window() -> None:
    tasks, _ = amended(Change(ChangeKind.REPLACE, "", "5", None, Task("", "", frequency="hằng tuần")))
    assert (tasks[1].timing, tasks[1].frequency) == ("Tháng 9", "hằng tuần")
