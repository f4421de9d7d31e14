"""Apprise by its json:// service to a real HTTP server: what arrives, what a failure means, and what loading costs."""

import asyncio
import logging
import socket
import subprocess
import sys
from datetime import timedelta

import pytest

from notifiers.apprise_channel import AppriseNotifier
from notifiers.message import Button, LinkButton, Message, Recipient
from notifiers.notifier import Cause, DeliveryError, Receipt
from tests.support.web_receiver import Reply

SHORT = Message("Nhắc việc", ("Báo cáo quý II",), key="nv-1:T-5")


def _send(url: str, message: Message = SHORT, timeout: float = 20.0) -> Receipt:
    return asyncio.run(AppriseNotifier(timeout=timedelta(seconds=timeout)).send(message, Recipient(url)))


def _failure(url: str, timeout: float = 20.0) -> DeliveryError:
    with pytest.raises(DeliveryError) as caught:
        _send(url, timeout=timeout)
    return caught.value


def _verdict(error: DeliveryError) -> str:
    facts = {
        "permanent": error.permanent,
        "refused": error.refused,
        "unknown": error.unknown,
        "wait": error.retry_after,
    }
    return " ".join(name for name, holds in facts.items() if holds) or "later"


def test_title_and_text_arrive_as_they_were_written(receiver):
    buttons = (LinkButton("Mở lịch", "https://lich.example.org/?a=1&b=2"), Button("Đã xong", "done:1"))
    receipt = _send(
        f"json://127.0.0.1:{receiver.port}/hook", Message("Nhắc việc", ("một <b>", "hai\nba"), buttons, "nv-1")
    )
    (posted,) = receiver.posted
    assert posted.json()["title"] == "Nhắc việc"
    assert posted.json()["message"] == "một <b>\n\nhai\nba\n\nMở lịch: https://lich.example.org/?a=1&b=2"
    assert receipt.reference == "nv-1"


@pytest.mark.parametrize(
    ("status", "verdict", "cause"),
    [
        (400, "refused", Cause.REJECTED),
        (401, "later", Cause.UNAUTHORIZED),
        (404, "permanent", Cause.NOT_FOUND),
        (429, "wait", Cause.RATE_LIMITED),
        (500, "unknown", Cause.SERVER_FAULT),
        (503, "later", Cause.SERVER_FAULT),
    ],
)
def test_what_a_failure_means(receiver, status, verdict, cause):
    receiver.replies.append(Reply(status))
    error = _failure(f"json://127.0.0.1:{receiver.port}/hook")
    assert (_verdict(error), error.cause, error.status) == (verdict, cause, status)


def test_where_nobody_listens_it_is_said_to_be_unreachable():
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        error = _failure(f"json://127.0.0.1:{bound.getsockname()[1]}/")
    assert error.cause is Cause.UNREACHABLE


def test_who_never_answers_is_given_up(receiver):
    receiver.replies.append(Reply(after=1.5))
    error = _failure(f"json://127.0.0.1:{receiver.port}/", timeout=0.3)
    assert (error.unknown, error.cause) == (True, Cause.TIMEOUT)


@pytest.mark.parametrize("url", ["", "khong-biet://x", "json://", "https://", "a b c", "json://a/, json://b/"])
def test_what_apprise_does_not_know_is_dead(url):
    error = _failure(url)
    assert (error.permanent, error.cause) == (True, Cause.MALFORMED)


def test_a_secret_in_the_address_shows_in_no_log_and_no_failure(receiver, caplog):
    caplog.set_level(logging.DEBUG)
    token = "mat-khau-rat-dai-cua-dich-vu"
    receiver.replies.append(Reply(500))
    error = _failure(f"json://user:{token}@127.0.0.1:{receiver.port}/{token}")
    assert token not in caplog.text + error.reason


def test_the_library_is_loaded_by_the_first_sending_alone():
    code = "import sys, notifiers.apprise_channel as c; c.AppriseNotifier(); print('apprise' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False\n"
