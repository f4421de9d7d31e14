"""Readings that are kept beside their file: what took another program or a process of its own is read once, not by every verb."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from scheduler.diagnostics import Location
from scheduler.documents.content import Content
from scheduler.documents.document import Document
from scheduler.documents.faults import Fault
from scheduler.documents.kinds import Kind, kind_of
from scheduler.documents.reading import parse_document
from scheduler.documents.wire import packed, unpacked

_APART: Final = frozenset({Kind.PDF, Kind.PICTURE, Kind.OFFICE_TEXT, Kind.OFFICE_SHEETS})


def reading_name(file: str) -> str:
    """The name that a file's reading is kept under: below the file, where no other file can be."""
    return f"{file}/reading.json"


def with_reading(file: str, data: bytes, document: Document) -> dict[str, bytes]:
    """The file by its name, with its reading where that needs more than this process. `document`: of these bytes, readable."""
    if kind_of(data, document.name)[0] not in _APART:
        return {file: data}
    content = Content(document.blocks, (), document.diagnostics, document.recognised)
    return {file: data, reading_name(file): packed(content)}


def kept_file(files: Mapping[str, bytes], file: str) -> dict[str, bytes]:
    """The file as it is kept among these, with its reading where there is one; empty where it is not kept."""
    return {name: files[name] for name in (file, reading_name(file)) if name in files}


def is_recognised(files: Mapping[str, bytes], file: str, data: bytes) -> bool:
    """Whether just these bytes are kept with a reading that was recognised from pictures: it stays as people reviewed it."""
    kept = kept_file(files, file)
    if kept.get(file) != data or reading_name(file) not in kept:
        return False
    found = _unpacked(kept[reading_name(file)], file)
    return found is not None and bool(found.recognised)


def document_of(data: bytes, reading: bytes | None, name: str) -> Document:
    """The document as its reading kept it; parsed where there is none, or another version wrote it."""
    kept = None if reading is None else _unpacked(reading, name)
    return kept if kept is not None else parse_document(data, name)


def _unpacked(reading: bytes, name: str) -> Document | None:
    try:
        content = unpacked(reading)
    except (Fault, ValueError, KeyError, TypeError):
        return None
    found = tuple(replace(d, location=Location(name)) for d in content.diagnostics)
    return Document(name, content.blocks, found, content.recognised)
