"""Waiting for one's turn, in an event loop whose time jumps instead of passing."""

import asyncio
import selectors
from collections.abc import Coroutine
from datetime import timedelta

import pytest

from notifiers.pacing import Pacer
from notifiers.turns import TooLong, Turns


class _Jumping(selectors.DefaultSelector):
    """Never waits: what it would have waited has passed at once."""

    now = 0.0

    def select(self, timeout: float | None = None):
        self.now += timeout or 0.0
        return super().select(0)


class _Loop(asyncio.SelectorEventLoop):
    def __init__(self) -> None:
        self.jumping = _Jumping()
        super().__init__(self.jumping)

    def time(self) -> float:
        return self.jumping.now


def _run(main: Coroutine[object, object, object]) -> None:
    with asyncio.Runner(loop_factory=_Loop) as runner:
        runner.run(main)


def _turns(patience: float = 90.0) -> Turns:
    loop = asyncio.get_running_loop()
    return Turns(Pacer(loop.time()), timedelta(seconds=patience), loop.time)


class Log:
    """Who was let through when, in seconds rounded to ms."""

    def __init__(self, turns: Turns) -> None:
        self.turns = turns
        self.entries: list[tuple[float, str]] = []

    async def send(self, name: str, chat: str, rank: int = 0, takes: float = 0.0) -> None:
        async with self.turns.turn(chat, rank):
            self.entries.append((round(asyncio.get_running_loop().time(), 3), name))
            await asyncio.sleep(takes)


def test_a_chat_gets_one_a_second_in_the_order_of_coming():
    async def main() -> None:
        log = Log(_turns())
        await asyncio.gather(*(log.send(name, "1") for name in "abc"))
        assert log.entries == [(1.0, "a"), (2.0, "b"), (3.0, "c")]

    _run(main())


def test_a_chat_that_waits_holds_up_nobody_else():
    async def main() -> None:
        log = Log(_turns())
        log.turns.halt("1", timedelta(seconds=30))
        await asyncio.gather(log.send("a", "1"), log.send("b", "2"), log.send("c", "3"))
        assert log.entries == [(1.0, "b"), (1.0, "c"), (30.0, "a")]

    _run(main())


def test_thirty_a_second_and_lower_ranks_first():
    async def main() -> None:
        log = Log(_turns())
        backlog = [asyncio.create_task(log.send(f"{n}", str(n + 1))) for n in range(65)]
        await asyncio.sleep(1.5)
        await log.send("answer", "999", rank=-1)
        await asyncio.gather(*backlog)
        assert [sum(at == second for at, _ in log.entries) for second in (1.0, 2.0, 3.0)] == [30, 30, 6]
        assert log.entries[30] == (2.0, "answer")
        assert [name for _, name in log.entries if name != "answer"] == [str(n) for n in range(65)]

    _run(main())


def test_it_tells_how_far_away_a_turn_is():
    async def main() -> None:
        turns = _turns()
        turns.halt("1", timedelta(seconds=30))
        assert [turns.wait_for(chat) for chat in ("1", "2")] == [timedelta(seconds=30), timedelta(seconds=1)]
        await Log(turns).send("a", "2")
        assert [turns.wait_for(chat) for chat in ("2", "3")] == [timedelta(seconds=1), timedelta(0)]

    _run(main())


def test_a_slow_answer_holds_the_chat():
    async def main() -> None:
        log = Log(_turns())
        await asyncio.gather(log.send("a", "1", takes=5.0), log.send("b", "1"), log.send("c", "2"))
        assert log.entries == [(1.0, "a"), (1.0, "c"), (7.0, "b")]

    _run(main())


@pytest.mark.parametrize("chats", [["1"], ["1", "2", "3"]], ids=["one chat", "all"])
def test_nobody_is_held_for_an_hour(chats):
    async def main() -> None:
        turns = _turns()
        for chat in chats[:2]:
            turns.halt(chat, timedelta(hours=1))
        with pytest.raises(TooLong) as caught:
            await Log(turns).send("a", chats[-1])
        assert timedelta(minutes=59) < caught.value.wait <= timedelta(hours=1)

    _run(main())


@pytest.mark.parametrize("after", [0.0, 0.5, 1.0, 1.2], ids=["at once", "waiting", "as the turn comes", "within"])
def test_who_is_stopped_holds_up_nobody(after):
    async def main() -> None:
        log = Log(_turns())
        stopped = asyncio.create_task(log.send("a", "1", takes=1.0))
        await asyncio.sleep(after)
        stopped.cancel()
        await asyncio.gather(stopped, return_exceptions=True)
        await log.send("b", "1")
        at, name = log.entries[-1]
        assert name == "b"
        assert at <= after + 1.0 + 0.001

    _run(main())


def test_a_failure_within_a_turn_gives_it_back():
    async def main() -> None:
        turns = _turns()
        with pytest.raises(RuntimeError):
            async with turns.turn("1"):
                raise RuntimeError
        log = Log(turns)
        await log.send("b", "1")
        assert log.entries == [(2.0, "b")]

    _run(main())


def test_the_same_turns_serve_one_event_loop_after_another():
    pacer_time = _Jumping()
    turns = Turns(Pacer(0.0), clock=lambda: pacer_time.now)
    pacer_time.now = 5.0
    for _ in range(3):
        _run(Log(turns).send("a", "1"))
        pacer_time.now += 2.0


def test_what_others_sent_counts_and_what_was_sent_here_does_not_count_twice() -> None:
    async def main() -> None:
        turns = _turns()
        log = Log(turns)
        await asyncio.sleep(5)
        await log.send("mine", "1")
        turns.known()
        await asyncio.sleep(2)
        turns.recall([*((f"9{n}", 0.5) for n in range(30)), ("1", 2.0)])  # 30 of another process half a second ago
        await asyncio.gather(log.send("next", "1"), log.send("to theirs", "95"))
        assert [(round(at - log.entries[0][0], 2), name) for at, name in log.entries] == [
            (0.0, "mine"),
            (2.5, "next"),
            (2.5, "to theirs"),
        ]

    _run(main())


def test_what_others_sent_before_it_was_told_is_forgotten_in_its_order() -> None:
    async def main() -> None:
        turns = _turns()
        await asyncio.sleep(100)
        turns.recall([("-5", age) for age in (1.0, 59.0, 30.0)] + [("-5", 2.0)] * 17)
        assert turns.wait_for("-5").total_seconds() == pytest.approx(1.0)

    _run(main())
