"""The addresses of the pages: a GET only reads, also one with a right to report; a POST reports once."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from scheduler.actions.report import LONGEST_TEXT
from scheduler.actions.snapshot import Snapshot
from scheduler.app import App
from scheduler.evidence import evidence_folder
from scheduler.feeds.query import BadQuery
from scheduler.feeds.specs import FeedSpec, Scope, stands_in
from scheduler.schedule import Occurrence, Progress
from scheduler.web.answers import PICTURE_HEADERS, not_found
from scheduler.web.pages.evidence import Viewer, picture_name, viewer_of
from scheduler.web.pages.frame import PAGE_HEADERS, Frame, Saying
from scheduler.web.pages.home import home, is_for
from scheduler.web.pages.periods import BadPeriod, asked_sheet, print_address
from scheduler.web.pages.reporting import (
    CLOSED_STATUS,
    BadForm,
    Closed,
    Opened,
    act_on,
    came_of,
    came_text,
    closed_page,
    may_undo,
    opened,
    read_form,
    refusal,
    went_well,
)
from scheduler.web.pages.series import series_page
from scheduler.web.pages.sheets import sheet_page
from scheduler.web.pages.subscribe import subscribe_page
from scheduler.web.pages.work import asked_tasks, parts_of, report_link, work_page
from scheduler.web.readings import Reading, Site

_MOST_BODY: Final = 65_536
_SLASHED: Final = ("/c/{token}", "/f/{token}/{slug}", "/f/{token}/{slug}/print", "/v/{key}/{slug}", "/r/{text}")


@dataclass
class Pages:
    """The pages of one installation."""

    app: App
    site: Site
    frame: Frame
    _keys: tuple[object, dict[str, dict[str, str]]] = field(default_factory=lambda: (None, {}))

    def routes(self) -> list[Route]:
        """Where they are. A slash that somebody's program put behind an address is taken off, be the address right or wrong."""
        return [
            Route("/", self.home),
            Route("/c/{token}", self.desk),
            Route("/f/{token}/{slug}", self.subscribe),
            Route("/f/{token}/{slug}/print", self.sheet),
            Route("/v/{key}/{slug}", self.view),
            Route("/v/{key}/{slug}/{name}", self.picture),
            Route("/r/{text}", self.link),
            Route("/r/{text}", self.press, methods=["POST"]),
            *(Route(f"{path}/", _without_slash) for path in _SLASHED),
            Route("/static/{name}", lambda request: self.frame.file(request.path_params["name"])),
        ]

    def home(self, request: Request) -> Response:
        """The coordinator's page, on this machine alone."""
        office = self.site.office().at(self.app.now())  # which messages go out now changes by the minute
        if not is_for(request.url.hostname, office):
            return not_found()
        return self.frame.page(request, "home.html", home(self.app, office))

    def desk(self, request: Request) -> Response:
        """The same page for whoever holds its address, without the addresses of persons: these give the right to report."""
        reading = self.site.reading()
        if not reading.opens_desk(request.path_params["token"]):
            return self.frame.refused(request) or not_found()
        office = reading.office.at(self.app.now())
        return self.frame.page(request, "home.html", home(self.app, office, withheld=frozenset({Scope.PERSON})))

    def subscribe(self, request: Request) -> Response:
        """How to subscribe to a feed."""
        return self._of_feed(request, lambda r, spec: self._subscribe(request, r, spec))

    def sheet(self, request: Request) -> Response:
        """A month or a quarter to print."""
        return self._of_feed(request, lambda r, spec: self._sheet(request, r, spec))

    def view(self, request: Request) -> Response:
        """One piece of work, for whoever holds the address of a feed that it stands in."""
        reading, found = self._entry(request)
        if found is None:
            return self.frame.refused(request) or not_found()
        spec, uid = found
        if (members := reading.office.series.get(uid)) is not None:
            return self.frame.page(
                request, "series.html", series_page(reading.office, spec, members, reading.addresses)
            )
        return self._view(request, reading, spec, self._known(reading)[uid])

    def picture(self, request: Request) -> Response:
        """A picture that was sent as evidence, below the page of its work, for those to whom that page shows it."""
        reading, found = self._entry(request)
        if found is None:
            return self.frame.refused(request) or not_found()
        occurrence = self._known(reading).get(found[1])
        return self._picture(reading, found[0], occurrence, request.path_params["name"]) if occurrence else not_found()

    def _entry(self, request: Request) -> tuple[Reading, tuple[FeedSpec, str] | None]:
        """The feed and the UID of what a key opens."""
        reading = self.site.reading()
        spec = reading.specs.get(request.path_params["slug"])
        uid = self._viewed(reading, spec).get(request.path_params["key"]) if spec is not None else None
        return reading, (spec, uid) if spec is not None and uid is not None else None

    def link(self, request: Request) -> Response:
        """What a signed link opens; however often it is fetched, nothing changes."""
        office = self.app.office()
        found = opened(self.app, office, request.path_params["text"])
        return self._closed(request, office, found) if isinstance(found, Closed) else self._open(request, office, found)

    async def press(self, request: Request) -> Response:
        """A pressed button. Who reports is who the link was made for; afterwards the page is fetched anew."""
        octets = await _body(request)
        return await asyncio.to_thread(self._pressed, request, octets)

    def _of_feed(self, request: Request, make: Callable[[Reading, FeedSpec], Response]) -> Response:
        reading = self.site.reading()
        spec = reading.opened(request.path_params["token"], request.path_params["slug"])
        if spec is None:
            return self.frame.refused(request) or not_found()
        return make(reading, spec)

    def _subscribe(self, request: Request, reading: Reading, spec: FeedSpec) -> Response:
        try:
            values = subscribe_page(reading, spec, request.url.query)
        except BadQuery as bad:
            return self._bad_query(request, reading, spec.slug, bad)
        return self.frame.page(request, "subscribe.html", values)

    def _sheet(self, request: Request, reading: Reading, spec: FeedSpec) -> Response:
        asked = request.query_params
        try:
            sheet = asked_sheet(asked.get("month"), asked.get("quarter"), reading.office.now.date())
        except BadPeriod:
            return self.frame.said(request, "bad-period", 400, Saying(reading.office.config.office.name, "print"))
        try:
            values = sheet_page(reading, spec, sheet, request.url.query)
        except BadQuery as bad:
            return self._bad_query(request, reading, print_address(sheet, ""), bad)
        return self.frame.page(request, "sheet.html", values)

    def _bad_query(self, request: Request, reading: Reading, again: str, bad: BadQuery) -> Response:
        saying = Saying(reading.office.config.office.name, again, (("key", bad.key[:40] or "…"),))
        return self.frame.said(request, "bad-query", 400, saying)

    def _view(self, request: Request, reading: Reading, spec: FeedSpec, occurrence: Occurrence) -> Response:
        office, addresses = reading.office, reading.addresses
        return self.frame.page(
            request,
            "work.html",
            self._work(office, occurrence, viewer_of(spec, self._evidence(office), spec.slug))
            | {
                "feed": spec.name,
                "looks_on": spec.scope is Scope.PERSON and set(spec.units).isdisjoint(occurrence.leads),
                "parts": parts_of(office, occurrence, spec, addresses),
                "tasks": asked_tasks(office, occurrence) if occurrence.uid in office.by_uid else [],
                "report": report_link(office, occurrence, spec, addresses),
            },
        )

    def _picture(self, reading: Reading, spec: FeedSpec, occurrence: Occurrence, name: str) -> Response:
        viewer = viewer_of(spec, self._evidence(reading.office), "")
        named = (e for e in self._trail(occurrence) if picture_name(e) == name)
        if not any(viewer.sees(reading.office, e, occurrence) for e in named):
            return not_found()
        try:
            return Response((viewer.folder / name).read_bytes(), headers=PICTURE_HEADERS)
        except OSError:
            return not_found()

    def _evidence(self, office: Snapshot) -> Path:
        return evidence_folder(office.config.store_url, self.app.folder)

    def _work(self, office: Snapshot, occurrence: Occurrence, viewer: Viewer) -> dict[str, object]:
        return work_page(office, occurrence, self._trail(occurrence), viewer)

    def _trail(self, occurrence: Occurrence) -> list[Progress]:
        """What was reported is read for this piece of work alone."""
        uids = (occurrence.uid, *occurrence.parts)
        return sorted((e for uid in uids for e in self.app.repository.progress(uid)), key=lambda e: e.at)

    def _viewed(self, reading: Reading, spec: FeedSpec) -> dict[str, str]:
        """The entries that a feed's calendar links to, by the keys of their pages; made once for each reading and feed.

        Two threads may both make it, and make the same.
        """
        if self._keys[0] is not reading.state:
            self._keys = (reading.state, {})
        made = self._keys[1]
        if spec.slug not in made:
            office, addresses = reading.office, reading.addresses
            singles = (o.uid for o in self._known(reading).values() if _within(office, o, spec))
            series = (uid for uid, members in office.series.items() if all(stands_in(o, spec) for o in members))
            made[spec.slug] = {addresses.view_key(spec.slug, uid): uid for uid in (*singles, *series)}
        return made[spec.slug]

    def _known(self, reading: Reading) -> dict[str, Occurrence]:
        """By UID; what is planned again comes before what was called off."""
        return {o.uid: o for o in reversed(reading.office.shown)}

    def _open(
        self, request: Request, office: Snapshot, link: Opened, status: int = 200, said: str | None = None
    ) -> Response:
        forwarded = Viewer(None, self._evidence(office))  # a link passes from hand to hand more easily than a calendar
        values = self._work(office, link.occurrence, forwarded) | {
            "role": office.role(link.grant.person),
            "said": said,
            "came": came_text(request.query_params.get("came")),
            "tasks": asked_tasks(office, link.occurrence),
            "reportable": link.occurrence.reportable,
            "longest": LONGEST_TEXT,
            "undoable": may_undo(self.app, office, link),
        }
        return self.frame.page(request, "report.html", values, status)

    def _closed(self, request: Request, office: Snapshot, why: Closed) -> Response:
        if why is Closed.FORGED and (refused := self.frame.refused(request)) is not None:
            return refused
        return self.frame.page(request, "message.html", closed_page(office, why), CLOSED_STATUS[why])

    def _pressed(self, request: Request, octets: bytes) -> Response:
        office = self.app.office()
        found = opened(self.app, office, request.path_params["text"])
        if isinstance(found, Closed):
            return self._closed(request, office, found)
        try:
            pressed = read_form(octets)
            reported = act_on(self.app, office, found, pressed)
        except BadForm:
            again = Saying(office.config.office.name, request.path_params["text"])
            return self.frame.said(request, "bad-form", 400, again)
        if went_well(reported.result):
            came = came_of(pressed, reported.result)
            return RedirectResponse(f"{request.path_params['text']}?came={came.value}", 303, headers=PAGE_HEADERS)
        status, sentence = refusal(office, reported)
        return self._open(request, self.app.office(), found, status, sentence)


def _without_slash(request: Request) -> Response:
    """The same address without its last slash, below whatever prefix the server stands."""
    query = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(f"../{request.url.path.rstrip('/').rpartition('/')[2]}{query}", 301, PAGE_HEADERS)


def _within(office: Snapshot, occurrence: Occurrence, spec: FeedSpec) -> bool:
    """Whether a feed shows the work, or would if it were (or were not) done: its page outlives that."""
    filters = (replace(one, done=None) for one in spec.query.filters)
    return stands_in(occurrence, spec) and all(f.admits(occurrence, office.state(occurrence)) for f in filters)


async def _body(request: Request) -> bytes:
    """The body, as far as a form of ours could reach; what is longer is none of ours."""
    octets = b""
    async for piece in request.stream():
        octets += piece
        if len(octets) > _MOST_BODY:
            break
    return octets
