"""Macros in files of Word and Excel: whether there are any, and the same file without them, so that none is kept or handed on."""

import re
import zipfile
from io import BytesIO
from pathlib import PurePath

from scheduler.documents.flat_package import is_flat
from scheduler.documents.kinds import is_compound
from scheduler.documents.zipped import Zipped, opened

_PARTS = re.compile(
    r"(?:^|/)(?:vbaProject\w*\.bin|vbaData\.xml|activeX/.*|macrosheets/.*)$|/_rels/vbaProject", re.IGNORECASE
)
_OVERRIDE = re.compile(rb"<(?:Override|Default)[^>]*?(?:vbaProject|vbaData|activeX|macrosheet)[^>]*?/>", re.IGNORECASE)
_RELATION = re.compile(rb"<Relationship\b[^>]*?(?:vbaProject|vbaData|activeX|macrosheet)[^>]*?/>", re.IGNORECASE)
_MAIN = (
    (b"application/vnd.ms-word.document.macroEnabled.main+xml", b"document"),
    (b"application/vnd.ms-word.template.macroEnabledTemplate.main+xml", b"document"),
    (b"application/vnd.ms-excel.sheet.macroEnabled.main+xml", b"sheet"),
    (b"application/vnd.ms-excel.template.macroEnabled.main+xml", b"sheet"),
)
_PLAIN = {
    b"document": b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    b"sheet": b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
}
_SUFFIXES = {".docm": ".docx", ".dotm": ".docx", ".xlsm": ".xlsx", ".xltm": ".xlsx"}
_FLAT_MACROS = b"vbaProject"
_OLD = ("_VBA_PROJECT".encode("utf-16-le"), "VBA".encode("utf-16-le") + b"\0\0")


def has_macros(package: Zipped | None, data: bytes) -> bool:
    """Whether the file holds macros; package: of a zipped one."""
    if package is not None:
        return any(_PARTS.search(name) for name in package.names)
    return all(sign in data for sign in _OLD)


def has_old_macros(data: bytes) -> bool:
    """Whether it is a file of old Word or Excel, or a package written as XML, with macros, out of which we cannot take them."""
    return (is_compound(data) and has_macros(None, data)) or (is_flat(data) and _FLAT_MACROS in data)


def without_macros(data: bytes) -> bytes:
    """The same file without its macros if it is a zipped one, byte by byte the same each time; any other file as it is.

    Raises Fault as zipped.opened does.
    """
    package, out = opened(data) if data.startswith(b"PK") else None, BytesIO()
    if package is None or not has_macros(package, data):
        return data
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for entry in package.archive.infolist():
            if not _PARTS.search(entry.filename):
                archive.writestr(
                    zipfile.ZipInfo(entry.filename), _cleared(package, entry.filename), zipfile.ZIP_DEFLATED
                )
    return out.getvalue()


def name_without_macros(name: str) -> str:
    """The name that such a file has then: «a.docm» becomes «a.docx»."""
    path = PurePath(name)
    return path.with_suffix(_SUFFIXES.get(path.suffix.casefold(), path.suffix)).name


def _cleared(package: Zipped, name: str) -> bytes:
    body = package.part(name) or b""
    if name == "[Content_Types].xml":
        body = _OVERRIDE.sub(b"", body)
        for kind, plain in _MAIN:
            body = body.replace(kind, _PLAIN[plain])
    return _RELATION.sub(b"", body) if name.endswith(".rels") else body
