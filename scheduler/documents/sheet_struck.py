"""Pieces of cells of a spreadsheet that are struck out, the rest of the cell being not: the same file without them."""

from collections.abc import Iterator
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from scheduler.documents.zipped import Zipped, attribute, child, children, local, parsed, with_parts

_STRINGS = "xl/sharedStrings.xml"
_SHEETS = "xl/worksheets/"
_STRIKE = b"strike"
_OFF = ("0", "false")


def without_struck_pieces(package: Zipped, data: bytes) -> tuple[bytes, list[str]]:
    """The file with each struck run of a text emptied, and the texts of these. Raises Fault as zipped.parsed does."""
    struck: list[str] = []
    changed: dict[str, bytes] = {}
    for name in sorted(package.names):
        if name == _STRINGS or name.startswith(_SHEETS):
            body = package.part(name) or b""
            if _STRIKE in body:
                root = parsed(body)
                struck += _emptied(root)
                changed[name] = ElementTree.tostring(root, "utf-8")
    return (with_parts(package, changed), struck) if struck else (data, [])


def _emptied(root: Element) -> Iterator[str]:
    """Empties the struck runs (ECMA-376, 18.4.4 «r») below an element; their texts."""
    for text in root.iter():
        if local(text) not in ("si", "is"):
            continue
        for run in children(text, "r"):
            line, letters = child(child(run, "rPr"), "strike"), child(run, "t")
            if line is not None and attribute(line, "val") not in _OFF and letters is not None:
                if said := (letters.text or "").strip():
                    yield " ".join(said.split())
                letters.text = ""
