"""A plan whose file now stands for another year: said before it is applied, since every day without a year moves with it."""

from pathlib import Path

import pytest

from scheduler.cli import main

CONFIG = """[office]
id = "xa"
name = "UBND xã Mẫu"
level = "commune"
[[plans]]
id = "kh"
file = "kh.md"
"""
PLAN = """KẾ HOẠCH
Kiểm tra năm {year}

| STT | Nội dung | Đơn vị chủ trì | Thời gian |
|---|---|---|---|
| 1 | Họp tổng kết | Phòng Một | Tháng 12 |
"""


def said(folder: Path, *verb: str) -> list[str]:
    return [*verb, "--config", str(folder / "config.toml"), "--now", "2026-03-01T08:00"]


@pytest.mark.parametrize(("year", "told"), [(2026, False), (2027, True)])
def test_another_year_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str], year: int, told: bool) -> None:
    (tmp_path / "config.toml").write_text(CONFIG, encoding="utf-8")
    (tmp_path / "kh.md").write_text(PLAN.format(year=2026), encoding="utf-8")
    assert main(said(tmp_path, "apply")) == 0
    (tmp_path / "kh.md").write_text(PLAN.format(year=year), encoding="utf-8")
    capsys.readouterr()
    main(said(tmp_path, "check"))
    assert ("trước là 2026, nay là 2027" in capsys.readouterr().out) is told


@pytest.mark.parametrize(
    ("phrase", "told"), [("Tháng 12/2025", True), ("Trong năm 2025", True), ("Tháng 1/2026", False)]
)
def test_a_timing_of_a_year_before_the_plan_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], phrase: str, told: bool
) -> None:
    (tmp_path / "config.toml").write_text(CONFIG, encoding="utf-8")
    (tmp_path / "kh.md").write_text(PLAN.format(year=2026).replace("Tháng 12", phrase), encoding="utf-8")
    main(said(tmp_path, "check"))
    assert ("ghi năm khác năm kế hoạch (2026)" in capsys.readouterr().out) is told
