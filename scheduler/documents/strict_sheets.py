"""Spreadsheets saved as «Strict Open XML Spreadsheet» (ISO/IEC 29500) → the same in the namespaces that the library knows."""

from scheduler.documents.zipped import Zipped, opened, with_parts

_STRICT = b"http://purl.oclc.org/ooxml/"
_KNOWN = (
    (b"http://purl.oclc.org/ooxml/spreadsheetml/main", b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (b"http://purl.oclc.org/ooxml/drawingml/main", b"http://schemas.openxmlformats.org/drawingml/2006/main"),
)


def transitional(package: Zipped, data: bytes) -> tuple[Zipped, bytes]:
    """The package and its bytes in the namespaces of 2006; as they are where it uses these."""
    if _STRICT not in (package.part("xl/workbook.xml") or b""):
        return package, data
    changed = {name: _renamed(package.part(name) or b"") for name in package.names if name.endswith((".xml", ".rels"))}
    known = with_parts(package, changed)
    return opened(known), known


def _renamed(part: bytes) -> bytes:
    for strict, known in _KNOWN:
        part = part.replace(strict, known)
    return part
