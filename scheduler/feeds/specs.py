"""Which feeds an office has, and which occurrences stand in each."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import assert_never

from scheduler.book import Book
from scheduler.diagnostics import values
from scheduler.feeds.query import Query, read_query
from scheduler.model import Office, Person
from scheduler.schedule import Occurrence
from scheduler.subscriptions import DESK, KeptFeed
from scheduler.terms import Kind
from scheduler.words import say


class Scope(StrEnum):
    """What a feed gathers."""

    OFFICE = "office"
    PLAN = "plan"
    UNIT = "unit"
    KIND = "kind"
    PERSON = "person"
    ARCHIVE = "archive"


@dataclass(frozen=True, slots=True)
class FeedSpec:
    """A feed that the office offers: its slug (part of the address), scope, the plan, unit, kind or person it is of, its name.

    units: whose work a person sees ("*": the whole office's). own: made by hand; query: what it is narrowed to, and its look.
    before: an archive holds what was due before that day.
    """

    slug: str
    scope: Scope
    ref: str
    name: str
    about: str
    units: tuple[str, ...] = ()
    query: Query = Query()
    own: bool = False
    before: date = date.max


def feed_specs(
    office: Office,
    book: Book,
    occurrences: Iterable[Occurrence],
    people: Iterable[Person] = (),
    kept: Mapping[str, KeptFeed] | None = None,
) -> tuple[FeedSpec, ...]:
    """The whole office first, then plans, units by name, kinds of work, archives, people, and what was made by hand.

    occurrences: what was called off and what is of past years included. kept: what was offered before. Who has no work any
    more keeps an empty feed: an address that is gone leaves calendars as they were. What was revoked is not offered.
    """
    known = kept or {}
    usual = {spec.slug: spec for spec in _usual(office, book, tuple(occurrences))}
    for feed in known.values():
        if feed.slug not in usual and not feed.own and feed.scope not in (Scope.PERSON, DESK):
            usual[feed.slug] = replace(_spec(Scope(feed.scope), feed.ref, book, _bare_name(feed)), name=feed.name)
    persons = tuple(people)
    theirs = map(_of_person, persons)
    own = (_own(feed, book, persons) for feed in sorted(known.values(), key=lambda feed: feed.name) if feed.own)
    found = (*sorted(usual.values(), key=lambda spec: _ORDER[spec.scope]), *theirs, *own)
    return tuple(spec for spec in found if spec.slug not in known or known[spec.slug].revoked is None)


_ORDER = {scope: place for place, scope in enumerate(Scope)}


def _usual(office: Office, book: Book, known: tuple[Occurrence, ...]) -> Iterator[FeedSpec]:
    units = {u for o in known for u in (*o.leads, *o.coordinating)}
    plans = {o.plan: o.plan for o in known} | dict(book.plans)
    kinds = {o.kind for o in known}
    yield _spec(Scope.OFFICE, office.id, book, office.name)
    yield from (_spec(Scope.PLAN, ref, book, name) for ref, name in plans.items())
    yield from (_spec(Scope.UNIT, u, book, book.directory.name(u)) for u in sorted(units, key=book.directory.name))
    yield from (_spec(Scope.KIND, kind.value, book, "") for kind in Kind if kind in kinds)
    past = {o.plan for o in known if o.due.year < book.today.year}
    yield from (_spec(Scope.ARCHIVE, ref, book, name) for ref, name in plans.items() if ref in past)


def _spec(scope: Scope, ref: str, book: Book, name: str) -> FeedSpec:
    if scope is Scope.KIND:
        name = say("feeds", "category", ref)
        slug = say("feeds", "slug", f"kind-{ref}")
    else:
        slug = say("feeds", "slug", scope.value, values(ref=ref))
    facts = values(name=name)
    named, about = (say("feeds", section, scope.value, facts) for section in ("name", "about"))
    return FeedSpec(slug, scope, ref, named, about, before=_before(scope, book))


def _before(scope: Scope, book: Book) -> date:
    return date(book.today.year, 1, 1) if scope is Scope.ARCHIVE else date.max


def _of_person(person: Person) -> FeedSpec:
    facts = values(name=person.role)
    name, about = (say("feeds", section, Scope.PERSON.value, facts) for section in ("name", "about"))
    slug = say("feeds", "slug", Scope.PERSON.value, values(ref=person.id))
    return FeedSpec(slug, Scope.PERSON, person.id, name, about, person.units)


def _own(feed: KeptFeed, book: Book, people: Iterable[Person]) -> FeedSpec:
    scope, known = Scope(feed.scope), tuple(people)
    return FeedSpec(
        feed.slug,
        scope,
        feed.ref,
        feed.name,
        say("feeds", "about", "own"),
        units=next((person.units for person in known if person.id == feed.ref), ()) if scope is Scope.PERSON else (),
        query=read_query(feed.query, {person.id: person.units for person in known}, book.directory.groups),
        own=True,
        before=_before(scope, book),
    )


def kept_feed(spec: FeedSpec) -> KeptFeed:
    """What the store keeps of a feed that is offered."""
    return KeptFeed(spec.slug, spec.scope.value, spec.ref, spec.name)


def former_names(kept: Mapping[str, KeptFeed]) -> dict[str, str]:
    """By id what units were called when their calendars were offered last: config may have them no more."""
    return {feed.ref: _bare_name(feed) for feed in kept.values() if feed.scope == Scope.UNIT.value and not feed.own}


def _bare_name(feed: KeptFeed) -> str:
    """What a feed is of, without the words around it in its name."""
    before, _, after = say("feeds", "name", feed.scope, values(name="\0")).partition("\0")
    return feed.name.removeprefix(before).removesuffix(after)


def stands_in(occurrence: Occurrence, spec: FeedSpec) -> bool:
    """Whether a feed is of an occurrence: a unit sees its own part of shared work, plans and office see the shared one."""
    shared = occurrence.unit is None
    match spec.scope:
        case Scope.OFFICE:
            return shared
        case Scope.PLAN:
            return shared and occurrence.plan == spec.ref
        case Scope.KIND:
            return shared and occurrence.kind.value == spec.ref
        case Scope.ARCHIVE:
            return shared and occurrence.plan == spec.ref and occurrence.due < spec.before
        case Scope.PERSON:
            return shared if "*" in spec.units else _is_of(occurrence, frozenset(spec.units))
        case Scope.UNIT:
            return _is_of(occurrence, frozenset((spec.ref,)))
        case _:
            assert_never(spec.scope)


def _is_of(occurrence: Occurrence, units: frozenset[str]) -> bool:
    """Whether one of the units leads an occurrence, with its own part where there are parts, or looks on at it.

    So does a unit whose work another one took over: of that work alone, not of all that its successor does. That a unit looks
    on no longer is told where nobody else of the units has anything of the work.
    """
    if occurrence.left:
        others = (*occurrence.leads, *occurrence.led_before, *occurrence.coordinating, *occurrence.helped_before)
        return occurrence.unit in units and units.isdisjoint(others)
    if occurrence.unit is not None:
        return not units.isdisjoint((occurrence.unit, *occurrence.led_before))
    if not units.isdisjoint((*occurrence.leads, *occurrence.led_before)):
        return not occurrence.parts
    return not units.isdisjoint((*occurrence.coordinating, *occurrence.helped_before))
