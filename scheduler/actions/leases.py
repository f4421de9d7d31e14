"""How long a claim lasts, and what keeps the claims of a process that lives."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

from scheduler.ports import Repository

LEASE = timedelta(minutes=5)
"""A claim lasts so long and is prolonged for as long as its process lives: what a killed one held waits no longer.

Longer than any wait for a turn (90 s), for an answer (four times 20 s) and for the store (23 s) together: were none ever prolonged
(a store that is held, a machine with far too much to do), a message of one part has left or failed before another
process may take it.
"""

_PROLONGED = LEASE.total_seconds() / 5
_log = logging.getLogger(__name__)


@asynccontextmanager
async def prolonging(repository: Repository, worker: str, now: Callable[[], datetime]) -> AsyncIterator[None]:
    """While it lasts, what the worker holds stays its own. now: in UTC."""
    task = asyncio.create_task(_prolong(repository, worker, now))
    try:
        yield
    finally:
        task.cancel()


async def _prolong(repository: Repository, worker: str, now: Callable[[], datetime]) -> None:
    """Whoever waits long for a turn or an answer keeps what it holds; a store that fails now is asked again in time."""
    while True:
        await asyncio.sleep(_PROLONGED)
        try:
            await asyncio.to_thread(repository.prolong, worker, now() + LEASE)
        except Exception as error:  # the store's, most likely
            _log.info("what is being sent could not be kept for longer: %s", type(error).__name__)
