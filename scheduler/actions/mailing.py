"""An e-mail's links: for each piece of work in it, the signed way to the page on which that person reports on it."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import timedelta
from typing import Final, TypeAlias

from notifiers.message import LinkButton, Message
from scheduler.actions.report import may_report
from scheduler.actions.snapshot import Snapshot
from scheduler.diagnostics import values
from scheduler.feeds.addresses import Addresses
from scheduler.messages import Digest
from scheduler.schedule import Occurrence
from scheduler.terms import Kind
from scheduler.text import shortened
from scheduler.words import day_text, say

Dress: TypeAlias = Callable[[Snapshot, Digest], Message]
"""What a digest's message looks like on its channel."""

MOST_LINKS: Final = 20
"""Links under one e-mail; who has more work than that opens the rest from the calendar."""

_LONGEST_TITLE: Final = 70  # characters: the whole title stands above

_PRIVATE: Final = frozenset({"email"})
"""Channels whose addresses are one person's: what is sent to a web address or a room may be read by others."""


def plainly(office: Snapshot, digest: Digest) -> Message:
    """The message as it is."""
    return digest.message


def with_links(addresses: Callable[[], Addresses]) -> Dress:
    """E-mails with a link for each piece of work that their reader may report; other channels as they are.

    A link opens a page and changes nothing; it is good for policy.link_days. None without public_url: an address of this
    machine alone helps nobody.
    """

    def dress(office: Snapshot, digest: Digest) -> Message:
        if digest.channel not in _PRIVATE or office.config.server.public_url is None:
            return digest.message
        made, until = addresses(), office.now.date() + timedelta(days=office.config.policy.link_days)
        links = tuple(
            LinkButton(_label(o), made.report_until(digest.person, o.uid, until)) for o in _open(office, digest)
        )
        if not links:
            return digest.message
        private = say("channels", "mail", "private", values(until=day_text(until)))
        said, buttons = digest.message.paragraphs, digest.message.buttons
        return replace(digest.message, paragraphs=(*said, private), buttons=(*buttons, *links[:MOST_LINKS]))

    return dress


def _open(office: Snapshot, digest: Digest) -> Iterable[Occurrence]:
    """What stands in the message and that person may report done, in the message's order; each once."""
    found = (office.by_uid.get(uid) for uid in dict.fromkeys(d.uid for d in digest.deliveries))
    known = sorted((o for o in found if o is not None), key=lambda o: (o.act_by, o.uid))
    return (
        o
        for o in known
        if o.reportable and not office.book.standing(o.uid).done and may_report(office, digest.person, o)
    )


def _label(occurrence: Occurrence) -> str:
    facts = values(title=shortened(occurrence.title, _LONGEST_TITLE), due=day_text(occurrence.act_by))
    in_parts = occurrence.kind is Kind.CHECK_IN or occurrence.quota > 1
    return say("channels", "mail", "report-progress" if in_parts else "report", facts)
