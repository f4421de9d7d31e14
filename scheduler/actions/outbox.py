"""What the outbox keeps of a delivery, as people read it: on the command line and on the coordinator's page."""

from scheduler.actions.snapshot import Snapshot
from scheduler.config.fields import read_rung
from scheduler.deliveries import Delivery
from scheduler.diagnostics import values
from scheduler.reminders.steps import notice_of
from scheduler.terms import Audience
from scheduler.words import say


def title_of(office: Snapshot, delivery: Delivery) -> str:
    """The work that it tells of: its title today, else the one kept with the delivery, else its UID."""
    occurrence = office.by_uid.get(delivery.uid)
    return occurrence.title if occurrence is not None else str(dict(delivery.facts).get("title", delivery.uid))


def rung_text(step: str) -> str:
    """What a delivery's step says: when a rung of a ladder speaks and to whom, or which notice it is."""
    notice = notice_of(step)
    if notice is not None:
        return say("outbox", "notice", notice.value)
    rung = read_rung(step)
    if rung is None:
        return step  # written by an earlier version
    when = _when_text(rung.offset)
    if rung.audience is Audience.STAFF:
        return when
    return say(
        "outbox", "rung", "escalated", values(rung=when, audience=say("outbox", "audience", rung.audience.value))
    )


def _when_text(offset: int | None) -> str:
    if offset is None:
        return say("outbox", "rung", "opening")
    code = "due" if offset == 0 else "before" if offset < 0 else "after"
    return say("outbox", "rung", code, values(days=abs(offset)))


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
