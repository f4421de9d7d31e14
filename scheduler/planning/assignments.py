"""Occasions × units → Occurrences: the event that all see, and one of its own for each unit that leads it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from calendars.workdays import OfficeCalendar
from scheduler.diagnostics import values
from scheduler.mention import Mention
from scheduler.model import Task, Unit
from scheduler.planning.check_ins import check_in_title
from scheduler.planning.directory import Directory
from scheduler.planning.due_days import acting_day
from scheduler.planning.mentions import named_on, that_say
from scheduler.planning.occasion import Occasion
from scheduler.planning.succession import Seat, all_before, reasons, seats
from scheduler.policy import Policy
from scheduler.schedule import Occurrence
from scheduler.terms import Kind
from scheduler.titles import is_of_text, of_duty, of_stream
from scheduler.trace import Reason
from scheduler.words import say


@dataclass(frozen=True, slots=True)
class Assignable:
    """A task with its stored key, the units that it names (groups as such), and the trace that all its dates share.

    quoted: the phrase as the event quotes it, without the quotes around it.
    since: the day on which the task was first applied; what was to be done before it is history.
    """

    key: str
    plan: str
    plan_name: str
    task: Task
    leads: tuple[Unit, ...]
    coordinating: tuple[Unit, ...]
    phrase: str
    quoted: str
    why: tuple[Reason, ...]
    since: date
    directing: tuple[Unit, ...] = ()


@dataclass(frozen=True, slots=True)
class Rules:
    """What every occurrence of an office needs: its id (for UIDs), policy, working days, and who has whose work when."""

    office: str
    policy: Policy
    calendar: OfficeCalendar
    directory: Directory


def assigned(work: Assignable, occasions: Iterable[Occasion], rules: Rules) -> tuple[Occurrence, ...]:
    """The occurrences of one task: the one that all see and, where units lead it, one of its own for each of them.

    A sole lead has a part too: who joins it or leaves it later changes neither its UID nor what it has reported.
    """
    return tuple(o for occasion in occasions for o in _of_occasion(work, occasion, rules))


def folded_check_ins(plan: str, asked: Iterable[tuple[Assignable, Occasion]], rules: Rules) -> tuple[Occurrence, ...]:
    """One check-in for each (plan, unit, period) that lists its tasks, and for each period one that all units share."""
    periods: dict[str, list[tuple[Assignable, Occasion]]] = {}
    for work, occasion in asked:
        periods.setdefault(occasion.period_key, []).append((work, occasion))
    return tuple(o for found in periods.values() for o in _check_ins_of_period(plan, found, rules))


def _of_occasion(work: Assignable, occasion: Occasion, rules: Rules) -> tuple[Occurrence, ...]:
    leads = seats(work.leads, occasion.due, rules.directory)
    beside = [
        s for s in seats(work.coordinating, occasion.due, rules.directory) if s.unit not in {x.unit for x in leads}
    ]
    shared = _occurrence(work.key, work.plan, occasion, (work,), rules)
    shared = replace(
        shared,
        title=_title(work.task),
        leads=tuple(s.unit.id for s in leads),
        coordinating=tuple(s.unit.id for s in beside),
        why=(*shared.why, *reasons((*leads, *beside))),
        led_before=all_before(leads),
        helped_before=all_before(seats(work.coordinating, occasion.due, rules.directory)),
        mentions=that_say((Mention(work.key, directing=named_on(work.directing, occasion.due, rules.directory)),)),
    )
    return _apart(shared, [(seat, _with_others(shared, work, seat, rules)) for seat in leads]) if leads else (shared,)


def _with_others(shared: Occurrence, work: Assignable, seat: Seat, rules: Rules) -> Occurrence:
    """A unit's own event: with who leads the work beside it."""
    told = {m.task: m for m in shared.mentions}.get(work.key, Mention(work.key))
    others = _beside(named_on(work.leads, shared.due, rules.directory), seat, rules)
    return replace(shared, mentions=that_say((replace(told, leads=others),)))


def _beside(leads: Iterable[str], seat: Seat, rules: Rules) -> tuple[str, ...]:
    """Who leads beside a unit; of a group that it is in each member does its own."""
    mine = {seat.unit.id, *seat.before}
    return tuple(u for u in leads if mine.isdisjoint((u, *rules.directory.opened((u,)))))


def _title(task: Task) -> str:
    if is_of_text(task.no):
        return of_duty(task.title, task.lead, task.timing)
    return of_stream(task.stream, task.title) if task.stream else task.title


def _check_ins_of_period(
    plan: str, found: Sequence[tuple[Assignable, Occasion]], rules: Rules
) -> tuple[Occurrence, ...]:
    seated = [(w, o, seats(w.leads, o.due, rules.directory)) for w, o in found]
    named = [u for w, _ in found for u in w.leads]
    units = {seat.unit.id: seat for seat in seats(named, found[0][1].due, rules.directory)}
    units |= {seat.unit.id: seat for *_, own in seated for seat in own if seat.unit.id not in units}
    shared = _folded(plan, found, rules)
    mine = [_check_in_of(plan, seat, seated, rules) for seat in units.values()]
    moved = replace(
        shared,
        leads=tuple(units),
        why=(*shared.why, *reasons(units.values())),
        led_before=all_before(units.values()),
        mentions=_where_leads_differ(shared.mentions),
    )
    return _apart(moved, mine)


def _check_in_of(
    plan: str, seat: Seat, seated: Iterable[tuple[Assignable, Occasion, Sequence[Seat]]], rules: Rules
) -> tuple[Seat, Occurrence]:
    """A unit's own check-in: on what it leads, with who leads that beside it, and what of it is another unit's from a day on.

    It stands in the calendar of a unit that it took work over from only where all of it was that unit's: else that calendar would
    fill up with what never was its own.
    """
    held = [(w, o, own) for w, o, seats_ in seated for own in seats_ if own.unit == seat.unit]
    folded = _folded(plan, [(w, o) for w, o, _ in held], rules)
    mentions = that_say(replace(m, leads=_beside(m.leads, seat, rules)) for m in folded.mentions)
    before = tuple(unit for unit in seat.before if all(unit in own.before for *_, own in held))
    why = _handed_over([(w, own) for w, _, own in held])
    return replace(seat, before=before), replace(folded, mentions=mentions, why=(*folded.why, *why))


def _handed_over(held: Sequence[tuple[Assignable, Seat]]) -> Iterable[Reason]:
    """Each succession among the tasks of one check-in, with their items where it is not that of all."""
    items: dict[Reason, list[str]] = {}
    for work, seat in held:
        for reason in seat.why:
            items.setdefault(reason, []).append(work.task.no)
    for reason, own in items.items():
        if len(own) == len(held):
            yield reason
        else:
            yield Reason("unit-replaced-items", (*reason.values, *values(items=", ".join(own))))


def _folded(plan: str, found: Sequence[tuple[Assignable, Occasion]], rules: Rules) -> Occurrence:
    occasion = found[0][1]
    # Continuous work and work to finish within the year are asked about together, each for its own reason.
    why_then = tuple(dict.fromkeys(r for _, o in found if o.due == occasion.due for r in o.why))
    occasion = replace(occasion, why=why_then)
    made = _occurrence(f"{plan}.check-in", plan, occasion, [w for w, _ in found], rules)
    title = check_in_title(occasion.label, len(found), occasion.why)
    why = _quoted([w for w, _ in found])
    phrase = found[0][0].quoted if why.code == "phrases" else ""  # of several, the reason names the items of each
    whole = tuple(r for r in made.why if r not in _own(found))
    return replace(made, title=title, phrase=phrase, why=(why, *whole), mentions=_mentions(found, rules))


def _mentions(found: Sequence[tuple[Assignable, Occasion]], rules: Rules) -> tuple[Mention, ...]:
    """Who has a share in each of the tasks."""
    known = rules.directory
    leads = [named_on(work.leads, occasion.due, known) for work, occasion in found]
    return that_say(
        Mention(
            work.key,
            own,
            tuple(u for u in named_on(work.coordinating, occasion.due, known) if u not in own),
            named_on(work.directing, occasion.due, known),
        )
        for (work, occasion), own in zip(found, leads, strict=True)
    )


def _where_leads_differ(mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """What all see: who leads each task is said where not all have the same leads."""
    if len({m.leads for m in mentions}) > 1:
        return tuple(mentions)
    return that_say(replace(m, leads=()) for m in mentions)


def _quoted(works: Sequence[Assignable]) -> Reason:
    """What the plan says of all of them, once; where it says several things, each with the items of which it says it."""
    items: dict[str, list[str]] = {}
    for work in works:
        items.setdefault(work.quoted, []).append(work.task.no)
    plan = works[0].plan_name
    if len(items) == 1:
        return Reason("phrases", values(phrases=works[0].quoted, plan=plan, items=", ".join(w.task.no for w in works)))
    said = (say("planning", "label", "of-items", values(items=", ".join(n), phrase=q)) for q, n in items.items() if q)
    return Reason("phrases-of-items", values(phrases="; ".join(said), plan=plan))


def _own(found: Sequence[tuple[Assignable, Occasion]]) -> set[Reason]:
    """What each task says of its timing for itself: the folded check-in tells it in one sentence."""
    return {reason for work, _ in found for reason in work.why if not reason.code.startswith("units-given")}


def _apart(shared: Occurrence, mine: Sequence[tuple[Seat, Occurrence]]) -> tuple[Occurrence, ...]:
    """The shared event and each unit's own; a unit that took over another's work takes over its UID with it."""
    name, _, host = shared.uid.partition("@")
    keys = _keys([seat for seat, _ in mine])
    own = tuple(
        replace(
            o,
            uid=f"{name}-{keys[seat.unit.id]}@{host}",
            unit=seat.unit.id,
            leads=(seat.unit.id,),
            coordinating=shared.coordinating,
            led_before=seat.before,
            helped_before=(),
        )
        for seat, o in mine
    )
    return (replace(shared, parts=tuple(o.uid for o in own)), *own)


def _keys(found: Sequence[Seat]) -> dict[str, str]:
    """By unit the id that its UID bears; where two would bear one, each its own."""
    count = Counter(seat.key for seat in found)
    return {seat.unit.id: seat.key if count[seat.key] == 1 else seat.unit.id for seat in found}


def _occurrence(key: str, plan: str, occasion: Occasion, works: Sequence[Assignable], rules: Rules) -> Occurrence:
    on_air = occasion.kind is Kind.BROADCAST and occasion.at is not None
    act_by, shift = acting_day(occasion.due, rules.policy.on_day_off, rules.calendar, "air" if on_air else "act")
    return Occurrence(
        uid=f"{key}-{occasion.period_key}@{rules.office}",
        plan=plan,
        kind=occasion.kind,
        period_key=occasion.period_key,
        title="",
        tasks=tuple(w.key for w in works),
        start=occasion.start,
        end=occasion.due + timedelta(days=1),
        due=occasion.due,
        act_by=act_by,
        at=occasion.at,
        minutes=occasion.minutes,
        quota=occasion.quota,
        item=occasion.item,
        number=occasion.number,
        total=occasion.total,
        label=occasion.label,
        phrase=works[0].quoted,
        why=(*dict.fromkeys(r for w in works for r in w.why), *occasion.why, *shift),
        assumptions=occasion.assumptions,
        history=act_by < min(w.since for w in works),
    )
