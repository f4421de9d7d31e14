"""Plans of our own in shapes that were new when first read: grids, mixed columns, annexes, prose, habits of other offices."""

import importlib.util
import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from scheduler.documents import parse_document
from scheduler.model import Plan
from scheduler.plans import read_plan

FOLDERS = [Path(__file__).parent / name for name in ("unseen", "fresh", "offices", "outlines")]
FOLDER_OF = {path.name.removesuffix(".json"): folder for folder in FOLDERS for path in folder.glob("*.json")}
NAMES = sorted(FOLDER_OF)


@cache
def _made(folder: Path) -> dict[str, Callable[[], bytes]]:
    spec = importlib.util.spec_from_file_location(f"{folder.name}_make", folder / "make.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    files: dict[str, Callable[[], bytes]] = module.FILES
    return files


@cache
def plan(name: str) -> Plan:
    made = _made(FOLDER_OF[name]) if (FOLDER_OF[name] / "make.py").exists() else {}
    body = made[name]() if name in made else (FOLDER_OF[name] / name).read_bytes()
    return read_plan(parse_document(body, name))


def truth(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((FOLDER_OF[name] / f"{name}.json").read_text(encoding="utf-8"))
    return found


TITLED = [name for name in NAMES if truth(name).get("title")]
TASKS = [(name, at, task[0]) for name in NAMES for at, task in enumerate(truth(name)["tasks"])]


@pytest.mark.parametrize("name", NAMES)
def test_there_are_just_these_tasks(name: str) -> None:
    assert [t.no for t in plan(name).tasks] == [t[0] for t in truth(name)["tasks"]]


@pytest.mark.parametrize(("name", "at"), [c[:2] for c in TASKS], ids=[f"{c[0]}:{c[2]}" for c in TASKS])
def test_task(name: str, at: int, same: Callable[[object, object], bool]) -> None:
    found, (_, *told) = plan(name).tasks[at], truth(name)["tasks"][at]
    read = (found.title, found.lead, found.coordinating, found.timing, found.frequency)
    assert [(r, t) for r, t in zip(read, told, strict=True) if not same(r, t)] == []


@pytest.mark.parametrize("name", TITLED)
def test_title(name: str, same: Callable[[object, object], bool]) -> None:
    assert same(plan(name).header.title, truth(name)["title"])


@pytest.mark.parametrize("name", [name for name in NAMES if "reporting" in truth(name)])
def test_reporting_duties(name: str, same: Callable[[object, object], bool]) -> None:
    told = truth(name)["reporting"]
    read = [(d.who, d.to, d.timing) for d in plan(name).reporting]
    assert len(read) == len(told)
    assert [at for at, (r, t) in enumerate(zip(read, told, strict=True)) if not all(map(same, r, t))] == []


@pytest.mark.parametrize("name", ["pbgdpl-luoi-quy.md", "luoi-thang.docx"])
def test_a_time_made_of_marks_is_said_to_be_so(name: str) -> None:
    told = [dict(d.values)["no"] for d in plan(name).diagnostics if d.code == "timing-of-grid"]
    assert told == [t.no for t in plan(name).tasks]
    assert all(task.of_grid for task in plan(name).tasks)


GRIDS = {
    "abbreviated months, a day and a count in cells": (
        "| TT | Nội dung | Phụ trách | T1 | T2 | T3 |\n|---|---|---|---|---|---|\n"
        "| 1 | Kiểm tra chợ | Trạm Y tế | x | | 15/3 |\n| 2 | Kiểm tra trường | Trạm Y tế | | 2 đợt | |\n",
        ["Tháng 1, 15/3", "Tháng 2"],
        ["grid-cell-unread"],
    ),
    "numbers that are no grid": (
        "| TT | Nội dung | Chủ trì | Thời gian |\n|---|---|---|---|\n| (1) | (2) | (3) | (4) |\n"
        "| 1 | Kiểm tra chợ | Trạm Y tế | Quý I |\n",
        ["Quý I"],
        [],
    ),
}


@pytest.mark.parametrize("case", GRIDS)
def test_grids(case: str) -> None:
    rows, timings, codes = GRIDS[case]
    found = read_plan(parse_document(f"# KẾ HOẠCH\nKiểm tra năm 2026\n\n{rows}".encode(), "kh.md"))
    assert [t.timing for t in found.tasks] == timings
    assert [d.code for d in found.diagnostics if d.code == "grid-cell-unread"] == codes
