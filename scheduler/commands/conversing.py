"""The Telegram side of a running program: one event loop in a thread of its own, for the conversation and for the outbox."""

import asyncio
import logging
import threading
from collections.abc import Coroutine
from concurrent.futures import Future
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from notifiers.kept_secret import SecretError
from notifiers.notifier import Cause, DeliveryError
from notifiers.turns import Turns
from scheduler.actions.snapshot import applied_config
from scheduler.app import App, listener_for
from scheduler.bot.answers import answered
from scheduler.bot.conversation import Conversation
from scheduler.bot.desk import Desk
from scheduler.bot.polling import Polling
from scheduler.bot.presses import pressed
from scheduler.commands.configured import warn
from scheduler.words import say

_Result = TypeVar("_Result")
_TWO_LISTENERS = 409
_log = logging.getLogger(__name__)


class Loop:
    """An event loop that runs until the block is left. All that goes to Telegram runs in it: one queue (Turns) serves one loop."""

    def __init__(self) -> None:
        self._begun: Future[asyncio.AbstractEventLoop] = Future()
        self._end = asyncio.Event()
        # Whoever is interrupted before the block is entered leaves a thread that ends with the process, its loop untouched.
        self._thread = threading.Thread(target=lambda: asyncio.run(self._until_left()), name="telegram", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        self._begun.result()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._begun.result().call_soon_threadsafe(self._end.set)
        self._thread.join()

    async def _until_left(self) -> None:
        """What is still under way when the block is left is cancelled by asyncio.run."""
        self._begun.set_result(asyncio.get_running_loop())
        await self._end.wait()

    def run(self, work: Coroutine[object, object, _Result]) -> _Result:
        """Run it to its end, from another thread; what it raises is raised here."""
        return self.start(work).result()

    def start(self, work: Coroutine[object, object, _Result]) -> "Future[_Result]":
        """Let it run, and go on in this thread."""
        return asyncio.run_coroutine_threadsafe(work, self._begun.result())


class Listening:
    """Listens in that loop, where there is a token, until the block is left; then what was heard is handled to its end."""

    def __init__(self, app: App, loop: Loop, turns: Turns) -> None:
        self._app = app
        self._loop = loop
        self._turns = turns
        self._polling: Polling | None = None
        self._running: Future[None] | None = None

    def __enter__(self) -> Self:
        try:
            self._polling = self._loop.run(self._made())
        except SecretError as error:
            _log.info("nobody listens on Telegram: %s", error)
        else:
            self._running = self._loop.start(self._polling.run())
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._polling is not None and self._running is not None:
            self._loop.run(self._stop(self._polling))
            self._running.result()

    async def _made(self) -> Polling:
        return polling(self._app, self._turns)

    async def _stop(self, polling: Polling) -> None:
        polling.stop()


def polling(app: App, turns: Turns) -> Polling:
    """The office's conversation, to be run in the event loop of those turns. Raises SecretError, NothingApplied."""
    config = applied_config(app.office().revision, app.folder)
    desk = Desk(app, listener_for(config, turns, Fault()))
    return Polling(desk, Conversation(desk, pressed, answered).handle)


class Fault:
    """Says why nobody can be heard, once for each reason and not at each try."""

    def __init__(self) -> None:
        self._said: Cause | None = None

    def __call__(self, error: DeliveryError) -> None:
        """Told of each try that failed."""
        if error.cause is not self._said:
            self._said = error.cause
            if error.status == _TWO_LISTENERS:
                warn("two-listeners")
            else:
                warn("not-listening", reason=say("outbox", "cause", error.cause.value))


def token_place(folder: Path, error: SecretError) -> str:
    """Where the token was looked for, as its user knows the place."""
    return error.source.removeprefix(f"{folder}/")
