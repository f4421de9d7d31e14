"""Waiting for one's turn: asyncio tasks that send, let through in the order of their coming as a Pacer permits."""

import asyncio
import math
import time
from bisect import insort
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta

from notifiers.pacing import Pacer


class TooLong(Exception):
    """The chat's turn is further away than anybody should hold a message for; wait: until then."""

    def __init__(self, wait: timedelta) -> None:
        super().__init__(f"no sending to this chat within the next {wait}")
        self.wait = wait


@dataclass(order=True, slots=True)
class _Waiting:
    rank: int
    number: int
    chat: str = field(compare=False)
    turn: asyncio.Future[None] = field(compare=False)


class Turns:
    """One queue for all that is sent with one bot token in this process, whoever sends it (the outbox, the conversation).

    Lower ranks go first, within a rank who came first; a chat whose time has not come holds up nobody else. patience:
    who would have to wait longer for the chat's own time is turned away with TooLong, at once.
    """

    def __init__(
        self,
        pacer: Pacer,
        patience: timedelta = timedelta(seconds=90),
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._pacer = pacer
        self._patience = patience.total_seconds()
        self._clock = clock
        self._queue: list[_Waiting] = []
        self._came = 0
        self._known = clock() - 1.0  # what was sent while the Pacer's history was read; counted twice, it only waits
        self._timer: asyncio.TimerHandle | None = None

    @asynccontextmanager
    async def turn(self, chat: str, rank: int = 0) -> AsyncIterator[None]:
        """Enter when a sending to the chat may start; leave when it was answered. Raises TooLong."""
        await self._wait(chat, rank)
        try:
            yield
        finally:
            self._leave(chat)

    def wait_for(self, chat: str) -> timedelta:
        """How long a sending to the chat has to wait at least, were nobody else waiting: for who chooses whom to send to."""
        now = self._clock()
        return timedelta(seconds=self._pacer.permitted_at(chat, now) - now)

    def halt(self, chat: str, wait: timedelta) -> None:
        """The channel told us to wait before the next sending to the chat."""
        self._pacer.halt(chat, wait.total_seconds(), self._clock())

    def recall(self, history: Iterable[tuple[str, float]]) -> None:
        """What was sent with the token, (chat, age in seconds): what is no older than the last `known` was sent by others."""
        now = self._clock()
        sent = ((chat, now - age) for chat, age in history)
        self._pacer.recall((chat, at) for chat, at in sent if at > self._known)

    def known(self) -> None:
        """All that was sent until now is known here: by this queue, or from `recall`."""
        self._known = self._clock()

    def moved(self, chat: str, to: str) -> None:
        """The chat has a new id."""
        self._pacer.moved(chat, to)

    async def _wait(self, chat: str, rank: int) -> None:
        self._came += 1
        waiting = _Waiting(rank, self._came, chat, asyncio.get_running_loop().create_future())
        insort(self._queue, waiting)
        self._let_through()
        try:
            await waiting.turn
        except asyncio.CancelledError:
            if waiting in self._queue:
                self._queue.remove(waiting)
            elif not waiting.turn.cancelled() and waiting.turn.exception() is None:
                self._leave(chat)  # its turn had come, and it was stopped before it knew
            raise

    def _leave(self, chat: str) -> None:
        self._pacer.settle(chat, self._clock())
        self._let_through()

    def _let_through(self) -> None:
        """Let all through that may start now, turn away who would wait too long, and come back when the next one may."""
        now, queue, blocked, soonest = self._clock(), self._queue, dict[str, float](), math.inf
        self._queue = []
        for waiting in queue:
            if waiting.turn.done():  # cancelled
                continue
            at = blocked.get(waiting.chat) or self._permitted_at(waiting.chat, now)
            if at <= now:
                self._pacer.begin(waiting.chat)
                waiting.turn.set_result(None)
                continue
            blocked[waiting.chat] = at
            if at - now > self._patience:
                waiting.turn.set_exception(TooLong(timedelta(seconds=at - now)))
                continue
            self._queue.append(waiting)
            soonest = min(soonest, at)
        self._come_back(soonest - now)

    def _permitted_at(self, chat: str, now: float) -> float:
        """The chat's own time is asked for only where any chat may send: a long queue is gone through at each answer."""
        everybody = self._pacer.all_permitted_at(now)
        return everybody if everybody > now else self._pacer.permitted_at(chat, now)

    def _come_back(self, wait: float) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._queue:
            self._timer = asyncio.get_running_loop().call_later(max(0.0, wait), self._let_through)
