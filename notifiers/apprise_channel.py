"""Any of the services that Apprise knows, each by its Apprise URL. The home of apprise."""

import re
import secrets
import warnings
from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING

from notifiers.message import Message, Recipient
from notifiers.notifier import Cause, DeliveryError, Receipt
from notifiers.redaction import hide_address, quieten, reason_of
from notifiers.text import SEPARATOR, links_of, one_line, pieces, short_of, subject_of

if TYPE_CHECKING:
    from apprise import Apprise, AppriseResult

_WAIT = timedelta(minutes=1)
_STATUS = re.compile(r"(?:error|code|status)\s*[=:]\s*(\d{3})\b")
_NO_ANSWER = re.compile(r"connection error|socket exception|timed out", re.IGNORECASE)


class AppriseNotifier:
    """Sends by the Apprise URL that stands as the recipient's address, as plain text; long texts in several parts.

    Link buttons stand as lines of text; what can only be pressed is left out. The reference is message.key, or a random
    one. timeout: for the whole of a sending. Apprise says only that something failed, and in words: status and cause are
    read from them.
    """

    channel = "apprise"

    def __init__(self, *, timeout: timedelta = timedelta(seconds=30)) -> None:
        quieten("apprise", "urllib3", "requests")
        self._timeout = timeout.total_seconds()

    async def send(self, message: Message, recipient: Recipient) -> Receipt:
        """Hand the message to the service. Its library is slow to load and is loaded by the first sending."""
        title, body = _texts(message)
        hide_address(recipient.address)
        service = _service(recipient.address)
        try:
            result = await service.async_notify(body=body, title=title, body_format="text", timeout=self._timeout)
        except Exception as error:  # a service's plugin is of anybody's writing
            failure = DeliveryError(reason_of(f"{type(error).__name__}: {error}"), unknown=True)
        else:
            if result:
                return Receipt(message.key or secrets.token_hex(16))
            failure = _failure(result)
        raise failure

    async def close(self) -> None:
        """Nothing to let go of: no connection outlives its message."""


def is_known(url: str) -> bool:
    """Whether Apprise knows one service by that URL; nobody is asked. Its library is slow to load."""
    hide_address(url)
    try:
        _service(url)
    except DeliveryError:
        return False
    return True


def _texts(message: Message) -> tuple[str, str]:
    shown = pieces(message)
    title = subject_of(message)
    body = []
    for piece in (p for p in shown if p.block):
        near = (f"  {short_of(link)}: {link.url}" for link in links_of(message, piece.block))
        body.append("\n".join((piece.text, *near)))
    body += [f"{one_line(link.label)}: {link.url}" for link in links_of(message, 0)]
    return (title, SEPARATOR.join(body)) if body else ("", title)


def _service(url: str) -> "Apprise":
    """The one service that the URL names. Raises DeliveryError: permanent where Apprise knows none."""
    from apprise import Apprise, OverflowMode

    service = Apprise()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # loading a hundred plugins; what they import is not ours
        known = service.add(url)
    if not known or len(service) != 1:
        raise DeliveryError("no URL that Apprise knows", permanent=True, cause=Cause.MALFORMED)
    service[0].overflow_mode = OverflowMode.SPLIT
    return service


def _failure(result: "AppriseResult") -> DeliveryError:
    words = [str(entry.message) for entry in result.logs()]
    reason = reason_of(" / ".join(_telling(words)) or "Apprise could not send it")
    if result.timeout_count:
        return DeliveryError(reason, unknown=True, cause=Cause.TIMEOUT)
    found = _STATUS.search(reason)
    if found:
        return _answered(int(found[1]), reason)
    if _NO_ANSWER.search(reason):
        return DeliveryError(reason, unknown=True, cause=Cause.UNREACHABLE)
    return DeliveryError(reason)


def _telling(words: Iterable[str]) -> list[str]:
    return [one_line(word) for word in words if one_line(word)]


def _answered(status: int, reason: str) -> DeliveryError:
    """What the service's HTTP status means; the address is one service's alone, so nothing is said of others."""
    if status == 429:
        return DeliveryError(reason, retry_after=_WAIT, cause=Cause.RATE_LIMITED, status=status)
    if status in (404, 410):
        return DeliveryError(reason, permanent=True, cause=Cause.NOT_FOUND, status=status)
    if status in (401, 403):
        return DeliveryError(reason, cause=Cause.UNAUTHORIZED, status=status)
    if 400 <= status < 500:
        return DeliveryError(reason, refused=True, cause=Cause.REJECTED, status=status)
    return DeliveryError(reason, unknown=status != 503, cause=Cause.SERVER_FAULT, status=status)
