"""Deliveries to one person → the entries of their message, under headings by how pressing each thing is. Pure."""

from collections.abc import Iterable, Sequence
from datetime import date

from scheduler.deliveries import Delivery
from scheduler.diagnostics import values
from scheduler.folding import as_one, fold_key, standing_fast
from scheduler.messages.entries import PRESSED, Entry, Line, Listing, Said, World, works_of
from scheduler.messages.told_beside import Changes, change_text, changes_told, notices, unreminded
from scheduler.reminders.steps import FREE, Notice, is_escalated, notice_of
from scheduler.terms import Kind
from scheduler.text import natural
from scheduler.words import say

_ORDER = ("overdue", "changed", "escalated", "today", "soon", "pace", "notice")


def listing(found: Sequence[Delivery], world: World) -> Listing:
    """What the deliveries to one person tell, each piece of work in one line, under the headings that anything stands under."""
    free = [d for d in found if notice_of(d.step) in FREE]
    rungs = sorted((d for d in found if d not in free), key=lambda d: (world.occurrences[d.uid].act_by, natural(d.uid)))
    changes = changes_told(free)
    grouped: dict[str, list[Entry]] = {heading: [] for heading in _ORDER}
    for line in _lines(rungs, changes, world):
        grouped[_heading(line, world.book.today)].append(line)
    grouped["overdue"] += _further(rungs)
    grouped["changed"] += unreminded(changes, {d.uid for d in rungs})
    grouped["notice"] += notices(free)
    return {heading: _together(those) for heading, those in grouped.items() if those}


def _further(rungs: Sequence[Delivery]) -> list[Entry]:
    """How much more is late than what is named."""
    told = [d for d in rungs if notice_of(d.step) is Notice.OVERDUE]
    more = max((int(dict(d.facts).get("more", 0)) for d in told), default=0)
    code = "further-pressed" if told and told[0].channel in PRESSED else "further"
    return [Said(say("messages", "item", code, values(more=more)), works=more)] if more else []


def heading_text(heading: str, bunches: Sequence[Sequence[Entry]]) -> str:
    """What stands above those entries; how many there are, where not all of them are named."""
    if heading == "overdue" and any(isinstance(those[0], Said) for those in bunches):
        return say("messages", "heading", "overdue-many", values(count=works_of(bunches)))
    return say("messages", "heading", heading)


def _together(lines: Iterable[Entry]) -> list[list[Entry]]:
    """The entries under a heading, those side by side that tell of the same work of several units."""
    found: dict[object, list[Entry]] = {}
    for line in lines:
        found.setdefault(line if isinstance(line, Said) else _work_of_all(line), []).append(line)
    return list(found.values())


def _work_of_all(line: Line) -> object:
    """What is equal in the parts that units have in one piece of work; never by how it stands, so that numbers stay."""
    o = line.occurrence
    alone = line.changed or line.reopened or notice_of(line.delivery.step) is Notice.PACE
    if alone or o.unit is None or o.quota > 1 or o.kind is Kind.CHECK_IN:
        return o.uid
    return o.plan, o.tasks, o.period_key, o.start, o.act_by, o.at


def _lines(found: Iterable[Delivery], changes: Changes, world: World) -> Iterable[Line]:
    """All that is said of one piece of work in one line: rungs that were held up with those after them, what somebody asked for, a
    change, a unit's check-ins of one period in all plans."""
    told: dict[tuple[object, ...], list[Delivery]] = {}
    for delivery in found:
        told.setdefault(fold_key(world.occurrences[delivery.uid]), []).append(delivery)
    return [_line(those, changes, world) for those in told.values()]


def _line(told: Sequence[Delivery], changes: Changes, world: World) -> Line:
    all_of_it = tuple(dict.fromkeys(world.occurrences[d.uid] for d in told))
    those = standing_fast(all_of_it, world.off)
    reopened = any(notice_of(d.step) is Notice.REOPENED for d in told)
    changed = next((change_text(*changes[d.uid]) for d in told if d.uid in changes), "")
    off = those[-1].uid in world.off
    return Line(max(told, key=_weight), as_one(those), those, reopened, changed, off)


def _weight(delivery: Delivery) -> int:
    """Of what is said of one piece of work, the weightiest leads: that others are late, then a rung, then a notice."""
    notice = notice_of(delivery.step)
    if notice is Notice.PACE:
        return 0
    return 3 if is_escalated(delivery.step) else 2 if notice is None else 1


def _heading(line: Line, today: date) -> str:
    delivery, occurrence = line.delivery, line.occurrence
    if line.changed:
        return "changed"
    if notice_of(delivery.step) is Notice.PACE:
        return "pace"
    if is_escalated(delivery.step):
        return "escalated"
    if occurrence.act_by < today:
        return "overdue"
    return "today" if occurrence.act_by == today else "soon"
