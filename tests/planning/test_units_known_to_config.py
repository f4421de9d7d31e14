"""Units of config are known in the running text of plans: their names end there, and a plan read anew keeps its keys."""

from datetime import datetime
from pathlib import Path

import pytest

from calendars.zone import ZONE
from scheduler.config.names_alone import unit_names
from scheduler.config.reading import parse_config
from scheduler.derivation import Derived, derive
from scheduler.schedule import TaskKey

NOW = datetime(2026, 1, 5, 8, tzinfo=ZONE)
CONFIG = """
[office]
id = "xa"
name = "UBND xã Mẫu"
level = "commune"
[[plans]]
id = "kh"
file = "kh.md"
year = 2026
"""
UNIT = '[[units]]\nid = "ql"\nname = "Tổ Quản lý kho"\naliases = ["Đội Thủ kho lưu động"]\n'
PLAN = """KẾ HOẠCH
Kho tàng năm 2026
II. NHIỆM VỤ
1. Đội Thủ kho lưu động khoanh vùng bãi tập kết trước ngày 10/5/2026.
2. Tổ Quản lý kho vạch lối xe vào trước ngày 20/5/2026.
"""


def derived(units: str, known: tuple[TaskKey, ...] = ()) -> Derived:
    config = parse_config(CONFIG + units, Path(".")).config
    assert config is not None
    return derive(config, {"kh.md": PLAN.encode()}, known, NOW)


def leads(found: Derived) -> dict[str, tuple[str, ...]]:
    return {task.no: task.lead for task in found.plans["kh"].tasks}


def test_a_name_of_config_ends_before_any_verb_and_is_not_asked_about() -> None:
    found = derived(UNIT)
    assert leads(found) == {"II.1": ("Đội Thủ kho lưu động",), "II.2": ("Tổ Quản lý kho",)}
    assert {d.code for d in found.diagnostics}.isdisjoint({"unit-of-sentence", "task-without-lead"})


def test_a_plan_read_anew_with_more_names_is_read_otherwise_and_keeps_its_keys() -> None:
    before = derived("")
    after = derived(UNIT, before.keys)
    assert leads(before) != leads(after)
    assert {k.key for k in after.keys} == {k.key for k in before.keys}
    assert not after.given_up


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (UNIT, {"Tổ Quản lý kho", "Đội Thủ kho lưu động"}),
        ('[[units]]\nid = "x"\nname = 5\naliases = ["Phòng A", 3]\n', {"Phòng A"}),
        ("[[units]\n", set()),
        ("units = 3\n", set()),
    ],
)
def test_names_are_read_of_a_config_whatever_else_is_wrong_with_it(tmp_path: Path, text: str, names: set[str]) -> None:
    (tmp_path / "config.toml").write_text(text, encoding="utf-8")
    assert unit_names(tmp_path / "config.toml") == names
    assert unit_names(tmp_path / "none.toml") == frozenset()
