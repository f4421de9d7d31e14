"""A real SMTP server on loopback (aiosmtpd) that keeps what arrives, and refuses what it is told to refuse."""

import ssl
import warnings
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Self

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

USER, PASSWORD = "nhac-viec", "mat-khau-that-dai-va-bi-mat"


@dataclass(slots=True)
class MailServer:
    """Started by `with`. answers: what MAIL, RCPT, DATA or a new connection is answered instead of yes, by name.

    drop: the command upon which the connection is broken off, after the message was kept in the case of "DATA".
    tls: STARTTLS is offered with it; implicit_tls: nothing is said but through it.
    """

    tls: ssl.SSLContext | None = None
    implicit_tls: ssl.SSLContext | None = None
    demand_login: bool = False
    answers: dict[str, str] = field(default_factory=dict)
    drop: str = ""
    arrived: list[EmailMessage] = field(default_factory=list)
    raw: list[bytes] = field(default_factory=list)
    to: list[str] = field(default_factory=list)
    logins: list[str] = field(default_factory=list)
    _controller: Controller | None = None

    def __enter__(self) -> Self:
        self._controller = _Controller(self, hostname="127.0.0.1", port=0, ssl_context=self.implicit_tls)
        self._controller.start()
        return self

    def __exit__(self, *exception: object) -> None:
        assert self._controller is not None
        self._controller.stop()

    @property
    def port(self) -> int:
        assert self._controller is not None
        return int(self._controller.server.sockets[0].getsockname()[1])

    # ---- what aiosmtpd calls

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.mail_from = address
        return self._answer(server, "MAIL")

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        answer = self._answer(server, "RCPT")
        if answer.startswith("2"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        if self.answers.get("DATA", "2").startswith("2"):
            content = envelope.original_content or b""
            message = message_from_bytes(content, policy=default)
            assert isinstance(message, EmailMessage)
            self.arrived.append(message)
            self.raw.append(content)
            self.to.extend(envelope.rcpt_tos)
        return self._answer(server, "DATA")

    def login(self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: object) -> AuthResult:
        assert isinstance(data, LoginPassword)
        self.logins.append(data.login.decode())
        known = (data.login, data.password) == (USER.encode(), PASSWORD.encode())
        return AuthResult(success=known, handled=known)

    def _answer(self, server: SMTP, command: str) -> str:
        if self.drop == command:
            assert server.transport is not None
            server.transport.abort()
        return self.answers.get(command, "250 OK")


class _Controller(Controller):
    """aiosmtpd in a thread, on a port that the system chooses."""

    def __init__(self, mail: MailServer, **where: object) -> None:
        super().__init__(mail, **where)
        self._mail = mail

    def factory(self) -> SMTP:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # that a login without TLS is not safe
            return self._smtp()

    def _smtp(self) -> SMTP:
        return SMTP(
            self.handler,
            hostname="mail.example.org",
            tls_context=self._mail.tls,
            authenticator=self._mail.login,
            auth_required=self._mail.demand_login,
            auth_require_tls=False,
        )

    def _trigger_server(self) -> None:
        self.port = self._mail.port
        super()._trigger_server()
