"""What `explain` prints for a clerk: an open question says where its answer is written."""

import tomllib
from pathlib import Path

import pytest

from calendars.workdays import OfficeCalendar
from scheduler.cli import main
from scheduler.commands.explained import Explainer
from scheduler.policy import Policy
from scheduler.timing.tokens import normalise


@pytest.mark.parametrize(
    ("phrase", "offered"), [("cuối quý II", "Chậm nhất ngày 30/6/2026"), ('trước "ngày', "…"), ("quý II hoặc", "…")]
)
def test_an_open_question_says_where_its_answer_is_written(
    phrase: str, offered: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["explain", phrase, "--year", "2026"]) == 1
    printed = capsys.readouterr().out
    (answer,) = tomllib.loads(printed[printed.index("[[answers]]") :])["answers"]
    assert answer == {"phrase": phrase, "read_as": offered}


def test_the_answer_that_is_offered_is_read_with_the_dates_of_that_reading() -> None:
    answers = {normalise("cuối quý II"): "Chậm nhất ngày 30/6/2026"}
    explained = Explainer(2026, (), Policy(), OfficeCalendar(), answers).explain("Cuối  QUÝ II.")
    assert [one.due.isoformat() for one in explained.outline.occasions] == ["2026-06-30"]


def test_a_reading_that_would_be_asked_about_again_is_not_offered(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "Tháng cuối của quý", "--year", "2026"]) == 1
    printed = capsys.readouterr().out
    assert "1. ngày cuối cùng của tháng cuối của quý" in printed and 'read_as = "ngày cuối cùng của' in printed


def test_a_slip_of_the_pen_is_offered_put_right(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "Chậm nhứt ngày 15/6", "--year", "2026"]) == 1
    printed = capsys.readouterr().out
    assert "\n     ^^^^\n" in printed and "đúng ra là: «Chậm nhất ngày 15/6»" in printed
    assert 'read_as = "Chậm nhất ngày 15/6"' in printed


def test_a_question_without_a_second_reading_says_why(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "tháng", "--year", "2026"]) == 1
    printed = capsys.readouterr().out
    assert "1. Hằng tháng" in printed and "Không còn cách hiểu nào khác" in printed and "tháng mấy («6»" in printed


def test_the_answers_of_the_config_here_are_used_and_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "config.toml").write_text(
        '[[answers]]\nphrase = "cuối quý II"\nread_as = "ngày 25/6/2026"\n\n'
        '[[answers]]\nphrase = "đầu tháng 6"\nread_as = "ngày 05/6/2026"\nplan = "kh-1"\n',
        "utf-8",
    )
    assert main(["explain", "Cuối  quý II", "--year", "2026"]) == 0
    printed = capsys.readouterr().out
    assert "Theo câu trả lời trong config.toml, đọc là: “ngày 25/6/2026”" in printed and "25/6/2026  ngày" in printed
    assert main(["explain", "đầu tháng 6", "--year", "2026"]) == 1
    assert "riêng cho kế hoạch “kh-1”: đọc là “ngày 05/6/2026”" in capsys.readouterr().out


def test_the_answers_of_one_plan_hold_for_that_plan(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "config.toml").write_text(
        '[[plans]]\nid = "kh-1"\nfile = "a.md"\nyear = 2027\n\n[[plans]]\nid = "kh-2"\nfile = "b.md"\n\n'
        '[[answers]]\nphrase = "đầu tháng 6"\nread_as = "ngày 10/6"\n\n'
        '[[answers]]\nphrase = "đầu tháng 6"\nread_as = "ngày 05/6"\nplan = "kh-1"\n',
        "utf-8",
    )
    assert main(["explain", "đầu tháng 6", "--plan", "kh-1"]) == 0
    assert "Hiểu là: Chậm nhất ngày 05/6/2027" in capsys.readouterr().out
    assert main(["explain", "đầu tháng 6", "--plan", "kh-2", "--year", "2026"]) == 0
    printed = capsys.readouterr().out
    assert "Hiểu là: Chậm nhất ngày 10/6/2026" in printed and "kh-1" not in printed
    assert main(["explain", "đầu tháng 6", "--plan", "kh-3"]) == 2
    assert "“kh-3”" in (told := capsys.readouterr().err) and "kh-1, kh-2" in told


def test_the_day_of_an_occasion_is_offered_with_its_lines(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "Dịp Tết Nguyên đán", "--year", "2026"]) == 0
    printed = capsys.readouterr().out
    (answer,) = tomllib.loads(printed[printed.index("[[answers]]") :])["answers"]
    assert answer == {"phrase": "Dịp Tết Nguyên đán", "read_as": "Ngày 17/02/2026"}
