"""`outbox`: what waits to be sent, what was given up and why, which channels are dead, and the last tries."""

import argparse
from dataclasses import asdict
from datetime import datetime

from scheduler.actions.outbox import cause_text, note_text, rung_text, title_of
from scheduler.actions.snapshot import Snapshot
from scheduler.commands.offices import office_seen, person_of
from scheduler.commands.printing import print_json, print_table, told
from scheduler.deliveries import Attempt, DeadChannel, Delivery, DeliveryState
from scheduler.diagnostics import values
from scheduler.words import day_text, say

_SHOWN = 40
_STILL_OPEN = (DeliveryState.PENDING, DeliveryState.CLAIMED)
_ENDED = (DeliveryState.FAILED, DeliveryState.DROPPED)


def run(arguments: argparse.Namespace) -> int:
    """--person narrows it down. Nothing is written."""
    app, office = office_seen(arguments)
    if arguments.person is not None:
        person_of(office, arguments.person)
    held = app.repository.deliveries(person=arguments.person)
    tries = app.repository.attempts(person=arguments.person, limit=_SHOWN)
    dead = [d for d in app.repository.dead_channels().values() if arguments.person in (None, d.person)]
    if arguments.json:
        print_json(
            {
                "held": [_json(d) for d in held if d.state is not DeliveryState.SENT],
                "tries": [_json(t) for t in tries],
                "dead": [_json(d) for d in dead],
            }
        )
    else:
        _show(office, held, tries, dead)
    return 0


def _json(value: Delivery | Attempt | DeadChannel) -> dict[str, object]:
    facts = asdict(value) | ({"facts": dict(value.facts)} if isinstance(value, Delivery) else {})
    return {k: v.isoformat() if hasattr(v, "isoformat") else v for k, v in facts.items()}


def _show(office: Snapshot, held: tuple[Delivery, ...], tries: tuple[Attempt, ...], dead: list[DeadChannel]) -> None:
    waiting = [d for d in held if d.state in _STILL_OPEN][:_SHOWN]
    ended = [d for d in held if d.state in _ENDED][-_SHOWN:]
    columns = ("receiver", "channel-used", "title", "rung", "state", "reason-why")
    for code, those in (("waiting-to-go", waiting), ("not-sent", ended)):
        if those:
            print_table(told(code, count=len(those)), columns, [_cells(office, d) for d in those])
    if dead:
        rows = [(d.person, d.channel, _moment(office, d.since), say("outbox", "cause", d.cause)) for d in dead]
        print_table(told("dead-channels", count=len(dead)), ("receiver", "channel-used", "moment", "reason-why"), rows)
    if tries:
        columns = ("moment", "receiver", "channel-used", "items-told", "state", "reason-why")
        print_table(told("tries", count=len(tries)), columns, [_tried(office, t) for t in tries])
    if not (waiting or ended or dead or tries):
        print(told("outbox-empty"))


def _cells(office: Snapshot, delivery: Delivery) -> tuple[str, ...]:
    state = say("outbox", "state", delivery.state.value)
    if delivery.state is DeliveryState.PENDING and delivery.next_attempt is not None:
        state = f"{state} ({_moment(office, delivery.next_attempt)})"
    rung = rung_text(delivery.step)
    return delivery.person, delivery.channel, title_of(office, delivery), rung, state, note_text(delivery.note)


def _tried(office: Snapshot, tried: Attempt) -> tuple[str, ...]:
    again = "" if tried.again is None else _moment(office, tried.again)
    outcome = say("outbox", "outcome", tried.outcome.value, values(again=again))
    why = "" if tried.cause is None else cause_text(tried.cause)
    return _moment(office, tried.at), tried.person, tried.channel, str(tried.items), outcome, why


def _moment(office: Snapshot, moment: datetime) -> str:
    at = moment.astimezone(office.now.tzinfo)
    return f"{day_text(at.date())} {at:%H:%M}"
