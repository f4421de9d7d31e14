"""`doctor`: what is amiss is found and told with what to do; what is well stays well."""

from collections.abc import Callable
from pathlib import Path

import pytest

from scheduler.commands.examining import Gravity, packages
from tests.support.office import OfficeFolder
from tests.support.small import CONTEST, JANUARY, PLAN, applied_office, plan_text
from tests.support.web_receiver import WebReceiver

TOKEN = "123456789:AAF-own_test_token_of_no_bot_at_all0"
TELEGRAM = ('units = ["so-1"]\nchannels = ["console"]', 'units = ["so-1"]\nchannels = ["telegram"]')
Findings = dict[str, tuple[str, str]]


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> OfficeFolder:
    """An office that is applied and was woken a minute ago."""
    monkeypatch.delenv("TELEGRAM_BOT_TOKEN", raising=False)
    made = applied_office(tmp_path, [CONTEST])
    made.done("remind", "--now", JANUARY)
    return made


def examined(office: OfficeFolder, now: str = "2024-01-02T08:01") -> tuple[int, Findings]:
    """The exit status, and each finding's gravity and words by its code."""
    answer = office.call("doctor", "--json", "--now", now)
    return answer.status, {f["code"]: (f["gravity"], f["message"]) for f in answer.json()}


def test_an_office_that_is_well(office: OfficeFolder) -> None:
    status, found = examined(office)
    assert status == 0
    assert {code for code, (gravity, _) in found.items() if gravity == "mend"} == set()
    assert {"packages-ours", "config-fine", "store-open", "secrets-closed", "all-reached", "woken", "clock"} <= set(
        found
    )
    assert found["server-off"][0] == "look"
    assert "[ổn ]" in office.done("doctor", "--now", "2024-01-02T08:01").out


def test_looking_changes_nothing(office: OfficeFolder) -> None:
    before = office.done("outbox", "--json", "--now", JANUARY).out
    for now in ("2024-01-02T08:01", "2024-05-07T08:00"):
        examined(office, now)
    assert office.done("outbox", "--json", "--now", JANUARY).out == before


def nothing(office: OfficeFolder) -> None:
    """It is well."""


def broken_config(office: OfficeFolder) -> None:
    office.edit("config.toml", 'level = "province"', 'level = "x"')


def edited(office: OfficeFolder) -> None:
    office.edit("config.toml", "Văn phòng Mẫu", "Văn phòng Khác")


def without_address(office: OfficeFolder) -> None:
    office.edit("config.toml", *TELEGRAM)
    office.write("var/telegram.token", TOKEN).chmod(0o600)
    office.edit("config.toml", "[server]", '[telegram]\ntoken_file = "var/telegram.token"\n\n[server]')
    office.done("apply", "--now", JANUARY)


def without_token(office: OfficeFolder) -> None:
    office.edit("config.toml", *TELEGRAM)
    office.done("apply", "--now", JANUARY)
    office.done("link", "nv-1", "telegram", "100200300", "--now", JANUARY)


def open_token(office: OfficeFolder) -> None:
    without_address(office)
    (office.folder / "var/telegram.token").chmod(0o644)


def without_mail_server(office: OfficeFolder) -> None:
    office.edit("config.toml", TELEGRAM[0], TELEGRAM[1].replace("telegram", "email"))
    office.done("apply", "--now", JANUARY)


def open_store(office: OfficeFolder) -> None:
    (office.folder / "var/nhacviec.db").chmod(0o644)


def damaged_store(office: OfficeFolder) -> None:
    for file in (office.folder / "var").glob("nhacviec.db*"):
        file.unlink()
    office.write("var/nhacviec.db", "no database " * 500)


def nothing_applied(office: OfficeFolder) -> None:
    for file in (office.folder / "var").glob("nhacviec.db*"):
        file.unlink()


AMISS: dict[str, tuple[Callable[[OfficeFolder], None], str, str, str]] = {
    "config-faults": (broken_config, "2024-01-02T08:01", "mend", "nhacviec check"),
    "pending-edits": (edited, "2024-01-02T08:01", "look", "nhacviec apply --dry-run"),
    "unreached": (without_address, "2024-01-02T08:01", "mend", "nhacviec link nv-1 telegram"),
    "channel-lacking": (without_token, "2024-01-02T08:01", "mend", "TELEGRAM_BOT_TOKEN"),
    "secret-exposed": (open_token, "2024-01-02T08:01", "mend", "chmod 600"),
    "store-exposed": (open_store, "2024-01-02T08:01", "look", "chmod 600"),
    "stopped": (damaged_store, "2024-01-02T08:01", "mend", "không phải là cơ sở dữ liệu"),
    "woken-long-ago": (nothing, "2024-01-05T08:01", "mend", "08:00 ngày 02/01/2024"),
    "clock-behind": (nothing, "2023-12-31T08:00", "mend", "Chỉnh lại giờ"),
}


@pytest.mark.parametrize("code", AMISS)
def test_what_is_amiss_is_told_with_what_to_do(office: OfficeFolder, code: str) -> None:
    change, now, gravity, words = AMISS[code]
    change(office)
    status, found = examined(office, now)
    assert found[code][0] == gravity
    assert words in found[code][1]
    assert status == int(any(g == "mend" for g, _ in found.values()))
    assert TOKEN not in str(found)


def gone(office: OfficeFolder) -> None:
    (office.folder / PLAN).unlink()


def secret(office: OfficeFolder) -> None:
    office.write(PLAN, "MẬT\n\n" + plan_text([CONTEST]))


def locked(office: OfficeFolder) -> None:
    """An office file with a password is a compound file that holds an encrypted package."""
    office.edit("config.toml", 'file = "plans/kh.md"', 'file = "plans/kh.docx"')
    office.write(
        "plans/kh.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512) + "EncryptedPackage".encode("utf-16-le")
    )


def a_folder(office: OfficeFolder) -> None:
    office.edit("config.toml", 'file = "plans/kh.md"', 'file = "plans"')


@pytest.mark.parametrize(
    ("change", "code", "words"),
    [
        (gone, "plan-file-kept", "Không tìm thấy tệp"),
        (secret, "plan-file-kept", "MẬT"),
        (locked, "plan-file-left-out", "bỏ mật khẩu"),
        (a_folder, "plan-file-left-out", "tên tệp"),
    ],
)
def test_a_plan_file_that_is_refused_is_named(
    office: OfficeFolder, change: Callable[[OfficeFolder], None], code: str, words: str
) -> None:
    assert examined(office)[1]["plans-readable"][0] == "well"
    change(office)
    status, found = examined(office)
    assert (status, found[code][0]) == (1, "mend")
    assert "“kh”" in found[code][1] and words in found[code][1]
    assert "plans-readable" not in found


def test_an_email_office_without_a_mail_server(office: OfficeFolder) -> None:
    without_mail_server(office)
    status, found = examined(office)
    assert status == 1
    assert "[email]" in found["channel-lacking"][1]
    assert found["no-public-url"][0] == "look"


def test_nothing_applied_yet(office: OfficeFolder) -> None:
    nothing_applied(office)
    status, found = examined(office)
    assert status == 1
    assert "nhacviec apply" in found["stopped"][1]


def test_another_program_at_the_port(office: OfficeFolder) -> None:
    with WebReceiver() as other:
        text = (office.folder / "config.toml").read_text(encoding="utf-8")
        port = next(line for line in text.splitlines() if line.startswith("port = "))
        office.edit("config.toml", port, f"port = {other.port}")
        office.done("apply", "--now", JANUARY)
        status, found = examined(office)
    assert status == 1
    assert str(other.port) in found["port-other"][1]


def test_serve_is_seen(office: OfficeFolder) -> None:
    with office.serving():
        assert examined(office, "2030-01-01T08:00")[1]["server-on"][0] == "well"


def test_another_distribution_with_a_package_of_ours() -> None:
    (found,) = packages({"scheduler": ["nhacviec", "scheduler"], "notifiers": ["nhacviec"], "calendars": []})
    assert found.gravity is Gravity.MEND
    assert "“scheduler”" in found.text
    assert [f.code for f in packages({"scheduler": ["nhacviec"]})] == ["packages-ours"]
