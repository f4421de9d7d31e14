"""Telegram: sending, editing, the length limit, what errors mean. The home of python-telegram-bot, and of httpx below it."""

import os

# The library's own switch for waits as timedelta; without it, it warns at each 429, which fails where warnings are errors.
os.environ.setdefault("PTB_TIMEDELTA", "true")

from notifiers.telegram.markup import MAX_TEXT
from notifiers.telegram.sending import API_URL, TelegramNotifier

__all__ = ["API_URL", "MAX_TEXT", "TelegramNotifier"]
