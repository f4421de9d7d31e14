"""Any web address that takes JSON: signed as Standard Webhooks says, redirects not followed. Uses httpx.

The signature (standardwebhooks.com): header webhook-signature is "v1," and the base64 of HMAC-SHA256 over
"<webhook-id>.<webhook-timestamp>.<body>"; the receiver compares it, refuses old timestamps, and knows doubles by webhook-id.
"""

import base64
import hashlib
import hmac
import json
import secrets
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import assert_never
from urllib.parse import urlsplit

import httpx

from notifiers.message import AnyButton, Button, LinkButton, Message, Recipient
from notifiers.notifier import Cause, DeliveryError, Receipt
from notifiers.redaction import hide, hide_address, quieten, reason_of
from notifiers.text import SEPARATOR, one_line, pieces

_SECRET = "whsec_"
_WAIT = timedelta(minutes=1)
_DENIED = (401, 403, 407)
_GONE = (404, 410)


class WebhookNotifier:
    """Posts to the address of each recipient. The reference is the webhook-id: message.key, or a random one.

    secret: shared with the receivers; "whsec_" and base64 is decoded (ValueError if it is none), anything else taken as
    UTF-8. timeout: for each of connecting, writing and waiting for the answer. clock: for the timestamp. Nothing is
    tried twice.
    """

    channel = "webhook"

    def __init__(
        self,
        secret: str,
        *,
        timeout: timedelta = timedelta(seconds=10),
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._key = _key_of(secret)
        hide(secret)
        quieten("httpx", "httpcore")
        self._timeout = timeout.total_seconds()
        self._clock = clock
        self._client: httpx.AsyncClient | None = None

    async def send(self, message: Message, recipient: Recipient) -> Receipt:
        """Post the message once. What the receiver answers is not read, but for its status and Retry-After."""
        _check(recipient.address)
        now = self._clock()
        reference = one_line(message.key) or secrets.token_hex(16)
        body = json.dumps(_body(message, recipient, reference), ensure_ascii=False).encode()
        headers = signed_headers(self._key, reference, now, body) | {"content-type": "application/json; charset=utf-8"}
        hide_address(recipient.address)
        failure = await self._post(recipient.address, body, headers)
        if failure is not None:
            raise failure
        return Receipt(reference)

    async def close(self) -> None:
        """Let go of the connections."""
        client, self._client = self._client, None
        if client is not None:
            await client.aclose()

    async def _post(self, url: str, body: bytes, headers: dict[str, str]) -> DeliveryError | None:
        """None, or the failure as a value: raised later, it drags along no library exception (nor the address)."""
        try:
            async with self._open().stream("POST", url, content=body, headers=headers) as answer:
                return _judged(answer, self._clock())
        except Exception as error:  # what an address of a strange form does inside the library is not promised
            return _failure(error)

    def _open(self) -> httpx.AsyncClient:
        if self._client is None:
            self._client = httpx.AsyncClient(timeout=self._timeout, follow_redirects=False)
        return self._client


def signed_headers(key: bytes, identity: str, now: datetime, body: bytes) -> dict[str, str]:
    """webhook-id, webhook-timestamp (seconds since 1970) and webhook-signature over both and the body."""
    # Headers carry ASCII alone; a key of ours with other letters is named by its digest.
    identity = identity if identity.isascii() else hashlib.sha256(identity.encode()).hexdigest()
    stamp = str(int(now.timestamp()))
    digest = hmac.new(key, f"{identity}.{stamp}.".encode() + body, hashlib.sha256).digest()
    return {
        "webhook-id": identity,
        "webhook-timestamp": stamp,
        "webhook-signature": f"v1,{base64.b64encode(digest).decode()}",
    }


def _check(url: str) -> None:
    """Raises DeliveryError(permanent) for what can be no web address (the library would look some of them up)."""
    try:
        parts = urlsplit(url)
        known = parts.scheme in ("http", "https") and parts.hostname
    except ValueError:
        known = None
    if not known:
        raise DeliveryError("no web address", permanent=True, cause=Cause.MALFORMED)


def _key_of(secret: str) -> bytes:
    if not secret.strip():
        raise ValueError("a webhook needs a secret to sign with")
    if not secret.startswith(_SECRET):
        return secret.encode()
    try:
        return base64.b64decode(secret.removeprefix(_SECRET), validate=True)
    except ValueError:
        raise ValueError(f"what follows {_SECRET} in a webhook's secret has to be base64") from None


def _body(message: Message, recipient: Recipient, identity: str) -> dict[str, object]:
    """What the receiver reads. "text" is the whole of it in one, for those who only show it."""
    shown = pieces(message)
    return {
        "id": identity,
        "to": one_line(recipient.name),
        "person": recipient.id,
        "title": next((piece.text for piece in shown if piece.block == 0), ""),
        "paragraphs": [{"text": piece.text, "heading": piece.bold} for piece in shown if piece.block],
        "buttons": [_button(button) for button in message.buttons],
        "text": SEPARATOR.join(piece.text for piece in shown),
    }


def _button(button: AnyButton) -> dict[str, str]:
    match button:
        case Button(label, data):
            return {"label": one_line(label), "data": data}
        case LinkButton(label, url):
            return {"label": one_line(label), "url": url}
        case _:
            assert_never(button)


def _judged(answer: httpx.Response, now: datetime) -> DeliveryError | None:
    """What a status means: RFC 9110, section 15; the receiver knows doubles, so that "unknown" costs nothing."""
    status = answer.status_code
    reason = reason_of(f"HTTP {status} {answer.reason_phrase}".strip())
    wait = _retry_after(answer.headers.get("retry-after", ""), now)
    if 200 <= status < 300:
        return None
    if status == 429:
        return DeliveryError(reason, retry_after=wait or _WAIT, cause=Cause.RATE_LIMITED, status=status)
    if status == 503:
        return DeliveryError(reason, retry_after=wait, cause=Cause.SERVER_FAULT, status=status)
    if status in _GONE:
        return DeliveryError(reason, permanent=True, cause=Cause.NOT_FOUND, status=status)
    if status in _DENIED:
        return DeliveryError(reason, cause=Cause.UNAUTHORIZED, status=status)
    if status in (408, 425):
        return DeliveryError(reason, cause=Cause.TIMEOUT, status=status)
    if 300 <= status < 400:
        return DeliveryError(reason, cause=Cause.REDIRECTED, status=status)
    if 400 <= status < 500:
        return DeliveryError(reason, refused=True, cause=Cause.REJECTED, status=status)
    return DeliveryError(reason, unknown=True, cause=Cause.SERVER_FAULT, status=status)


def _retry_after(header: str, now: datetime) -> timedelta | None:
    """Seconds, or a moment (RFC 9110, 10.2.3); None where it says nothing of use."""
    if header.strip().isascii() and header.strip().isdecimal():
        return timedelta(seconds=min(int(header), 10**9))
    try:
        moment = parsedate_to_datetime(header)
    except ValueError:
        return None
    return max(timedelta(), moment.replace(tzinfo=moment.tzinfo or UTC) - now)


def _failure(error: Exception) -> DeliveryError:
    reason = reason_of(f"{type(error).__name__}: {error}")
    match error:
        case httpx.UnsupportedProtocol() | httpx.InvalidURL() | UnicodeError() | ValueError():
            return DeliveryError(reason, permanent=True, cause=Cause.MALFORMED)
        case httpx.ConnectTimeout() | httpx.PoolTimeout():
            return DeliveryError(reason, cause=Cause.TIMEOUT)
        case httpx.ConnectError() if "CERTIFICATE_VERIFY_FAILED" in reason:
            return DeliveryError(reason, cause=Cause.INSECURE)
        case httpx.ConnectError() | httpx.ProxyError():
            return DeliveryError(reason, cause=Cause.UNREACHABLE)
        case httpx.TimeoutException():
            return DeliveryError(reason, unknown=True, cause=Cause.TIMEOUT)
        case httpx.HTTPError():
            return DeliveryError(reason, unknown=True, cause=Cause.BROKEN_OFF)
        case _:
            return DeliveryError(reason, unknown=True)
