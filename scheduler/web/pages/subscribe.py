"""What the page of a feed shows: its addresses for each calendar program, what they can be narrowed to, what comes next."""

from dataclasses import dataclass
from datetime import date
from typing import Final
from urllib.parse import parse_qsl, quote, urlencode

import segno

from scheduler.actions.agenda import overdue, selected
from scheduler.actions.rendering import narrowed_to, waiting_in
from scheduler.actions.snapshot import Snapshot
from scheduler.book import State
from scheduler.feeds.query import Entries, Query, written_query
from scheduler.feeds.specs import FeedSpec, Scope
from scheduler.feeds.window import feed_window
from scheduler.schedule import Occurrence
from scheduler.web.pages.periods import Form, following, print_address, sheet_of, title_of
from scheduler.web.pages.reach import Reach, reach_of
from scheduler.web.pages.work import Line, line_of, undated
from scheduler.web.readings import Reading
from scheduler.words import say

_NEXT: Final = 5
_OPTIONS: Final = (("kind", "report"), ("done", "0"), ("windows", "due"), ("as", "todo"))
_OTHERWISE: Final = {"windows": "span", "as": "events"}
"""What an address says against what is usual in its feed."""


@dataclass(frozen=True, slots=True)
class Option:
    """One way to narrow the feed, or to show it otherwise: whether it holds, and the query that turns it round."""

    title: str
    about: str
    chosen: bool
    query: str


@dataclass(frozen=True, slots=True)
class Buttons:
    """The addresses that open a calendar program with the feed in it; None where it cannot fetch."""

    google: str | None
    outlook: str | None
    outlook_home: str | None
    webcal: str


def subscribe_page(reading: Reading, spec: FeedSpec, query_string: str) -> dict[str, object]:
    """The values of the page. Raises BadQuery for a query that is not understood, or names what there is not."""
    query = written_query(query_string)
    office = reading.office
    asked = reading.narrowed(query)
    whole = spec.query.then(asked)
    found = _ahead(office, spec, whole)
    return {
        "feed": {"name": spec.name, "about": spec.about, "personal": spec.scope is Scope.PERSON},
        "office": office.config.office.name,
        "narrowed": narrowed_to(office, asked),
        **_ways_in(reading, spec, query, whole.look_over(office.config.feeds).entries is Entries.TODOS),
        "options": [_option(key, value, query, spec, office) for key, value in _OPTIONS if _is_open(key, spec)],
        "here": spec.slug,
        "late": [line_of(office, o) for o in overdue(office, spec, whole)],
        "waiting": [undated(w) for w in waiting_in(office, spec, whole)],
        "count": len(found),
        "next": found[:_NEXT],
        "sheets": _sheets(spec.slug, office.now.date(), query),
    }


def _ways_in(reading: Reading, spec: FeedSpec, query: str, todos: bool) -> dict[str, object]:
    """The address itself, buttons that open programs with it, and from how far away it can be reached."""
    hung_on = f"?{query}" if query else ""
    address, page = reading.addresses.feed(spec.slug) + hung_on, reading.addresses.page(spec.slug) + hung_on
    reach = reach_of(reading.addresses.base)
    return {
        "address": address,
        "buttons": _buttons(address, spec.name, reach, todos),
        "todos": todos,
        "reach": reach.value,
        "outside": reach.outside,
        "qr": _qr(page) if reach is not Reach.MACHINE else None,
    }


def _ahead(office: Snapshot, spec: FeedSpec, query: Query) -> list[Line]:
    """What is due from today on, as the address would show it; what is late stands above."""
    window, today = feed_window(office.now.date(), office.config.policy), office.now.date()
    known = (
        o for o in selected(office, spec, window, query) if o.due >= today and office.state(o) is not State.OVERDUE
    )
    return [line_of(office, o) for o in sorted(known, key=_by_due)]


def _by_due(occurrence: Occurrence) -> tuple[date, str]:
    return occurrence.due, occurrence.uid


def _buttons(address: str, name: str, reach: Reach, todos: bool) -> Buttons:
    """Google takes an address to subscribe to as webcal alone; neither it nor Outlook shows to-dos."""
    webcal = "webcal://" + address.split("://", 1)[1]
    if not reach.outside or todos:
        return Buttons(None, None, None, webcal)
    named = f"url={quote(address, safe='')}&name={quote(name, safe='')}"
    return Buttons(
        google=f"https://calendar.google.com/calendar/r?cid={quote(webcal, safe='')}",
        outlook=f"https://outlook.office.com/calendar/0/addfromweb?{named}",
        outlook_home=f"https://outlook.live.com/calendar/0/addfromweb?{named}",
        webcal=webcal,
    )


def _option(key: str, value: str, query: str, spec: FeedSpec, office: Snapshot) -> Option:
    """What the address does not say, the feed's own query or config may: then it is chosen, and turned round by being named."""
    pairs, slug = parse_qsl(query), spec.slug
    others = [pair for pair in pairs if pair[0] != key]
    usual = value in _usual(key, spec, office)
    named = [one for name, one in pairs if name == key]
    chosen = value in named or (usual and not named)
    wanted = [] if usual is not chosen else [(key, _OTHERWISE[key] if chosen else value)]
    turned = urlencode([*others, *wanted])
    return Option(
        say("web", "option", key), say("web", "option-about", key), chosen, f"{slug}?{turned}" if turned else slug
    )


def _usual(key: str, spec: FeedSpec, office: Snapshot) -> tuple[str, ...]:
    """How a feed looks where its address says nothing of it."""
    look = spec.query.look_over(office.config.feeds)
    return {"windows": (look.windows.value,), "as": (look.entries.value,)}.get(key, ())


def _is_open(key: str, spec: FeedSpec) -> bool:
    """Whether the address may say it: what a feed is narrowed to by itself can be neither asked for nor taken back."""
    narrowed = {
        "kind": any(f.kinds for f in spec.query.filters),
        "done": any(f.done is not None for f in spec.query.filters),
    }
    return not narrowed.get(key, False) and (key, spec.scope) != ("kind", Scope.KIND)


def _qr(address: str) -> str:
    """The address as a QR code, in an SVG of its own colours: a code with light dots on dark is not read by every phone."""
    code = segno.make(address, error="m", micro=False)
    return code.svg_inline(border=4, dark="#000", light="#fff", omitsize=True, svgclass="qr", lineclass=None)


def _sheets(slug: str, today: date, query: str) -> list[tuple[str, str]]:
    """(text, address) of the sheets to print: this month and the next, this quarter and the next; narrowed as the feed is."""
    near = (sheet for form in Form for sheet in (sheet_of(form, today), following(sheet_of(form, today))))
    return [(title_of(sheet), f"{slug}/{print_address(sheet, query)}") for sheet in near]
