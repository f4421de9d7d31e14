"""What all pages share: their templates and headers, the files they load, and how who guesses addresses is refused."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from scheduler.diagnostics import Values
from scheduler.web.answers import HEADERS, not_found, plain_response
from scheduler.web.limits import Limiter
from scheduler.words import say

_HERE: Final = Path(__file__).parent.parent
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
class Saying:
    """What stands around a sentence: the office's name, the (relative) address from which to go on, facts of the sentence."""

    office: str = ""
    again: str | None = None
    facts: Values = ()


_BARE: Final = Saying()


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

    def said(self, request: Request, code: str, status: int, more: Saying = _BARE) -> Response:
        """A page of one sentence, and of the way on where there is one."""
        title, about = say("web", "page", code), say("web", "page", f"{code}-about", more.facts)
        again = {"address": more.again, "text": say("web", "page", f"{code}-again")} if more.again is not None else None
        values = {"office": more.office, "title": title, "about": about, "again": again}
        return self.page(request, "message.html", values, status)

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
        return plain_response(429, say("feeds", "answer", "too-many"), {"Retry-After": str(wait)})


def style_sheet() -> str:
    """The style of all pages, for a page that stands alone."""
    return (_HERE / "static" / "style.css").read_text(encoding="utf-8")


def _static() -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (_HERE / "static").iterdir() if path.suffix in _TYPES}
