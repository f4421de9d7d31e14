"""A year that is closed: its plan leaves config, and what its calendars showed stays under the name that it had."""

import icalendar
import pytest

from scheduler.actions.apply import apply, preview, publish, refresh
from scheduler.actions.comparing import Changes
from scheduler.actions.rendering import Asked, body_of
from scheduler.actions.snapshot import Snapshot
from scheduler.feeds.window import feed_window
from scheduler.schedule import Act, Progress
from scheduler.store.copying import copied
from tests.support.in_memory import FOLDER, InMemory, in_memory, moment, spec_of
from tests.support.small import UPKEEP, Line, plan_text

DONE = Line("1", "Tổ chức hội thi", "Sở Một", "", "Trước ngày 20/11/2024")
OPEN = Line("2", "Báo cáo tổng kết năm", "Sở Hai", "", "Trước ngày 15/12/2024")
OLD = Line("3", "Tập huấn đầu năm", "Sở Ba", "", "Trước ngày 15/3/2024")
NEXT = Line("1", "Mở lớp tập huấn", "Sở Một", "", "Trước ngày 15/3/2025")
NEXT_PLAN = ('id = "kh"\nfile = "plans/kh.md"', 'id = "kh25"\nfile = "plans/kh25.md"')
NAME = "Phổ biến pháp luật năm 2024"
NOW = "2025-01-11T08:00"


@pytest.fixture
def office() -> InMemory:
    made = in_memory([DONE, OPEN, OLD, UPKEEP])
    at = moment("2024-11-18T08:00")
    refresh(made.repository, FOLDER, at)
    made.repository.report(Progress("kh.1-1-so-1@so-mau", Act.DONE, "dau-moi", at, "test"))
    publish(made.repository, FOLDER, at)
    refresh(made.repository, FOLDER, moment("2025-01-10T08:00"))
    return made


def closed(office: InMemory, now: str = NOW) -> Changes:
    """The next year's plan in the place of this one."""
    text = office.text.replace(*NEXT_PLAN)
    files = {"plans/kh25.md": plan_text([NEXT]).replace("2024", "2025").encode()}
    found = preview(office.repository, text, files, FOLDER, moment(now))
    apply(office.repository, found, FOLDER, moment(now))
    return found.changes


def events(seen: Snapshot, slug: str = "ca-co-quan") -> dict[str, icalendar.Event]:
    window = feed_window(seen.now.date(), seen.config.policy)
    found = icalendar.Calendar.from_ical(body_of(seen, Asked(spec_of(seen, slug), window)))
    return {str(e["UID"]): e for e in found.events}


def test_what_the_window_holds_of_a_closed_year_stays(office: InMemory) -> None:
    before = events(office.at(moment(NOW)))
    changes = closed(office)
    after = events(office.at(moment(NOW)))
    assert set(before) <= set(after)
    assert after["kh.1-1@so-mau"]["SUMMARY"] == "✓ Tổ chức hội thi"
    late = after["kh.2-1@so-mau"]
    assert before["kh.2-1@so-mau"]["SUMMARY"].startswith("[QUÁ HẠN]") and "QUÁ HẠN" not in late["SUMMARY"]
    assert "nay thôi theo dõi" in late["DESCRIPTION"] and late["SEQUENCE"] > before["kh.2-1@so-mau"]["SEQUENCE"]
    assert {str(e["STATUS"]) for e in after.values()} == {"CONFIRMED"}, "a closed year is no cancellation"
    let_go = {o.uid for o in changes.let_go}
    assert "kh.2-1@so-mau" in let_go and "kh.1-1@so-mau" not in let_go, "what was done is no news"
    assert after["kh.1-1@so-mau"]["SEQUENCE"] == before["kh.1-1@so-mau"]["SEQUENCE"]


def test_it_stays_on_the_next_days_and_leaves_with_the_window_alone(office: InMemory) -> None:
    closed(office)
    told = events(office.at(moment(NOW)))
    for now in ("2025-01-12T08:00", "2025-02-20T08:00"):
        refresh(office.repository, FOLDER, moment(now))
        seen = events(office.at(moment(now)))
        assert {uid: seen[uid].to_ical() for uid in ("kh.1-1@so-mau", "kh.2-1@so-mau")} == {
            uid: told[uid].to_ical() for uid in ("kh.1-1@so-mau", "kh.2-1@so-mau")
        }
    refresh(office.repository, FOLDER, moment("2025-04-02T08:00"))
    later = office.at(moment("2025-04-02T08:00"))
    assert not {"kh.1-1@so-mau", "kh.2-1@so-mau"} & set(events(later))
    assert {"kh.1-1", "kh.2-1"} <= {o.uid.partition("@")[0] for o in later.archived}


@pytest.mark.parametrize("slug", ["ca-co-quan", "ke-hoach-kh", "don-vi-so-2"])
def test_the_name_of_a_plan_that_is_gone_stands_where_its_work_does(slug: str, office: InMemory) -> None:
    closed(office)
    seen = office.at(moment(NOW))
    theirs = [e for uid, e in events(seen, slug).items() if uid.startswith("kh.")]
    assert theirs and all(f"Kế hoạch: {NAME}" in e["DESCRIPTION"] for e in theirs)
    assert {spec_of(seen, s).name for s in ("ke-hoach-kh", "luu-tru-kh")} == {
        f"Nhắc việc · {NAME}", f"Nhắc việc · {NAME} (các năm trước)",
    }  # fmt: skip


def test_who_looks_at_another_day_sees_that_name_too(office: InMemory) -> None:
    closed(office)
    revision = office.repository.latest_revision()
    assert revision is not None
    copy = copied(office.repository, revision, moment(NOW))
    refresh(copy, FOLDER, moment("2025-01-20T08:00"))
    found = InMemory(copy, office.text).at(moment("2025-01-20T08:00"))
    assert found.book.plan_name("kh") == NAME


def test_a_revision_that_names_the_plan_in_a_remark_alone_is_passed_over(office: InMemory) -> None:
    closed(office)
    text = office.text.replace(*NEXT_PLAN) + '\n# trước đây: plans.id = "kh"\n'
    files = {"plans/kh25.md": plan_text([NEXT]).replace("2024", "2025").encode()}
    apply(office.repository, preview(office.repository, text, files, FOLDER, moment(NOW)), FOLDER, moment(NOW))
    assert office.at(moment(NOW)).book.plan_name("kh") == NAME
