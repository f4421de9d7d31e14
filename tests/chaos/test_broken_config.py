"""config.toml is damaged while the program runs: the last good one goes on."""

import asyncio
import io
from datetime import datetime
from pathlib import Path

import pytest

from scheduler.actions.apply import refresh
from scheduler.app import open_app, turns_of
from scheduler.commands.chores import Edits
from scheduler.commands.remind import woken
from tests.support.small import CONTEST, JANUARY, applied_office

DAMAGE = {
    "cut off": b"[office",
    "empty": b"",
    "no text": bytes(range(256)),
    "another office": b'[office]\nid = "khac"\nname = "x"\nlevel = "commune"\n',
    "gone": None,
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_messages_go_on(damage: str, tmp_path: Path) -> None:
    office = applied_office(tmp_path, [CONTEST])
    office.done("remind", "--now", "2024-05-06T08:00")
    app = open_app(tmp_path / "config.toml", datetime.fromisoformat("2024-05-07T07:30"))
    broken, config = DAMAGE[damage], app.office().config
    if broken is None:
        (tmp_path / "config.toml").unlink()
    else:
        (tmp_path / "config.toml").write_bytes(broken)
    refresh(app.repository, app.folder, app.now())
    said = io.StringIO()
    outcomes = asyncio.run(woken(app, config, said, turns_of(app.repository, app.now())))
    assert [o.sent for o in outcomes] == [True]
    assert "Tổ chức hội thi tìm hiểu pháp luật" in said.getvalue()


@pytest.mark.parametrize("damage", DAMAGE)
def test_the_coordinator_is_told_once(damage: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    applied_office(tmp_path, [CONTEST])
    path = tmp_path / "config.toml"
    edits, good = Edits(open_app(path)), path.read_bytes()
    edits()
    assert capsys.readouterr().err == ""
    broken = DAMAGE[damage]
    path.unlink() if broken is None else path.write_bytes(broken)
    edits()
    edits()
    assert capsys.readouterr().err.count("config.toml đang có lỗi") == 1
    path.write_bytes(good)
    edits()
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("damage", ["cut off", "empty", "no text", "words"])
@pytest.mark.parametrize("verb", ["outbox", "history", "agenda", "simulate"])
def test_a_verb_begun_anew_goes_on(verb: str, damage: str, tmp_path: Path) -> None:
    office = applied_office(tmp_path, [CONTEST])
    (tmp_path / "config.toml").write_bytes(DAMAGE.get(damage) or (b"]]] hong" if damage == "words" else b""))
    answer = office.call(verb, "--now", JANUARY)
    assert answer.status == 0 and "config.toml đang có lỗi" in answer.err


def test_reminders_of_a_new_process_go_on(tmp_path: Path) -> None:
    office = applied_office(tmp_path, [CONTEST])
    office.done("remind", "--now", "2024-05-06T08:00")
    (tmp_path / "config.toml").write_bytes(b"]]] hong")
    answer = office.call("remind", "--now", "2024-05-07T07:30")
    assert answer.status == 0 and "Tổ chức hội thi tìm hiểu pháp luật" in answer.out


def test_a_config_that_is_not_there_is_nobodys(tmp_path: Path) -> None:
    office = applied_office(tmp_path, [CONTEST])
    (tmp_path / "config.toml").unlink()
    assert "Không biết cơ quan nào" in office.call("outbox", "--now", JANUARY).err
