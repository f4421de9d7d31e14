"""Web pages in one file (.mht, as Word and Excel save «Single File Web Page», often named .doc or .xls) → paragraphs and tables."""

from base64 import b64encode
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from email import message_from_bytes
from email.message import Message

from scheduler.documents.content import Content
from scheduler.documents.faults import Fault
from scheduler.documents.html import read_html

_MOST_NESTED = 50
"""Parts that hold further parts; programs write one or two."""
_TABS = "tabstrip"
"""In the name of the page with which Excel lists the sheets."""


def read_mhtml(data: bytes, name: str) -> tuple[Content, bytes]:
    """The content, and its pictures as a web page that holds them. Raises Fault: those of read_html, file-damaged.

    The first page is the text; what stands on the others (headers, footers) is looked at for marks alone, unless the first is
    only a frame around them, as that of a workbook is.
    """
    if data.lower().count(b"boundary=") > _MOST_NESTED:
        raise Fault("file-damaged")
    parts = [part for part in message_from_bytes(data).walk() if not part.is_multipart()]
    pages = [(part, read) for part in parts if _is_page(part) and (read := _page(part, name)) is not None]
    if not pages:
        raise Fault("file-damaged")
    (first, main), *others = pages
    if _is_frame(first):
        shown = [read for part, read in others if _TABS not in _place(part)]
        main = replace(main, blocks=tuple(block for read in shown for block in read.blocks))
        others = [(part, read) for part, read in others if _TABS in _place(part)]
        diagnostics = tuple(d for read in shown for d in read.diagnostics)
        main = replace(main, diagnostics=diagnostics, edges=tuple(edge for read in shown for edge in read.edges))
    unseen = tuple(block for _, read in others for block in read.blocks)
    edges = tuple(edge for _, read in others for edge in read.edges)
    return replace(main, edges=(*main.edges, *edges), unseen=unseen), _pictures(parts)


def _is_page(part: Message) -> bool:
    return part.get_content_type() in ("text/html", "application/xhtml+xml")


def _place(part: Message) -> str:
    return str(part.get("Content-Location", "")).casefold()


def _is_frame(part: Message) -> bool:
    return b"<frameset" in _bytes(part).lower()


def _page(part: Message, name: str) -> Content | None:
    """The content of one page, None of an empty one."""
    data = _bytes(part)
    with suppress(LookupError, UnicodeDecodeError):  # «unicode», or what the page says of itself is true
        data = data.decode(part.get_content_charset("utf-8")).encode()
    return read_html(data, name) if data.strip() else None


def _bytes(part: Message) -> bytes:
    found = part.get_payload(decode=True)
    return found if isinstance(found, bytes) else b""


def _pictures(parts: Sequence[Message]) -> bytes:
    """A page of the pictures: those drawn in lines are only named, as nothing here can look at them."""
    images = [part for part in parts if part.get_content_maintype() == "image"]
    return b"".join(map(_picture, images))


def _picture(part: Message) -> bytes:
    kind = part.get_content_subtype()
    if kind.rpartition("x-")[2] in ("emf", "emz", "wmf", "wmz"):
        return b'<img src="%s">' % _place(part).encode("ascii", "replace").replace(b'"', b"")
    return b'<img src="data:image/%s;base64,%s">' % (kind.encode("ascii", "replace"), b64encode(_bytes(part)))
