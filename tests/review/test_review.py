"""The review page and confidence in JSON: every row is there, beside what was understood or why it was passed over."""

import html
import json
import re
from pathlib import Path

import pytest

from scheduler.documents import parse_document
from scheduler.plans import read_plan
from scheduler.review.confidence import Level, confidence
from scheduler.review.rows import Fate, shown

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
    found = [confidence(task, plan, 2026, None) for task in plan.tasks]
    assert [c.level for c in found] == [Level.SURE, Level.LOOK, Level.OPEN]
    assert [g.code for g in found[1].grounds] == ["on-event", "of-table", "timing-read"]
    assert {g.code for g in found[2].grounds} >= {"without-lead", "timing-ambiguous"}


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
    for folder in ("plans/data", "plans/unseen", "planning/amending")
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
