"""The webhook against a real HTTP server: body, signature, and what each answer means."""

import asyncio
import base64
import hashlib
import hmac
import io
import logging
import socket
from datetime import UTC, datetime, timedelta

import pytest

from notifiers.message import Button, Heading, LinkButton, Message, Recipient
from notifiers.notifier import Cause, DeliveryError, Receipt
from notifiers.webhook import WebhookNotifier
from tests.support.web_receiver import Reply

SECRET = "bí-mật-chung-của-hai-bên"
NOW = datetime(2024, 6, 14, 0, 30, tzinfo=UTC)
SHORT = Message("Nhắc việc", ("Báo cáo quý II",), key="nv-1:T-5")


def _send(url: str, message: Message = SHORT, secret: str = SECRET, timeout: float = 5.0) -> Receipt:
    async def send() -> Receipt:
        notifier = WebhookNotifier(secret, timeout=timedelta(seconds=timeout), clock=lambda: NOW)
        try:
            return await notifier.send(message, Recipient(url, "Trực Văn phòng", id="truc"))
        finally:
            await notifier.close()

    return asyncio.run(send())


def _failure(url: str, timeout: float = 5.0) -> DeliveryError:
    with pytest.raises(DeliveryError) as caught:
        _send(url, timeout=timeout)
    assert caught.value.__cause__ is caught.value.__context__ is None
    return caught.value


def _verdict(error: DeliveryError) -> str:
    facts = {"permanent": error.permanent, "refused": error.refused, "unknown": error.unknown}
    return " ".join(name for name, holds in facts.items() if holds) or "later"


def test_the_body_is_json_with_all_there_is(receiver):
    buttons = (Button("Đã xong", "done:1"), LinkButton("Mở lịch", "https://lich.example.org/"))
    _send(receiver.url, Message("Nhắc việc", (Heading("Hôm nay"), "Báo cáo <b>"), buttons, "nv-1:T-5"))
    (posted,) = receiver.posted
    assert posted.headers["content-type"] == "application/json; charset=utf-8"
    assert posted.json() == {
        "id": "nv-1:T-5",
        "to": "Trực Văn phòng",
        "person": "truc",
        "title": "Nhắc việc",
        "paragraphs": [{"text": "Hôm nay", "heading": True}, {"text": "Báo cáo <b>", "heading": False}],
        "buttons": [{"label": "Đã xong", "data": "done:1"}, {"label": "Mở lịch", "url": "https://lich.example.org/"}],
        "text": "Nhắc việc\n\nHôm nay\n\nBáo cáo <b>",
    }


@pytest.mark.parametrize(
    ("secret", "key"),
    [(SECRET, SECRET.encode()), ("whsec_" + base64.b64encode(bytes(range(24))).decode(), bytes(range(24)))],
    ids=["text", "base64"],
)
def test_the_receiver_can_check_who_sent_it_and_when(receiver, secret, key):
    _send(receiver.url, secret=secret)
    (posted,) = receiver.posted
    stamp, identity = posted.headers["webhook-timestamp"], posted.headers["webhook-id"]
    signed = f"{identity}.{stamp}.".encode() + posted.body
    wanted = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    assert posted.headers["webhook-signature"] == f"v1,{wanted}"
    assert int(stamp) == NOW.timestamp()


@pytest.mark.parametrize("key", ["nv-1:T-5", "nhắc:1", "a\r\nX-Evil: 1", ""])
def test_the_same_delivery_has_the_same_id_and_nothing_slips_into_a_header(receiver, key):
    for _ in range(2):
        _send(receiver.url, Message("Tin", key=key))
    first, second = (posted.headers["webhook-id"] for posted in receiver.posted)
    assert (first == second) == bool(key)
    assert all("x-evil" not in posted.headers for posted in receiver.posted)


@pytest.mark.parametrize("secret", ["", "  ", "whsec_không-phải-base64"])
def test_a_secret_that_signs_nothing_is_a_fault_of_the_configuration(secret):
    with pytest.raises(ValueError, match="webhook"):
        WebhookNotifier(secret)


ANSWERS = [
    (400, "refused", Cause.REJECTED),
    (401, "later", Cause.UNAUTHORIZED),
    (403, "later", Cause.UNAUTHORIZED),
    (404, "permanent", Cause.NOT_FOUND),
    (408, "later", Cause.TIMEOUT),
    (410, "permanent", Cause.NOT_FOUND),
    (413, "refused", Cause.REJECTED),
    (500, "unknown", Cause.SERVER_FAULT),
    (502, "unknown", Cause.SERVER_FAULT),
    (503, "later", Cause.SERVER_FAULT),
    (504, "unknown", Cause.SERVER_FAULT),
]


@pytest.mark.parametrize(("status", "verdict", "cause"), ANSWERS)
def test_what_an_answer_means(receiver, status, verdict, cause):
    receiver.replies.append(Reply(status))
    error = _failure(receiver.url)
    assert (_verdict(error), error.cause, error.status) == (verdict, cause, status)
    assert len(receiver.posted) == 1


@pytest.mark.parametrize("status", [200, 201, 202, 204])
def test_any_yes_is_a_yes(receiver, status):
    receiver.replies.append(Reply(status, body=b""))
    assert _send(receiver.url).reference == SHORT.key


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_is_not_followed(receiver, status):
    receiver.replies.append(Reply(status, {"location": receiver.url + "/khac"}))
    assert _failure(receiver.url).cause is Cause.REDIRECTED
    assert [posted.path for posted in receiver.posted] == ["/hook"]


@pytest.mark.parametrize(
    ("status", "header", "wait"),
    [
        (429, "37", timedelta(seconds=37)),
        (429, "Fri, 14 Jun 2024 00:31:30 GMT", timedelta(seconds=90)),
        (429, "Fri, 14 Jun 2024 00:00:00 GMT", timedelta(0)),
        (429, None, timedelta(minutes=1)),
        (429, "mai", timedelta(minutes=1)),
        (429, "-5", timedelta(minutes=1)),
        (429, "9" * 40, timedelta(seconds=10**9)),
        (503, "120", timedelta(seconds=120)),
        (503, None, None),
    ],
)
def test_the_wait_is_as_told(receiver, status, header, wait):
    receiver.replies.append(Reply(status, {"retry-after": header} if header else {}))
    error = _failure(receiver.url)
    assert error.retry_after == (wait if wait or status != 429 else timedelta(minutes=1))


def test_a_lost_answer_is_not_taken_for_a_lost_message(receiver):
    receiver.replies.append(Reply(0))
    error = _failure(receiver.url)
    assert (error.unknown, error.cause) == (True, Cause.BROKEN_OFF)
    assert len(receiver.posted) == 1


def test_who_never_answers_is_given_up(receiver):
    receiver.replies.append(Reply(200, after=1.0))
    error = _failure(receiver.url, timeout=0.2)
    assert (error.unknown, error.cause) == (True, Cause.TIMEOUT)


def test_where_nobody_listens_nothing_arrived():
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        error = _failure(f"http://127.0.0.1:{bound.getsockname()[1]}/hook")
    assert (_verdict(error), error.cause) == ("later", Cause.UNREACHABLE)


@pytest.mark.parametrize(
    "url", ["", "vp.truc@example.org", "ftp://example.org/", "http://[/", "http://", "file:///etc/passwd"]
)
def test_what_can_be_no_address_is_dead(url):
    error = _failure(url)
    assert (error.permanent, error.cause) == (True, Cause.MALFORMED)


def test_an_endless_answer_is_not_read(receiver):
    receiver.replies.append(Reply(500, body=b"x" * 50_000_000))
    assert len(_failure(receiver.url).reason) < 100


def test_a_secret_in_the_address_shows_in_no_log_and_no_failure(receiver):
    token = "T0KEN-cua-dia-chi-nay-0123456789"
    stream = io.StringIO()
    handler, root = logging.StreamHandler(stream), logging.getLogger()
    talkative = [logging.getLogger(name) for name in ("", "httpx", "httpcore")]
    levels = [logger.level for logger in talkative]
    root.addHandler(handler)
    try:
        for logger in talkative:
            logger.setLevel(logging.DEBUG)
        receiver.replies.append(Reply(500))
        error = _failure(f"{receiver.url}/{token}?key={token}")
    finally:
        root.removeHandler(handler)
        for logger, level in zip(talkative, levels, strict=True):
            logger.setLevel(level)
    assert stream.getvalue()
    assert token not in stream.getvalue() + error.reason
