"""Decisions of config on single tasks: a renumbered plan hands none to another task in silence, a note is part of why."""

from dataclasses import replace
from datetime import date

import icalendar
import pytest

from scheduler.actions.apply import Preview, apply, preview
from scheduler.actions.rendering import Asked, body_of
from scheduler.feeds.query import read_query
from scheduler.feeds.window import ALWAYS
from scheduler.store.memory import MemoryRepository
from scheduler.words import say
from tests.support.in_memory import FOLDER, in_memory, moment, spec_of
from tests.support.small import CONFIG, JANUARY, PLAN, Line, plan_text

TALK = Line("1", "Tọa đàm về chuyển đổi số", "Văn phòng", "", "Trước ngày 15/5/2024")
FAIR = Line("1", "Hội chợ sách thiếu nhi", "Văn phòng", "", "Trước ngày 20/6/2024")
TEXT = CONFIG.format(port=8640) + '\n[[tasks]]\nplan = "kh"\nno = "1"\ndue = 2024-05-10\n'


def seen(repository: MemoryRepository, *lines: Line) -> Preview:
    return preview(repository, TEXT, {PLAN: plan_text(lines).encode()}, FOLDER, moment(JANUARY))


def asked(found: Preview) -> list[dict[str, str | int]]:
    return [dict(d.values) for d in found.derived.diagnostics if d.code == "decision-slid"]


def test_it_is_asked_before_it_is_applied() -> None:
    repository = MemoryRepository("so-mau")
    first = seen(repository, TALK)
    assert asked(first) == []
    apply(repository, first, FOLDER, moment(JANUARY))
    assert asked(seen(repository, TALK)) == []
    (one,) = asked(seen(repository, FAIR, replace(TALK, no="2")))
    assert (one["no"], one["was"], one["now"], one["moved"]) == ("1", TALK.title, FAIR.title, "2")


def test_the_coordinators_note_is_part_of_why() -> None:
    noted = TEXT + 'note = "Theo kết luận cuộc họp giao ban"\n'
    found = preview(MemoryRepository("so-mau"), noted, {PLAN: plan_text([TALK]).encode()}, FOLDER, moment(JANUARY))
    (told,) = {r for o in found.derived.occurrences for r in o.why if r.code == "note"}
    assert dict(told.values)["note"] == "Theo kết luận cuộc họp giao ban"


WINDOWS = {
    "in the middle of the work": ("2024-08-20", "2024-04-01"),
    "before it begins": ("2024-03-15", "2024-03-15"),
}


@pytest.mark.parametrize("case", WINDOWS)
def test_a_window_whose_last_day_is_moved_keeps_its_first(case: str) -> None:
    due, start = WINDOWS[case]
    text = TEXT.replace("2024-05-10", due)
    row = replace(TALK, timing="Trong quý II năm 2024")
    found = preview(MemoryRepository("so-mau"), text, {PLAN: plan_text([row]).encode()}, FOLDER, moment(JANUARY))
    shared = next(o for o in found.derived.occurrences if o.unit is None)
    assert (shared.start.isoformat(), shared.due.isoformat()) == (start, due)
    codes = [r.code for r in shared.why]
    assert "due-given" in codes and ("window" in codes) == (start != due)


def test_it_is_told_that_the_coordinator_says_who_leads() -> None:
    text = TEXT + 'units = ["so-3"]\n'
    found = preview(MemoryRepository("so-mau"), text, {PLAN: plan_text([TALK]).encode()}, FOLDER, moment(JANUARY))
    (told,) = {
        say("planning", "reason", r.code, r.values)
        for o in found.derived.occurrences
        for r in o.why
        if r.code == "units-given"
    }
    assert told == "Mục 1: đơn vị chủ trì do đầu mối ghi trong config.toml là Sở Ba (kế hoạch ghi Văn phòng)"


def test_a_span_that_was_moved_has_its_due_day_as_an_event_of_its_own() -> None:
    row = replace(TALK, timing="Trong quý II năm 2024")
    office = in_memory([row])
    text = office.text + '\n[[tasks]]\nplan = "kh"\nno = "1"\ndue = 2024-08-20\n'
    now = moment("2024-05-20T08:00")
    apply(
        office.repository, preview(office.repository, text, {PLAN: plan_text([row]).encode()}, FOLDER, now), FOLDER, now
    )
    seen = office.at(now)
    asked = Asked(spec_of(seen, "ca-co-quan"), ALWAYS, query=read_query("windows=due"))
    events = {str(e["UID"]): e for e in icalendar.Calendar.from_ical(body_of(seen, asked)).events}
    window, due = events["kh.1-1@so-mau"], events["kh.1-1.due@so-mau"]
    assert (window["DTSTART"].dt, window["DTEND"].dt) == (date(2024, 4, 1), date(2024, 8, 21))
    assert due["DTSTART"].dt == date(2024, 8, 20) and "dời từ 30/6" in window["SUMMARY"]
