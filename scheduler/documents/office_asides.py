"""What a file of Word or Excel bears beside its text, looked at for marks of secrecy alone: word art, charts, comments."""

import re
from collections.abc import Iterator
from html import unescape
from xml.etree.ElementTree import Element

from scheduler.documents.faults import Fault
from scheduler.documents.legacy_fonts import decoder
from scheduler.documents.zipped import Zipped, attribute, local, parsed

_PICTURED = frozenset({"docPr", "cNvPr", "imagedata", "shape", "rect"})
"""Elements whose title or description says in words what a picture or a shape shows."""
_SIGNS = (b"textpath", b"drawingml", b"descr=", b"comment", b"title=", b"alt=")
"""Parts without any of these hold nothing of the kind, and are not gone through."""
_QUOTED = re.compile(r'\b(?:string|title|alt)="([^"]{2,120})"')
_BETWEEN = re.compile(r">([^<>]{2,120})<")
_BETWEEN_KEYWORDS = re.compile(r"[;,#]")
_SAID = ("descr", "title", "alt")
_PROPERTIES = frozenset({"title", "subject", "keywords", "category", "contentStatus", "description", "lpwstr"})


def asides_of(package: Zipped) -> Iterator[str]:
    """The lines of all that, from every part, whether the text refers to it or not."""
    for name in sorted(package.names):
        if name.startswith(("word/", "xl/")) and name.endswith((".xml", ".vml")):
            yield from _beside(package, name)
        elif name.startswith("docProps/") and name.endswith(".xml"):
            yield from _properties(package.xml(name))


def _beside(package: Zipped, name: str) -> Iterator[str]:
    data = package.part(name) or b""
    if not any(sign in data for sign in _SIGNS):
        return
    try:
        yield from _drawn(parsed(data))
    except Fault as fault:  # drawings of old programs are no whole XML
        if not name.endswith(".vml") or fault.code != "file-damaged":
            raise
        text = data.decode("utf-8", "replace")
        yield from (unescape(found[1]) for found in _QUOTED.finditer(text))
        yield from (unescape(found[1]) for found in _BETWEEN.finditer(text))


def _drawn(root: Element | None) -> Iterator[str]:
    for one in root.iter() if root is not None else ():
        name = local(one)
        if name == "textpath":
            yield _art(one)
        elif name in _PICTURED:
            yield from (text for key in _SAID if (text := attribute(one, key)))
        elif name == "p" and one.tag.startswith("{http://schemas.openxmlformats.org/drawingml"):
            yield "".join(t.text or "" for t in one.iter() if local(t) == "t")
        elif name in ("comment", "threadedComment"):
            yield from _commented(one)


def _commented(comment: Element) -> Iterator[str]:
    """The paragraphs of a comment; Excel writes its author's name before it."""
    pieces = [p for p in comment.iter() if local(p) == "p"] or [comment]
    for piece in pieces:
        runs = [t.text or "" for t in piece.iter() if local(t) in ("t", "text")]
        yield from "".join(runs).split("\n")
        yield from runs


def _art(path: Element) -> str:
    """The text of word art, in the letters of the font that it names."""
    text, style = attribute(path, "string") or "", attribute(path, "style") or ""
    font = next((part.partition(":")[2] for part in style.split(";") if "font-family" in part), "")
    decode = decoder(font.strip().strip("\"'"))
    return decode(text) if decode else text


def _properties(root: Element | None) -> Iterator[str]:
    for one in root.iter() if root is not None else ():
        if local(one) in _PROPERTIES and one.text:
            yield one.text
            yield from listed(one.text)


def listed(text: str) -> Iterator[str]:
    """The words of a list of keywords: each may be a mark."""
    pieces = _BETWEEN_KEYWORDS.split(text)
    yield from pieces if len(pieces) > 1 else ()
