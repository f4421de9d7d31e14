"""The conversation's own sendings in the same queue as the outbox: Turns as python-telegram-bot's rate limiter.

AIORateLimiter is not used: it ends a halt too early, and knows nothing of what others send with the token.
"""

from collections.abc import Callable, Coroutine
from typing import TypeAlias

from telegram.error import RetryAfter
from telegram.ext import BaseRateLimiter

from notifiers.telegram.failures import wait_of
from notifiers.turns import TooLong, Turns

Answer: TypeAlias = bool | dict[str, object] | list[dict[str, object]]
ANSWER_FIRST = -1
"""The rank of what a person waits for at this moment: before the outbox."""

_COUNTED = ("send", "edit", "copy", "forward")
_FREE = frozenset({"sendChatAction"})


class TurnsRateLimiter(BaseRateLimiter[int]):
    """Give it to ApplicationBuilder().rate_limiter(…). rate_limit_args: another rank. Nothing is tried twice.

    A wait beyond the queue's patience, and a 429, is raised as RetryAfter.
    """

    def __init__(self, turns: Turns) -> None:
        self._turns = turns

    async def initialize(self) -> None:
        """Nothing to set up."""

    async def shutdown(self) -> None:
        """Nothing to let go of."""

    async def process_request(
        self,
        callback: Callable[..., Coroutine[object, object, Answer]],
        args: object,
        kwargs: dict[str, object],
        endpoint: str,
        data: dict[str, object],
        rate_limit_args: int | None,
    ) -> Answer:
        """Carry the request out when its chat's turn has come; at once where it is for no chat or shows nothing in it."""
        chat = data.get("chat_id")
        if chat is None or not endpoint.startswith(_COUNTED) or endpoint in _FREE:
            return await callback(*_positional(args), **kwargs)
        try:
            async with self._turns.turn(str(chat), ANSWER_FIRST if rate_limit_args is None else rate_limit_args):
                return await self._watched(str(chat), callback(*_positional(args), **kwargs))
        except TooLong as error:
            raise RetryAfter(error.wait) from None

    async def _watched(self, chat: str, request: Coroutine[object, object, Answer]) -> Answer:
        try:
            return await request
        except RetryAfter as error:
            self._turns.halt(chat, wait_of(error))
            raise


def _positional(args: object) -> tuple[object, ...]:
    return args if isinstance(args, tuple) else tuple(args) if isinstance(args, list) else ()
