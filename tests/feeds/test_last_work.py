"""Who loses the last work is told so: the feed stays as long as it has something called off to show."""

from icalendar import Calendar

from scheduler.actions.apply import apply, preview
from scheduler.actions.snapshot import Snapshot
from tests.support.in_memory import FOLDER, InMemory, body, in_memory, moment, spec_of
from tests.support.small import CONFIG, CONTEST, PLAN, Line, plan_text

NOW = "2024-02-01T08:00"
LAST = Line("9", "Tổ chức diễn tập", "Sở Ba", "", "Trước ngày 20/9/2024")
OTHER_PLAN = '\n[[plans]]\nid = "khac"\nfile = "plans/khac.md"\n'


def applied_again(office: InMemory, text: str, *lines: Line) -> Snapshot:
    files = {name: plan_text(lines).encode() for name in (PLAN, "plans/khac.md") if name in text}
    apply(office.repository, preview(office.repository, text, files, FOLDER, moment(NOW)), FOLDER, moment(NOW))
    return office.at(moment(NOW))


def statuses(office: Snapshot, slug: str) -> set[str]:
    return {event["STATUS"] for event in Calendar.from_ical(body(office, spec_of(office, slug))).events}


def test_a_unit_whose_only_work_is_called_off_keeps_its_feed() -> None:
    office = in_memory([CONTEST, LAST])
    after = applied_again(office, office.text, CONTEST)
    assert statuses(after, "don-vi-so-3") == {"CANCELLED"}


def test_a_plan_that_is_given_up_keeps_its_feed() -> None:
    office = in_memory([CONTEST])
    with_other = applied_again(office, office.text + OTHER_PLAN, CONTEST)
    assert statuses(with_other, "ke-hoach-khac") == {"CONFIRMED"}
    without = applied_again(office, CONFIG.format(port=8640), CONTEST)
    assert statuses(without, "ke-hoach-khac") == {"CANCELLED"}
    assert statuses(without, "ke-hoach-kh") == {"CONFIRMED"}
