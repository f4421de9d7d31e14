"""A path or bytes → Document; every fault of the file is a Diagnostic in it, never an exception."""

from collections.abc import Callable
from pathlib import Path, PurePath

from scheduler.diagnostics import Diagnostic, Location, Severity, values
from scheduler.documents.decoding import decode
from scheduler.documents.document import Document
from scheduler.documents.marks import find_mark
from scheduler.documents.text import blocks_of

MOST_BYTES = 20_000_000
"""A text of this size is no plan; larger files are declined before they are read."""


def read_document(path: Path) -> Document:
    """The document in a file. Codes of faults: file-missing, file-is-folder, file-unreadable, file-too-large, and parse's."""
    name = str(path)
    try:
        if path.is_dir():
            return _failed("file-is-folder", name)
        if path.stat().st_size > MOST_BYTES:
            return _failed("file-too-large", name)
        return parse_document(path.read_bytes(), name)
    except FileNotFoundError:
        return _failed("file-missing", name)
    except (OSError, ValueError):
        return _failed("file-unreadable", name)


def parse_document(data: bytes, name: str) -> Document:
    """The document in these bytes; the end of `name` tells the type.

    Codes of faults: file-type-unknown, file-too-large, file-empty, file-binary, file-not-utf8, document-secret; the warning
    document-internal. After a fault there is no content.
    """
    suffix = PurePath(name).suffix.casefold()
    reader = _READERS.get(suffix)
    if reader is None:
        known = ", ".join(sorted(s for s in _READERS if s))
        return _failed_with(
            Diagnostic("file-type-unknown", Severity.ERROR, Location(name), values(suffix=suffix, known=known))
        )
    if len(data) > MOST_BYTES:
        return _failed("file-too-large", name)
    return reader(data, name)


def _read_text(data: bytes, name: str) -> Document:
    text = decode(data, name)
    if isinstance(text, Diagnostic):
        return _failed_with(text)
    mark = find_mark(text, name)
    if mark is not None and mark.severity is Severity.ERROR:
        return _failed_with(mark)
    return Document(name, blocks_of(text), (mark,) if mark else ())


_READERS: dict[str, Callable[[bytes, str], Document]] = {
    ".txt": _read_text,
    ".text": _read_text,
    ".md": _read_text,
    ".markdown": _read_text,
    "": _read_text,
}


def _failed(code: str, name: str) -> Document:
    return _failed_with(Diagnostic(code, Severity.ERROR, Location(name)))


def _failed_with(fault: Diagnostic) -> Document:
    assert fault.location.file is not None
    return Document(fault.location.file, (), (fault,))
