"""Whatever is reported, taken back and moved on whatever day: no SEQUENCE falls, and what looks different has a higher one."""

import re
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from scheduler.actions.apply import apply, preview, refresh
from scheduler.actions.rendering import Asked, body_of
from scheduler.actions.report import report
from scheduler.actions.snapshot import Snapshot
from scheduler.feeds.query import read_query
from scheduler.feeds.window import feed_window
from scheduler.schedule import Act, Progress
from tests.support.in_memory import FOLDER, InMemory, in_memory, moment, spec_of
from tests.support.small import BULLETIN, PLAN, PROGRAMME, TALKS, Line, plan_text
from tests.support.thorough import tried_on

LINES = (BULLETIN, TALKS, replace(PROGRAMME, timing="Trước ngày 20 hằng tháng"))
SLUGS = ("ca-co-quan", "don-vi-so-2")
Shown = dict[tuple[str, str], tuple[int, bytes]]
EVENT = re.compile(rb"^BEGIN:VEVENT\r\n(.*?)^END:VEVENT\r\n", re.M | re.S)
TOLD = re.compile(rb"^(?:SEQUENCE|DTSTAMP|LAST-MODIFIED)[:;].*\r\n", re.M)

steps = st.lists(
    st.tuples(
        st.integers(0, 40),
        st.sampled_from((Act.DONE, Act.DONE, Act.REOPENED, None)),
        st.integers(0, 30),
        st.sampled_from(("Trước ngày 20 hằng tháng", "Trước ngày 25 hằng tháng", "Ngày 10 hằng tháng")),
    ),
    min_size=1,
    max_size=6,
)


def shown(office: Snapshot, slug: str, query: str) -> Shown:
    """SEQUENCE and everything else of each entry, by UID and RECURRENCE-ID."""
    window = feed_window(office.now.date(), office.config.policy)
    body = body_of(office, Asked(spec_of(office, slug), window, query=read_query(query)))
    found: Shown = {}
    for event in EVENT.findall(body.replace(b"\r\n ", b"")):
        key = value(event, "UID"), value(event, "RECURRENCE-ID")
        assert key not in found, key
        found[key] = int(value(event, "SEQUENCE")), TOLD.sub(b"", event)
    assert len(found) == body.count(b"BEGIN:VEVENT")
    return found


def value(event: bytes, name: str) -> str:
    """What stands behind a property's name, with its parameters; "" where the event has none."""
    line = re.search(rf"^{name}[:;](.*)\r$".encode(), event, re.M)
    return line[1].decode() if line else ""


def stepped(office: InMemory, now: str, act: Act | None, place: int, timing: str) -> None:
    """A day turns, and something is reported or the plan is written anew."""
    refresh(office.repository, FOLDER, moment(now))
    if act is None:
        lines: tuple[Line, ...] = (*LINES[:2], replace(LINES[2], timing=timing))
        found = preview(office.repository, office.text, {PLAN: plan_text(lines).encode()}, FOLDER, moment(now))
        apply(office.repository, found, FOLDER, moment(now))
        return
    seen = office.at(moment(now))
    parts = [o for o in seen.occurrences if o.reportable]
    report(office.repository, seen, Progress(parts[place % len(parts)].uid, act, "dau-moi", moment(now), "test"))


@given(steps)
@tried_on(25)
def test_no_revision_falls_and_what_changed_has_a_higher_one(taken: list[tuple[int, Act | None, int, str]]) -> None:
    office, day = in_memory(LINES), date(2024, 1, 3)
    told: dict[tuple[str, str, str, str], tuple[int, bytes]] = {}
    for days, act, place, timing in taken:
        day += timedelta(days=days)
        now = f"{day}T08:00"
        stepped(office, now, act, place, timing)
        seen = office.at(moment(now))
        for slug in SLUGS:
            for query in ("", "events=series"):
                for entry, (sequence, content) in shown(seen, slug, query).items():
                    key = (slug, query, *entry)
                    before, looked = told.get(key, (sequence, content))
                    assert sequence >= before, key
                    assert content == looked or sequence > before, (key, content.decode(), looked.decode())
                    told[key] = sequence, content
