"""What every answer bears: security headers; answers as ASGI messages, made once; one page for all where there is nothing."""

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from html import escape
from typing import Final

from starlette.responses import Response
from starlette.types import Message

from scheduler.words import say

_GUARDS: Final = {"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "X-Frame-Options": "DENY"}
_NOTHING_LOADED: Final = "default-src 'none'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'"

HEADERS: Final = _GUARDS | {"Content-Security-Policy": _NOTHING_LOADED}
"""A page that needs more says so in its own Content-Security-Policy."""

PICTURE_HEADERS: Final = (
    _GUARDS
    | {
        "Content-Security-Policy": f"{_NOTHING_LOADED}; style-src 'unsafe-inline'",  # by which browsers fit it to their window
        "Content-Type": "image/jpeg",
        "Cache-Control": "private, no-store",
        "Cross-Origin-Resource-Policy": "same-origin",
        "X-Robots-Tag": "noindex",
    }
)
"""Kept pictures are JPEG, as they were drawn anew; no browser is to look for itself what they might be."""

_EMPTY: Final[Message] = {"type": "http.response.body", "body": b""}

Headers = list[tuple[bytes, bytes]]


def raw(headers: Mapping[str, str]) -> Headers:
    """Headers as ASGI sends them."""
    return [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()]


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer that is ready: its status, and the two messages that ASGI sends for it. Nobody changes them."""

    status: int
    start: Message
    body: Message

    @classmethod
    def of(cls, status: int, headers: Mapping[str, str], octets: bytes = b"") -> "Answer":
        """Made of header names as people write them."""
        start = {"type": "http.response.start", "status": status, "headers": raw(headers)}
        return cls(status, start, {"type": "http.response.body", "body": octets} if octets else _EMPTY)

    @property
    def head(self) -> "Answer":
        """What a HEAD gets."""
        return Answer(self.status, self.start, _EMPTY)


def _page_of_nothing() -> tuple[bytes, dict[str, str]]:
    """It stands by itself, as its address may be any: its few rules of style are in it, allowed by their hash (CSP level 2)."""
    style = (
        ":root{color-scheme:light dark}body{font:1.1rem/1.5 system-ui,sans-serif;max-width:36rem;margin:2rem auto;padding:0 1rem}"
        "h1{font-size:1.4rem}"
    )
    title, about = escape(say("web", "page", "nothing")), escape(say("web", "page", "nothing-about"))
    octets = (
        '<!doctype html>\n<html lang="vi"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">'
        f"<title>{title}</title><style>{style}</style></head><body><main><h1>{title}</h1><p>{about}</p></main></body></html>\n"
    ).encode()
    allowed = b64encode(sha256(style.encode()).digest()).decode()
    return octets, _GUARDS | {
        "Content-Security-Policy": f"{_NOTHING_LOADED}; style-src 'sha256-{allowed}'",
        "Content-Type": "text/html; charset=utf-8",
        "Content-Length": str(len(octets)),
    }


_OCTETS, _HEADERS = _page_of_nothing()

NOTHING: Final = Answer.of(404, _HEADERS, _OCTETS)
"""Unknown, wrong and revoked addresses all look the same."""


def not_found() -> Response:
    """The same answer for a route."""
    return Response(_OCTETS, 404, _HEADERS)


def plain(status: int, text: str, more: Mapping[str, str] | None = None) -> Answer:
    """One line of text, for programs and for people who look at an address themselves."""
    octets = f"{text}\n".encode()
    typed = {"Content-Type": "text/plain; charset=utf-8", "Content-Length": str(len(octets))}
    return Answer.of(status, {**HEADERS, **typed, **(more or {})}, octets)


def plain_response(status: int, text: str, more: Mapping[str, str] | None = None) -> Response:
    """The same for a route."""
    typed = {"Content-Type": "text/plain; charset=utf-8"}
    return Response(f"{text}\n", status, {**HEADERS, **typed, **(more or {})})
