"""Plans of our own writing, of other subjects, shapes, numbers and column titles, against what a person reads in them."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from scheduler.documents import read_document
from scheduler.plans import read_plan, to_json

DATA = Path(__file__).parent / "data"
FILES = sorted(path.name for path in DATA.iterdir() if path.suffix != ".json")


def _truth(name: str) -> dict[str, Any]:
    return json.loads((DATA / f"{name}.json").read_text(encoding="utf-8"))


def _read(name: str) -> dict[str, Any]:
    return to_json(read_plan(read_document(DATA / name)))


TASKS = [(name, at, task["no"]) for name in FILES for at, task in enumerate(_truth(name)["tasks"])]


@pytest.mark.parametrize("name", FILES)
def test_there_are_just_these_tasks(name: str) -> None:
    assert [t["no"] for t in _read(name)["tasks"]] == [t["no"] for t in _truth(name)["tasks"]]


@pytest.mark.parametrize(("name", "at"), [c[:2] for c in TASKS], ids=[f"{c[0]}:{c[2]}" for c in TASKS])
def test_task(name: str, at: int, same: Callable[[object, object], bool]) -> None:
    found, task = _read(name)["tasks"][at], _truth(name)["tasks"][at]
    fields = ("section", "title", "lead", "coordinating", "directing", "timing", "frequency", "duration", "stream")
    assert {f: found[f] for f in fields if not same(found[f], task.get(f))} == {}


@pytest.mark.parametrize("name", FILES)
def test_header(name: str) -> None:
    assert _read(name)["plan"] == _truth(name)["plan"]


@pytest.mark.parametrize("name", FILES)
def test_reporting_duties(name: str) -> None:
    fields = ("who", "to", "via", "timing")
    found = [{f: duty[f] for f in fields if duty[f]} for duty in _read(name)["reporting"]]
    assert found == _truth(name)["reporting"]


@pytest.mark.parametrize("name", FILES)
def test_findings_stand_at_their_lines(name: str) -> None:
    assert [{"code": d["code"], "line": d["line"]} for d in _read(name)["diagnostics"]] == _truth(name)["diagnostics"]
