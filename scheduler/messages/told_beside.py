"""What a message tells beside reminders: what moved or is new, each piece of work once, and notices. Pure."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TypeAlias

from scheduler.deliveries import Delivery
from scheduler.diagnostics import values
from scheduler.messages.entries import Said
from scheduler.reminders.steps import CHANGES, Notice, notice_of
from scheduler.words import say

Change: TypeAlias = tuple[Notice, Mapping[str, str | int]]
"""What became of a piece of work, with the facts of the sentence that says so."""

Changes: TypeAlias = Mapping[str, Change]
"""By uid of the work."""


def changes_told(free: Iterable[Delivery]) -> Changes:
    """What changed, each piece of work once: from where it was first to where it is now, unless that is the same."""
    by_uid: dict[str, list[Delivery]] = {}
    for delivery in sorted((d for d in free if notice_of(d.step) in CHANGES), key=lambda d: (_sequence(d), d.day)):
        by_uid.setdefault(delivery.uid, []).append(delivery)
    ordered = sorted(by_uid.items(), key=lambda one: str(dict(one[1][-1].facts)["until"]))
    return {uid: change for uid, told in ordered if (change := _change(told)) is not None}


def _change(told: Sequence[Delivery]) -> Change | None:
    first, last = dict(told[0].facts), dict(told[-1].facts)
    notice = notice_of(told[-1].step)
    assert notice is not None
    if notice is Notice.MOVED and notice_of(told[0].step) is Notice.NEW:
        notice = Notice.NEW
    facts = {k: v for k, v in (last | {"was": first["was"] or last["was"]}).items() if k != "until"}
    return (notice, facts) if facts["was"] != facts["now"] else None


def _sequence(delivery: Delivery) -> int:
    return int(delivery.step.partition(":")[2] or 0)


def unreminded(changes: Changes, reminded: Collection[str]) -> Iterable[Said]:
    """What changed and is not reminded of in the same message, where it is one line with its reminder."""
    for uid, (notice, facts) in changes.items():
        if uid not in reminded or notice is Notice.CANCELLED:
            yield Said(say("messages", "item", notice.value, values(**facts)), uid)


def change_text(notice: Notice, facts: Mapping[str, str | int]) -> str:
    """The change as its reminder's line says it; "" for work that was called off, which has a line of its own."""
    if notice is Notice.CANCELLED:
        return ""
    return say("messages", "change", notice.value, values(was=facts["was"]))


def notices(free: Iterable[Delivery]) -> Iterable[Said]:
    """What is told of no work in particular, or of work that nobody is reminded of."""
    for delivery in free:
        notice = notice_of(delivery.step)
        if notice is not None and notice not in CHANGES:
            earlier = {"person": "", "code": "", "instead": "", "begun": ""}  # what those of an earlier version lack
            facts = earlier | dict(delivery.facts)
            yield Said(say("messages", "item", notice.value, values(**facts)))
