"""`bot`: the Telegram conversation alone, for who lets another program serve calendars; `serve` holds it already."""

import argparse
import asyncio
import signal
from contextlib import suppress

from notifiers.kept_secret import SecretError
from scheduler.actions.apply import refresh
from scheduler.app import App, turns_of
from scheduler.commands.configured import app_of
from scheduler.commands.conversing import polling, token_place
from scheduler.commands.offices import NotFound
from scheduler.commands.printing import told


def run(arguments: argparse.Namespace) -> int:
    """Listens until interrupted. Raises NothingApplied, NotFound where there is no token."""
    app = app_of(arguments)
    refresh(app.repository, app.folder, app.now())
    with suppress(KeyboardInterrupt, asyncio.CancelledError):
        asyncio.run(_listen(app))
    print(told("stopped"))
    return 0


async def _listen(app: App) -> None:
    try:
        conversation = polling(app, turns_of(app.repository, app.now()))
    except SecretError as error:
        raise NotFound("no-token", fault=error.fault.value, source=token_place(app.folder, error)) from None
    print(told("listening"), flush=True)
    running = asyncio.create_task(conversation.run())
    _ends_when_asked(asyncio.get_running_loop(), asyncio.current_task())
    try:
        await asyncio.shield(running)
    except asyncio.CancelledError:  # what was heard is handled to its end; asked once more, at once
        conversation.stop()
        await running
        raise


def _ends_when_asked(loop: asyncio.AbstractEventLoop, listening: asyncio.Task[None] | None) -> None:
    """By Ctrl+C or a service manager's SIGTERM, by handlers of its own: a shell starts its background deaf to Ctrl+C."""
    assert listening is not None
    for asked in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(asked, listening.cancel)
