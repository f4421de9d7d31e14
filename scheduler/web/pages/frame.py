"""What all pages share: their templates and headers, the files they load, who holds a feed's address, and how one is refused."""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from scheduler.feeds.specs import FeedSpec
from scheduler.web.answers import HEADERS, not_found
from scheduler.web.limits import Limiter
from scheduler.web.readings import Reading
from scheduler.words import say

_HERE: Final = Path(__file__).parent.parent
_NO_TOKEN: Final = b"-" * 43
_TYPES: Final = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml"}

PAGE_HEADERS: Final = HEADERS | {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
    "Cache-Control": "private, no-store",
    "X-Robots-Tag": "noindex",
}
"""Nothing but our own files is loaded, and no page is kept: its address is a secret, and what it shows changes."""


def _environment() -> Environment:
    folder = FileSystemLoader(_HERE / "templates")
    return Environment(loader=folder, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


@dataclass(frozen=True, slots=True)
class Frame:
    """Makes answers of templates and values; `limiter` is shared with the feeds, so that guesses at both count together."""

    limiter: Limiter
    _templates: Environment = field(default_factory=_environment)
    _files: Mapping[str, bytes] = field(default_factory=lambda: _static())

    def page(self, request: Request, name: str, values: Mapping[str, object], status: int = 200) -> Response:
        """The page of a template; `root` in it is the way from this page to the site's foot, whatever stands before us."""
        root = "../" * (request.url.path.count("/") - 1) or "./"
        made = self._templates.get_template(name).render(values, root=root)
        return HTMLResponse(made, status, headers=PAGE_HEADERS)

    def file(self, name: str) -> Response:
        """A style sheet, drawing or script of ours."""
        if name not in self._files:
            return not_found()
        headers = {"Content-Type": _TYPES[Path(name).suffix], "Cache-Control": "public, max-age=600"}
        return Response(self._files[name], headers=HEADERS | headers)

    def refused(self, request: Request) -> Response | None:
        """Note a wrong address; None where it may still be answered, else the answer to whoever has tried too many."""
        wait = self.limiter.wrong(request.client.host if request.client else "")
        if not wait:
            return None
        text = f"{say('feeds', 'answer', 'too-many')}\n"
        return PlainTextResponse(text, 429, headers=HEADERS | {"Retry-After": str(wait)})


def feed_of(reading: Reading, token: str, slug: str) -> FeedSpec | None:
    """The feed of that slug for whoever holds its token; a wrong, an unknown and a revoked one take the same time."""
    expected = reading.tokens.get(slug, _NO_TOKEN)
    same = hmac.compare_digest(token.encode("utf-8", "surrogateescape"), expected)
    return reading.specs[slug] if same and expected is not _NO_TOKEN else None


def _static() -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (_HERE / "static").iterdir() if path.suffix in _TYPES}
