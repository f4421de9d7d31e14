"""`read` of somebody else's .ics, as an inspection plan: its days as the line of config.toml that answers what waits for them."""

import json
import tomllib
from pathlib import Path

import pytest

from scheduler.cli import main

EVENT = "BEGIN:VEVENT\r\nUID:{uid}\r\nDTSTAMP:20240101T000000Z\r\n{lines}\r\nEND:VEVENT\r\n"
PLAN = (
    EVENT.format(uid="1", lines="DTSTART;VALUE=DATE:20240410\r\nSUMMARY:Kiểm tra Sở Một\r\nLOCATION:Trụ sở"),
    EVENT.format(uid="2", lines="DTSTART:20241009T180000Z\r\nRRULE:FREQ=DAILY;COUNT=2\r\nSUMMARY:Kiểm tra các sở"),
    EVENT.format(uid="3", lines="DTSTART;VALUE=DATE:20240611\r\nSTATUS:CANCELLED\r\nSUMMARY:Thôi"),
    EVENT.format(uid="4", lines="SUMMARY:Không ngày"),
    EVENT.format(uid="5", lines="DTSTART;VALUE=DATE:20220611\r\nSUMMARY:Năm cũ"),
)


def written(folder: Path, *events: str) -> str:
    file = folder / "kiem-tra.ics"
    body = "".join(events)
    file.write_text(
        f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n{body}END:VCALENDAR\r\n", encoding="utf-8", newline=""
    )
    return str(file)


def test_its_days_are_a_line_for_config(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", written(tmp_path, *PLAN), "--now", "2024-02-01"]) == 0
    printed = capsys.readouterr().out
    (line,) = (line for line in printed.splitlines() if line.startswith("dates = "))
    assert [f"{day}" for day in tomllib.loads(line)["dates"]] == ["2024-04-10", "2024-10-10", "2024-10-11"]
    assert "Kiểm tra Sở Một" in printed and "thứ Tư 10/4/2024" in printed and "Năm cũ" not in printed
    assert "Việc “Không ngày” trong kiem-tra.ics không có ngày bắt đầu" in printed


def test_the_same_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", written(tmp_path, *PLAN), "--now", "2024-02-01", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["dates"] == ["2024-04-10", "2024-10-10", "2024-10-11"]
    assert found["events"][0] == {"day": "2024-04-10", "title": "Kiểm tra Sở Một"}
    assert [fault["code"] for fault in found["faults"]] == ["no-start"]


def test_an_empty_calendar_and_what_is_none_are_told_apart(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", written(tmp_path), "--now", "2024-02-01"]) == 0
    assert "không có việc nào" in capsys.readouterr().out
    (tmp_path / "khac.ics").write_text("không phải lịch", encoding="utf-8")
    assert main(["read", str(tmp_path / "khac.ics")]) == 1
    assert "không phải là lịch" in capsys.readouterr().out
    assert main(["read", str(tmp_path / "khong-co.ics")]) != 0
