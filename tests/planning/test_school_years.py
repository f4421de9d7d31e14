"""A plan for a school year lies in two calendar years; days that lie before the plan came out are asked about."""

from datetime import datetime
from pathlib import Path

import pytest

from calendars.zone import ZONE
from scheduler.config.reading import load_config
from scheduler.derivation import Derived, derive

HEAD = "TRƯỜNG THCS MẪU\n\nMẫu, ngày {issued}\n\nKẾ HOẠCH\n\n{title}\n\n"
TABLE = "| STT | Nội dung | Đơn vị chủ trì | Thời gian |\n|---|---|---|---|\n| 1 | Kiểm tra | Tổ Một | {phrase} |\n"
CONFIG = '[office]\nid = "truong"\nname = "Trường Mẫu"\nlevel = "commune"\n[[plans]]\nid = "kh"\nfile = "kh.md"\n'


def derived(tmp_path: Path, title: str, phrase: str, issued: str = "05/9/2026", more: str = "") -> Derived:
    (tmp_path / "config.toml").write_text(CONFIG + more, encoding="utf-8")
    config = load_config(tmp_path / "config.toml").config
    assert config is not None
    plan = HEAD.format(issued=issued, title=title) + TABLE.format(phrase=phrase)
    return derive(config, {"kh.md": plan.encode()}, (), datetime(2026, 9, 6, tzinfo=ZONE))


def days(found: Derived) -> list[str]:
    return sorted({o.due.isoformat() for o in found.occurrences})


SCHOOL = "Kiểm tra nội bộ năm học 2026 - 2027"
PHRASES = [
    ("Tháng 9", ["2026-09-30"]),
    ("Tháng 8", ["2026-08-31"]),
    ("Tháng 1", ["2027-01-31"]),
    ("Trước ngày 15/5", ["2027-05-14"]),
    ("Tháng 3/2026", ["2026-03-31"]),
    ("Từ tháng 9 đến tháng 5", ["2027-05-31"]),
    ("Quý I", ["2027-03-31"]),
    ("Hằng quý", ["2026-09-30", "2026-12-31", "2027-03-31", "2027-06-30"]),
    ("Thường xuyên", ["2026-09-14", "2026-12-14", "2027-03-14", "2027-06-14"]),
    ("15/11; 15/3", ["2026-11-15", "2027-03-15"]),
]


@pytest.mark.parametrize(("phrase", "due"), PHRASES, ids=[phrase for phrase, _ in PHRASES])
def test_school_year(phrase: str, due: list[str], tmp_path: Path) -> None:
    assert days(derived(tmp_path, SCHOOL, phrase)) == due


def test_config_may_give_both_years(tmp_path: Path) -> None:
    found = derived(tmp_path, "Hội thi, năm 2026-2027", "Tháng 1", more='year = "2026-2027"\n')
    assert days(found) == ["2027-01-31"]


ISSUES = [
    ("Kiểm tra nội bộ", "Tháng 1", "05/9/2026", "question"),
    ("Kiểm tra nội bộ năm 2026", "Tháng 1", "05/9/2026", "warning"),
    ("Kiểm tra nội bộ năm 2026", "Quý I", "02/4/2026", None),
    ("Kiểm tra nội bộ năm 2026", "Hằng tháng", "05/9/2026", None),
    ("Kiểm tra nội bộ năm 2026", "Thường xuyên", "05/9/2026", None),
    ("Kiểm tra nội bộ năm 2027", "Tháng 1", "05/9/2026", None),
]


@pytest.mark.parametrize(("title", "phrase", "issued", "told"), ISSUES)
def test_due_before_the_day_of_issue(title: str, phrase: str, issued: str, told: str | None, tmp_path: Path) -> None:
    found = derived(tmp_path, title, phrase, issued).diagnostics
    assert [d.severity.value for d in found if d.code == "due-before-issue"] == ([told] if told else [])
