"""`done` and `history` on the command line."""

from pathlib import Path

import pytest

from tests.support.office import OfficeFolder
from tests.support.small import LINES, Line, applied_office

QUOTA = Line("7", "Viết tin, bài", "Sở Một", "", "03 tin, bài/tháng")
CONTEST_UID, QUOTA_UID = "kh.1-1-so-1@so-mau", "kh.7-2024-05-so-1@so-mau"
CHECK_IN = "kh.check-in-2024-Q2-so-1@so-mau"
MAY = "2024-05-07T08:00"


@pytest.fixture
def office(tmp_path: Path) -> OfficeFolder:
    return applied_office(tmp_path, (*LINES, QUOTA))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((CONTEST_UID,), "Đã ghi nhận xong: Tổ chức hội thi"),
        ((CONTEST_UID, "--not-done", "--reason", "chờ số liệu"), "lý do: chờ số liệu"),
        ((QUOTA_UID, "--count", "2"), "Đã ghi nhận 2/3"),
        ((CHECK_IN, "--task", "4"), "Đã ghi nhận xong"),
    ],
    ids=["done", "not done", "count", "task"],
)
def test_what_the_coordinator_records(office: OfficeFolder, arguments: tuple[str, ...], said: str) -> None:
    assert said in office.done("done", *arguments, "--now", MAY).out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("kh.99@so-mau",), "Không có việc nào mang mã"),
        ((CONTEST_UID, "--not-done"), "cần ghi lý do"),
        ((CONTEST_UID, "--count", "2"), "Không ghi được số ấy"),
        ((CHECK_IN, "--task", "99"), "Không rõ nhiệm vụ “99”"),
        (("kh.3-1@so-mau",), "báo riêng cho từng đơn vị"),
    ],
    ids=["unknown", "no reason", "no quota", "no task", "shared"],
)
def test_what_cannot_be_recorded_says_why(office: OfficeFolder, arguments: tuple[str, ...], said: str) -> None:
    answer = office.call("done", *arguments, "--now", MAY)
    assert (answer.status, answer.out) == (1, "")
    assert said in answer.err


def test_the_history_says_who_when_and_by_which_channel(office: OfficeFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    office.done("done", CONTEST_UID, "--now", "2024-05-06T08:00")
    office.done("done", CONTEST_UID, "--undo", "--by", "văn thư", "--now", MAY)
    office.done("done", QUOTA_UID, "--count", "2", "--now", "2024-05-08T23:30")
    found = office.done("history", "--json").json()
    assert [(e["act"], e["by"], e["channel"], e["at"]) for e in found] == [
        ("done", "coordinator", "cli", "2024-05-06T08:00:00+07:00"),
        ("reopened", "văn thư", "cli", "2024-05-07T08:00:00+07:00"),
        ("count", "coordinator", "cli", "2024-05-08T23:30:00+07:00"),
    ]
    shown = office.done("history").out
    assert "bỏ ghi nhận đã xong" in shown and "08/5/2024 23:30" in shown and "báo thêm +2" in shown


@pytest.mark.parametrize(
    ("unit", "said"), [("so-9", "Có phải “so-"), ("zz", "Các mã đang có: cac-so, so-1, so-2, so-3")]
)
def test_a_history_of_a_unit_that_there_is_not_says_so(office: OfficeFolder, unit: str, said: str) -> None:
    answer = office.call("history", "--unit", unit)
    assert (answer.status, answer.out) == (1, "")
    assert f"Không có đơn vị mang mã “{unit}”" in answer.err and said in answer.err


@pytest.mark.parametrize(
    ("narrow", "uids"),
    [
        (("--task", "1"), [CONTEST_UID]),
        (("--task", "4"), [CHECK_IN]),
        (("--unit", "so-1"), [CONTEST_UID, QUOTA_UID, CHECK_IN]),
        (("--unit", "so-3"), []),
        (("--from", "2024-05-07"), [QUOTA_UID, CHECK_IN]),
        (("--to", "7/5/2024"), [CONTEST_UID, QUOTA_UID]),
    ],
    ids=lambda v: " ".join(v),
)
def test_the_history_of_a_task_a_unit_or_some_days(
    office: OfficeFolder, narrow: tuple[str, ...], uids: list[str]
) -> None:
    office.done("done", CONTEST_UID, "--now", "2024-05-06T08:00")
    office.done("done", QUOTA_UID, "--count", "2", "--now", MAY)
    office.done("done", CHECK_IN, "--task", "4", "--now", "2024-05-08T08:00")
    assert [e["uid"] for e in office.done("history", "--json", *narrow, "--now", "2024-05-09").json()] == uids
    assert ("Chưa có ai báo gì." in office.done("history", *narrow).out) is (not uids)


@pytest.mark.parametrize(("address", "status"), [("abc", 1), ("@kenh", 1), ("", 1), ("1001", 0), ("-1001234.15", 0)])
def test_a_telegram_address_is_a_chats_number(office: OfficeFolder, address: str, status: int) -> None:
    office.edit("config.toml", 'units = ["so-1"]\nchannels = ["console"]', 'units = ["so-1"]\nchannels = ["telegram"]')
    office.done("apply", "--now", MAY)
    answer = office.call("link", "nv-1", "telegram", address)
    assert answer.status == status, answer.err
    assert ("không phải số chat" in answer.err) is (status == 1)
