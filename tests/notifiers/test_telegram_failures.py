"""Telegram against the stand-in for the Bot API, over HTTP: what each failure means, and why it came."""

import socket
from datetime import timedelta

import pytest

from notifiers.message import Recipient
from notifiers.notifier import Cause, describe
from notifiers.telegram import TelegramNotifier
from tests.support.bot_api import (
    BLOCKED,
    DEACTIVATED,
    KICKED,
    MUTED,
    Page,
    Refusal,
    Silence,
    bad_request,
    too_many_requests,
)
from tests.support.telegram_calls import LONG, failure_of, name_of, verdict_of

REFUSALS = [
    (BLOCKED, "permanent"),
    (DEACTIVATED, "permanent"),
    (KICKED, "permanent"),
    (Refusal(403, "Forbidden: bot can't initiate conversation with a user"), "permanent"),
    (bad_request("chat not found"), "permanent"),
    (bad_request("PEER_ID_INVALID"), "permanent"),
    (bad_request("CHANNEL_PRIVATE"), "permanent"),
    (bad_request("group is deactivated"), "permanent"),
    (MUTED, "refused"),
    (bad_request("TOPIC_CLOSED"), "refused"),
    (bad_request("can't parse entities: Unclosed start tag at byte offset 2"), "refused"),
    (bad_request("message is too long"), "refused"),
    (Refusal(401, "Unauthorized"), "later"),
    (Refusal(404, "Not Found"), "later"),
    (Refusal(409, "Conflict: terminated by other getUpdates request"), "later"),
    (too_many_requests(7), "wait"),
    (Refusal(500, "Internal Server Error"), "unknown"),
]
SILENCES = [(Page(502), "unknown"), (Page(504), "unknown"), (Page(200), "unknown"), (Page(200, "{}"), "unknown")]
SILENCES += [(Page(200, '{"ok": true, "result": {"message_id": "x"}}'), "unknown")]
SILENCES += [(Silence.DROP_BEFORE, "unknown"), (Silence.DROP_AFTER, "unknown")]
PROXIES = [(Page(400), "later"), (Page(403), "later"), (Page(404), "later"), (Page(407), "unknown")]


@pytest.mark.parametrize(("fault", "verdict"), REFUSALS + SILENCES + PROXIES, ids=name_of)
def test_what_a_failure_means(telegram, bot_api, fault, verdict):
    bot_api.fail(fault)
    assert verdict_of(failure_of(telegram)) == verdict


@pytest.mark.parametrize("fault", [BLOCKED, MUTED, Page(502), Silence.DROP_BEFORE, too_many_requests(1)], ids=name_of)
def test_nothing_is_tried_twice(telegram, bot_api, fault):
    bot_api.fail(fault)
    failure_of(telegram)
    assert bot_api.calls == ["sendmessage"]


@pytest.mark.parametrize(("silence", "arrived"), [(Silence.HANG_BEFORE, 0), (Silence.HANG_AFTER, 1)], ids=name_of)
def test_a_server_that_never_answers_is_given_up(bot_api, silence, arrived):
    bot_api.fail(silence)
    notifier = TelegramNotifier(bot_api.token, api_url=bot_api.url, timeout=timedelta(milliseconds=300))
    assert failure_of(notifier).unknown
    assert len(bot_api.messages) == arrived


def test_a_lost_answer_is_not_taken_for_a_lost_message(telegram, bot_api):
    bot_api.fail(Silence.DROP_AFTER)
    assert failure_of(telegram).unknown
    assert len(bot_api.messages) == 1


def test_where_nobody_listens_the_message_surely_did_not_arrive(bot_api):
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        notifier = TelegramNotifier(bot_api.token, api_url=f"http://127.0.0.1:{bound.getsockname()[1]}/bot")
        assert verdict_of(failure_of(notifier)) == "later"


@pytest.mark.parametrize("address", ["4711", "@khong_co", "khong-phai-so", "", "-100999", "1001/../getMe"])
def test_an_address_that_leads_nowhere_is_dead(telegram, address):
    assert verdict_of(failure_of(telegram, recipient=Recipient(address))) == "permanent"


def test_the_wait_is_as_told(telegram, bot_api):
    bot_api.fail(too_many_requests(37))
    assert failure_of(telegram).retry_after == timedelta(seconds=37)


@pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")
def test_the_wait_is_the_same_where_the_library_is_told_to_speak_in_seconds(telegram, bot_api, monkeypatch):
    monkeypatch.setenv("PTB_TIMEDELTA", "false")
    bot_api.fail(too_many_requests(37))
    assert failure_of(telegram).retry_after == timedelta(seconds=37)


def test_a_failure_in_the_middle_says_what_arrived(telegram, bot_api):
    bot_api.fail(None, None, too_many_requests(3))
    error = failure_of(telegram, LONG)
    assert error.arrived == ",".join(str(message.id) for message in bot_api.messages)
    assert len(bot_api.messages) == 2


def test_the_reason_of_a_page_is_short(telegram, bot_api):
    bot_api.fail(Page(502, "<html>" + "x" * 100_000))
    assert len(failure_of(telegram).reason) <= 300


CAUSES = [
    (BLOCKED, Cause.BLOCKED),
    (KICKED, Cause.BLOCKED),
    (DEACTIVATED, Cause.BLOCKED),
    (bad_request("chat not found"), Cause.NOT_FOUND),
    (MUTED, Cause.MUTED),
    (bad_request("TOPIC_CLOSED"), Cause.MUTED),
    (bad_request("can't parse entities"), Cause.REJECTED),
    (Refusal(401, "Unauthorized"), Cause.UNAUTHORIZED),
    (too_many_requests(7), Cause.RATE_LIMITED),
    (Page(502), Cause.SERVER_FAULT),
    (Page(403), Cause.SERVER_FAULT),
    (Silence.DROP_BEFORE, Cause.BROKEN_OFF),
]


@pytest.mark.parametrize(("fault", "cause"), CAUSES, ids=name_of)
def test_a_failure_names_its_cause(telegram, bot_api, fault, cause):
    bot_api.fail(fault)
    error = failure_of(telegram)
    assert describe(error)["cause"] == cause
    assert error.channel_wide == (cause is Cause.UNAUTHORIZED or fault == Page(403))
