"""Reminders through the real channels: an e-mail's links, and what happens when a channel fails."""

import json
import logging
import re
from datetime import date

import pytest

from scheduler.installation_secret import installation_secret
from scheduler.signing import granted
from tests.support.bot_api import BLOCKED
from tests.support.mail_server import PASSWORD as SMTP_PASSWORD
from tests.support.small import BULLETIN, CONTEST, Line, replan
from tests.support.web_receiver import Reply

BEFORE, ON_T5 = "2024-05-06T08:00", "2024-05-07T07:30"
UID = "kh.1-1-so-1@so-mau"
SECRET = "mot-ma-ky-that-dai-va-bi-mat"
PUBLIC = "https://lich.example.org"
TALK = Line("7", "Nói chuyện về tỉ lệ < 5% & toạ đàm", "Sở Một", "", "Trước ngày 15/5/2024")


def remind(world, now):
    return world.office.call("remind", "--now", now)


def links(mail):
    """The addresses of the pages for reporting, in the text and in the HTML."""
    bodies = [mail.get_body((kind,)).get_content() for kind in ("plain", "html")]
    text, html = (re.findall(rf"{PUBLIC}/r/([\w.-]+)", body) for body in bodies)
    assert text == html
    return text


@pytest.fixture
def public(world):
    world.office.edit("config.toml", "[server]\n", f'[server]\npublic_url = "{PUBLIC}"\n')
    world.office.edit("config.toml", "[server]\n", "[messages]\nlink_days = 10\n\n[server]\n")
    return world


def grant(world, text, day):
    secret = installation_secret(world.office.folder)
    return granted(secret, "so-mau", text, date.fromisoformat(day))


def test_an_email_holds_one_link_for_each_piece_of_work_good_for_some_days(public):
    replan(public.office, CONTEST, BULLETIN, TALK)
    public.link("email")
    remind(public, BEFORE)
    remind(public, ON_T5)
    (mail,) = public.mail.arrived
    assert mail["To"] == "Chuyên viên Sở Một <chuyen-vien@example.org>"
    found = links(mail)
    assert len(found) == 2
    grants = [grant(public, text, "2024-05-17") for text in found]
    assert [(g.person, g.uid) for g in grants] == [("nv-1", UID), ("nv-1", "kh.7-1-so-1@so-mau")]
    assert [grant(public, text, "2024-05-18") for text in found] == [None, None]
    assert mail["Subject"] == "2 việc sắp tới – Nhắc việc thứ Ba 07/5/2024"
    told = mail.get_body(("plain",)).get_content().replace("\r\n", "\n").split("\n\n")
    assert [t.split("\n")[2] for t in told if t.startswith("• ")] == ["  Báo đã xong:", "  Báo đã xong:"]
    assert [t.split("\n")[3].endswith(f"/r/{text}") for t, text in zip(told[2:4], found, strict=True)] == [True, True]
    assert "tỉ lệ &lt; 5% &amp; toạ đàm" in mail.get_body(("html",)).get_content()


@pytest.mark.parametrize("channel", ["webhook", "apprise"])
def test_what_cannot_be_pressed_holds_the_links_too(public, channel):
    replan(public.office, CONTEST, BULLETIN, TALK)
    public.link(channel)
    remind(public, BEFORE)
    remind(public, ON_T5)
    (posted,) = public.web.posted
    body = json.loads(posted.body)
    shown = " ".join(b["url"] for b in body["buttons"]) if channel == "webhook" else body["message"]
    found = re.findall(rf"{PUBLIC}/r/([\w.-]+)", shown)
    assert [(g.person, g.uid) for g in (grant(public, text, "2024-05-17") for text in found)] == [
        ("nv-1", UID),
        ("nv-1", "kh.7-1-so-1@so-mau"),
    ]
    assert grant(public, found[0], "2024-05-18") is None
    assert "chỉ đưa vào nơi mọi người đọc đều được báo việc ấy" in body["text" if channel == "webhook" else "message"]


def test_telegram_has_buttons_and_no_links(public):
    public.link("telegram")
    remind(public, BEFORE)
    remind(public, ON_T5)
    (said,) = public.api.messages
    assert "/r/" not in said.text and "Đã xong" in said.labels


def test_without_a_public_address_there_is_no_link(world):
    world.link("email")
    remind(world, BEFORE)
    remind(world, ON_T5)
    (mail,) = world.mail.arrived
    assert "/r/" not in mail.as_string()


def test_what_is_told_to_who_may_not_report_holds_no_link(public):
    """A notice that somebody is away concerns no work of the reader's."""
    public.office.edit(
        "config.toml",
        "[server]\n",
        '[[absences]]\nperson = "nv-2"\nfrom = 2024-05-07\nto = 2024-05-08\nsubstitute = "nv-1"\n\n[server]\n',
    )
    public.link("email")
    remind(public, BEFORE)
    (mail,) = public.mail.arrived
    assert links(mail) == []


def test_blocked_by_telegram_it_arrives_by_email_and_the_coordinator_is_told_once(world):
    world.link("telegram", "email")
    remind(world, BEFORE)
    world.api.add_chat(100200300, BLOCKED)
    first = remind(world, ON_T5)
    assert len(world.mail.arrived) == 1
    assert "Tổ chức hội thi" in world.mail.arrived[0].get_body(("plain",)).get_content()
    told = [first.out.count("Không gửi được tin cho")]
    for now in ("2024-05-07T07:31", "2024-05-08T07:30", "2024-05-10T07:30", "2024-05-14T07:30"):
        told.append(remind(world, now).out.count("Không gửi được tin cho"))
    assert sum(told) == 1
    assert len(world.mail.arrived) == 3, "T-5, T-2 and T"
    assert world.api.calls.count("sendmessage") == 1, "a dead channel is not tried again"


def test_a_mailbox_that_is_gone_gives_way_to_the_webhook(world):
    world.link("email", "webhook")
    remind(world, BEFORE)
    world.mail.answers["RCPT"] = "550 5.1.1 user unknown"
    remind(world, ON_T5)
    (posted,) = world.web.posted
    assert "Tổ chức hội thi" in posted.json()["text"]
    tries = world.office.done("outbox", "--json", "--now", "2024-05-07T10:00").json()["tries"]
    assert [(t["channel"], t["outcome"]) for t in tries if t["person"] == "nv-1"] == [
        ("email", "elsewhere"),
        ("webhook", "sent"),
    ]


def test_a_channel_that_only_fails_for_now_gives_way_at_the_third_time(world):
    world.link("webhook", "email")
    remind(world, BEFORE)
    world.web.replies.extend([Reply(500), Reply(502), Reply(503), Reply(500)])
    for now in (ON_T5, "2024-05-07T07:45", "2024-05-07T08:30", "2024-05-07T09:45"):
        remind(world, now)
    assert len(world.mail.arrived) == 1
    assert len({p.headers["webhook-id"] for p in world.web.posted}) == 1, "the receiver can know the doubles"
    assert world.office.done("outbox", "--json", "--now", "2024-05-07T10:00").json()["dead"] == []


def test_nothing_that_is_printed_or_kept_of_a_failure_shows_an_address(world):
    world.link("email", "webhook", "telegram")
    remind(world, BEFORE)
    world.mail.answers["RCPT"] = "550 5.1.1 <chuyen-vien@example.org>: user unknown"
    world.web.replies.append(Reply(410))
    world.api.add_chat(100200300, BLOCKED)
    answers = [
        remind(world, ON_T5),
        world.office.done("outbox", "--now", "2024-05-07T10:00"),
        world.office.done("outbox", "--json", "--now", "2024-05-07T10:00"),
    ]
    shown = "".join(a.out + a.err for a in answers)
    for secret in ("chuyen-vien@", "duong-dan-bi-mat", "100200300", world.api.token):
        assert secret not in shown


def test_no_log_record_of_any_library_shows_an_address_or_a_secret(world, caplog):
    """Everything is logged that can be, as a coordinator does who looks for a fault; channels succeed and fail."""
    caplog.set_level(logging.DEBUG)
    world.link("telegram", "email", "webhook", "apprise")
    world.office.call("notify", "test", "nv-1")
    remind(world, BEFORE)
    world.api.add_chat(100200300, BLOCKED)
    world.mail.answers["RCPT"] = "550 5.1.1 <chuyen-vien@example.org>: user unknown"
    world.web.replies.extend([Reply(410), Reply(404)])
    remind(world, ON_T5)
    world.office.call("notify", "test", "nv-1")
    ours = [r for r in caplog.records if not r.name.startswith("mail.log")]  # the stand-in of the mail server logs too
    assert ours, "otherwise nothing was looked at"
    said = "\n".join(f"{r.name} {r.getMessage()} {r.exc_text or ''}" for r in ours)
    for secret in ("chuyen-vien@", "duong-dan-bi-mat", "100200300", world.api.token, SMTP_PASSWORD, SECRET):
        assert secret not in said, next(line for line in said.splitlines() if secret in line)[:300]
