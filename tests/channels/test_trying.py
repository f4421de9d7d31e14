"""`notify test`: one message by the real channel, and what is said of it; nothing secret is."""

import pytest

from tests.support.bot_api import BLOCKED
from tests.support.mail_server import PASSWORD
from tests.support.web_receiver import Reply

ALL = ("telegram", "email", "webhook", "apprise")
TITLE = "Tin thử của Nhắc Việc"


def count(world):
    """How much arrived, by channel."""
    hooks = [p for p in world.web.posted if "webhook-signature" in p.headers]
    return {
        "telegram": len(world.api.messages),
        "email": len(world.mail.arrived),
        "webhook": len(hooks),
        "apprise": len(world.web.posted) - len(hooks),
    }


@pytest.mark.parametrize("channel", ALL)
def test_one_message_arrives_and_the_try_is_kept(world, channel):
    world.link(*ALL)
    answer = world.office.done("notify", "test", "nv-1", "--channel", channel)
    assert "Đã gửi tin thử cho “nv-1”" in answer.out
    assert count(world) == {name: int(name == channel) for name in ALL}
    (tried,) = world.office.done("outbox", "--json").json()["tries"]
    assert (tried["person"], tried["channel"], tried["outcome"]) == ("nv-1", channel, "sent")


def test_without_a_channel_each_of_the_person_is_tried(world):
    world.link("telegram", "email")
    assert world.office.done("notify", "test", "nv-1").out.count("Đã gửi tin thử") == 2
    assert world.mail.arrived[0]["Subject"] == TITLE
    assert TITLE in world.api.messages[0].text


def test_a_second_test_is_no_double_of_the_first(world):
    world.link("email")
    for _ in range(2):
        world.office.done("notify", "test", "nv-1")
    assert len({mail["Message-ID"] for mail in world.mail.arrived}) == 2


def refused_mailbox(world):
    world.mail.answers["RCPT"] = "550 5.1.1 no such user"


def full_mailbox(world):
    world.mail.answers["RCPT"] = "452 4.2.2 mailbox full"


def wrong_password(world):
    world.mail.demand_login = True
    world.office.write("var/email.password", "sai")


def server_away(world):
    world.office.edit("config.toml", f"port = {world.mail.port}", "port = 1")
    world.office.done("apply")


FAILURES = {
    "blocked": ("telegram", lambda w: w.api.add_chat(100200300, BLOCKED), ["đã chặn", "ghi địa chỉ đúng"]),
    "no such mailbox": ("email", refused_mailbox, ["không có địa chỉ này", "mã 550", "ghi địa chỉ đúng"]),
    "a full mailbox": ("email", full_mailbox, ["hộp thư của người nhận đã đầy", "mã 452"]),
    "no mail server": ("email", server_away, ["không kết nối được", "có thể tự hết"]),
    "told to wait": ("webhook", lambda w: w.web.replies.append(Reply(429, {"retry-after": "90"})), ["Chờ 90 giây"]),
    "gone": ("webhook", lambda w: w.web.replies.append(Reply(410)), ["không có địa chỉ này", "mã 410"]),
    "broken off": ("webhook", lambda w: w.web.replies.append(Reply(0)), ["có thể tin đã đến"]),
    "a room that refuses": ("apprise", lambda w: w.web.replies.append(Reply(403)), ["mã bí mật", "mã 403"]),
    "sent elsewhere": ("webhook", lambda w: w.web.replies.append(Reply(302)), ["chuyển đi nơi khác", "không tự hết"]),
    "a signature that is not taken": ("webhook", lambda w: w.web.replies.append(Reply(401)), ["không tự hết"]),
}


@pytest.mark.parametrize("case", FAILURES)
def test_a_failure_is_told_in_words(world, case):
    channel, break_it, words = FAILURES[case]
    world.link(channel)
    break_it(world)
    answer = world.office.call("notify", "test", "nv-1")
    assert answer.status == 1
    assert [w for w in words if w not in answer.err] == []
    for secret in (world.api.token, PASSWORD, "duong-dan-bi-mat", "100200300", "chuyen-vien@"):
        assert secret not in answer.out + answer.err
    (tried,) = world.office.done("outbox", "--json").json()["tries"]
    assert (tried["channel"], tried["outcome"]) == (channel, "given-up")
    assert "duong-dan-bi-mat" not in str(tried)


def test_a_dead_channel_that_took_a_test_lives_again(world):
    world.link("telegram")
    world.office.done("remind", "--now", "2024-05-06T08:00")
    world.api.add_chat(100200300, BLOCKED)
    world.office.call("remind", "--now", "2024-05-07T07:30")
    assert "không dùng được từ" in world.office.done("notify", "list", "nv-1", "--json").json()[0]["state"]
    world.api.add_chat(100200300)
    assert "dùng lại được" in world.office.done("notify", "test", "nv-1").out
    assert world.office.done("notify", "list", "nv-1", "--json").json()[0]["state"] == "dùng được"


NOT_SET_UP = {
    "no password": ("email", {}, "NHACVIEC_SMTP_PASSWORD"),
    "no token": ("telegram", {}, "TELEGRAM_BOT_TOKEN"),
    "no signing secret": ("webhook", {}, "NHACVIEC_WEBHOOK_SECRET"),
    "a signing secret that is none": ("webhook", {"NHACVIEC_WEBHOOK_SECRET": "whsec_%%"}, "viết không đúng"),
}


@pytest.mark.parametrize("case", NOT_SET_UP)
def test_a_channel_that_lacks_its_secret_says_which(world, case, monkeypatch):
    channel, given, words = NOT_SET_UP[case]
    world.link(channel)
    for name in ("TELEGRAM_BOT_TOKEN", "NHACVIEC_SMTP_PASSWORD", "NHACVIEC_WEBHOOK_SECRET"):
        monkeypatch.delenv(name)
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    answer = world.office.call("notify", "test", "nv-1")
    assert answer.status == 1
    assert words in answer.err


def test_a_password_file_that_others_can_read_is_not_used(world, monkeypatch):
    monkeypatch.delenv("NHACVIEC_SMTP_PASSWORD")
    file = world.office.write("var/email.password", PASSWORD + "\n")
    world.office.edit("config.toml", "[email]\n", '[email]\npassword_file = "var/email.password"\n')
    world.link("email")
    file.chmod(0o644)
    assert "chmod 600" in world.office.call("notify", "test", "nv-1").err
    file.chmod(0o600)
    assert "Đã gửi" in world.office.done("notify", "test", "nv-1").out
    assert len(world.mail.arrived) == 1


def test_nobody_named_and_nobody_known(world):
    world.office.done("apply")
    assert "dau-moi, nv-1, nv-2" in world.office.call("notify", "test").err
    assert "Không có người “ai”" in world.office.call("notify", "test", "ai").err
    assert "Người này dùng: console" in world.office.call("notify", "test", "nv-1", "--channel", "email").err
