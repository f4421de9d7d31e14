"""Two processes on one database, the program as it is run: each message leaves once."""

import os
import subprocess
import sys
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from calendars.zone import ZONE
from scheduler.store.engine import migrate, open_store
from scheduler.store.repository import SqlRepository
from tests.support.bot_api import BotApi
from tests.support.chaos_office import chaos_config, fill, mark_of, working_days
from tests.support.postgres import PostgresServer, short_folder

pytestmark = pytest.mark.chaos
ROOT = Path(__file__).parents[2]
PEOPLE = 200


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty store."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'store.db'}"
        return
    with short_folder() as home:
        server = PostgresServer(home)
        server.start()
        try:
            server.execute("CREATE DATABASE two")
            yield server.url("two")
        finally:
            server.stop()


def test_two_processes_at_one_moment_send_each_message_once(store: str, tmp_path: Path) -> None:
    with BotApi() as api:
        days = working_days(1)
        text = chaos_config(PEOPLE, store, api.url)
        (tmp_path / "config.toml").write_text(text, encoding="utf-8")
        engine = open_store(store, tmp_path)
        migrate(engine)
        repository = SqlRepository(engine, "so-mau")
        fill(repository, text, tmp_path, PEOPLE, days)
        for person in range(1, PEOPLE + 1):
            api.add_chat(person)
            repository.link(f"nv-{person}", "telegram", str(person))
        now = (datetime.combine(days[0], datetime.min.time(), ZONE) + timedelta(hours=8)).isoformat()
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "TELEGRAM_BOT_TOKEN": api.token}
        command = [sys.executable, "-m", "scheduler.cli", "remind", "--json", "--now", now]
        both = [
            subprocess.Popen(command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, text=True)
            for _ in range(2)
        ]
        answers = [process.communicate(timeout=120)[0].count('"sent": true') for process in both]
        assert [process.returncode for process in both] == [0, 0]
        arrived = Counter(m.chat for m in api.messages)
        texts = "".join(m.text for m in api.messages)
        engine.dispose()
    assert arrived == dict.fromkeys(range(1, PEOPLE + 1), 1)
    assert all(texts.count(mark_of(p, 0)) == 1 for p in range(1, PEOPLE + 1))
    assert sum(answers) == PEOPLE
    assert most_within(1.0, [m.at for m in api.messages]) <= 30, "together they keep to Telegram's limit"


def most_within(seconds: float, moments: list[float]) -> int:
    """How many lie in any window of that length."""
    ordered = sorted(moments)
    return max(bisect_left(ordered, at + seconds) - n for n, at in enumerate(ordered))
