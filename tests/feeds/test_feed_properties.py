"""For any plan: rendering twice gives equal bytes, and what a calendar program shows is what the agenda lists."""

from datetime import date, datetime

import icalendar
import recurring_ical_events
from hypothesis import given
from hypothesis import strategies as st

from scheduler.actions.apply import publish
from scheduler.actions.rendering import Asked, body_of
from scheduler.actions.snapshot import Snapshot
from scheduler.feeds.query import read_query
from scheduler.feeds.specs import FeedSpec
from scheduler.feeds.window import ALWAYS, feed_window
from scheduler.schedule import Act, Progress
from tests.support.in_memory import FOLDER, InMemory, body, in_memory, moment, rows
from tests.support.small import Line
from tests.support.thorough import tried_on

TIMINGS = (
    "Trước ngày 15/5/2024", "Ngày 30/4/2024", "Quý II", "Quý II, III", "Tháng 2", "Cả năm 2024", "Thường xuyên",
    "Trong năm 2024", "01 số/tháng", "05 tin, bài/tháng", "01 chuyên mục/tuần", "Hằng quý", "Trước ngày 20 hằng tháng",
    "Ngày 10 và 25 hằng tháng", "Từ tháng 3 đến tháng 9", "Theo kế hoạch kiểm tra", "khi có yêu cầu", "lung tung xòe", "",
)  # fmt: skip
UNITS = ("Sở Một", "Sở Hai", "Sở Ba", "Văn phòng", "Các sở", "Sở Một; Sở Hai", "Trung tâm Mới", "")
SLOTS = ("", 'weekday = "TU"', 'weekday = "SA"', "monthday = 31")

lines = st.builds(
    Line,
    no=st.just("0"),
    title=st.text(
        st.characters(codec="utf-8", exclude_characters="|\n\r", exclude_categories=("Cc", "Cs", "Zl", "Zp")),
        min_size=1,
    ).map(lambda text: f"Việc {text}")
    | st.just("Chuyên mục trên sóng phát thanh"),
    lead=st.sampled_from(UNITS),
    coordinating=st.sampled_from(UNITS),
    timing=st.sampled_from(TIMINGS),
)


@st.composite
def offices(draw: st.DrawFn) -> tuple[InMemory, datetime]:
    """An applied office and a moment in its year; some of its work is reported done, some of it goes on the air."""
    found = draw(st.lists(lines, min_size=1, max_size=5))
    numbered = [Line(str(n), r.title, r.lead, r.coordinating, r.timing) for n, r in enumerate(found, 1)]
    slots = ((n, draw(st.sampled_from(SLOTS))) for n in range(1, len(numbered) + 1))
    decided = "".join(
        f'\n[[tasks]]\nplan = "kh"\nno = "{n}"\nkind = "broadcast"\nslot = {{ {slot}, at = 17:30:00 }}\n'
        for n, slot in slots
        if slot
    )
    office = in_memory(numbered, more=decided)
    now = moment("2024-01-02T08:00").replace(month=draw(st.integers(1, 12)), day=draw(st.integers(2, 28)))
    for occurrence in office.repository.occurrences()[:: draw(st.integers(2, 9))]:
        if occurrence.reportable:
            office.repository.report(Progress(occurrence.uid, Act.DONE, "coordinator", now, "test"))
    return office, now


def expanded(feed: bytes) -> list[tuple[str, str, str, bool, str]]:
    """Every occurrence as an independent reader expands the feed: uid, start, end, all-day, title."""
    found = recurring_ical_events.of(icalendar.Calendar.from_ical(feed)).between(date(2023, 1, 1), date(2026, 1, 1))
    return sorted(
        (
            str(e["UID"]),
            e["DTSTART"].dt.isoformat(),
            e["DTEND"].dt.isoformat(),
            not isinstance(e["DTSTART"].dt, datetime),
            str(e["SUMMARY"]),
        )
        for e in found
    )


def listed(office: Snapshot, spec: FeedSpec) -> list[tuple[str, str, str, bool, str]]:
    return sorted((r.uid, r.start, r.end, r.all_day, r.title) for r in rows(office, spec))


@given(offices())
@tried_on(40)
def test_what_calendars_show_is_what_the_agenda_lists(made: tuple[InMemory, datetime]) -> None:
    office, again = made[0].at(made[1]), made[0].at(made[1])
    for spec in office.feeds:
        shown = body(office, spec)
        assert expanded(shown) == listed(office, spec)
        assert body(again, spec) == shown


@given(offices())
@tried_on(15)
def test_series_show_the_same_occurrences(made: tuple[InMemory, datetime]) -> None:
    publish(made[0].repository, FOLDER, made[1])
    office = made[0].at(made[1])
    for spec in office.feeds:
        asked = Asked(spec, ALWAYS, query=read_query("events=series"))
        when = sorted(row[1:4] for row in expanded(body_of(office, asked)))
        assert when == sorted(row[1:4] for row in listed(office, spec))
        window = feed_window(office.now.date(), office.config.policy)
        single, series = (
            sorted(row[1:4] for row in expanded(body_of(office, Asked(spec, window, query=read_query(query)))))
            for query in ("", "events=series")
        )
        assert [row for row in series if row[0] < window.end.isoformat()] == single


@given(offices())
@tried_on(20)
def test_every_unit_sees_its_work_and_the_office_sees_all(made: tuple[InMemory, datetime]) -> None:
    office = made[0].at(made[1])
    whole, *others = ({r.uid for r in rows(office, spec)} for spec in office.feeds)
    apart = {o.uid for o in office.occurrences if o.unit is not None}
    assert set().union(*others) - whole <= apart
    assert whole | apart == {o.uid for o in office.occurrences}
    led = {o.uid for o in office.occurrences if o.reportable and o.leads}
    by_units = set().union(*({r.uid for r in rows(office, s)} for s in office.feeds if s.slug.startswith("don-vi-")))
    assert led <= by_units
