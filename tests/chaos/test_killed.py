"""10,000 messages through every fault of a network, the sender killed thirty times: none lost, none doubled without cause."""

import json
import random
import sys
import time
from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from calendars.zone import ZONE
from scheduler.actions.sending import AT_ONCE
from scheduler.store.engine import migrate, open_store
from scheduler.store.repository import SqlRepository
from tests.support.bot_faults import BLOCKED, to_json
from tests.support.bot_process import BotProcess
from tests.support.chaos_flight import End, Sending, sendings
from tests.support.chaos_office import MovableClock, chaos_config, fill, working_days
from tests.support.chaos_run import Senders, counted

pytestmark = pytest.mark.chaos

PEOPLE, MOMENTS, KILLS, SEED, SCALE = 500, 20, 30, 20260302, 10.0
COORDINATOR = 900001
ROUND_TRIP = 0.2
"""Seconds from here to Telegram and back, in Telegram's time: what is on its way at a kill is in flight."""
BLOCKING, GROUPS = (7, 77, 177, 277, 377), (11, 111, 211, 311, 411)
RATES = {
    "502": 0.01,
    "500": 0.005,
    "429": 0.01,
    "drop_before": 0.01,
    "drop_after": 0.01,
    "hang_before": 0.001,
    "hang_after": 0.001,
}


def chat_of(person: int) -> int:
    return -100000 - person if person in GROUPS else person


def moved_chat(person: int) -> int:
    return -1001000000000 - person


def prepared(folder: Path, api: BotProcess, people: int, moments: int) -> str:
    """A store with the office, and the chats that people were linked to."""
    store = f"sqlite:///{folder / 'store.db'}"
    engine = open_store(store, folder)
    migrate(engine)
    repository, days = SqlRepository(engine, "so-mau"), working_days(moments)
    fill(repository, chaos_config(people, store, api.url), folder, people, days)
    repository.link("dau-moi", "telegram", str(COORDINATOR))
    for person in range(1, people + 1):
        repository.link(f"nv-{person}", "telegram", str(chat_of(person)))
    engine.dispose()
    MovableClock.starting(folder / "clock", datetime.combine(days[0], datetime.min.time(), ZONE) + timedelta(hours=7.5))
    return store


def with_faults(api: BotProcess) -> None:
    api.ask("add_chat", chat=COORDINATOR)
    for person in BLOCKING:
        api.ask("add_chat", chat=person, refusal=to_json(BLOCKED))
    for person in GROUPS:
        api.ask("add_chat", chat=moved_chat(person))
        api.ask("migrate", chat=chat_of(person), to=moved_chat(person))
    api.ask("chaos", seed=SEED, rates=RATES)
    api.ask("limit", round_trip=ROUND_TRIP / SCALE)


def left(made: Iterable[Sending], end: End) -> Counter[str]:
    """Of how many requests each sender has known just that at its end."""
    return Counter(sending.sender for sending in made if sending.end is end)


def test_ten_thousand_messages_and_thirty_kills(tmp_path: Path) -> None:
    dice, begun = random.Random(SEED), time.monotonic()
    at = sorted(dice.sample(range(50, PEOPLE * MOMENTS - 200), KILLS))
    killed = 0
    with BotProcess(scale=SCALE, chats=PEOPLE) as api:
        store = prepared(tmp_path, api, PEOPLE, MOMENTS)
        with_faults(api)
        with Senders(tmp_path, store, api, SCALE) as senders:
            for threshold in at:
                senders.begin()
                while api.count() < threshold:
                    time.sleep(0.03)
                time.sleep(dice.random() * 0.2)
                killed += senders.kill() == -9
            senders.begin()
            assert senders.ended() == 0
        made = sendings(tmp_path / "journal")
        found = counted(PEOPLE, MOMENTS, api.messages(), api.ask("log"), made)
        refused = api.ask("refused")
    twice = {why: len(marks) for why, marks in found.twice.items()}
    flying, answered = left(made, End.IN_FLIGHT), left(made, End.ANSWERED)
    said = {
        "expected": found.expected,
        "arrived": found.arrived,
        "lost": len(found.lost),
        "twice": twice,
        "in flight at the kills": flying.total(),
        "kills": killed,
        "429 by pace": len(refused),
        "seconds": round(time.monotonic() - begun),
    }
    sys.stdout.write(json.dumps(said) + "\n")
    assert killed == KILLS
    assert found.lost == ()
    assert "unexplained" not in found.twice
    assert max(flying.values()) <= AT_ONCE
    assert max(answered.values(), default=0) <= 1, "what was answered is recorded before anything else is done"
    assert twice.get("in flight at a kill", 0) <= flying.total()
    assert twice.get("being recorded at a kill", 0) <= answered.total()
