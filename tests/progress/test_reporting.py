"""Who may report what, and that the same again changes nothing."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from scheduler.actions.report import LONGEST_TEXT, Result, report
from scheduler.schedule import Act, Progress
from scheduler.terms import Kind
from tests.support.in_memory import InMemory, in_memory, moment
from tests.support.small import BULLETIN, CONTEST, TALKS, UPKEEP, Line, person

NOW = moment("2024-05-07T08:00")
LATER = NOW + timedelta(minutes=11)
QUOTA = Line("7", "Viết tin, bài", "Sở Một", "", "03 tin, bài/tháng")
MORE = person("lanh-dao-1", "Lãnh đạo Sở Một", "so-1", post="head") + person("nhom-cac-so", "Nhóm các sở", "cac-so")
CONTEST_UID, QUOTA_UID = "kh.1-1-so-1@so-mau", "kh.7-2024-05-so-1@so-mau"
CHECK_IN = "kh.check-in-2024-Q2-so-1@so-mau"


@pytest.fixture
def office() -> InMemory:
    return in_memory((CONTEST, BULLETIN, TALKS, UPKEEP, QUOTA), more=MORE)


def said(
    office: InMemory, uid: str, act: Act, by: str = "nv-1", seen: int | None = None, at: datetime = NOW, **facts: object
) -> Result:
    channel = "cli" if by == "cli" else "telegram"
    progress = Progress(uid, act, by, at.astimezone(UTC), channel, **facts)  # type: ignore[arg-type]
    return report(office.repository, office.at(NOW), progress, seen).result


@pytest.mark.parametrize(
    ("by", "result"),
    [
        ("nv-1", Result.RECORDED),
        ("lanh-dao-1", Result.RECORDED),
        ("nhom-cac-so", Result.RECORDED),
        ("dau-moi", Result.RECORDED),
        ("cli", Result.RECORDED),
        ("nv-2", Result.NOT_THEIRS),  # of the unit that coordinates
        ("nobody", Result.NOT_THEIRS),
    ],
)
def test_the_lead_units_people_and_the_coordinator_report(office: InMemory, by: str, result: Result) -> None:
    assert said(office, CONTEST_UID, Act.DONE, by) is result
    assert office.at(NOW).book.standing(CONTEST_UID).done is (result is Result.RECORDED)
    assert len(office.repository.progress()) == (result is Result.RECORDED)


def test_the_same_again_changes_nothing(office: InMemory) -> None:
    assert said(office, CONTEST_UID, Act.DONE) is Result.RECORDED
    version = office.repository.version()
    assert said(office, CONTEST_UID, Act.DONE) is Result.NOTHING_NEW
    assert said(office, CONTEST_UID, Act.DONE, "lanh-dao-1") is Result.NOTHING_NEW
    assert office.repository.version() == version


def test_a_finger_that_slipped_takes_its_own_report_back_for_ten_minutes_and_nobody_is_told(office: InMemory) -> None:
    said(office, CONTEST_UID, Act.DONE)
    assert said(office, CONTEST_UID, Act.REOPENED, "lanh-dao-1") is Result.COORDINATOR_ONLY, "another's hand"
    assert said(office, CONTEST_UID, Act.REOPENED) is Result.RECORDED
    standing = office.at(NOW).book.standing(CONTEST_UID)
    assert not standing.done and standing.reopened is None
    assert said(office, CONTEST_UID, Act.DONE) is Result.RECORDED
    assert said(office, CONTEST_UID, Act.REOPENED, "dau-moi", at=LATER) is Result.RECORDED
    assert office.at(NOW).book.standing(CONTEST_UID).reopened is not None


@pytest.mark.parametrize("act", [Act.REOPENED, Act.NOT_DONE])
def test_what_is_done_is_taken_back_by_the_coordinator_alone(office: InMemory, act: Act) -> None:
    said(office, CONTEST_UID, Act.DONE)
    assert said(office, CONTEST_UID, act, at=LATER, text="nhầm") is Result.COORDINATOR_ONLY
    assert said(office, CONTEST_UID, act, "dau-moi", text="nhầm") is Result.RECORDED
    assert not office.at(NOW).book.standing(CONTEST_UID).done


@pytest.mark.parametrize(("text", "result"), [(None, Result.REASON_NEEDED), ("\x00 \u202e", Result.REASON_NEEDED)])
def test_not_done_needs_a_reason(office: InMemory, text: str | None, result: Result) -> None:
    assert said(office, CONTEST_UID, Act.NOT_DONE, text=text) is result


def test_a_reason_is_kept_without_what_is_not_seen(office: InMemory) -> None:
    said(office, CONTEST_UID, Act.NOT_DONE, text=" chờ <b>số\x07 liệu\u202e ")
    assert office.at(NOW).book.standing(CONTEST_UID).reason == "chờ <b>số liệu"
    assert said(office, CONTEST_UID, Act.NOT_DONE, text="x" * (LONGEST_TEXT + 1)) is Result.TOO_LONG


def test_a_count_pressed_twice_counts_once(office: InMemory) -> None:
    assert said(office, QUOTA_UID, Act.COUNT, count=1, seen=0) is Result.RECORDED
    assert said(office, QUOTA_UID, Act.COUNT, count=1, seen=0) is Result.OUTDATED
    assert said(office, QUOTA_UID, Act.COUNT, count=1, seen=1) is Result.RECORDED
    assert said(office, QUOTA_UID, Act.COUNT, count=-1, seen=2) is Result.RECORDED
    assert said(office, QUOTA_UID, Act.COUNT, count=-5) is Result.NOT_COUNTED
    assert office.at(NOW).book.standing(QUOTA_UID).count == 1
    assert said(office, CONTEST_UID, Act.COUNT, count=1) is Result.NOT_COUNTED


def test_one_units_done_closes_no_other_units_part(office: InMemory) -> None:
    shared = next(o for o in office.at(NOW).occurrences if len(o.parts) > 1 and o.kind is Kind.ACTIVITY)
    assert said(office, shared.uid, Act.DONE, "dau-moi") is Result.HAS_PARTS
    assert said(office, shared.parts[0], Act.DONE) is Result.RECORDED
    assert said(office, shared.parts[1], Act.DONE) is Result.NOT_THEIRS
    assert office.at(NOW).book.done_parts(shared) == 1


def test_a_check_in_is_answered_task_by_task(office: InMemory) -> None:
    (task,) = office.at(NOW).by_uid[CHECK_IN].tasks
    assert said(office, CHECK_IN, Act.DONE, task="kh.99") is Result.NO_SUCH_TASK
    assert said(office, CHECK_IN, Act.NOT_DONE, task=task, text="chưa có kinh phí") is Result.RECORDED
    told = office.at(NOW).book.standing(CHECK_IN)
    assert (told.answered, told.done) == (True, False)
    assert said(office, CONTEST_UID, Act.DONE, task=task) is Result.NO_SUCH_TASK


def test_what_is_not_planned_cannot_be_reported(office: InMemory) -> None:
    assert said(office, "kh.99-1@so-mau", Act.DONE, "dau-moi") is Result.UNKNOWN


def test_who_reports_at_the_same_time_is_heard_too(office: InMemory) -> None:
    """Somebody's entry comes between the reading of the trail and the writing: it is read again."""
    repository = office.repository
    write, others = repository.report, [Progress(QUOTA_UID, Act.COUNT, "x", NOW, "telegram", count=1)]

    def slow(progress: Progress, after: int | None = None) -> bool:
        while others:
            write(others.pop())
        return write(progress, after)

    object.__setattr__(repository, "report", slow)
    assert said(office, QUOTA_UID, Act.COUNT, count=1) is Result.RECORDED
    assert office.at(NOW).book.standing(QUOTA_UID).count == 2
    others.append(replace(repository.progress()[0], at=NOW))
    assert said(office, QUOTA_UID, Act.COUNT, count=1, seen=2) is Result.OUTDATED


AWAY = '[[absences]]\nperson = "{person}"\nfrom = 2024-05-06\nto = 2024-05-08\nsubstitute = "{substitute}"\n'


@pytest.mark.parametrize(
    ("person", "day", "result"),
    [
        ("nv-1", "2024-05-06", Result.RECORDED),
        ("nv-1", "2024-05-08", Result.RECORDED),
        ("nv-1", "2024-05-05", Result.NOT_THEIRS),
        ("nv-1", "2024-05-09", Result.NOT_THEIRS),
        ("dau-moi", "2024-05-07", Result.RECORDED),
    ],
)
def test_who_stands_in_reports_in_their_place_as_long_as_they_are_away(person: str, day: str, result: Result) -> None:
    office = in_memory([CONTEST], more=AWAY.format(person=person, substitute="nv-2"))
    now = moment(f"{day}T09:00")
    told = Progress(CONTEST_UID, Act.DONE, "nv-2", now.astimezone(UTC), "telegram")
    assert report(office.repository, office.at(now), told).result is result
    taken_back = Progress(CONTEST_UID, Act.REOPENED, "nv-2", now.astimezone(UTC) + timedelta(minutes=11), "telegram")
    assert report(office.repository, office.at(now), taken_back).result is not Result.RECORDED
