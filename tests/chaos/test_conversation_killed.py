"""The bot is killed again and again while people press and write: nothing that they did is lost, nothing counts twice."""

import random
import sqlite3
import time
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from calendars.zone import ZONE
from scheduler.bot.polling import LIFE
from scheduler.config.reading import parse_config
from scheduler.keyboards import Act, Press, handle
from scheduler.schedule import Occurrence, Revision, TaskKey
from scheduler.store.engine import migrate, open_store
from scheduler.store.repository import SqlRepository
from scheduler.terms import Kind
from tests.support.bot_process import BotProcess
from tests.support.chaos_office import FIRST_DAY, MovableClock, chaos_config
from tests.support.chaos_run import Senders

pytestmark = pytest.mark.chaos

PEOPLE, KILLS, SEED, SCALE = 40, 12, 20260303, 10.0
STUCK = 60.0
"""Seconds without anything handled; how long all of it takes depends on what else the machine has to do."""
QUOTA, PIECES = 5, 3
DONE, COUNTED, NOT_DONE = "a", "b", "c"


def uid_of(person: int, work: str) -> str:
    return f"kh.{work}-{person}-1@so-mau"


def works(person: int) -> Iterator[Occurrence]:
    """Three pieces of work: one to be done, one of which pieces are counted, one that will not be done."""
    for work in (DONE, COUNTED, NOT_DONE):
        counted = work == COUNTED
        yield Occurrence(
            uid_of(person, work),
            "kh",
            Kind.BULLETIN if counted else Kind.ACTIVITY,
            "1",
            f"Việc {work} của người {person}",
            (f"kh.{work}-{person}",),
            FIRST_DAY,
            FIRST_DAY + timedelta(days=1),
            FIRST_DAY,
            FIRST_DAY,
            leads=(f"dv-{person}",),
            quota=QUOTA if counted else 1,
            item="tin" if counted else None,
        )


def prepared(folder: Path, api: BotProcess) -> str:
    """A store with the office, everybody linked."""
    store = f"sqlite:///{folder / 'store.db'}"
    engine = open_store(store, folder)
    migrate(engine)
    repository, text = SqlRepository(engine, "so-mau"), chaos_config(PEOPLE, store, api.url)
    config = parse_config(text, folder).config
    assert config is not None
    now = datetime.combine(FIRST_DAY, datetime.min.time(), ZONE) + timedelta(hours=9)
    found = [o for person in range(1, PEOPLE + 1) for o in works(person)]
    keys = [TaskKey(o.tasks[0], "kh", o.tasks[0], None, o.title, now) for o in found]
    repository.apply(Revision(1, now, "chaos", text, {"kh.md": b""}), keys, found, (), (), FIRST_DAY)
    for person in range(1, PEOPLE + 1):
        repository.link(f"nv-{person}", "telegram", str(person))
    engine.dispose()
    (folder / "config.toml").write_text(text, encoding="utf-8")
    MovableClock.starting(folder / "clock", now)
    return store


def act(api: BotProcess) -> tuple[list[str], int]:
    """What everybody does, mixed, each person's own in its order; the presses, and how many things were done."""
    dice, presses = random.Random(SEED), list[str]()

    def press(person: int, act: Act, work: str, rest: str = "") -> None:
        data = Press(act, handle(uid_of(person, work)), rest).data
        presses.append(api.ask("press_anyway", chat=person, message=1, data=data))

    steps = [
        lambda person: press(person, Act.DONE, DONE),
        *(lambda person, seen=seen: press(person, Act.MORE, COUNTED, str(seen)) for seen in range(PIECES)),
        lambda person: press(person, Act.NOT_DONE, NOT_DONE),
        lambda person: api.ask("say", chat=person, text=f"Chưa có kinh phí {person}"),
    ]
    todo = [person for person in range(1, PEOPLE + 1) for _ in steps]
    dice.shuffle(todo)
    done = Counter[int]()
    for person in todo:
        steps[done[person]](person)
        done[person] += 1
    return presses, len(todo)


def handled(file: Path) -> int:
    with sqlite3.connect(file, timeout=10) as connection:
        (found,) = connection.execute("SELECT count(*) FROM heard WHERE content IS NULL").fetchone()
    return int(found)


def entries(file: Path) -> Counter[tuple[str, str]]:
    with sqlite3.connect(file, timeout=10) as connection:
        return Counter(connection.execute("SELECT uid, act FROM progress_entries").fetchall())


def test_nothing_lost_and_nothing_executed_twice(tmp_path: Path) -> None:
    dice, file, kills = random.Random(SEED), tmp_path / "store.db", 0
    with BotProcess(scale=SCALE, chats=PEOPLE) as api:
        api.ask("add_chat", chat=900001)
        store = prepared(tmp_path, api)
        clock = MovableClock(tmp_path / "clock")
        presses, everything = act(api)
        at = sorted(dice.sample(range(everything * 9 // 10), KILLS))
        with Senders(tmp_path, store, api, SCALE, "tests.support.chaos_listener") as listeners:
            listeners.begin()
            so_far, since = 0, time.monotonic()
            while (done := handled(file)) < everything:
                if done > so_far:
                    so_far, since = done, time.monotonic()
                assert time.monotonic() < since + STUCK, f"{done} of {everything} handled, and no more"
                if at and done >= at[0]:
                    at.pop(0)
                    time.sleep(dice.random() * 0.1)
                    assert listeners.kill() == -9
                    kills += 1
                    clock.move_to(clock.now() + LIFE)  # the mark of the one that was killed ends by itself
                    listeners.begin()
                time.sleep(0.01)
            answered = {a["query"] for a in api.ask("answers")}
    assert kills == KILLS
    assert set(presses) == answered, "each press was answered"
    expected = Counter[tuple[str, str]]()
    for person in range(1, PEOPLE + 1):
        expected[uid_of(person, DONE), "done"] = 1
        expected[uid_of(person, COUNTED), "count"] = PIECES
        expected[uid_of(person, NOT_DONE), "not-done"] = 1
    assert entries(file) == expected
