"""A feed as an office stands: its calendar and its bytes, each event with its published revision and the link to its page."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import assert_never

from calendars.blocks import Block, Blocks
from calendars.event import Alarm, Event, Feed, Todo
from calendars.feed import assemble, block_of
from scheduler.actions.agenda import selected
from scheduler.actions.snapshot import Snapshot
from scheduler.book import State
from scheduler.feeds.addresses import Addresses
from scheduler.feeds.events import (
    Told,
    due_event,
    event_of,
    head_of,
    in_order,
    linked,
    linked_todo,
    revised,
    spans_days,
    todo_of,
    waiting_todos,
)
from scheduler.feeds.members import LEAP
from scheduler.feeds.query import Entries, Look, Query
from scheduler.feeds.series import exception_of, with_series
from scheduler.feeds.specs import FeedSpec, Scope, stands_in
from scheduler.feeds.window import Window
from scheduler.schedule import Occurrence, Waiting
from scheduler.settings import EventForm, WindowForm
from scheduler.terms import Kind
from scheduler.words import say


@dataclass(frozen=True, slots=True)
class Asked:
    """One rendering of a feed: which, through which window, narrowed and shown how; addresses: None where none are known.

    text: the query as its address has it, "" where there is none.
    """

    spec: FeedSpec
    window: Window
    addresses: Addresses | None = None
    query: Query = Query()
    text: str = ""

    @property
    def whole_query(self) -> Query:
        """What the feed itself is narrowed to, and what was asked on top."""
        return self.spec.query.then(self.query)


def calendar_of(office: Snapshot, asked: Asked) -> Feed:
    """The feed's calendar, each entry with its published revision."""
    head, look = _head(office, asked)
    found = selected(office, asked.spec, asked.window, asked.whole_query)
    if look.entries is Entries.TODOS:
        asked_for = (o for o in found if office.state(o) is not State.HISTORY)  # a task list would show it as late
        undated = _waiting_todos(office, asked)
        return replace(head, todos=(*(_todo(office, asked, o) for o in asked_for), *undated))
    return replace(head, events=_events(office, asked, look, found))


def _told_by(office: Snapshot) -> Told:
    """The revision of tasks that wait: that of the last apply, which alone changes them, above what a restored store leapt over."""
    leapt = max((p.sequence for p in office.published.values()), default=0) // LEAP * LEAP
    return Told(leapt + office.revision.id, office.revision.applied_at, office.published)


def _waiting_todos(office: Snapshot, asked: Asked) -> Iterator[Todo]:
    """What waits for its day in this feed. Of several of one task each keeps its UID, whichever of them the feed shows."""
    shown, told = set(waiting_in(office, asked.spec, asked.whole_query)), _told_by(office)
    found = waiting_todos(office.waiting, office.config.office.id, office.book)
    return (told.revised(todo) for one, todo in found if one in shown)


def body_of(office: Snapshot, asked: Asked, blocks: Blocks | None = None) -> bytes:
    """The feed as RFC 5545 bytes: a pure read, equal for an equal state, with what was rendered before and without."""
    head, look = _head(office, asked)
    kept = blocks or Blocks(0)
    if look.entries is Entries.EVENTS and look.form is EventForm.SINGLE:
        return assemble(head, _blocks(office, asked, look, head, kept))
    calendar, alarms = calendar_of(office, asked), head.alarms
    entries: tuple[Event | Todo, ...] = (*calendar.events, *calendar.todos)
    return assemble(head, [kept.get((entry, alarms), partial(block_of, entry, alarms)) for entry in entries])


def _head(office: Snapshot, asked: Asked) -> tuple[Feed, Look]:
    spec, look = asked.spec, asked.whole_query.look_over(office.config.feeds)
    address = asked.addresses.feed(spec.slug) if asked.addresses else None
    if address is not None and asked.text:
        address = f"{address}?{asked.text}"
    found = waiting_in(office, spec, asked.whole_query)
    return head_of(spec, look, address, found, narrowed_to(office, asked.query)), look


def narrowed_to(office: Snapshot, query: Query) -> str:
    """To what an address narrows its feed, in words."""
    said: list[str] = []
    for one in query.filters:
        said += [say("feeds", "category", kind) for kind in sorted(one.kinds or ())]
        said += [office.book.plan_name(plan) for plan in sorted(one.plans or ())]
        said += [office.book.directory.name(unit) for unit in sorted(one.units or ())]
        said += [office.role(person) for person in sorted(one.people or ())]
        if one.done is not None:
            said.append(say("feeds", "narrowed", "done" if one.done else "open"))
    return " · ".join(said)


def waiting_in(office: Snapshot, spec: FeedSpec, query: Query) -> tuple[Waiting, ...]:
    """The tasks of a feed, as far as it is narrowed to them, that have no date yet."""
    return tuple(w for w in office.waiting if _waits_in(w, spec) and query.admits_waiting(w))


def _waits_in(waiting: Waiting, spec: FeedSpec) -> bool:
    match spec.scope:
        case Scope.OFFICE:
            return True
        case Scope.PLAN:
            return waiting.plan == spec.ref
        case Scope.KIND:
            return waiting.kind.value == spec.ref
        case Scope.UNIT:
            return spec.ref in waiting.leads
        case Scope.PERSON:
            return "*" in spec.units or not set(spec.units).isdisjoint(waiting.leads)
        case Scope.ARCHIVE:
            return False
        case _:
            assert_never(spec.scope)


def _blocks(office: Snapshot, asked: Asked, look: Look, head: Feed, kept: Blocks) -> Iterator[Block]:
    """Each occurrence's blocks, known by what was published of it: where nothing changed, no event is made at all."""
    place = (asked.spec.slug, head.source, look.windows, head.alarms)
    for o in selected(office, asked.spec, asked.window, asked.whole_query):
        told = office.published[o.uid]
        key = (o.uid, told.sequence, told.content_hash, *place)
        yield kept.get(key, partial(_block, office, asked, head.alarms, o))
        if look.windows is WindowForm.DUE and spans_days(o):
            yield kept.get((*key, "due"), partial(_due_block, office, asked, head.alarms, o))


def _block(office: Snapshot, asked: Asked, alarms: tuple[Alarm, ...], occurrence: Occurrence) -> Block:
    return block_of(_event(office, asked, occurrence), alarms)


def _due_block(office: Snapshot, asked: Asked, alarms: tuple[Alarm, ...], occurrence: Occurrence) -> Block:
    return block_of(_due_event(office, occurrence, _event(office, asked, occurrence)), alarms)


def _due_event(office: Snapshot, occurrence: Occurrence, event: Event) -> Event:
    return due_event(event, occurrence, office.state(occurrence), office.book)


def _events(office: Snapshot, asked: Asked, look: Look, found: tuple[Occurrence, ...]) -> tuple[Event, ...]:
    """Series where they are asked for. A feed of what is done, or not done, has no series: each Done would make a new rule."""
    plain = any(one.done is not None for one in asked.whole_query.filters)
    events: Iterable[Event]

    def alone(occurrence: Occurrence) -> Event:
        return revised(event_of(occurrence, office.state(occurrence), office.book), office.published[occurrence.uid])

    if look.form is EventForm.SERIES and not plain:
        told = ((uid, members) for uid, members in office.series.items() if uid in office.series_events)
        groups = {uid: members for uid, members in told if all(stands_in(o, asked.spec) for o in members)}
        events = with_series(found, groups, office.series_events, alone)
    else:
        events = map(alone, found)
    due = (_due_event(office, o, alone(o)) for o in found if look.windows is WindowForm.DUE and spans_days(o))
    by_uid = {o.told_as: o for o in found}
    return in_order(_linked(office, asked, e, by_uid) for e in (*events, *due))


def _linked(office: Snapshot, asked: Asked, event: Event, by_uid: dict[str, Occurrence]) -> Event:
    """The event with the link of its occurrence, be it an exception of a series; that of a series leads to the list of all."""
    members = office.series.get(event.uid, ())
    occurrence = by_uid.get(event.uid.replace(".due@", "@")) or exception_of(members, event, _moved(members, office))
    if occurrence is not None:
        return linked(event, *_link(office, asked, occurrence))
    page = asked.addresses.in_events.view(asked.spec.slug, event.uid) if asked.addresses is not None else None
    return linked(event, page, "series")


def _moved(members: Iterable[Occurrence], office: Snapshot) -> frozenset[str]:
    return frozenset(o.uid for o in members if office.book.day_before(o) is not None)


def _event(office: Snapshot, asked: Asked, occurrence: Occurrence) -> Event:
    event = event_of(occurrence, office.state(occurrence), office.book)
    return linked(revised(event, office.published[occurrence.uid]), *_link(office, asked, occurrence))


def _todo(office: Snapshot, asked: Asked, occurrence: Occurrence) -> Todo:
    told, todo = office.published[occurrence.uid], todo_of(occurrence, office.state(occurrence), office.book)
    return linked_todo(replace(todo, sequence=told.sequence, modified=told.modified), *_link(office, asked, occurrence))


def _link(office: Snapshot, asked: Asked, occurrence: Occurrence) -> tuple[str | None, str, Kind]:
    """The page of an occurrence, the code of its sentence, its kind: in a person's feed the page on which that person reports."""
    if asked.addresses is None:
        return None, "page", occurrence.kind
    addresses = asked.addresses.in_events
    if asked.spec.scope is Scope.PERSON and (own := _own_part(office, asked.spec, occurrence)) is not None:
        return addresses.report(asked.spec.slug, asked.spec.ref, own), "report", occurrence.kind
    return addresses.view(asked.spec.slug, occurrence.uid), "page", occurrence.kind


def _own_part(office: Snapshot, spec: FeedSpec, occurrence: Occurrence) -> Occurrence | None:
    """What a person reports on in an event: the event itself, or the only part of it; None for work of others, and what is off."""
    if occurrence.uid not in office.by_uid:
        return None
    part = office.by_uid.get(occurrence.parts[0]) if len(occurrence.parts) == 1 else occurrence
    if part is None or not part.reportable:
        return None
    theirs = "*" in spec.units or not set(spec.units).isdisjoint(part.leads)
    return part if theirs else None
