"""The page of a series: no one piece of work, but the list of its pieces, each leading to its own page and report."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from scheduler.actions.snapshot import Snapshot
from scheduler.book import State
from scheduler.event_titles import plain_summary
from scheduler.feeds.addresses import Addresses
from scheduler.feeds.specs import FeedSpec
from scheduler.schedule import Occurrence
from scheduler.web.pages.work import Line, line_of, report_link


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of a series: its line, its page below this one, and where the person whose feed it is reports on it."""

    line: Line
    page: str
    report: str | None


def series_page(
    office: Snapshot, spec: FeedSpec, members: Sequence[Occurrence], addresses: Addresses
) -> dict[str, object]:
    """The page's values: the pieces that are late, the next and those behind it, and all the others; members: in their order."""
    pieces = [
        (o, office.state(o), Piece(line_of(office, o), _page(spec, o, addresses), _report(office, spec, o, addresses)))
        for o in members
    ]
    today = office.now.date()
    late = [piece for _, state, piece in pieces if state is State.OVERDUE]
    ahead = [piece for o, state, piece in pieces if _is_ahead(o, state, today)]
    known = {id(piece) for piece in (*late, *ahead)}
    return {
        "office": office.config.office.name,
        "feed": spec.name,
        "title": plain_summary(members[0]),
        "late": late,
        "ahead": ahead,
        "others": [piece for _, _, piece in pieces if id(piece) not in known],
    }


def _is_ahead(occurrence: Occurrence, state: State, today: date) -> bool:
    return state is State.PLANNED and occurrence.due >= today


def _page(spec: FeedSpec, occurrence: Occurrence, addresses: Addresses) -> str:
    """Relative, so that a prefix of the server needs no setting."""
    return f"../{addresses.view_key(spec.slug, occurrence.uid)}/{spec.slug}"


def _report(office: Snapshot, spec: FeedSpec, occurrence: Occurrence, addresses: Addresses) -> str | None:
    """Where it is still to be reported."""
    return None if office.state(occurrence) is State.DONE else report_link(office, occurrence, spec, addresses)
