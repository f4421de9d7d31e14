"""The sample plans that the default configuration uses: each of its shape, without year, with work at every time of the year."""

from pathlib import Path

import pytest

from scheduler.documents import read_document
from scheduler.model import Plan
from scheduler.plans import read_plan

SAMPLES = {"cai-cach-hanh-chinh.md": 12, "chuyen-doi-so.txt": 12, "kiem-soat-thu-tuc.txt": 11}


def _plan(root: Path, name: str) -> Plan:
    return read_plan(read_document(root / "plans" / name))


@pytest.mark.parametrize("name", SAMPLES)
def test_each_task_says_who_and_when(root: Path, name: str) -> None:
    plan = _plan(root, name)
    assert len(plan.tasks) == SAMPLES[name]
    assert [d.code for d in plan.diagnostics] == ["plan-without-year"]
    assert (plan.header.number, plan.header.issued, plan.header.year) == (None, None, None)


@pytest.mark.parametrize("name", SAMPLES)
def test_something_is_due_in_every_month(root: Path, name: str) -> None:
    rhythms = [t.frequency or t.timing or "" for t in _plan(root, name).tasks]
    assert any("/tuần" in r for r in rhythms)
    assert any(
        "trước ngày 20 hằng tháng" in r.casefold() or "trước ngày 25 hằng tháng" in r.casefold() for r in rhythms
    )
