"""What every answer of the site bears: security headers, and one way to say that there is nothing at an address."""

from typing import Final

from starlette.responses import PlainTextResponse, Response

HEADERS: Final = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Content-Security-Policy": "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; form-action 'none'",
}
"""A page that needs more says so in its own Content-Security-Policy."""

NOT_FOUND: Final = b"404\n"


def not_found() -> Response:
    """Unknown, wrong and revoked addresses all look the same."""
    return PlainTextResponse(NOT_FOUND, status_code=404, headers=HEADERS)


def raw(headers: dict[str, str]) -> list[tuple[bytes, bytes]]:
    """Headers as ASGI sends them."""
    return [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()]
