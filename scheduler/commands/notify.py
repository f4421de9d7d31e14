"""`notify`: one real test message to a person, or who is reached by what."""

import argparse
import asyncio
import sys
from collections.abc import Iterator
from typing import Final

from notifiers.notifier import Cause, DeliveryError, Notifier, describe
from scheduler.actions.snapshot import Snapshot
from scheduler.actions.trying import Trial, attempt
from scheduler.app import App, turns_of
from scheduler.channels import NEEDS_NO_ADDRESS, Means, NotSetUp, masked, set_up
from scheduler.commands.offices import NotFound, office_of, person_of
from scheduler.commands.printing import label, print_json, print_table
from scheduler.diagnostics import values
from scheduler.model import Person
from scheduler.words import day_text, say

_OURS_TO_MEND: Final = frozenset({Cause.UNAUTHORIZED, Cause.INSECURE, Cause.REDIRECTED, Cause.NOT_SET_UP})
"""What does not pass by itself."""


def run(arguments: argparse.Namespace) -> int:
    """`test`: exit status 1 where a channel did not take it; every channel of the person, or the one of --channel."""
    app, office = office_of(arguments)
    if arguments.action == "list":
        return _list(app, office, arguments)
    if arguments.person is None:
        raise NotFound("notify-whom", known=", ".join(p.id for p in office.config.people))
    person = person_of(office, arguments.person)
    results = [_tested(app, office, person, channel) for channel in _asked(person, arguments.channel)]
    if arguments.json:
        print_json([{"channel": channel, "well": well, "said": said} for channel, well, said in results])
    else:
        for _, well, said in results:
            print(said, file=sys.stdout if well else sys.stderr)
    return int(not all(well for _, well, _ in results))


def _asked(person: Person, channel: str | None) -> tuple[str, ...]:
    if channel is None:
        return person.channels
    if channel not in person.channels:
        raise NotFound("no-channel", channel=channel, person=person.id, known=", ".join(person.channels))
    return (channel,)


def _tested(app: App, office: Snapshot, person: Person, channel: str) -> tuple[str, bool, str]:
    """The channel, whether it took the message, and the sentences that say so."""
    facts = {"person": person.id, "channel": channel}
    address = app.repository.addresses().get((person.id, channel), "")
    if not address and channel not in NEEDS_NO_ADDRESS:
        return channel, False, _said("unlinked", **facts)
    notifier = set_up(channel, Means(office.config, sys.stdout, turns_of(app.repository, app.now())))
    if isinstance(notifier, NotSetUp):
        return channel, False, _said("not-set-up", **facts, why=say("channels", "setup", notifier.code, notifier.facts))
    trial = asyncio.run(_sent(app, notifier, person, address or person.id))
    facts["address"] = masked(channel, address) if address else person.id
    return channel, trial.error is None, " ".join(_sentences(trial, facts))


async def _sent(app: App, notifier: Notifier, person: Person, address: str) -> Trial:
    try:
        return await attempt(app.repository, notifier, person, address, app.now())
    finally:
        await notifier.close()


def _sentences(trial: Trial, facts: dict[str, str]) -> Iterator[str]:
    if trial.error is None:
        yield _said("arrived", **facts)
        if trial.revived:
            yield _said("revived", **facts)
    else:
        yield from _failure(trial.error, facts)
    if trial.moved_to is not None:
        yield _said("moved", **facts | {"address": masked(facts["channel"], trial.moved_to)})


def _failure(error: DeliveryError, facts: dict[str, str]) -> Iterator[str]:
    """What went wrong, what the other side said, and what to do."""
    known = describe(error)
    yield _said("failed", **facts, cause=say("outbox", "cause", error.cause.value))
    if "status" in known:
        yield _said("status", status=known["status"])
    yield _said("words", reason=str(known["reason"]).rstrip(". "))
    if error.permanent:
        yield _said("permanent")
    elif "seconds" in known:
        yield _said("wait", seconds=known["seconds"])
    elif error.unknown:
        yield _said("unknown")
    elif error.cause in _OURS_TO_MEND:
        yield _said("setting")
    elif not error.refused:
        yield _said("passing")


def _said(code: str, **facts: str | int) -> str:
    return say("channels", "test", code, values(**facts))


def _list(app: App, office: Snapshot, arguments: argparse.Namespace) -> int:
    rows = [
        (person.id, channel, *_standing(app, person.id, channel))
        for person in office.config.people
        if arguments.person in (None, person.id)
        for channel in person.channels
        if arguments.channel in (None, channel)
    ]
    if arguments.json:
        names = ("person", "channel", "address", "state")
        print_json([dict(zip(names, row, strict=True)) for row in rows])
    else:
        print_table(label("channels"), ("receiver", "channel", "address", "state"), rows)
    return 0


def _standing(app: App, person: str, channel: str) -> tuple[str, str]:
    """The masked address, and whether it takes messages."""
    address = app.repository.addresses().get((person, channel))
    dead = app.repository.dead_channels().get((person, channel))
    if dead is not None:
        facts = values(
            day=day_text(dead.since.astimezone(app.now().tzinfo).date()), cause=say("outbox", "cause", dead.cause)
        )
        return masked(channel, address or ""), say("channels", "state", "dead", facts)
    if address is None:
        return "", say("channels", "state", "ready" if channel in NEEDS_NO_ADDRESS else "unlinked")
    return masked(channel, address), say("channels", "state", "ready")
