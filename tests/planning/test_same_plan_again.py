"""The same plan in a new wording: what offices do to it keeps the keys, and the list of changes says what became of it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from unicodedata import normalize

import pytest

from scheduler.documents import parse_document
from scheduler.model import Task
from scheduler.planning.task_changes import What, task_changes
from scheduler.planning.task_keys import identified
from scheduler.plans import read_plan

THEN, NOW = datetime(2026, 1, 5, tzinfo=UTC), datetime(2026, 3, 2, tzinfo=UTC)
TEXT = """SỞ MẪU

KẾ HOẠCH
Công tác pháp chế năm 2026

| STT | Nội dung | Đơn vị chủ trì | Thời gian |
|---|---|---|---|
| I | TUYÊN TRUYỀN | | |
| 1 | Phát hành bản tin nội bộ | Văn phòng | Hằng tháng |
| 2 | Tổ chức hội thi tìm hiểu pháp luật | Phòng Tư pháp | Tháng 6/2026 |
| II | KIỂM TRA | | |
| 1 | Kiểm tra công tác hòa giải ở cơ sở | Thanh tra | Quý III/2026 |
| 2 | Rà soát văn bản quy phạm pháp luật | Phòng Tư pháp | Quý IV/2026 |
"""
CONTEST, UPKEEP = "| 2 | Tổ chức hội thi tìm hiểu pháp luật |", "| 1 | Kiểm tra công tác hòa giải ở cơ sở |"


def tasks_of(text: str, name: str = "kh.md") -> tuple[Task, ...]:
    return read_plan(parse_document(text.encode(), name)).tasks


def swapped(text: str) -> str:
    one, other = (next(line for line in text.splitlines() if line.startswith(f"| {n} |")) for n in (1, 2))
    return (
        text.replace(one, "@").replace(other, one.replace("| 1 |", "| 2 |", 1)).replace("@", other.replace("2", "1", 1))
    )


def moved(text: str) -> str:
    """The inspection stands in an annex of its own, and the number of its section goes up."""
    line = next(line for line in text.splitlines() if line.startswith(UPKEEP))
    table = "\n".join(text.splitlines()[5:7])
    return (
        text.replace(line + "\n", "").replace("| 2 | Rà soát", "| 1 | Rà soát") + f"\nPHỤ LỤC II\n\n{table}\n{line}\n"
    )


CASES: dict[str, tuple[Callable[[str], str], list[What]]] = {
    "nothing changed": (lambda t: t, []),
    "the line of the year": (lambda t: t.replace("Công tác pháp chế năm 2026", "Công tác pháp chế năm 2026 (sửa đổi)"), []),
    "the number of the plan": (lambda t: "Số: 9/KH-SM\n\n" + t, []),
    "decomposed letters": (lambda t: normalize("NFD", t), []),
    "spaces and capitals": (lambda t: t.replace("Tổ chức hội thi tìm", "TỔ CHỨC  hội thi  tìm"), []),
    "a comma": (lambda t: t.replace("Rà soát văn bản", "Rà soát, văn bản"), [What.RETITLED]),
    "sections renumbered": (
        lambda t: t.replace("| II | KIỂM", "| III | KIỂM").replace("| I | TUYÊN", "| II | TUYÊN"), [What.RENUMBERED] * 4,
    ),
    "two swap their numbers": (swapped, [What.RENUMBERED] * 2),
    "another time": (lambda t: t.replace("Tháng 6/2026", "Tháng 8/2026"), [What.RETIMED]),
    "another unit": (lambda t: t.replace("| Thanh tra |", "| Văn phòng |"), [What.HANDED_ON]),
    "moved to an annex": (moved, [What.RENUMBERED] * 2),
    "one put in front": (
        lambda t: t.replace("| 2 | Tổ", "| 3 | Tổ").replace("| 1 | Phát", "| 2 | Phát").replace(
            "TUYÊN TRUYỀN | | |\n", "TUYÊN TRUYỀN | | |\n| 1 | Ban hành quy chế | Văn phòng | Quý I/2026 |\n"),
        [What.ADDED, What.RENUMBERED, What.RENUMBERED],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_work_keeps_its_key_and_what_changed_is_listed(case: str) -> None:
    change, listed = CASES[case]
    before, after = tasks_of(TEXT), tasks_of(change(TEXT))
    stored = identified("kh", before, (), THEN).keys
    found = identified("kh", after, stored, NOW)
    assert not (found.unsure or found.groups)
    assert {k.key for k in stored} <= {k.key for k in found.keys}
    told = task_changes(dict(zip(stored, before, strict=True)), dict(zip(found.keys, after, strict=True)))
    assert [one.what for one in told] == listed


def test_the_same_file_under_another_name_is_the_same_plan() -> None:
    stored = identified("kh", tasks_of(TEXT), (), THEN).keys
    again = tasks_of(TEXT, "ke-hoach-2026-ban-cuoi.md")
    assert identified("kh", again, stored, NOW).keys == stored


def test_the_plan_of_the_next_year_takes_nothing_over_under_an_id_of_its_own() -> None:
    stored = identified("kh", tasks_of(TEXT), (), THEN).keys
    found = identified("kh-2027", tuple(replace(t) for t in tasks_of(TEXT.replace("2026", "2027"))), stored, NOW)
    assert not {k.key for k in found.keys} & {k.key for k in stored}
    assert not (found.unsure or found.groups)
