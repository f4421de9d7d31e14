"""Amendments as offices issue them (decision, letter, notice, annex): what each changes is made or asked, nothing else moves."""

import json
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from scheduler.documents import parse_document
from scheduler.model import Plan, Task
from scheduler.planning.amending import versions
from scheduler.planning.amendment import Amendment
from scheduler.planning.task_dates import phrase_of
from scheduler.plans import read_plan
from scheduler.policy import TaskRule
from scheduler.settings import PlanSource
from scheduler.text import folded

FOLDER = Path(__file__).parent / "amending_documents"
TRUTH = json.loads((FOLDER / "truth.json").read_text(encoding="utf-8"))


@cache
def base(name: str) -> Plan:
    return read_plan(parse_document((FOLDER / name).read_bytes(), name))


BASE = base("goc.md")


def amended(name: str, *rules: TaskRule) -> tuple[dict[str, Task], list[str]]:
    plan = read_plan(parse_document((FOLDER / f"{name}.txt").read_bytes(), f"{name}.txt"))
    amendment = Amendment(PlanSource("dc", "dc.txt", amends="kh"), plan, date(2026, 3, 1))
    found, asked = versions(of(name), [amendment], rules)
    said = [" ".join(str(value) for _, value in one.values) for one in asked]
    return {task.no: task for task in found[-1].plan.tasks}, said


def of(name: str) -> Plan:
    """The plan that a document amends."""
    return base(TRUTH[name].get("base", "goc.md"))


def shown(task: Task) -> dict[str, object]:
    units = {"lead": task.lead, "coordinating": task.coordinating}
    when = folded(phrase_of(task)).removeprefix("trong ").removeprefix("đến ").removeprefix("hết ")
    return {"title": folded(task.title), "timing": when, **{k: [folded(u) for u in v] for k, v in units.items()}}


def meant(told: dict[str, object]) -> dict[str, object]:
    return {k: [folded(u) for u in v] if isinstance(v, list) else _bare(str(v)) for k, v in told.items()}


def _bare(text: str) -> str:
    return folded(text).removeprefix("trong ").removeprefix("đến ").removeprefix("hết ")


@pytest.mark.parametrize("name", TRUTH)
def test_what_it_changes_is_made_or_asked_and_nothing_else(name: str) -> None:
    truth, (tasks, asked) = TRUTH[name], amended(name)
    before = {task.no: shown(task) for task in of(name).tasks}
    changed = {no: None if told is None else meant(told) for no, told in truth["changed"].items()}
    expected = {no: was | (changed.get(no) or {}) for no, was in before.items() if changed.get(no, {}) is not None}
    assert {no: shown(task) for no, task in tasks.items() if no in before} == expected
    added = {folded(task.title): shown(task) for no, task in tasks.items() if no not in before}
    assert sorted(added) == sorted(folded(one["title"]) for one in truth["added"])
    assert all(added[folded(one["title"])].items() >= meant(one).items() for one in truth["added"])
    assert all(any(no in said for said in asked) for no in truth["asked"])
    assert bool(asked) == bool(truth["asked"])


LEFT_OUT = [
    TaskRule("kh", "II.2", followed=False),
    TaskRule("kh", "II.2", reviewed=True),
]


@pytest.mark.parametrize("rule", LEFT_OUT, ids=["off", "kept"])
def test_what_a_new_annex_leaves_out_is_answered_in_one_line(rule: TaskRule) -> None:
    assert amended("04-phu-luc-thay-the", rule)[1] == []


def test_whom_an_item_never_named_cannot_be_taken_out_of_it() -> None:
    text = (FOLDER / "03-don-vi.txt").read_text(encoding="utf-8").replace("Bỏ Công an xã khỏi", "Bỏ Phòng Kinh tế khỏi")
    plan = read_plan(parse_document(text.encode(), "dc.txt"))
    found, asked = versions(BASE, [Amendment(PlanSource("dc", "dc.txt", amends="kh"), plan, date(2026, 3, 1))], ())
    assert next(t.coordinating for t in found[-1].plan.tasks if t.no == "III.1") == ("Công an xã",)
    assert [one.code for one in asked] == ["amendment-by-hand"]
