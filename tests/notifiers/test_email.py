"""E-mail handed in at a real SMTP server: what it looks like, what cannot be smuggled in, and what each refusal means."""

import asyncio
import re
import socket
import traceback
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.header import decode_header, make_header
from email.utils import parsedate_to_datetime

import pytest

from notifiers.email import EmailNotifier, Encryption
from notifiers.email import MailServer as MailAt
from notifiers.mail import Sender
from notifiers.message import Button, Heading, LinkButton, Message, Recipient
from notifiers.notifier import Cause, DeliveryError, Receipt, describe
from tests.support.certificate import contexts
from tests.support.mail_server import PASSWORD, USER, MailServer

SOMEBODY = Recipient("vp.truc@example.org", "Trực Văn phòng Đảng uỷ")
SENDER = Sender("nhac-viec@example.org", "Nhắc Việc — cơ quan mẫu")
SHORT = Message("Nhắc việc sáng thứ Sáu, 14/6", ("Báo cáo quý II",), key="nv-1:T-5")
NOW = datetime(2024, 6, 14, 0, 30, tzinfo=UTC)


def _notifier(server: MailServer, encryption: Encryption = Encryption.NONE, **more: object) -> EmailNotifier:
    login = {name: more.pop(name) for name in ("user", "password") if name in more}
    return EmailNotifier(MailAt("127.0.0.1", server.port, encryption, **login), SENDER, clock=lambda: NOW, **more)


def _send(notifier: EmailNotifier, message: Message = SHORT, recipient: Recipient = SOMEBODY) -> Receipt:
    return asyncio.run(notifier.send(message, recipient))


def _failure(notifier: EmailNotifier, recipient: Recipient = SOMEBODY) -> DeliveryError:
    with pytest.raises(DeliveryError) as caught:
        _send(notifier, recipient=recipient)
    assert caught.value.__cause__ is caught.value.__context__ is None
    return caught.value


def _body(server: MailServer, kind: str) -> str:
    return server.arrived[0].get_body((kind,)).get_content().replace("\r\n", "\n")


# ---- form


def test_headers_are_readable_in_vietnamese(mail_server):
    _send(_notifier(mail_server))
    (mail,) = mail_server.arrived
    assert mail["Subject"] == SHORT.title
    assert mail["From"].addresses[0].display_name == SENDER.name
    assert (mail["To"].addresses[0].display_name, mail["To"].addresses[0].addr_spec) == (
        SOMEBODY.name,
        SOMEBODY.address,
    )
    assert parsedate_to_datetime(mail["Date"]) == NOW
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["In-Reply-To"] is None
    assert mail_server.to == [SOMEBODY.address]


@pytest.mark.parametrize("words", range(1, 25, 3))
def test_long_subjects_and_names_keep_every_space(mail_server, words):
    told = "2 việc quá hạn, 1 việc hôm nay, 1 việc sắp tới – Nhắc việc thứ Hai 06/5/2024 của Sở Một và Đảng uỷ xã Một"
    text = " ".join(told.split()[:words])
    _send(_notifier(mail_server), Message(text, ("Tin",)), Recipient(SOMEBODY.address, text))
    mail = message_from_bytes(mail_server.raw[0])  # the newer parser of Python itself puts spaces into names
    subject, to = (str(make_header(decode_header(mail[name].replace("\r\n", "")))) for name in ("Subject", "To"))
    assert (subject, to) == (text, f"{text} <{SOMEBODY.address}>")
    assert max(map(len, mail_server.raw[0].split(b"\r\n"))) <= 78


def test_the_wire_holds_ascii_alone_in_short_lines(mail_server):
    _send(_notifier(mail_server), Message("ế" * 900, ("ễ" * 5000,)), Recipient(SOMEBODY.address, "ổ" * 300))
    (raw,) = mail_server.raw
    assert raw.isascii()
    assert max(map(len, raw.split(b"\r\n"))) <= 998


def test_text_and_html_say_the_same(mail_server):
    link = LinkButton("Mở lịch <tuần này>", "https://lich.example.org/a?b=1&c=2")
    paragraphs = (Heading("Hôm nay"), "<b>một</b> & hai\nxem https://example.org/x?a=1&b=2.", "ba")
    _send(_notifier(mail_server), Message("Việc <tuần này>", paragraphs, (link, Button("Đã xong", "done:1"))))
    assert _body(mail_server, "plain") == (
        "Việc <tuần này>\n\nHôm nay\n\n<b>một</b> & hai\nxem https://example.org/x?a=1&b=2.\n\nba\n\n"
        "Mở lịch <tuần này>:\nhttps://lich.example.org/a?b=1&c=2\n"
    )
    html = _body(mail_server, "html")
    assert ">Việc &lt;tuần này&gt;</h1>" in html
    assert ">Hôm nay</h2>" in html
    assert '<a href="https://example.org/x?a=1&amp;b=2">https://example.org/x?a=1&amp;b=2</a>.</p>' in html
    assert "<p>&lt;b&gt;một&lt;/b&gt; &amp; hai<br>" in html
    assert 'href="https://lich.example.org/a?b=1&amp;c=2"' in html
    assert "Mở lịch &lt;tuần này&gt;</a>" in html
    assert "done:1" not in html
    assert '<html lang="vi">' in html
    assert "<title>Việc &lt;tuần này&gt;</title>" in html
    assert '<meta name="color-scheme" content="light dark">' in html and ";color:" not in html.partition("<a ")[0]


def test_an_item_stands_out_by_its_mark_and_what_is_said_of_it_is_fainter(mail_server):
    _send(_notifier(mail_server), Message("Tin", ("• Họp <sơ kết>\n  Sở Một · hạn hôm nay", "Kết thúc 3. thư")))
    html = _body(mail_server, "html")
    assert re.search(
        r'<p style="[^"]*text-indent[^"]*">• Họp &lt;sơ kết&gt;<br>\s*<span[^>]*>Sở Một · hạn hôm nay</span></p>', html
    )
    assert "<p>Kết thúc 3. thư</p>" in html
    assert "• Họp <sơ kết>\n  Sở Một" in _body(mail_server, "plain")


def test_a_link_stands_behind_what_it_is_about(mail_server):
    """A reader of a long mail acts where the work stands; one who has the links alone read aloud hears what each is about."""
    here = LinkButton("Báo đã xong: Họp (hạn 14/6)", "https://lich.example.org/r/1", near=2, short="Báo đã xong")
    lost = LinkButton("Báo đã xong: Việc khác", "https://lich.example.org/r/2", near=9, short="Báo đã xong")
    paragraphs = (Heading("Hôm nay"), "• Họp", "• Viết")
    _send(_notifier(mail_server), Message("Nhắc việc", paragraphs, (here, lost), subject="Họp: hạn hôm nay"))
    assert mail_server.arrived[0]["Subject"] == "Họp: hạn hôm nay"
    assert _body(mail_server, "plain") == (
        "Nhắc việc\n\nHôm nay\n\n• Họp\n  Báo đã xong:\n  https://lich.example.org/r/1\n\n• Viết\n\n"
        "Báo đã xong: Việc khác:\nhttps://lich.example.org/r/2\n"
    )
    html = _body(mail_server, "html")
    assert html.index("• Họp") < html.index("/r/1") < html.index("• Viết") < html.index("/r/2")
    assert 'aria-label="Báo đã xong: Họp (hạn 14/6)"' in html and ">Báo đã xong</a>" in html


def test_a_lone_dot_ends_nothing(mail_server):
    _send(_notifier(mail_server), Message("Tin", ("trước\n.\nsau",)))
    assert "trước\n.\nsau" in _body(mail_server, "plain")


@pytest.mark.parametrize("place", ["title", "name", "key"])
def test_no_header_can_be_smuggled_in(mail_server, place):
    evil = "x\r\nBcc: ke-gian@example.org\r\n\r\nthân\u2028Bcc: a@example.org\x00"
    message = Message(evil if place == "title" else "Tin", key=evil if place == "key" else "")
    _send(_notifier(mail_server), message, Recipient(SOMEBODY.address, evil if place == "name" else ""))
    (mail,) = mail_server.arrived
    assert mail["Bcc"] is None
    assert mail_server.to == [SOMEBODY.address]
    assert sorted(mail.keys()) == sorted({*mail.keys()})


def test_the_message_id_is_the_same_at_each_try_and_anothers_is_not(mail_server):
    notifier = _notifier(mail_server)
    other = Recipient("ubnd@example.org")
    same = {_send(notifier).reference, _send(notifier).reference, mail_server.arrived[0]["Message-ID"]}
    assert len(same) == 1
    assert _send(notifier, recipient=other).reference not in same
    assert _send(notifier, Message("Tin", key="nv-2:T-5")).reference not in same
    assert _send(notifier, Message("Tin")).reference != _send(notifier, Message("Tin")).reference


@pytest.mark.parametrize(
    ("address", "domain"),
    [("a.b+c@example.org", "example.org"), (" vp@văn-phòng.example ", "xn--vn-phng-yxa6m.example")],
)
def test_addresses_that_work(mail_server, address, domain):
    _send(_notifier(mail_server), recipient=Recipient(address))
    assert mail_server.to[0].rpartition("@")[2].isascii()
    assert mail_server.to[0].endswith(domain.rpartition(".")[2])


@pytest.mark.parametrize(
    "address",
    [
        "",
        "ai-do",
        "@example.org",
        "a@",
        "a b@example.org",
        "a@example.org, b@example.org",
        "a@b@c",
        "a@example.org\r\nRCPT TO:<x@y>",
        "a..b@example.org",
        "<a@example.org>",
        "a@exa mple.org",
        "văn.phòng@example.org",
        "a@" + "x" * 300,
        "a@.",
        "a@..org",
    ],
)
def test_what_can_be_no_address_is_dead_and_is_never_sent_to(mail_server, address):
    error = _failure(_notifier(mail_server), Recipient(address))
    assert (error.permanent, error.cause) == (True, Cause.MALFORMED)
    assert mail_server.to == []


def test_a_sender_that_can_be_none_is_a_fault_of_the_configuration():
    with pytest.raises(ValueError, match="e-mail address"):
        Sender("nhac viec")


# ---- refusals


def _verdict(error: DeliveryError) -> str:
    facts = {"permanent": error.permanent, "refused": error.refused, "unknown": error.unknown}
    return " ".join(name for name, holds in facts.items() if holds) or "later"


REFUSALS = [
    ("RCPT", "550 5.1.1 no such user", "permanent", Cause.NOT_FOUND, False),
    ("RCPT", "550 unknown mailbox", "permanent", Cause.NOT_FOUND, False),
    ("RCPT", "550 5.2.1 mailbox disabled", "permanent", Cause.NOT_FOUND, False),
    ("RCPT", "553 5.1.3 bad address", "permanent", Cause.NOT_FOUND, False),
    ("RCPT", "552 5.2.2 mailbox full", "later", Cause.MAILBOX_FULL, False),
    ("RCPT", "452 4.2.2 over quota", "later", Cause.MAILBOX_FULL, False),
    ("RCPT", "450 4.2.0 greylisted", "later", Cause.SERVER_FAULT, False),
    ("RCPT", "550 5.7.1 relaying denied", "later", Cause.UNAUTHORIZED, True),
    ("RCPT", "530 5.7.0 authentication required", "later", Cause.UNAUTHORIZED, True),
    ("RCPT", "554 transaction failed", "refused", Cause.REJECTED, False),
    ("MAIL", "550 5.7.1 sender not allowed", "later", Cause.UNAUTHORIZED, True),
    ("MAIL", "451 4.3.0 try later", "later", Cause.SERVER_FAULT, True),
    ("DATA", "550 5.7.1 looks like spam", "refused", Cause.REJECTED, False),
    ("DATA", "552 too big", "refused", Cause.REJECTED, False),
    ("DATA", "451 4.3.0 try later", "later", Cause.SERVER_FAULT, False),
]


@pytest.mark.parametrize(
    ("command", "answer", "verdict", "cause", "channel_wide"), REFUSALS, ids=lambda case: str(case)
)
def test_whose_fault_a_refusal_is(mail_server, command, answer, verdict, cause, channel_wide):
    mail_server.answers[command] = answer
    error = _failure(_notifier(mail_server))
    assert (_verdict(error), error.cause, error.channel_wide) == (verdict, cause, channel_wide)
    assert describe(error)["status"] == int(answer[:3])
    assert mail_server.arrived == []


@pytest.mark.parametrize(("command", "verdict"), [("MAIL", "later"), ("RCPT", "later"), ("DATA", "unknown")])
def test_a_broken_connection_leaves_open_what_happened_only_after_the_content(mail_server, command, verdict):
    mail_server.drop = command
    error = _failure(_notifier(mail_server))
    assert (_verdict(error), error.cause) == (verdict, Cause.BROKEN_OFF)


def test_where_nobody_listens_nothing_arrived():
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        port = bound.getsockname()[1]
        error = _failure(EmailNotifier(MailAt("127.0.0.1", port, Encryption.NONE), SENDER))
    assert (_verdict(error), error.cause, error.channel_wide) == ("later", Cause.UNREACHABLE, True)


def test_a_server_that_says_nothing_is_given_up():
    with socket.create_server(("127.0.0.1", 0)) as silent:
        server = MailAt("127.0.0.1", silent.getsockname()[1], Encryption.NONE)
        error = _failure(EmailNotifier(server, SENDER, timeout=timedelta(milliseconds=200)))
    assert (_verdict(error), error.cause) == ("later", Cause.TIMEOUT)


# ---- closed to others


@pytest.fixture(scope="module")
def tls(tmp_path_factory):
    return contexts(tmp_path_factory.mktemp("tls"))


@pytest.mark.parametrize("encryption", [Encryption.STARTTLS, Encryption.TLS])
def test_login_over_an_encrypted_way(tls, encryption):
    server_side, client_side = tls
    way = {"tls": server_side} if encryption is Encryption.STARTTLS else {"implicit_tls": server_side}
    with MailServer(demand_login=True, **way) as server:
        _send(_notifier(server, encryption, tls=client_side, user=USER, password=PASSWORD))
        assert [mail["Subject"] for mail in server.arrived] == [SHORT.title]
        assert server.logins == [USER]


@pytest.mark.parametrize("encryption", [Encryption.STARTTLS, Encryption.TLS])
def test_a_certificate_of_nobody_known_is_not_trusted(tls, encryption):
    way = {"tls": tls[0]} if encryption is Encryption.STARTTLS else {"implicit_tls": tls[0]}
    with MailServer(**way) as server:
        error = _failure(_notifier(server, encryption, user=USER, password=PASSWORD))
        assert (_verdict(error), error.cause, error.channel_wide) == ("later", Cause.INSECURE, True)
        assert server.logins == []


def test_without_starttls_the_password_stays_at_home(mail_server):
    error = _failure(_notifier(mail_server, Encryption.STARTTLS, user=USER, password=PASSWORD))
    assert (error.cause, error.channel_wide) == (Cause.INSECURE, True)
    assert mail_server.logins == []


def test_a_wrong_password_is_nobodys_fault_but_ours(tls):
    with MailServer(tls=tls[0], demand_login=True) as server:
        error = _failure(_notifier(server, Encryption.STARTTLS, tls=tls[1], user=USER, password="sai-mat-khau-rat-dai"))
        assert (_verdict(error), error.cause, error.channel_wide) == ("later", Cause.UNAUTHORIZED, True)
        assert server.to == []


def test_the_password_shows_nowhere(mail_server):
    at = MailAt("127.0.0.1", mail_server.port, Encryption.STARTTLS, USER, PASSWORD)
    with pytest.raises(DeliveryError) as caught:
        _send(EmailNotifier(at, SENDER))
    shown = "".join(traceback.TracebackException.from_exception(caught.value, capture_locals=True).format())
    assert PASSWORD not in f"{at!r} {shown} {caught.value.reason}"
