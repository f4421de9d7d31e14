"""Work that goes off or is let go: nothing leaves a calendar without a word, and nobody is told of what they never saw."""

import icalendar
import pytest

from scheduler.actions.rendering import Asked, body_of
from scheduler.actions.snapshot import snapshot
from scheduler.feeds.query import read_query
from scheduler.feeds.window import ALWAYS
from scheduler.schedule import Act
from scheduler.store.memory import MemoryRepository
from tests.support.in_memory import FOLDER, moment, spec_of
from tests.support.small import CONTEST, TALKS, Line
from tests.support.year import Office

FIRST = "2024-01-02T08:00"
AMENDS = '\n[[plans]]\nid = "dc"\nfile = "plans/dc.txt"\namends = "kh"\n'
LET_GO = '\n[[tasks]]\nplan = "kh"\nno = "1"\nfollowed = false\n'
MONTHLY = Line("2", "Phát hành bản tin nội bộ", "Sở Hai", "", "Trước ngày 25 hằng tháng")


@pytest.fixture
def office() -> Office:
    made = Office(MemoryRepository("so-mau"), FIRST)
    made.apply(FIRST, CONTEST, MONTHLY, TALKS)
    return made


def test_a_month_that_an_amendment_puts_into_the_past_keeps_its_day(office: Office) -> None:
    item = "1. Điều chỉnh thời gian thực hiện tại mục 2 thành: trước ngày 20 hằng tháng."
    office.apply("2024-11-21T08:00", CONTEST, MONTHLY, TALKS, more=AMENDS, amendment=item)
    shown = office.events("don-vi-so-2")
    november, december = (shown[f"kh.2-2024-{month}-so-2@so-mau"] for month in (11, 12))
    assert "ĐÃ HUỶ" not in november["SUMMARY"] and november["DTSTART"].dt.isoformat() == "2024-11-24"
    assert "99/KH-UBND ghi kỳ này hạn 19/11/2024, trước ngày có hiệu lực 20/11/2024" in november["DESCRIPTION"]
    assert december["DTSTART"].dt.isoformat() == "2024-12-19"


def test_what_was_done_of_a_task_that_is_let_go_stays_as_it_was(office: Office) -> None:
    office.done("2024-05-10T08:00", "kh.1-1-so-1@so-mau")
    office.apply("2024-06-03T08:00", CONTEST, MONTHLY, TALKS, more=LET_GO)
    assert office.events()["kh.1-1@so-mau"]["SUMMARY"] == "✓ Tổ chức hội thi tìm hiểu pháp luật"
    assert office.events("don-vi-so-1")["kh.1-1-so-1@so-mau"]["STATUS"] == "CONFIRMED"


def test_nobody_is_late_any_more_with_what_is_let_go_until_it_is_followed_again(office: Office) -> None:
    office.apply("2024-06-03T08:00", CONTEST, MONTHLY, TALKS, more=LET_GO)
    event = office.events("don-vi-so-1")["kh.1-1-so-1@so-mau"]
    assert event["SUMMARY"] == "Tổ chức hội thi tìm hiểu pháp luật"
    assert "Từ 03/6/2024 thôi theo dõi việc này" in event["DESCRIPTION"]
    office.apply("2024-06-04T08:00", CONTEST, MONTHLY, TALKS)
    again = office.events("don-vi-so-1")["kh.1-1-so-1@so-mau"]
    assert again["SUMMARY"].startswith("[QUÁ HẠN]") and "thôi theo dõi" not in again["DESCRIPTION"]
    assert again["SEQUENCE"] > event["SEQUENCE"]


WHY = {
    "repealed": ((CONTEST, MONTHLY, TALKS), AMENDS, "1. Bãi bỏ mục 2.", "Bãi bỏ theo 99/KH-UBND, có hiệu lực từ 20/11/2024"),
    "let go": ((CONTEST, MONTHLY, TALKS), LET_GO.replace('"1"', '"2"'), "", "Đầu mối thôi theo dõi việc này"),
    "gone from the plan": ((CONTEST, TALKS), "", "", "Kế hoạch không còn ghi việc này"),
    "of another unit": (
        (CONTEST, Line("2", MONTHLY.title, "Sở Ba", "", MONTHLY.timing), TALKS), "", "", "Việc chuyển cho Sở Ba",
    ),
    "on other days": (
        (CONTEST, Line("2", MONTHLY.title, "Sở Hai", "", "Hằng quý"), TALKS), "", "",
        "Lịch của việc này đã đổi, không còn kỳ này",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", WHY)
def test_a_tombstone_says_why_and_no_longer_why_that_day(case: str, office: Office) -> None:
    lines, more, amendment, why = WHY[case]
    office.apply("2024-11-21T08:00", *lines, more=more, amendment=amendment)
    gone = office.events("don-vi-so-2")["kh.2-2024-12-so-2@so-mau"]
    assert gone["SUMMARY"].startswith("[ĐÃ HUỶ]") and gone["SEQUENCE"] > 0
    assert f"Việc này đã huỷ: {why}" in gone["DESCRIPTION"]
    assert "Vì sao ngày này" not in gone["DESCRIPTION"]


REPLACED = ('name = "Sở Một"\n', 'name = "Sở Một"\nreplaced = { by = "so-3", from = 2024-07-01 }\n')


def test_who_had_a_replaced_units_calendar_hears_why_and_of_nothing_they_never_saw(office: Office) -> None:
    own = Line("7", "Việc riêng của Sở Ba", "Sở Ba", "", "Trước ngày 15/10/2024")
    office.apply("2024-02-01T08:00", CONTEST, MONTHLY, TALKS, own)
    office.apply("2024-05-20T08:00", CONTEST, MONTHLY, TALKS)
    office.apply("2024-06-03T08:00", CONTEST, MONTHLY, TALKS, replaced=REPLACED)
    shown = office.events("don-vi-so-1")
    assert not [uid for uid in shown if uid.startswith("kh.7-")], "it was off before the units changed"
    both_had = shown["kh.3-1-so-1@so-mau"]
    assert "Việc chuyển cho Sở Ba, từ 01/7/2024 làm việc của Sở Một" in both_had["DESCRIPTION"]
    assert shown["kh.3-1-so-3@so-mau"]["STATUS"] == "CONFIRMED"


def test_what_a_successor_calls_off_later_is_told_to_who_saw_it(office: Office) -> None:
    office.apply("2024-06-03T08:00", CONTEST, MONTHLY, TALKS, replaced=REPLACED)
    office.apply("2024-07-08T08:00", CONTEST, MONTHLY, replaced=REPLACED)
    assert office.events("don-vi-so-1")["kh.3-1-so-3@so-mau"]["SUMMARY"].startswith("[ĐÃ HUỶ]")


OWN = Line("7", "Việc riêng của Sở Ba", "Sở Ba", "", "Trước ngày 15/10/2024")
HELPED = Line("8", "Mở lớp bồi dưỡng", "Sở Ba", "Sở Một", "Trước ngày 20/11/2024")


@pytest.mark.parametrize("slug", ["don-vi-so-1", "nguoi-nv-1"])
def test_who_had_a_replaced_units_calendar_sees_its_work_go_on_and_nothing_else(slug: str, office: Office) -> None:
    lines = (CONTEST, MONTHLY, TALKS, OWN, HELPED)
    office.apply("2024-02-01T08:00", *lines)
    before = set(office.events(slug))
    office.apply("2024-06-03T08:00", *lines, replaced=REPLACED)
    after = office.events(slug)
    assert before <= set(after), "nothing left without a word"
    assert set(after) - before == {"kh.3-1-so-3@so-mau"}, "its part of work that both led goes on with the other's"
    assert after["kh.8-1@so-mau"]["STATUS"] == "CONFIRMED", "it looked on at work that its successor leads"
    assert not [uid for uid in after if uid.startswith("kh.7-")], "what the successor does beside is not its work"


@pytest.mark.parametrize("slug", ["don-vi-so-1", "don-vi-so-3"])
def test_what_is_called_off_before_its_unit_changes_is_told_to_both(slug: str, office: Office) -> None:
    line = Line("9", "Rà soát hồ sơ", "Sở Một", "", "Trước ngày 15/10/2024")
    office.apply("2024-02-01T08:00", CONTEST, MONTHLY, TALKS, line)
    office.apply("2024-06-03T08:00", CONTEST, MONTHLY, TALKS, line, replaced=REPLACED)
    office.apply("2024-06-10T08:00", CONTEST, MONTHLY, TALKS, replaced=REPLACED)
    (gone,) = (e for uid, e in office.events(slug).items() if uid.startswith("kh.9-"))
    assert gone["SUMMARY"] == "[ĐÃ HUỶ] Rà soát hồ sơ" and gone["STATUS"] == "CANCELLED"


def test_apply_counts_each_tombstone_of_a_unit_that_leaves_work_that_goes_on(office: Office) -> None:
    changes = office.apply("2024-06-03T08:00", CONTEST, MONTHLY, TALKS, replaced=REPLACED)
    slugs = [spec.slug for spec in snapshot(office.repository, FOLDER, moment(office.now)).feeds]
    off = {uid for slug in slugs for uid, e in office.events(slug).items() if e["STATUS"] == "CANCELLED"}
    assert {o.uid for o in changes.removed} == off == {"kh.3-1-so-1@so-mau"}


def test_apply_counts_work_that_goes_as_a_whole_once(office: Office) -> None:
    changes = office.apply("2024-06-03T08:00", CONTEST, MONTHLY)
    assert [o.uid for o in changes.removed] == ["kh.3-1@so-mau"]


def test_why_it_is_not_done_is_in_the_calendars(office: Office) -> None:
    part, other = "kh.3-1-so-1@so-mau", "kh.3-1-so-2@so-mau"
    before = {uid: e["SEQUENCE"] for uid, e in office.events().items()}
    office.done("2024-01-03T08:00", part, Act.NOT_DONE, "hội trường đang sửa")
    office.done("2024-01-03T08:00", other)
    assert "Chưa xong, lý do: hội trường đang sửa" in office.events("don-vi-so-1")[part]["DESCRIPTION"]
    shared = office.events()["kh.3-1@so-mau"]
    lines = str(shared["DESCRIPTION"]).splitlines()
    assert "Đã báo xong: Sở Hai" in lines
    assert "Chưa báo xong: Sở Một; Sở Ba" in lines
    assert "Chưa xong (Sở Một), lý do: hội trường đang sửa" in lines
    raised = {uid for uid, e in office.events().items() if e["SEQUENCE"] != before[uid]}
    assert raised == {"kh.3-1@so-mau"}


def test_kinds_of_work_are_told_apart_by_colour(office: Office) -> None:
    seen = snapshot(office.repository, FOLDER, moment(FIRST))
    colours = [
        icalendar.Calendar.from_ical(body_of(seen, Asked(spec, ALWAYS)))["COLOR"]
        for spec in seen.feeds
        if spec.slug.startswith("loai-")
    ]
    assert len(colours) > 1 and len(set(colours)) == len(colours)


RENAMED = ('name = "Sở Hai"\n', 'name = "Sở Số Hai"\naliases = ["Sở Hai"]\n')


def test_a_tombstone_that_reads_otherwise_has_a_higher_revision_and_no_longer_life(office: Office) -> None:
    work = Line("9", "Rà soát hồ sơ", "Sở Một", "Sở Hai", "Trước ngày 15/10/2024")
    office.apply("2024-02-01T08:00", CONTEST, MONTHLY, TALKS, work)
    office.apply("2024-03-01T08:00", CONTEST, MONTHLY, TALKS)
    before = office.events("don-vi-so-2")["kh.9-1@so-mau"]
    office.apply("2024-03-20T08:00", CONTEST, MONTHLY, TALKS, replaced=RENAMED)
    after = office.events("don-vi-so-2")["kh.9-1@so-mau"]
    assert ("Phối hợp: Sở Hai" in before["DESCRIPTION"], "Phối hợp: Sở Số Hai" in after["DESCRIPTION"]) == (True, True)
    assert after["SEQUENCE"] == before["SEQUENCE"] + 1 and after["LAST-MODIFIED"].dt > before["LAST-MODIFIED"].dt
    office.apply("2024-05-01T08:00", CONTEST, MONTHLY, TALKS, replaced=RENAMED)
    assert "kh.9-1@so-mau" not in office.events("don-vi-so-2"), "60 days from the day on which it went off"


def test_a_moved_piece_that_goes_off_is_told_once(office: Office) -> None:
    moved = Line(TALKS.no, TALKS.title, TALKS.lead, TALKS.coordinating, "Quý IV năm 2024")
    office.apply("2024-02-01T08:00", CONTEST, MONTHLY, moved)
    office.apply("2024-02-02T08:00", CONTEST, MONTHLY)
    told = office.events()["kh.3-1@so-mau"]["SEQUENCE"]
    office.apply("2024-02-03T08:00", CONTEST, MONTHLY)
    assert office.events()["kh.3-1@so-mau"]["SEQUENCE"] == told


@pytest.mark.parametrize("unit", ["so-1", "so-2", "so-3"])
def test_a_query_for_a_unit_shows_of_the_offices_work_what_that_units_calendar_shows(unit: str, office: Office) -> None:
    lines = (CONTEST, MONTHLY, TALKS, OWN, HELPED)
    office.apply("2024-02-01T08:00", *lines)
    office.apply("2024-06-03T08:00", *lines, replaced=REPLACED)
    seen = snapshot(office.repository, FOLDER, moment(office.now))
    asked = Asked(spec_of(seen, "ca-co-quan"), ALWAYS, query=read_query(f"unit={unit}"))
    works = {str(e["UID"]).partition("-")[0] for e in icalendar.Calendar.from_ical(body_of(seen, asked)).events}
    assert works == {uid.partition("-")[0] for uid in office.events(f"don-vi-{unit}")} != set()
