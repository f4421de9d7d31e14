"""`nhacviec read` of several files in one command."""

import json
from pathlib import Path

import pytest

from scheduler.cli import main

PLAN = "KẾ HOẠCH\n{title}\n\nI. NHIỆM VỤ\n1. Viết tin\n- Chủ trì: Phòng A\n- Thời gian: Quý I/2026\n"


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    for name in ("mot", "hai"):
        (tmp_path / f"{name}.txt").write_text(PLAN.format(title=f"Truyền thông {name}"), encoding="utf-8")
    return [str(tmp_path / "mot.txt"), str(tmp_path / "hai.txt")]


def test_as_json_they_are_a_list_in_order(files: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", "--json", *files]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [(one["file"], len(one["tasks"])) for one in found] == [(file, 1) for file in files]


def test_in_words_each_stands_under_its_name(files: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", *files]) == 0
    said = "".join(capsys.readouterr().out.split())
    assert said.index("mot.txt") < said.index("Truyềnthôngmot") < said.index("hai.txt") < said.index("Truyềnthônghai")


def test_one_that_cannot_be_read_does_not_stop_the_others(files: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", "--json", "khong-co.txt", *files]) == 1
    assert [len(one["tasks"]) for one in json.loads(capsys.readouterr().out)] == [0, 1, 1]
