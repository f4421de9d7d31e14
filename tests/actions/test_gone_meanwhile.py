"""What was held while somebody went away or came back, what was done and is no longer, an absence that is withdrawn."""

from dataclasses import replace
from datetime import UTC

import pytest

from notifiers.recording import RecordingNotifier
from scheduler.actions.apply import preview, refresh
from scheduler.actions.remind import dry_run
from scheduler.actions.report import CONSOLE, report
from scheduler.actions.simulate import simulate
from scheduler.schedule import Act, Progress
from scheduler.store.copying import copied
from tests.support.in_memory import FOLDER, InMemory, in_memory, moment
from tests.support.small import CONFIG, CONTEST, PLAN, PROGRAMME, person, plan_text
from tests.support.waking import BEFORE, ON_AIR, TALK, reapply, text, wake

HEAD = person("lanh-dao-1", "Lãnh đạo Sở Một", "so-1", post="head")
AWAY = '\n[[absences]]\nperson = "nv-1"\nfrom = 2024-05-{first}\nto = 2024-05-{last}\nsubstitute = "nv-2"\n'
SILENT = '\n[[silent_days]]\nday = 2024-05-10\nreason = "tập huấn"\n'
"""The contest's rung T-2 falls on that Friday; it is due on Tuesday, 14 May."""


def days(office: InMemory, console: RecordingNotifier, first: int, last: int) -> dict[int, list[str]]:
    """To whom messages that speak of the contest went, day by day."""
    found = {}
    for day in range(first, last + 1):
        sent = wake(office, f"2024-05-{day:02}T07:30", console)
        found[day] = sorted(s.recipient.id for s in sent if "hội thi" in text(s))
    return {day: those for day, those in found.items() if those}


def test_what_was_held_before_somebody_went_away_goes_to_the_substitute_alone(console: RecordingNotifier) -> None:
    office = in_memory([CONTEST], "2024-05-02T08:00", more=SILENT + AWAY.format(first=13, last=14))
    copy = copied(office.repository, office.repository.latest_revision(), moment("2024-05-02T08:00"))
    assert days(office, console, 2, 12) == {7: ["nv-1"]}
    seen = dry_run(office.repository, office.at(moment("2024-05-13T07:30")))
    assert {o.digest.person for o in seen if "hội thi" in str(o.digest.message)} == {"nv-2"}
    assert days(office, console, 13, 14) == {13: ["nv-2"], 14: ["nv-2"]}
    first, last = moment("2024-05-02").date(), moment("2024-05-14").date()
    said = simulate(copy, FOLDER, first, last, moment("2024-05-02T08:00")).said
    told = [(s.at.day, s.outcome.digest.person) for s in said if "hội thi" in str(s.outcome.digest.message)]
    assert told == [(7, "nv-1"), (9, "nv-2"), (13, "nv-2"), (14, "nv-2")], "the same; on the 9th what will be open"


def test_what_was_held_for_the_substitute_goes_to_who_is_back(console: RecordingNotifier) -> None:
    office = in_memory([CONTEST], "2024-05-02T08:00", more=SILENT + AWAY.format(first="09", last=10))
    assert days(office, console, 2, 14) == {7: ["nv-1"], 13: ["nv-1"], 14: ["nv-1"]}


def reported(office: InMemory, act: Act, at: str) -> None:
    told = Progress("kh.1-1-so-1@so-mau", act, "dau-moi", moment(at).astimezone(UTC), CONSOLE)
    report(office.repository, office.at(moment(at)), told)


def test_what_is_no_longer_done_after_the_last_rung_is_told_to_the_unit_and_its_head(
    console: RecordingNotifier,
) -> None:
    office = in_memory([CONTEST], BEFORE, more=HEAD)
    days(office, console, 6, 14)
    reported(office, Act.DONE, "2024-05-15T10:00")
    assert days(office, console, 16, 20) == {}
    reported(office, Act.REOPENED, "2024-05-20T10:00")
    assert wake(office, "2024-05-20T11:00", console) == []
    sent = wake(office, "2024-05-21T07:30", console)
    assert sorted(s.recipient.id for s in sent) == ["lanh-dao-1", "nv-1"]
    assert all("nay được mở lại" in text(s) for s in sent)
    assert days(office, console, 22, 31) == {}


def test_done_again_meanwhile_nobody_is_told(console: RecordingNotifier) -> None:
    office = in_memory([CONTEST], BEFORE, more=HEAD)
    days(office, console, 6, 14)
    for act, at in ((Act.DONE, "15T10:00"), (Act.REOPENED, "20T10:00"), (Act.DONE, "20T15:00")):
        reported(office, act, f"2024-05-{at}")
    assert days(office, console, 21, 24) == {}


def test_no_longer_done_before_a_rung_it_is_one_line_with_the_rung(console: RecordingNotifier) -> None:
    office = in_memory([CONTEST], BEFORE)
    days(office, console, 6, 9)
    reported(office, Act.DONE, "2024-05-09T10:00")
    reported(office, Act.REOPENED, "2024-05-09T11:00")
    (said,) = wake(office, "2024-05-10T07:30", console)
    assert text(said).count("hội thi") == 1
    assert "nay được mở lại" in text(said)


@pytest.mark.parametrize("last", ["", "14"], ids=["withdrawn", "shortened"])
def test_an_absence_that_is_no_more_is_told_to_both(last: str, console: RecordingNotifier) -> None:
    plan, at = [replace(CONTEST, timing="Trước ngày 30/9/2024")], "2024-05-15T09:00"
    office = in_memory(plan, "2024-05-10T07:00", more=AWAY.format(first=13, last=17))
    wake(office, "2024-05-10T08:00", console)
    reapply(office, plan, at, AWAY.format(first=13, last=last) if last else "")
    sent = wake(office, "2024-05-15T09:05", console)
    assert sorted(s.recipient.id for s in sent) == ["nv-1", "nv-2"]
    assert all("Từ thứ Tư 15/5/2024" in text(s) and "thôi nhận thay" in text(s) for s in sent)
    reapply(office, plan, at, AWAY.format(first=13, last=last) if last else "")
    assert wake(office, "2024-05-15T09:10", console) == []


def test_another_substitute_is_told_and_the_one_before(console: RecordingNotifier) -> None:
    plan = [replace(CONTEST, timing="Trước ngày 30/9/2024")]
    office = in_memory(plan, "2024-05-10T07:00", more=HEAD + AWAY.format(first=13, last=17))
    wake(office, "2024-05-10T08:00", console)
    reapply(office, plan, "2024-05-15T09:00", HEAD + AWAY.format(first=13, last=17).replace("nv-2", "lanh-dao-1"))
    said = {s.recipient.id: text(s) for s in wake(office, "2024-05-15T09:05", console)}
    assert "thôi nhận thay" in said["nv-2"]
    assert "nhận thay tin nhắc việc" in said["lanh-dao-1"]
    assert "Từ thứ Tư 15/5/2024 đến hết thứ Sáu 17/5/2024" in said["nv-1"]
    assert "được gửi cho Lãnh đạo Sở Một" in said["nv-1"]
    assert wake(office, "2024-05-16T07:30", console) == []


def test_a_process_that_ended_before_publishing_tells_it_all_the_same(console: RecordingNotifier) -> None:
    plan = [replace(CONTEST, timing="Trước ngày 30/9/2024")]
    office = in_memory(plan, "2024-05-10T07:00", more=AWAY.format(first=13, last=17))
    wake(office, "2024-05-10T08:00", console)
    at = moment("2024-05-15T09:00")
    found = preview(office.repository, CONFIG.format(port=8640), {PLAN: plan_text(plan).encode()}, FOLDER, at)
    made = found.derived
    office.repository.apply(found.revision, made.keys, made.occurrences, made.waiting, made.triggers, at.date())
    refresh(office.repository, FOLDER, moment("2024-05-16T06:00"))
    sent = wake(office, "2024-05-16T07:30", console)
    assert sorted(s.recipient.id for s in sent) == ["nv-1", "nv-2"]
    assert all("thôi nhận thay" in text(s) for s in sent)
    refresh(office.repository, FOLDER, moment("2024-05-17T06:00"))
    assert wake(office, "2024-05-17T07:30", console) == []


TWO = replace(CONTEST, no="9", title="Việc gấp", timing="Trước ngày 16/5/2024")


def test_what_is_new_and_due_soon_stands_once(console: RecordingNotifier) -> None:
    office = in_memory([CONTEST, TALK], BEFORE)
    days(office, console, 6, 9)
    reapply(office, [CONTEST, TALK, TWO], "2024-05-13T07:00")
    (said,) = [s for s in wake(office, "2024-05-13T07:30", console) if "Việc gấp" in text(s)]
    assert text(said).count("Việc gấp") == 1
    assert "việc mới" in text(said)


def on_air(office: InMemory, console: RecordingNotifier, *moments: str) -> list[str]:
    """When the unit's person hears of the programme of 14 May."""
    found = []
    for at in moments:
        sent = [s for s in wake(office, at, console) if s.recipient.id == "nv-1"]
        found += [at for s in sent if "thứ Ba 14/5/2024" in text(s)]
    return found


def test_a_programme_that_has_begun_is_not_announced(console: RecordingNotifier) -> None:
    office = in_memory([PROGRAMME], "2024-05-02T08:00", more=ON_AIR)
    assert on_air(office, console, "2024-05-13T07:30", "2024-05-14T19:00", "2024-05-15T07:30") == ["2024-05-13T07:30"]


def test_of_a_programme_before_the_end_of_the_quiet_hours_the_day_before_is_the_last_to_tell(
    console: RecordingNotifier,
) -> None:
    office = in_memory([PROGRAMME], "2024-05-02T08:00", more=ON_AIR.replace("17:30", "06:00"))
    told = on_air(office, console, "2024-05-10T07:30", "2024-05-13T07:30", "2024-05-14T06:30", "2024-05-14T07:30")
    assert told == ["2024-05-10T07:30", "2024-05-13T07:30"]


@pytest.mark.parametrize("woken", [(7, 8), (7,), (6, 7)], ids=["daily", "after a gap", "a day before"])
def test_who_stands_in_is_not_told_again_what_the_absent_one_was(
    woken: tuple[int, ...], console: RecordingNotifier
) -> None:
    """T-5 is of the 7th; from the 9th to the 13th somebody else is there, who hears of T-2 on the 10th alone."""
    office = in_memory([CONTEST], "2024-05-02T08:00", more=AWAY.format(first="09", last=13))
    now = moment("2024-05-02T08:00")
    copy = copied(office.repository, office.repository.latest_revision(), now)
    told = [(day, p) for day in woken for p in days(office, console, day, day).get(day, [])]
    told += [(day, p) for day in range(9, 15) for p in days(office, console, day, day).get(day, [])]
    assert told == [(7, "nv-1"), (10, "nv-2"), (14, "nv-1")]
    said = simulate(copy, FOLDER, now.date(), moment("2024-05-14").date(), now).said
    sent = [(s.at.day, s.outcome.digest.person) for s in said if "hội thi" in str(s.outcome.digest.message)]
    assert sent == [(7, "nv-1"), (8, "nv-2"), (10, "nv-2"), (14, "nv-1")], "on the 8th: what is open"


def test_who_stands_in_is_told_in_one_line_what_is_open(console: RecordingNotifier) -> None:
    rows = [replace(CONTEST, no=str(n), title=f"Tổ chức hội thi số {n}") for n in range(1, 6)]
    office = in_memory(rows, "2024-05-02T08:00", more=AWAY.format(first="09", last=13))
    refresh(office.repository, FOLDER, moment("2024-05-08T00:10"))
    (found,) = [text(s) for s in wake(office, "2024-05-08T07:30", console) if s.recipient.id == "nv-2"]
    line = "Việc đang dở: Tổ chức hội thi số 1 (hạn 14/5/2024); "
    assert line in found
    assert found.count("hội thi") == 3
    assert found.endswith("; và 2 việc khác.")
