"""config.toml is damaged while the program runs: the last good one goes on."""

import asyncio
import io
from datetime import datetime
from pathlib import Path

import pytest

from scheduler.actions.apply import refresh
from scheduler.app import open_app, turns_of
from scheduler.commands.remind import woken
from tests.support.small import CONTEST, JANUARY, small_office

DAMAGE = {
    "cut off": b"[office",
    "empty": b"",
    "no text": bytes(range(256)),
    "another office": b'[office]\nid = "khac"\nname = "x"\nlevel = "commune"\n',
    "gone": None,
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_messages_go_on(damage: str, tmp_path: Path) -> None:
    office = small_office(tmp_path, [CONTEST])
    office.done("apply", "--now", JANUARY)
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
