"""The review page and confidence in JSON: every row is there, beside what was understood or why it was passed over."""

import html
import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from scheduler.documents import parse_document
from scheduler.plans import read_plan
from scheduler.policy import TaskRule
from scheduler.review.confidence import Level, confidence
from scheduler.review.decided import Against, Decided
from scheduler.review.rows import Fate, shown
from scheduler.settings import PlanSource

ROOT = Path(__file__).parents[2]
PLANS = sorted((ROOT / "plans").glob("*.[tm][xd]*"))
PLANS = [p for p in PLANS if p.name != "README.md"]


def plain(text: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())


@pytest.mark.parametrize("path", PLANS, ids=lambda p: p.name)
def test_every_line_of_the_file_and_every_task_is_on_the_page(path: Path, tmp_path: Path) -> None:
    from scheduler.cli import main

    out = tmp_path / "out.html"
    assert main(["read", str(path), "--review", str(out), "--config", str(ROOT / "config.toml")]) == 0
    page = out.read_text(encoding="utf-8")
    said = plain(page)
    plan = read_plan(parse_document(path.read_bytes(), path.name))
    assert all(task.title in said and f"Mục {task.no}" in said for task in plan.tasks)
    for line in path.read_text(encoding="utf-8").splitlines():
        for cell in filter(str.strip, line.replace("|", "\t").split("\t")):
            bare = " ".join(re.sub(r"^#+ |[*_`]", "", cell.strip()).split())
            assert re.fullmatch(r"[-: ]*", bare) or bare in said, bare
    assert not re.search(r"<script|\bsrc=|https?://|@import|url\(", page)


def test_json_says_how_sure_and_where(capsys: pytest.CaptureFixture[str]) -> None:
    from scheduler.cli import main

    main(["read", str(PLANS[0]), "--json", "--config", str(ROOT / "config.toml")])
    told = json.loads(capsys.readouterr().out)
    assert {t["confidence"] for t in told["tasks"]} <= {level.value for level in Level}
    assert all(t["line"] and t["reasons"] and all(r["message"] for r in t["reasons"]) for t in told["tasks"])


TABLE = """KẾ HOẠCH
Thử năm 2026

| STT | Nội dung | Đơn vị chủ trì | Thời gian |
|---|---|---|---|
| 1 | Tập huấn | Phòng A | Quý II |
| 2 | Hội thi | Phòng A | lúc thuận tiện nhất |
| 3 | Tọa đàm | | đầu tháng 5 |
"""


def test_levels_are_made_of_facts() -> None:
    plan = read_plan(parse_document(TABLE.encode(), "kh.md"))
    found = [confidence(task, plan, Against(2026)) for task in plan.tasks]
    assert [c.level for c in found] == [Level.SURE, Level.LOOK, Level.OPEN]
    assert [g.code for g in found[1].grounds] == ["on-event", "of-table", "timing-read"]
    assert {g.code for g in found[2].grounds} >= {"without-lead", "timing-ambiguous"}


GROUPS = """KẾ HOẠCH
Thử năm 2026

I. NHIỆM VỤ
1. Công khai
a) Niêm yết danh mục.
- Chủ trì: Văn phòng.
- Thời gian: Quý I.
2. Hỗ trợ
a) Mở lớp tập huấn.
- Chủ trì: Phòng Tư pháp.
- Thời gian: Quý II.
"""


def test_the_next_group_stands_in_no_task_of_the_one_before() -> None:
    document = parse_document(GROUPS.encode(), "kh.txt")
    group = [Fate.SECTION, Fate.TASK, Fate.PART, Fate.PART]
    assert [r.fate for r in shown(document, read_plan(document))[3:]] == [*group, *group]


SECTIONS = """KẾ HOẠCH
Thử năm 2026

| STT | Nội dung | Đơn vị chủ trì | Thời gian |
|---|---|---|---|
| 1 | Tập huấn | Phòng A | Quý II |
| Nhóm hai | Nhóm hai | Nhóm hai | Nhóm hai |
| 2 | Hội thi | | tháng 5 |
| | | Phòng B | |
| B | Nhóm ba | | |
| 3 | Tọa đàm | Phòng B | tháng 6 |
"""


def test_names_of_groups_stand_between_tasks_and_not_inside_of_them() -> None:
    document = parse_document(SECTIONS.encode(), "kh.md")
    rows = shown(document, read_plan(document))[3:]
    assert [r.fate for r in rows] == [Fate.TASK, Fate.SECTION, Fate.TASK, Fate.PART, Fate.SECTION, Fate.TASK]


BY_UNIT = """KẾ HOẠCH
Thử năm 2026

| STT | Nội dung | Thời gian |
|---|---|---|
| I | PHÒNG NỘI VỤ | |
| 1 | Rà soát vị trí việc làm | Quý I |
"""
TASK = TaskRule("kh", "I.1")
SOURCE = PlanSource("kh", "kh.md")
DECISIONS = {
    "nothing": (Decided(SOURCE), Level.LOOK, "lead-of-section"),
    "the whole plan was compared": (Decided(replace(SOURCE, reviewed=True)), Level.SURE, "reviewed"),
    "the item was compared": (Decided(SOURCE, (replace(TASK, reviewed=True),)), Level.SURE, "reviewed"),
    "another item was compared": (Decided(SOURCE, (replace(TASK, no="2", reviewed=True),)), Level.LOOK, "of-table"),
    "units are given": (Decided(SOURCE, (replace(TASK, units=("nv",)),)), Level.SURE, "lead-decided"),
    "it is not followed": (Decided(SOURCE, (replace(TASK, followed=False),)), Level.SURE, "not-followed"),
}


@pytest.mark.parametrize("case", DECISIONS)
def test_what_config_has_decided_is_not_put_again(case: str) -> None:
    decided, level, code = DECISIONS[case]
    plan = read_plan(parse_document(BY_UNIT.encode(), "kh.md"))
    found = confidence(plan.tasks[0], plan, Against(2026, None, decided))
    assert plan.tasks[0].lead == ("PHÒNG NỘI VỤ",)
    assert found.level is level
    assert code in {g.code for g in found.grounds}


@pytest.mark.parametrize(("answers", "level"), [({}, Level.OPEN), ({"đầu tháng 5": "trước ngày 5/5"}, Level.LOOK)])
def test_an_answered_phrase_is_read_as_the_answer(answers: dict[str, str], level: Level) -> None:
    plan = read_plan(parse_document(TABLE.encode(), "kh.md"))
    assert confidence(plan.tasks[2], plan, Against(2026, None, Decided(SOURCE, (), answers))).level is level


def test_every_row_has_a_fate() -> None:
    document = parse_document(TABLE.encode(), "kh.md")
    rows = shown(document, read_plan(document))
    assert [r.fate for r in rows] == [Fate.HEAD, Fate.HEAD, Fate.HEADER, Fate.TASK, Fate.TASK, Fate.TASK]


def test_text_of_the_file_is_never_markup(tmp_path: Path) -> None:
    from scheduler.cli import main

    file, out = tmp_path / "a.md", tmp_path / "out.html"
    file.write_text(TABLE.replace("Hội thi", "<script>alert(1)</script> & <b>Hội thi</b>"), encoding="utf-8")
    main(["read", str(file), "--review", str(out)])
    assert "<script" not in out.read_text(encoding="utf-8")


OWN = sorted(
    path
    for folder in ("plans/data", "plans/unseen", "plans/fresh", "planning/amending")
    for path in (ROOT / "tests" / folder).iterdir()
    if path.suffix in (".md", ".txt")
)


@pytest.mark.parametrize("path", OWN, ids=lambda p: p.name)
def test_everything_that_was_understood_stands_at_one_row(path: Path) -> None:
    document = parse_document(path.read_bytes(), path.name)
    plan = read_plan(document)
    rows = shown(document, plan)
    tasks = [] if plan.changes else list(range(len(plan.tasks)))
    assert sorted(at for row in rows for at in row.tasks) == tasks
    assert sorted(at for row in rows for at in row.duties) == list(range(len(plan.reporting)))
    assert sorted(at for row in rows for at in row.changes) == list(range(len(plan.changes)))


@pytest.mark.parametrize("days", [(), (date(2026, 6, 30),)])
def test_what_is_read_and_falls_on_no_day_of_the_year_is_to_be_looked_at(days: tuple[date, ...]) -> None:
    plan = read_plan(parse_document(TABLE.replace("Quý II", "Trong năm 2027").encode(), "kh.md"))
    found = confidence(plan.tasks[0], plan, Against(2026, days=lambda _: days))
    assert found.level is (Level.SURE if days else Level.LOOK)


UNDATED = """| STT | Nội dung | Đơn vị chủ trì | Thời gian |
|---|---|---|---|
| 1 | Tập huấn | Phòng A | Tháng 5 |
| 2 | Giao ban | Phòng A | Hằng tuần |
| 3 | Hội thi | Phòng A | 20/5/2027 |
"""


def test_without_a_year_no_day_of_this_year_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from scheduler.cli import main

    file = tmp_path / "kh.md"
    file.write_text(UNDATED, encoding="utf-8")
    main(["read", str(file), "--json", "--config", str(tmp_path / "none.toml"), "--now", "2026-01-05T08:00:00+07:00"])
    told = json.loads(capsys.readouterr().out)["tasks"]
    assert [t["confidence"] for t in told] == ["look", "sure", "sure"]
    assert told[0]["meaning"] is None
    assert "2026" not in json.dumps(told)
    assert "2027" in told[2]["meaning"]
