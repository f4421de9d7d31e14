"""One call to the stand-in for the Bot API by the real TelegramNotifier: what it returns, or how it fails."""

import asyncio
from datetime import timedelta

import pytest

from notifiers.message import Message, Recipient
from notifiers.notifier import DeliveryError, Receipt
from notifiers.telegram import TelegramNotifier
from tests.support.bot_api import (
    BotApi,
    Page,
    Refusal,
    Silence,
)

CHAT = 1001
SOMEBODY = Recipient(str(CHAT), "Trực Văn phòng")
SHORT = Message("Nhắc việc", ("Báo cáo quý II",))
GROUP, SUPERGROUP = -55, -1002000
LONG = Message("Nhắc việc", tuple(f"{number}. " + "việc " * 500 for number in range(4)))


def telegram_to(api: BotApi) -> TelegramNotifier:
    return TelegramNotifier(api.token, api_url=api.url, between_parts=timedelta(0))


async def _send_and_close(notifier: TelegramNotifier, message: Message, recipient: Recipient) -> Receipt:
    try:
        return await notifier.send(message, recipient)
    finally:
        await notifier.close()


def send(notifier: TelegramNotifier, message: Message = SHORT, recipient: Recipient = SOMEBODY) -> Receipt:
    return asyncio.run(_send_and_close(notifier, message, recipient))


def failure_of(notifier: TelegramNotifier, message: Message = SHORT, recipient: Recipient = SOMEBODY) -> DeliveryError:
    with pytest.raises(DeliveryError) as caught:
        send(notifier, message, recipient)
    return caught.value


def verdict_of(error: DeliveryError) -> str:
    """Which of its facts a failure states."""
    facts = {
        "permanent": error.permanent,
        "refused": error.refused,
        "wait": error.retry_after is not None,
        "unknown": error.unknown,
    }
    return " ".join(name for name, holds in facts.items() if holds) or "later"


def name_of(case: object) -> str:
    match case:
        case Refusal():
            return case.description
        case Page():
            return f"page {case.status} {case.text[:12]}"
        case Silence():
            return case.value
        case _:
            return str(case)
