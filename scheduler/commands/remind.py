"""`remind`: one wake-up, or with --dry-run the messages that it would send now."""

import argparse
import asyncio
import secrets
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext
from typing import TextIO

from notifiers.message import Message
from notifiers.turns import Turns
from scheduler.actions.mailing import with_links
from scheduler.actions.remind import dry_run, wake_up
from scheduler.actions.sending import Outcome
from scheduler.app import App, notifiers_for, sent_lately, true_time, turns_of
from scheduler.commands.offices import office_of, office_seen
from scheduler.commands.printing import print_json, told
from scheduler.commands.sole_sender import sole_sender
from scheduler.settings import Config
from scheduler.words import say


def run(arguments: argparse.Namespace) -> int:
    """Exit status 1 where a message could not be sent; it is tried again by a later wake-up."""
    outcomes = _outcomes(arguments)
    if arguments.json:
        print_json([_json(o) for o in outcomes])
    else:
        _show(outcomes)
    return int(any(o.sent is False for o in outcomes))


def _outcomes(arguments: argparse.Namespace) -> tuple[Outcome, ...]:
    if arguments.dry_run:
        app, office = office_seen(arguments)
        return dry_run(app.repository, office)
    app, office = office_of(arguments)
    console = sys.stderr if arguments.json else sys.stdout  # standard output is to stay one JSON document
    return asyncio.run(woken(app, office.config, console, turns_of(app.repository, app.now())))


async def woken(app: App, config: Config, console: TextIO, turns: Turns) -> tuple[Outcome, ...]:
    """One wake-up with the channels that config's people use, let go of afterwards."""
    notifiers = notifiers_for(config, console, turns)
    dress = with_links(lambda: app.addresses_by(config))
    try:
        async with _alone(app, turns) if "telegram" in notifiers else nullcontext():
            return await wake_up(app.repository, app.folder, notifiers, app.now, dress)
    finally:
        for notifier in notifiers.values():
            await notifier.close()


@asynccontextmanager
async def _alone(app: App, turns: Turns) -> AsyncIterator[None]:
    """While this process alone sends, it knows all that counts for Telegram's limits."""
    async with sole_sender(app.chats, secrets.token_hex(8), true_time):
        turns.recall(await asyncio.to_thread(sent_lately, app.repository, app.now()))
        try:
            yield
        finally:
            turns.known()


def message_text(message: Message) -> str:
    """A message as a person reads it."""
    return "\n".join((message.title, *message.paragraphs))


def show_message(outcome: Outcome) -> None:
    """To whom, by which channel, and the message."""
    print(told("to-person", person=outcome.digest.person, channel=outcome.digest.channel))
    print("\n".join(f"    {line}" for line in message_text(outcome.digest.message).splitlines()))


def failure(outcome: Outcome) -> dict[str, str]:
    """The facts of the sentence that says why a message did not go out; what the channel itself said is in its own words."""
    reason = say("outbox", "cause", outcome.note or "other")
    return {"person": outcome.digest.person, "channel": outcome.digest.channel, "reason": reason}


def _show(outcomes: tuple[Outcome, ...]) -> None:
    if not outcomes:
        print(told("nothing-to-send"))
        return
    if outcomes[0].sent is None:
        print(told("would-send", count=len(outcomes)))
        for outcome in outcomes:
            show_message(outcome)
        return
    failed = [o for o in outcomes if not o.sent]
    for outcome in failed:
        print(told("failed", **failure(outcome)))
    print(told("sent", count=len(outcomes) - len(failed), failed=len(failed)))


def _json(outcome: Outcome) -> dict[str, object]:
    digest = outcome.digest
    return {
        "person": digest.person,
        "channel": digest.channel,
        "sent": outcome.sent,
        "note": outcome.note,
        "title": digest.message.title,
        "text": message_text(digest.message),
        "items": [{"uid": d.uid, "step": d.step} for d in digest.deliveries],
    }
