"""The links of a message: for each piece of work in it, the signed way to the page on which that person reports on it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Final, TypeAlias

from notifiers.message import LinkButton, Message
from scheduler.actions.report import may_report
from scheduler.actions.snapshot import Snapshot
from scheduler.book import State
from scheduler.diagnostics import values
from scheduler.event_titles import summary
from scheduler.feeds.addresses import Addresses
from scheduler.messages import Digest
from scheduler.schedule import Occurrence
from scheduler.terms import Kind
from scheduler.text import shortened
from scheduler.words import day_text, say

Dress: TypeAlias = Callable[[Snapshot, Digest], Message]
"""What a digest's message looks like on its channel."""

MOST_LINKS: Final = 20
"""Links under one message; who has more work than that opens the rest from the calendar."""

_LONGEST_TITLE: Final = 70  # characters: the whole title stands above

_LINKED: Final = frozenset({"email", "webhook", "apprise"})
"""Channels on which no button comes back to us. Whoever reads there may report what the linked person may, and no more: a mailbox
may be shared as a room may, so it is said in the message, the link names one piece of work, and its days are few."""


def plainly(office: Snapshot, digest: Digest) -> Message:
    """The message as it is."""
    return digest.message


def with_links(addresses: Callable[[], Addresses]) -> Dress:
    """A link for each piece of work that the reader may report, where no button can be pressed; other channels as they are.

    A link opens a page and changes nothing; it is good for policy.link_days. None without public_url: an address of this
    machine alone helps nobody.
    """

    def dress(office: Snapshot, digest: Digest) -> Message:
        if digest.channel not in _LINKED or office.config.server.public_url is None:
            return digest.message
        made, until = addresses(), office.now.date() + timedelta(days=office.config.policy.link_days)
        waits = tuple(_open(office, digest))
        if not waits:
            return digest.message
        near = {o.uid: digest.places.get(o.uid, 0) for o in waits}
        links = tuple(
            LinkButton(label, made.report_until(digest.person, o.uid, until), near=near[o.uid], short=short)
            for o, label, short in zip(waits, _labels(office, waits), _shorts(office, waits, near), strict=True)
        )
        private = say(
            "channels",
            "mail",
            "private" if digest.channel == "email" else "private-room",
            values(until=day_text(until)),
        )
        said, buttons = digest.message.paragraphs, digest.message.buttons
        rest = values(count=len(links) - MOST_LINKS)
        further = (say("channels", "mail", "further", rest),) if len(links) > MOST_LINKS else ()
        return replace(digest.message, paragraphs=(*said, *further, private), buttons=(*buttons, *links[:MOST_LINKS]))

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


def _labels(office: Snapshot, found: Sequence[Occurrence]) -> Iterable[str]:
    """What each link is called; where two would be called the same, by their units."""
    plain = [_label(o, summary(o, State.PLANNED, replace(office.book, moved={}))) for o in found]
    for o, label in zip(found, plain, strict=True):
        unit = office.book.unit_names(o.leads)
        yield label if plain.count(label) == 1 else say("channels", "mail", "of-unit", values(label=label, unit=unit))


def _label(occurrence: Occurrence, title: str) -> str:
    facts = values(title=shortened(title, _LONGEST_TITLE), due=day_text(occurrence.act_by))
    return say("channels", "mail", "report-progress" if _in_parts(occurrence) else "report", facts)


def _shorts(office: Snapshot, found: Sequence[Occurrence], near: Mapping[str, int]) -> Iterable[str]:
    """What each is called beside its work, where the title stands already; where several stand there, by its unit or plan."""
    places = list(near.values())
    for o in found:
        label = say("channels", "mail", "near-progress" if _in_parts(o) else "near")
        fellows = [other for other in found if near[other.uid] == near[o.uid]]
        units = {other.leads for other in fellows}
        other = office.book.unit_names(o.leads) if len(units) > 1 else office.book.short_plan_name(o.plan)
        alone = places.count(near[o.uid]) == 1
        yield label if alone else say("channels", "mail", "of-unit", values(label=label, unit=other))


def _in_parts(occurrence: Occurrence) -> bool:
    return occurrence.kind is Kind.CHECK_IN or occurrence.quota > 1
