"""The bot hears through whatever goes wrong with polling, is one alone on a database, and its token is in no log."""

import asyncio
import logging
import time
from collections.abc import Sequence
from datetime import timedelta

import pytest

from notifiers.message import Button, Message, Recipient
from notifiers.notifier import Cause, DeliveryError
from notifiers.pacing import Pacer
from notifiers.telegram.inbox import Heard as Kept
from notifiers.telegram.inbox import MemoryInbox
from notifiers.telegram.listening import FileTooLarge, Listener, Moved, Pressed, Written
from notifiers.turns import Turns
from scheduler.bot.polling import HOLD, LIFE
from tests.support.bot_api import BotApi, Page, Refusal, Silence
from tests.support.faster import faster

ANNA, GROUP = 1001, -2001
FAST = 50


class Heard:
    """A listener that runs while a test goes on, what it heard and what went wrong."""

    def __init__(self, api: BotApi, token: str | None = None) -> None:
        self.updates: list[object] = []
        self.faults: list[DeliveryError] = []
        turns = Turns(Pacer(time.monotonic() - 60, faster(FAST)))
        self.listener = Listener(token or api.token, turns, api.url, on_fault=self.faults.append, pauses=[0.02])

    async def handle(self, update: object) -> None:
        self.updates.append(update)

    async def until(self, count: int, inbox: MemoryInbox | None = None) -> None:
        running = asyncio.create_task(self.listener.run(self.handle, inbox or MemoryInbox()))
        async with asyncio.timeout(10):
            while len(self.updates) < count:
                assert not running.done()
                await asyncio.sleep(0.005)
        self.listener.stop()
        await running


@pytest.fixture
def api():
    with BotApi() as api:
        api.add_chat(ANNA)
        api.add_chat(GROUP, topics=[7])
        yield api


def heard(api: BotApi, count: int, token: str | None = None) -> Heard:
    found = Heard(api, token)
    asyncio.run(found.until(count))
    return found


def test_what_people_do_as_values(api):
    written = api.say(ANNA, "chào <b>")
    in_topic = api.say(GROUP, "/xong", user=5, topic=7)
    photo = api.send_photo(ANNA, b"JPEG", "biên bản")
    paper = api.send_document(ANNA, b"PNG", "a.png", "image/png")
    report = api.send_document(ANNA, b"PDF", "a.pdf", "application/pdf")
    press = api.press_anyway(GROUP, 9, "d:x", user=5)
    api.put({"message": {"message_id": 1, "date": 1, "chat": {"id": -5, "type": "group"}, "migrate_to_chat_id": -1005}})
    updates = heard(api, 7).updates
    found = {chat: [u for u in updates if u.chat == chat] for chat in (str(ANNA), str(GROUP), "-5")}
    (one, three, four, other), (two, five), (six,) = found.values()  # chats do not wait for one another
    assert one == Written("1001", None, True, "1001", str(written), "chào <b>", name="Người 1001")
    assert two == Written("-2001", 7, False, "5", str(in_topic), "/xong", name="Người 5")
    assert isinstance(three, Written) and (three.message, three.text, three.size) == (str(photo), "biên bản", 4)
    assert isinstance(four, Written) and (four.message, four.text, four.size) == (str(paper), "", 3)
    assert isinstance(other, Written) and (other.message, other.photo, other.other) == (str(report), None, True)
    assert five == Pressed("-2001", None, False, "5", "9", "d:x", press, "Người 5")
    assert six == Moved("-5", "-1005")


def test_a_press_that_nobody_answered_is_answered_by_the_listener(api):
    press = api.press_anyway(ANNA, 9, "d:x")
    heard(api, 1)
    assert [(a.query, a.text) for a in api.answers] == [(press, "")]


def test_a_press_without_its_message_is_answered_too(api):
    api.say(ANNA, "một")
    person = {"id": ANNA, "is_bot": False, "first_name": "A"}
    api.put({"callback_query": {"id": "77", "from": person, "chat_instance": "1", "data": "d:x"}})
    api.say(ANNA, "hai")
    heard(api, 2)
    assert "answercallbackquery" in api.calls


@pytest.mark.parametrize(
    "fault",
    [
        Page(502),
        Silence.DROP_BEFORE,
        Silence.DROP_AFTER,
        Refusal(500, "Internal Server Error"),
        Refusal(409, "Conflict: two"),
    ],
    ids=["proxy", "dropped", "answer lost", "server", "another listener"],
)
@pytest.mark.parametrize("method", ["getMe", "getUpdates"])
def test_polling_goes_on_after_a_fault_and_nothing_is_heard_twice(api, fault, method):
    api.fail(fault, method=method)
    api.say(ANNA, "một")
    found = heard(api, 1)
    assert [u.text for u in found.updates] == ["một"]
    assert len(found.faults) == 1
    assert heard_again(api) == []


def heard_again(api: BotApi) -> list[object]:
    """What another listener would be told after the first one has ended."""

    async def ask() -> list[object]:
        found = Heard(api)
        running = asyncio.create_task(found.listener.run(found.handle, MemoryInbox()))
        await asyncio.sleep(0.1)
        found.listener.stop()
        await running
        return found.updates

    return asyncio.run(ask())


def test_the_token_is_in_no_log_and_no_fault(api, caplog):
    caplog.set_level(logging.DEBUG)
    api.fail(Page(502), Silence.DROP_BEFORE, Refusal(409, "Conflict"), method="getUpdates")
    api.say(ANNA, "một")
    found = heard(api, 1)
    wrong = Heard(api, "987654321:another-token-that-is-not-taken")

    async def refused() -> None:
        running = asyncio.create_task(wrong.listener.run(wrong.handle, MemoryInbox()))
        while not wrong.faults:
            await asyncio.sleep(0.005)
        wrong.listener.stop()
        await running

    asyncio.run(refused())
    assert {e.cause for e in wrong.faults} == {Cause.UNAUTHORIZED}
    told = caplog.text + repr(caplog.records) + "".join(e.reason for e in (*found.faults, *wrong.faults))
    assert found.faults
    for secret in ("stand-in_TOKEN-that-must_never-be-seen", "another-token-that-is-not-taken"):
        assert secret not in told


def test_what_fails_in_the_handling_is_logged_and_the_next_is_heard(api, caplog):
    class Clumsy(Heard):
        async def handle(self, update: object) -> None:
            await super().handle(update)
            if len(self.updates) == 1:
                raise ValueError("slip")

    api.say(ANNA, "một")
    api.say(ANNA, "hai")
    found = Clumsy(api)
    asyncio.run(found.until(2))
    assert "slip" in caplog.text


class Shaken(MemoryInbox):
    """An inbox whose store fails once at each of its steps."""

    failed = False
    stuck = False

    def begin(self, number: int) -> bool:
        if not self.stuck:
            self.stuck = True
            raise OSError("database is locked")
        return super().begin(number)

    def keep(self, updates: Sequence[Kept]) -> Sequence[Kept]:
        if updates and not self.failed:
            self.failed = True
            raise OSError("no space left on device")
        return super().keep(updates)


def test_what_cannot_be_kept_is_not_confirmed_and_told_again(api, caplog):
    api.say(ANNA, "một")

    async def hear() -> Heard:
        found = Heard(api)
        await found.until(1, Shaken())
        return found

    assert [u.text for u in asyncio.run(hear()).updates] == ["một"]
    assert "no space left" in caplog.text and "database is locked" in caplog.text


def test_what_was_not_handled_is_handled_by_who_listens_next(api):
    class Killed(Heard):
        async def handle(self, update: object) -> None:
            await super().handle(update)
            raise asyncio.CancelledError  # as where the loop ends under it

    inbox = MemoryInbox()
    api.say(ANNA, "một")
    asyncio.run(Killed(api).until(1, inbox))
    api.say(ANNA, "hai")
    found = Heard(api)
    asyncio.run(found.until(2, inbox))
    assert [u.text for u in found.updates] == ["một", "hai"]
    assert inbox.left() == ()


def test_it_sends_edits_and_fetches(api):
    photo = api._state.store_file(b"x" * 100)

    async def go() -> tuple[bytes, str]:
        listener = Heard(api).listener
        await listener.connect()
        try:
            receipt = await listener.send(Message("Một", (), (Button("Nút", "d:x"),)), Recipient(str(ANNA)))
            await listener.edit(Message("Hai"), Recipient(str(ANNA)), receipt.reference)
            with pytest.raises(FileTooLarge):
                await listener.fetch(photo, 99)
            with pytest.raises(DeliveryError):
                await listener.fetch("no-such-file", 99)
            return await listener.fetch(photo, 100), listener.username
        finally:
            await listener.close()

    assert asyncio.run(go()) == (b"x" * 100, "stand_in_bot")
    assert [m.text for m in api.shown(ANNA)] == ["Hai"]


def test_one_listens_at_a_time_and_another_takes_over(bot):
    """The mark of whoever listens is taken by another process: this one stops, and comes back when the other's time is over."""
    bot.api.add_chat(ANNA)
    assert bot.told(ANNA, "một").text
    chats, now = bot.app.chats, bot.clock()
    bot.clock.now = now + LIFE * 2
    assert chats.hold(HOLD, "another", bot.clock(), bot.clock() + LIFE)
    bot.wait_until(lambda: not bot.listens())
    bot.api.say(ANNA, "hai")
    assert len(bot.api.messages) == 1
    bot.clock.now += LIFE
    assert bot.api.wait(2)[1].chat == ANNA


def test_who_stops_lets_another_one_listen_at_once(bot):
    bot.stop()
    assert bot.app.chats.hold(HOLD, "another", bot.clock(), bot.clock() + timedelta(seconds=1))
