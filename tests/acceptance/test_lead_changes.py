"""Another unit leads a task after something was reported of it: what was done stays done, the rest is said plainly."""

from pathlib import Path

import pytest

from tests.support.office import OfficeFolder

CONFIG = """[office]
id = "mau"
name = "UBND huyện Mẫu"
level = "commune"
[[plans]]
id = "kh"
file = "plans/kh.md"
year = 2026
[[units]]
id = "mot"
name = "Phòng Một"
[[units]]
id = "hai"
name = "Phòng Hai"
[[units]]
id = "ba"
name = "Phòng Ba"
[[people]]
id = "dm"
role = "Đầu mối"
post = "coordinator"
units = ["*"]
channels = ["console"]
"""
PLAN = """# KẾ HOẠCH

Rà soát biểu mẫu năm 2026

| STT | Nội dung | Đơn vị chủ trì | Thời gian |
|---|---|---|---|
| 1 | Rà soát biểu mẫu | {one} | Tháng 9/2026 |
| 2 | Lập danh mục hồ sơ | {two} | Tháng 10/2026 |
| 3 | Hướng dẫn tra cứu | {three} | Thường xuyên |
| 4 | Trả lời câu hỏi | {four} | Thường xuyên |
"""
FIRST = {"one": "Phòng Một", "two": "Phòng Một, Phòng Hai", "three": "Phòng Một", "four": "Phòng Hai"}
NOW, LATER = "2026-05-05T08:00", "2026-06-01T08:00"


@pytest.fixture
def office(tmp_path: Path) -> OfficeFolder:
    (tmp_path / "plans").mkdir()
    (tmp_path / "config.toml").write_text(CONFIG, encoding="utf-8")
    made = OfficeFolder(tmp_path)
    write(made)
    made.done("apply", "--now", NOW)
    return made


def write(office: OfficeFolder, **leads: str) -> None:
    (office.folder / "plans" / "kh.md").write_text(PLAN.format(**{**FIRST, **leads}), encoding="utf-8")


def states(office: OfficeFolder) -> dict[str, str]:
    rows = office.done("agenda", "--json", "--all", "--now", LATER).json()
    return {row["uid"]: row["state"] for row in rows}


@pytest.mark.parametrize("leads", ["Phòng Hai", "Phòng Hai, Phòng Ba"])
def test_what_was_done_stays_done(office: OfficeFolder, leads: str) -> None:
    office.done("done", "kh.1-1@mau", "--now", NOW)
    write(office, one=leads)
    dry = office.done("apply", "--now", LATER, "--dry-run")
    assert "Phòng Một đã báo xong" in dry.out
    office.done("apply", "--now", LATER)
    assert states(office)["kh.1-1@mau"] == "done"
    assert "đã báo xong" not in office.done("apply", "--now", LATER).out, "said once"
    write(office)
    office.done("apply", "--now", LATER)
    assert states(office)["kh.1-1@mau"] == "done"


def test_a_report_on_a_part_of_the_work_is_said_not_to_pass_over(office: OfficeFolder) -> None:
    office.done("done", "kh.2-1-mot@mau", "--now", NOW)
    write(office, two="Phòng Hai, Phòng Ba")
    said = office.done("apply", "--now", LATER)
    assert "báo cáo của Phòng Một không chuyển sang Phòng Ba" in said.out
    assert states(office)["kh.2-1@mau"] == "planned"


def test_a_unit_that_joins_has_its_own_part_to_do(office: OfficeFolder) -> None:
    office.done("done", "kh.1-1@mau", "--now", NOW)
    write(office, one="Phòng Một, Phòng Hai")
    office.done("apply", "--now", LATER)
    found = states(office)
    assert found["kh.1-1@mau"] == "planned"


def test_a_task_of_a_check_in_stays_done(office: OfficeFolder) -> None:
    rows = office.done("agenda", "--json", "--all", "--now", NOW).json()
    period = next(r["uid"] for r in rows if "check-in" in r["uid"] and "2026-q2" in r["uid"].lower())
    head, _, host = period.partition("@")
    office.done("done", f"{head}-mot@{host}", "--task", "3", "--now", NOW)
    write(office, three="Phòng Hai")
    assert "“Hướng dẫn tra cứu”" in office.done("apply", "--now", LATER).out
    office.done("done", f"{head}-hai@{host}", "--task", "4", "--now", LATER)
    assert states(office)[period] == "done"
