"""Whether a picture pasted into an office file or a web page is a stamp: it is read where a program can, else that is said."""

import re
from base64 import b64decode
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from urllib.parse import unquote_to_bytes
from zipfile import ZipFile

from scheduler.documents.content import Content
from scheduler.documents.document import texts
from scheduler.documents.faults import Fault
from scheduler.documents.pdf_process import read_stamps_apart, unseen_pictures
from scheduler.documents.zipped import Zipped, opened

_DRAWN = (".emf", ".wmf")
_HELD = re.compile(rb"data:image/([\w.+-]{1,30})(?:;[\w=.-]{1,40})*;base64,([A-Za-z0-9+/=%\s]{40,})", re.IGNORECASE)
_NAMED = re.compile(
    rb"<(?:img|image|object|embed)\b[^>]{0,2000}?(?:src|href|data)\s*=\s*[\"']?(?!data:)([^\"'\s>]{2,1000})",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r">([^<>]{2,120})<")


def with_pasted(content: Content, package: Zipped, data: bytes, name: str) -> Content:
    """The content with what is read in the file's pictures beside it; pictures-unseen where any could not be read.

    data: the bytes of the package. Raises Fault file-only-pictures where it holds no text.
    """
    names = [one for one in package.names if "media/" in one]
    if not names:
        return content
    if not any(text.strip() for block in content.blocks for text, _ in texts(block)):
        raise Fault("file-only-pictures")
    drawn = sum(one.lower().endswith(_DRAWN) for one in names)
    return _with_read(content, package, data, name, drawn)


def with_written_in(content: Content, page: bytes, name: str) -> Content:
    """The same of the pictures that a web page holds in itself; those that it only names are never fetched."""
    bare = page.replace(b"\0", b"")
    held = {(found[1].lower(), found[2]) for found in _HELD.finditer(bare)}
    named = len({found[1] for found in _NAMED.finditer(bare)})
    if not held:
        return _said(content, named, name)
    out = BytesIO()
    with ZipFile(out, "w") as package:
        for at, (kind, text) in enumerate(sorted(held)):
            package.writestr(f"media/{at}{'.svg' if b'svg' in kind else ''}", _decoded(text))
    return _with_read(content, opened(out.getvalue()), out.getvalue(), name, named)


def _decoded(text: bytes) -> bytes:
    letters = re.sub(rb"[^A-Za-z0-9+/]", b"", unquote_to_bytes(text))
    return b64decode(letters + b"=" * (-len(letters) % 4))


def _with_read(content: Content, package: Zipped, data: bytes, name: str, unread: int) -> Content:
    from scheduler.documents.scans.pasted import stamp_like

    lines = tuple(_drawn_text(package))
    if found := stamp_like(package):
        try:
            read = read_stamps_apart(data, name)
            lines, unread = (*lines, *read.edges), unread + sum(int(dict(d.values)["count"]) for d in read.diagnostics)
        except (Fault, ValueError):
            unread += len(found)
    return _said(replace(content, edges=(*content.edges, *lines)), unread, name)


def _said(content: Content, unread: int, name: str) -> Content:
    return replace(content, diagnostics=(*content.diagnostics, *unseen_pictures(unread, name)))


def _drawn_text(package: Zipped) -> Iterator[str]:
    """What drawings say in letters."""
    for one in package.names:
        if "media/" in one and one.lower().endswith(".svg"):
            yield from (found[1] for found in _BETWEEN.finditer((package.part(one) or b"").decode("utf-8", "replace")))
