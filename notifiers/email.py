"""E-mail over SMTP: one connection a message, encrypted as told, every refusal told apart. The home of aiosmtplib."""

import asyncio
import re
import ssl
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from aiosmtplib import SMTP
from aiosmtplib.errors import (
    SMTPAuthenticationError,
    SMTPConnectError,
    SMTPConnectTimeoutError,
    SMTPException,
    SMTPRecipientRefused,
    SMTPResponseException,
    SMTPSenderRefused,
    SMTPTimeoutError,
)

from notifiers.mail import Sender, mail_of
from notifiers.message import Message, Recipient
from notifiers.notifier import Cause, DeliveryError, Receipt
from notifiers.redaction import hide, reason_of

_CONNECTIONS = 4  # at once: mail servers of offices turn away who opens many
_GOOD_BYE, _LEAVING = 2.0, 0.01  # seconds
_ENHANCED = re.compile(r"\b[245]\.(\d{1,3})\.(\d{1,3})\b")


class Encryption(StrEnum):
    """How the way to the mail server is closed to others."""

    STARTTLS = "starttls"  # port 587, as a rule; refused where the server does not offer it
    TLS = "tls"  # port 465, as a rule
    NONE = "none"  # for a server on the same machine


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where e-mail is handed in. user and password: None where the server asks for none."""

    host: str
    port: int = 587
    encryption: Encryption = Encryption.STARTTLS
    user: str | None = None
    password: str | None = field(default=None, repr=False)


class EmailNotifier:
    """Sends to e-mail addresses, as text and HTML in one. The reference is the Message-ID.

    timeout: for each step of the talk with the server. tls: certificates to trust (None: the system's). clock: for the
    Date header. language: of the texts, for screen readers. Nothing is tried twice.
    """

    channel = "email"

    def __init__(
        self,
        server: MailServer,
        sender: Sender,
        *,
        timeout: timedelta = timedelta(seconds=30),
        tls: ssl.SSLContext | None = None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        language: str = "vi",
    ) -> None:
        if server.password:
            hide(server.password)
        self._server = server
        self._sender = sender
        self._timeout = timeout.total_seconds()
        self._tls = tls
        self._clock = clock
        self._language = language
        self._gate: tuple[asyncio.AbstractEventLoop, asyncio.Semaphore] | None = None

    async def send(self, message: Message, recipient: Recipient) -> Receipt:
        """Hand the message in at the mail server, which answers for it from then on."""
        mail = mail_of(message, recipient, self._sender, self._clock(), self._language)
        to = mail["To"].addresses[0].addr_spec
        async with self._room():
            failure = await self._hand_in(to, bytes(mail))
        if failure is not None:
            raise failure
        return Receipt(str(mail["Message-ID"]))

    async def close(self) -> None:
        """Nothing to let go of: no connection outlives its message."""

    async def _hand_in(self, to: str, mail: bytes) -> DeliveryError | None:
        """None, or the failure as a value: raised later, it drags along no library exception."""
        client = self._client()
        talk = _Talk()
        try:
            await talk.through(client, self._sender.address, to, mail)
        except Exception as error:  # the library lets an OSError or ssl.SSLError through here and there
            return _failure(error, talk.step, to)
        finally:
            await _good_bye(client)
        return None

    def _client(self) -> SMTP:
        encryption = self._server.encryption
        return SMTP(
            hostname=self._server.host,
            port=self._server.port,
            username=self._server.user,
            password=self._server.password,
            local_hostname=self._sender.domain,
            timeout=self._timeout,
            use_tls=encryption is Encryption.TLS,
            start_tls=encryption is Encryption.STARTTLS,
            tls_context=self._tls,
        )

    def _room(self) -> asyncio.Semaphore:
        """The gate of the running event loop: a semaphore belongs to the loop it was first waited for in."""
        loop = asyncio.get_running_loop()
        if self._gate is None or self._gate[0] is not loop:
            self._gate = loop, asyncio.Semaphore(_CONNECTIONS)
        return self._gate[1]


class _Step(StrEnum):
    CONNECT = "connect"
    ENVELOPE = "envelope"
    CONTENT = "content"


class _Talk:
    """How far the talk with the server has come: only once the content is on its way may the message arrive."""

    def __init__(self) -> None:
        self.step = _Step.CONNECT

    async def through(self, client: SMTP, sender: str, to: str, mail: bytes) -> None:
        await client.connect()
        self.step = _Step.ENVELOPE
        await client.mail(sender)
        await client.rcpt(to)
        self.step = _Step.CONTENT
        await client.data(mail)


async def _good_bye(client: SMTP) -> None:
    """End the talk; what comes after the server's answer changes nothing any more."""
    transport = client.transport
    if client.is_connected:
        with suppress(Exception):
            await client.quit(timeout=_GOOD_BYE)
    client.close()
    if isinstance(transport, asyncio.WriteTransport):
        transport.abort()  # closing TLS politely would wait for the server's word
    await asyncio.sleep(_LEAVING)  # what a failed handshake leaves behind is closed by the event loop's next rounds


def _failure(error: Exception, step: _Step, to: str) -> DeliveryError:
    """What a failure at that step means for the message, and for the address, which servers like to repeat."""
    told = re.sub(re.escape(to), "…", _words(error), flags=re.IGNORECASE)
    reason = reason_of(told)
    match error:
        case SMTPAuthenticationError():
            return DeliveryError(reason, cause=Cause.UNAUTHORIZED, channel_wide=True, status=error.code)
        case SMTPRecipientRefused():
            return _refused_address(error, reason)
        case SMTPSenderRefused() if error.code >= 500:
            return DeliveryError(reason, cause=Cause.UNAUTHORIZED, channel_wide=True, status=error.code)
        case SMTPConnectTimeoutError():
            return DeliveryError(reason, cause=Cause.TIMEOUT, channel_wide=True)
        case SMTPResponseException():
            return _answered(error, reason, step)
        case SMTPTimeoutError():
            return DeliveryError(
                reason, unknown=step is _Step.CONTENT, cause=Cause.TIMEOUT, channel_wide=step is _Step.CONNECT
            )
        case _ if step is _Step.CONTENT:
            return DeliveryError(reason, unknown=True, cause=Cause.BROKEN_OFF)
        case _ if step is _Step.ENVELOPE:
            return DeliveryError(reason, cause=Cause.BROKEN_OFF)
        case _:
            return DeliveryError(reason, cause=_why_no_connection(error, reason), channel_wide=True)


def _words(error: Exception) -> str:
    """What the server said; else what the library did."""
    if isinstance(error, SMTPResponseException) and error.code >= 0:
        return f"{error.code} {error.message}"
    return f"{type(error).__name__}: {error}"


def _why_no_connection(error: Exception, reason: str) -> Cause:
    if isinstance(error, ssl.SSLError | ssl.CertificateError) or "SSL" in reason or "CERTIFICATE" in reason:
        return Cause.INSECURE
    if "STARTTLS" in reason:
        return Cause.INSECURE
    if isinstance(error, SMTPException) and "AUTH" in reason.upper():
        return Cause.UNAUTHORIZED  # the server takes no password, or not the way that we offer it
    return Cause.UNREACHABLE if isinstance(error, SMTPConnectError | OSError) else Cause.OTHER


def _refused_address(error: SMTPRecipientRefused, reason: str) -> DeliveryError:
    """Whose fault it is, by the enhanced code (RFC 3463: x.1 address, x.2 mailbox, x.7 policy), else by RFC 5321, 4.2.3."""
    subject, detail = _enhanced(error.message)
    if error.code == 552 or (subject, detail) == (2, 2):
        return DeliveryError(reason, cause=Cause.MAILBOX_FULL, status=error.code)
    if error.code < 500:
        return DeliveryError(reason, cause=Cause.SERVER_FAULT, status=error.code)
    if subject == 7 or error.code in (530, 534, 535):
        # "Relay access denied": the server does not want us, whoever the recipient is.
        return DeliveryError(reason, cause=Cause.UNAUTHORIZED, channel_wide=True, status=error.code)
    if subject in (1, 2) or error.code in (550, 551, 553, 556):
        return DeliveryError(reason, permanent=True, cause=Cause.NOT_FOUND, status=error.code)
    return DeliveryError(reason, refused=True, cause=Cause.REJECTED, status=error.code)


def _answered(error: SMTPResponseException, reason: str, step: _Step) -> DeliveryError:
    """Any other answer but yes: 4xx passes; 5xx is meant for this content, or before it for all of us."""
    if error.code in (530, 534, 535):
        return DeliveryError(reason, cause=Cause.UNAUTHORIZED, channel_wide=True, status=error.code)
    if error.code >= 500 and step is _Step.CONTENT:
        return DeliveryError(reason, refused=True, cause=Cause.REJECTED, status=error.code)
    if error.code < 0:  # the library's own sign for an answer that it cannot read
        return DeliveryError(reason, unknown=step is _Step.CONTENT, cause=Cause.SERVER_FAULT)
    return DeliveryError(reason, cause=Cause.SERVER_FAULT, channel_wide=step is not _Step.CONTENT, status=error.code)


def _enhanced(message: str) -> tuple[int, int] | tuple[None, None]:
    found = _ENHANCED.search(message)
    return (int(found[1]), int(found[2])) if found else (None, None)
