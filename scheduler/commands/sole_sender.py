"""One process of an office sends its outbox by Telegram at a time: the limits of a bot are kept by whoever sends."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from datetime import datetime, timedelta
from typing import Final

from scheduler.ports import Chats
from scheduler.store.errors import StoreError

LIFE: Final = timedelta(seconds=15)
"""How long the mark lasts: so long whoever wakes up after a kill waits at most."""

_HOLD: Final = "telegram-send"
_EVERY, _ASK_AGAIN = 4.0, 0.5  # seconds after which it is prolonged, and asked for again
_log = logging.getLogger(__name__)


@asynccontextmanager
async def sole_sender(
    chats: Chats, holder: str, clock: Callable[[], datetime], every: float = _ASK_AGAIN
) -> AsyncIterator[None]:
    """Enter when no other process sends; it finds in the outbox what that one left. Raises StoreError.

    clock: true time (UTC). every: seconds after which it is asked again.
    """
    while not await asyncio.to_thread(_held, chats, holder, clock()):
        await asyncio.sleep(every)
    prolonging = asyncio.create_task(_prolong(chats, holder, clock))
    try:
        yield
    finally:
        prolonging.cancel()
        with suppress(asyncio.CancelledError):
            await prolonging
        with suppress(StoreError):  # then the mark ends by itself
            await asyncio.to_thread(chats.let_go, _HOLD, holder)


def _held(chats: Chats, holder: str, now: datetime) -> bool:
    return chats.hold(_HOLD, holder, now, now + LIFE)


async def _prolong(chats: Chats, holder: str, clock: Callable[[], datetime]) -> None:
    while True:
        await asyncio.sleep(_EVERY)
        try:
            await asyncio.to_thread(_held, chats, holder, clock())
        except StoreError as error:
            _log.info("the mark of who sends could not be prolonged: %s", error.kind.value)
