"""What the outbox keeps of a delivery, as people read it: on the command line and on the coordinator's page."""

from scheduler.actions.snapshot import Snapshot
from scheduler.schedule import Delivery
from scheduler.words import say


def title_of(office: Snapshot, delivery: Delivery) -> str:
    """The work that it tells of: its title today, else the one kept with the delivery, else its UID."""
    occurrence = office.by_uid.get(delivery.uid)
    return occurrence.title if occurrence is not None else str(dict(delivery.facts).get("title", delivery.uid))


def note_text(note: str | None) -> str:
    """The sentence of a delivery's note: what happened to it, or what the channel answered."""
    return "" if note is None else _said(note, "note", "cause")


def cause_text(cause: str) -> str:
    """The sentence of why a channel failed."""
    return _said(cause, "cause")


def _said(code: str, *tables: str) -> str:
    for table in tables:
        try:
            return say("outbox", table, code)
        except KeyError:
            continue
    return code  # written by an earlier version, in the channel's words
