"""Of several processes one sends by Telegram at a time; who was killed is waited for no longer than its mark lasts."""

import asyncio
from datetime import UTC, datetime, timedelta

from scheduler.commands.sole_sender import LIFE, sole_sender
from scheduler.store.memory_chats import MemoryChats

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


class Office:
    """What happens, in its order."""

    def __init__(self) -> None:
        self.chats, self.now, self.seen = MemoryChats("so-mau"), NOW, list[str]()

    async def sends(self, name: str, gate: asyncio.Event) -> None:
        async with sole_sender(self.chats, name, lambda: self.now, every=0.001):
            self.seen.append(f"{name} begins")
            await gate.wait()
            self.seen.append(f"{name} ends")

    async def began(self, name: str) -> None:
        while f"{name} begins" not in self.seen:
            await asyncio.sleep(0.001)


def test_the_second_begins_when_the_first_has_ended() -> None:
    async def both(office: Office) -> None:
        gate = asyncio.Event()
        first = asyncio.create_task(office.sends("one", gate))
        await office.began("one")
        second = asyncio.create_task(office.sends("two", gate))
        for _ in range(50):
            await asyncio.sleep(0)
        gate.set()
        await asyncio.gather(first, second)

    office = Office()
    asyncio.run(both(office))
    assert office.seen == ["one begins", "one ends", "two begins", "two ends"]


def test_who_was_killed_is_waited_for_as_long_as_its_mark_lasts() -> None:
    async def after_a_kill(office: Office) -> None:
        office.chats.hold("telegram-send", "killed", NOW, NOW + LIFE)
        gate = asyncio.Event()
        gate.set()
        waiting = asyncio.create_task(office.sends("next", gate))
        office.now = NOW + LIFE - timedelta(seconds=1)
        await asyncio.sleep(0.02)
        assert office.seen == []
        office.now = NOW + LIFE
        await waiting

    office = Office()
    asyncio.run(after_a_kill(office))
    assert office.seen == ["next begins", "next ends"]


def test_what_fails_lets_the_next_one_begin() -> None:
    async def failing(office: Office) -> None:
        try:
            async with sole_sender(office.chats, "one", lambda: office.now):
                raise OSError
        except OSError:
            await office.sends("two", _open())

    office = Office()
    asyncio.run(failing(office))
    assert office.seen == ["two begins", "two ends"]


def _open() -> asyncio.Event:
    gate = asyncio.Event()
    gate.set()
    return gate
