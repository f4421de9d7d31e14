"""The whole program: `link` gives a code, `serve` and `bot` listen where there is a token, one of them at a time."""

import contextlib
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from scheduler.app import open_app, turns_of
from scheduler.commands.chores import remind
from scheduler.commands.conversing import Listening, Loop
from tests.support.bot_api import BotApi
from tests.support.bot_faults import Refusal
from tests.support.bot_server import TWO_POLLERS
from tests.support.in_memory import moment
from tests.support.office import OfficeFolder
from tests.support.small import JANUARY, small_office

ANNA = 1001
PERSON = """
[[people]]
id = "nv-3"
role = "Chuyên viên Sở Ba"
units = ["so-3"]
channels = ["telegram", "console"]
"""


@pytest.fixture
def office(tmp_path: Path) -> OfficeFolder:
    """Applied, and somebody is to be reached by Telegram."""
    office = small_office(tmp_path, more=PERSON)
    office.done("apply", "--now", JANUARY)
    return office


@pytest.fixture
def api(office: OfficeFolder, monkeypatch: pytest.MonkeyPatch):
    with BotApi() as api:
        api.add_chat(ANNA)
        path = office.folder / "config.toml"
        path.write_text(path.read_text("utf-8") + f'\n[telegram]\napi_url = "{api.url}"\n', "utf-8")
        office.done("apply", "--now", JANUARY)
        monkeypatch.setenv("TELEGRAM_BOT_TOKEN", api.token)
        yield api


def code_of(out: str) -> str:
    return next(word for word in out.split() if word.count("-") == 1 and len(word) == 11)


def test_a_code_without_a_bot_to_ask(office: OfficeFolder, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("TELEGRAM_BOT_TOKEN", raising=False)
    out = office.done("link", "nv-3", "telegram").out
    assert "Mã liên kết Telegram của “Chuyên viên Sở Ba”" in out
    assert "nhắn mã cho bot" in out
    assert "t.me" not in out
    answer = office.call("bot")
    assert answer.status == 1
    assert "TELEGRAM_BOT_TOKEN" in answer.err


def test_only_telegram_gives_codes(office: OfficeFolder):
    assert office.call("link", "nv-1", "telegram").status == 1
    assert office.call("link", "nobody", "telegram").status == 1


def test_a_code_with_its_deep_link(office: OfficeFolder, api: BotApi):
    out = office.done("link", "nv-3", "telegram").out
    code = code_of(out)
    assert f"https://t.me/stand_in_bot?start={code.replace('-', '')}" in out
    assert f"/lienket@stand_in_bot {code}" in out


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_serve_listens_and_ends_cleanly(office: OfficeFolder, api: BotApi, how: signal.Signals):
    code = code_of(office.done("link", "nv-3", "telegram").out)
    with office.serving() as served:
        api.say(ANNA, f"/start {code}")
        assert "Đã gắn" in api.wait(1)[0].text
        api.say(ANNA, "/trogiup")
        assert "Chuyên viên Sở Ba" in api.wait(2)[1].text
        assert served.stop(how) == 0
    assert "Traceback" not in served.out
    assert api.token not in served.out


def test_reminders_and_answers_leave_from_one_loop(office: OfficeFolder, api: BotApi):
    office.done("link", "nv-3", "telegram", ANNA)
    with contextlib.chdir(office.folder), Loop() as loop:
        app = open_app(Path("config.toml"), moment("2024-09-30T07:30"))
        turns = turns_of(app.repository, app.now())
        app.repository.enqueue((), moment("2024-09-18T07:00"))
        with Listening(app, loop, turns):
            api.say(ANNA, "/quahan")
            api.wait(1, seconds=30)
            remind(app, loop, turns)
            api.wait(2)
            api.say(ANNA, "/trogiup")
            texts = [m.text for m in api.wait(3)]
    assert any(text.startswith("Nhắc việc") for text in texts)
    assert texts[-1].startswith("Nhắc Việc: cách dùng")


BOT = [sys.executable, "-m", "scheduler.cli", "bot"]
IN_BACKGROUND = ["sh", "-c", 'trap "" INT; exec "$0" "$@"', *BOT]


@pytest.mark.parametrize("command", [BOT, IN_BACKGROUND], ids=["by hand", "in the background"])
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_cleanly_while_another_program_has_the_bot(
    office: OfficeFolder, api: BotApi, how: signal.Signals, command: list[str]
):
    api.fail(*[Refusal(409, TWO_POLLERS)] * 20, method="getUpdates")
    with started(office, command) as process:
        while "Một chương trình khác cũng đang nghe" not in (line := process.stdout.readline()):
            assert line, "it ended"
        out = ended(process, how)
    assert process.returncode == 0, out
    assert out.split() == ["Đã", "dừng."]


def test_bot_listens_alone(office: OfficeFolder, api: BotApi):
    with started(office, BOT) as process:
        api.say(ANNA, "xin chào")
        try:
            assert "mã liên kết" in api.wait(1, seconds=30)[0].text
        finally:
            out = ended(process, signal.SIGINT)
    assert process.returncode == 0, out
    assert "Đang nghe trên Telegram" in out
    assert "Traceback" not in out


def started(office: OfficeFolder, command: list[str]) -> subprocess.Popen[str]:
    return subprocess.Popen(command, cwd=office.folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def ended(process: subprocess.Popen[str], how: signal.Signals) -> str:
    """What it still said; one that does not end is killed, as its context would wait for it for ever."""
    process.send_signal(how)
    try:
        return process.communicate(timeout=20)[0]
    except subprocess.TimeoutExpired:
        process.kill()
        raise
