"""What an exception of python-telegram-bot means for the message and for the address: DeliveryError with its facts."""

from datetime import timedelta

import httpx
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from notifiers.notifier import Cause, DeliveryError
from notifiers.redaction import reason_of

_NEVER_LEFT = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.ProxyError,
    httpx.UnsupportedProtocol,
    httpx.InvalidURL,
)
_DEAD_ADDRESS = {
    "chat not found": Cause.NOT_FOUND,
    "chat_id is empty": Cause.MALFORMED,
    "user not found": Cause.NOT_FOUND,
    "peer_id_invalid": Cause.NOT_FOUND,
    "channel_private": Cause.BLOCKED,
    "deactivated": Cause.BLOCKED,
    "message thread not found": Cause.TOPIC_GONE,
    "topic_deleted": Cause.TOPIC_GONE,
}
_REFUSED = {
    "message to edit not found": Cause.MESSAGE_GONE,
    "message to delete not found": Cause.MESSAGE_GONE,
    "message can't be": Cause.MESSAGE_GONE,
    "message_id_invalid": Cause.MESSAGE_GONE,
    "there is no text in the message": Cause.MESSAGE_GONE,
    "not enough rights": Cause.MUTED,
    "have no rights": Cause.MUTED,
    "chat_write_forbidden": Cause.MUTED,
    "topic_closed": Cause.MUTED,
}


def failure(error: Exception) -> DeliveryError:
    """A new exception, which drags along none of the library's (they hold the request's address, and so the token)."""
    reason = reason_of(f"{type(error).__name__}: {error}")
    match error:
        case RetryAfter():
            return DeliveryError(reason, retry_after=wait_of(error), cause=Cause.RATE_LIMITED, status=429)
        case ChatMigrated():
            return DeliveryError(reason, moved_to=str(error.new_chat_id), cause=Cause.MIGRATED, status=400)
        case Forbidden() | BadRequest() | InvalidToken() | Conflict() if _is_a_page(error):
            return DeliveryError(reason, cause=Cause.SERVER_FAULT, channel_wide=True)
        case Forbidden():
            return DeliveryError(reason, permanent=True, cause=Cause.BLOCKED, status=403)
        case BadRequest():
            return _refusal(error, reason)
        case InvalidToken():
            # Ours to mend, not the address's: a wrong token must not mark every chat as dead.
            return DeliveryError(reason, cause=Cause.UNAUTHORIZED, channel_wide=True, status=401)
        case Conflict():
            return DeliveryError(reason, status=409)
        case NetworkError():
            return _network(error, reason)
        case _:
            # An answer of an unknown shape: whether it was carried out, nobody has said.
            return DeliveryError(reason, unknown=True, cause=Cause.SERVER_FAULT)


def is_unchanged(error: Exception) -> bool:
    """Whether an edit was refused because all is as wanted already."""
    return isinstance(error, BadRequest) and "message is not modified" in str(error).lower()


def wait_of(error: RetryAfter) -> timedelta:
    """How long a 429 tells to wait, whatever form the library is told to give it."""
    wait = error.retry_after
    return wait if isinstance(wait, timedelta) else timedelta(seconds=wait)


def _is_a_page(error: TelegramError) -> bool:
    """Whether it was no answer of the Bot API but some proxy's page (the library chains the failed parsing).

    The first call of a bot whose token is refused is chained, too, to that refusal.
    """
    return isinstance(error.__cause__, TelegramError) and not isinstance(error.__cause__, InvalidToken)


def _refusal(error: BadRequest, reason: str) -> DeliveryError:
    """A bad request is the address's fault where it says so, else this message's.

    Missing rights in a group count as the message's: they come back without anybody telling us.
    """
    words = str(error).lower()
    if cause := _named(words, _DEAD_ADDRESS):
        return DeliveryError(reason, permanent=True, cause=cause, status=400)
    return DeliveryError(reason, refused=True, cause=_named(words, _REFUSED) or Cause.REJECTED, status=400)


def _named(words: str, known: dict[str, Cause]) -> Cause | None:
    return next((cause for text, cause in known.items() if text in words), None)


def _network(error: NetworkError, reason: str) -> DeliveryError:
    """Timeouts, broken connections, 5xx: unknown, unless the request surely never left."""
    match error.__cause__:
        case httpx.ConnectTimeout() | httpx.PoolTimeout():
            return DeliveryError(reason, cause=Cause.TIMEOUT, channel_wide=True)
        case httpx.ConnectError() as cause if "CERTIFICATE_VERIFY_FAILED" in str(cause):
            return DeliveryError(reason, cause=Cause.INSECURE, channel_wide=True)
        case cause if isinstance(cause, _NEVER_LEFT):
            return DeliveryError(reason, cause=Cause.UNREACHABLE, channel_wide=True)
        case httpx.TimeoutException():
            return DeliveryError(reason, unknown=True, cause=Cause.TIMEOUT)
        case httpx.HTTPError():
            return DeliveryError(reason, unknown=True, cause=Cause.BROKEN_OFF)
        case _:
            return DeliveryError(reason, unknown=True, cause=Cause.SERVER_FAULT)
