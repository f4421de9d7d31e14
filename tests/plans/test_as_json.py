"""What `read --json` prints, and that each finding has a sentence."""

import re
from pathlib import Path

import pytest

from scheduler.diagnostics import values
from scheduler.documents import parse_document
from scheduler.plans import read_plan, to_json
from scheduler.words import say

SOURCES = ("scheduler/documents", "scheduler/plans")


def test_shape() -> None:
    text = "KẾ HOẠCH\nTruyền thông năm 2026\n\nI. NHIỆM VỤ\n1. Viết tin\n- Chủ trì: Sở A\n"
    found = to_json(read_plan(parse_document(text.encode(), "a.txt")))
    assert set(found) == {"plan", "tasks", "reporting", "diagnostics"}
    assert found["diagnostics"] == [
        {
            "code": "task-without-timing",
            "severity": "question",
            "message": "Mục I.1 “Viết tin” không ghi thời gian thực hiện. Bổ sung vào kế hoạch hoặc ghi `due` trong cấu hình.",
            "file": "a.txt",
            "line": 5,
            **dict.fromkeys(("page", "sheet", "table", "row", "paragraph")),
        }
    ]


def _codes(root: Path) -> set[str]:
    text = "\n".join(path.read_text(encoding="utf-8") for folder in SOURCES for path in (root / folder).glob("*.py"))
    return set(re.findall(r'"((?:file|document|plan|task|table|row|column|lead)-[a-z0-9-]+)"', text))


def test_each_code_has_a_sentence(root: Path) -> None:
    facts = values(
        lead="Phòng A",
        suffix=".x",
        known=".txt",
        mark="MẬT",
        cells=3,
        count=1,
        columns=2,
        no="1",
        own="1*",
        title="Việc",
        first=1,
        at="dòng 3",
        other="2",
        most=10000,
        page=1,
        text="Tên",
        next="2",
        year=2026,
        why="ngày ban hành",
        against="tên kế hoạch",
    )
    found = _codes(root)
    assert len(found) > 10
    for code in found:
        assert say("plans", "diagnostic", code, facts)


@pytest.mark.parametrize("severe", ["file-empty"])
def test_a_file_that_cannot_be_read_is_only_that(severe: str) -> None:
    found = to_json(read_plan(parse_document(b"", "a.txt")))
    assert found["tasks"] == []
    assert [d["code"] for d in found["diagnostics"]] == [severe]  # type: ignore[index, union-attr, call-overload]
