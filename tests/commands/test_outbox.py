"""`outbox` and `simulate` as the coordinator reads them."""

from pathlib import Path

import pytest

from scheduler.actions.outbox import rung_text
from scheduler.reminders.steps import Notice
from tests.support.office import OfficeFolder
from tests.support.small import CONTEST, JANUARY, configure, small_office


@pytest.fixture
def office(tmp_path: Path) -> OfficeFolder:
    made = small_office(tmp_path, [CONTEST])
    made.edit("config.toml", 'units = ["so-1"]\nchannels = ["console"]', 'units = ["so-1"]\nchannels = ["telegram"]')
    made.done("apply", "--now", JANUARY)
    return made


def test_an_outbox_without_anything_says_so(office: OfficeFolder) -> None:
    assert "Không có tin nào chờ gửi" in office.done("outbox", "--now", JANUARY).out


def test_what_waits_why_and_the_tries(office: OfficeFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TELEGRAM_BOT_TOKEN", raising=False)
    office.done("link", "nv-1", "telegram", "1001", "--now", JANUARY)
    office.done("remind", "--now", "2024-05-06T08:00")
    assert office.call("remind", "--now", "2024-05-07T07:30").status == 1
    found = office.done("outbox", "--json", "--now", "2024-05-07T07:30").json()
    (held,) = found["held"]
    assert (held["person"], held["step"], held["state"], held["note"]) == ("nv-1", "T-5", "pending", "not-set-up")
    assert [(t["person"], t["outcome"], t["cause"]) for t in found["tries"]] == [("nv-1", "again", "not-set-up")]
    said = " ".join(office.done("outbox", "--now", "2024-05-07T07:30").out.replace("│", " ").split())
    assert "Còn chờ gửi (1)" in said and "Các lần gửi gần đây (1)" in said
    later = office.done("outbox", "--json", "--now", "2024-05-20T07:30").json()
    assert later["tries"] == found["tries"], "a look on another day sees the same tries"


def test_another_person_has_nothing(office: OfficeFolder) -> None:
    assert office.done("outbox", "--json", "--person", "nv-2", "--now", JANUARY).json()["held"] == []
    assert "Không có người “ai”" in office.call("outbox", "--person", "ai", "--now", JANUARY).err


def test_a_simulation_counts_by_person_and_week_and_names_who_cannot_be_reached(office: OfficeFolder) -> None:
    answer = office.done("simulate", "--from", "2024-05-01", "--to", "2024-05-31", "--now", JANUARY)
    assert "07:30 thứ Ba 07/5/2024 · nv-1 qua telegram (chưa liên kết kênh nào)" in answer.out
    assert "Số tin mỗi người mỗi tuần (5 tin)" in answer.out
    assert "2024-W19" in answer.out
    assert "cho đến lúc đó lãnh đạo đơn vị hoặc đầu mối nhận thay" in answer.out
    found = office.done("simulate", "--from", "2024-05-01", "--to", "2024-05-31", "--json", "--now", JANUARY).json()
    assert [one["items"][0]["step"] for one in found] == ["T-5", "T-2", "T", "T+1:head", "T+3:coordinator"]
    assert office.done("outbox", "--json", "--now", JANUARY).json()["held"] == []


def test_a_simulation_of_one_person(office: OfficeFolder) -> None:
    told = office.done("simulate", "--person", "nv-2", "--to", "2024-12-31", "--now", JANUARY).out
    assert "Trong khoảng này không có tin nào." in told


RUNGS = {
    "open": "lúc bắt đầu",
    "T-5": "trước hạn 5 ngày làm việc",
    "T": "đến hạn",
    "T+1:head": "quá hạn 1 ngày làm việc, báo lãnh đạo đơn vị",
    "moved:3": "báo dời ngày",
    "again:0930": "nhắc lại theo yêu cầu",
}


@pytest.mark.parametrize("step", RUNGS)
def test_what_a_message_is_about_is_said_in_words(step: str) -> None:
    assert rung_text(step) == RUNGS[step]


@pytest.mark.parametrize("notice", Notice)
def test_every_notice_has_its_words(notice: Notice) -> None:
    assert rung_text(notice.value) != notice.value


WRONG = {
    "unknown-person": '[[absences]]\nperson = "ai"\nfrom = 2024-03-01\nto = 2024-03-02\nsubstitute = "nv-2"\n',
    "absence-circle": '[[absences]]\nperson = "nv-1"\nfrom = 2024-03-01\nto = 2024-03-04\nsubstitute = "nv-2"\n'
    '[[absences]]\nperson = "nv-2"\nfrom = 2024-03-04\nto = 2024-03-06\nsubstitute = "nv-1"\n',
    "own-substitute": '[[absences]]\nperson = "nv-1"\nfrom = 2024-03-01\nto = 2024-03-02\nsubstitute = "nv-1"\n',
    "bad-stretch": '[[absences]]\nperson = "nv-1"\nfrom = 2024-03-03\nto = 2024-03-02\nsubstitute = "nv-2"\n',
    "missing-key": "[[silent_days]]\nday = 2024-03-01\n",
}


@pytest.mark.parametrize("code", WRONG)
def test_what_is_wrong_with_absences_and_silent_days_is_said(code: str, office: OfficeFolder) -> None:
    configure(office, WRONG[code])
    answer = office.call("check", "--json", "--now", JANUARY)
    assert answer.status == 2
    assert code in {d["code"] for d in answer.json()}
