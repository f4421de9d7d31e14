"""PDF and picture files read in a process of their own: whatever a file makes a library do, it ends with its time and memory."""

import os
import sys
import time
from dataclasses import replace
from pathlib import Path

from scheduler.diagnostics import Diagnostic, Location, Severity, values
from scheduler.documents.content import Content
from scheduler.documents.faults import Fault
from scheduler.documents.limits import OCR_SECONDS, PDF_MEMORY, PDF_SECONDS, STAMP_SECONDS
from scheduler.documents.processes import run_to_its_end
from scheduler.documents.scans.program import tesseract_program
from scheduler.documents.wire import packed, packed_fault, unpacked
from scheduler.documents.zipped import opened

_ROOT = Path(__file__).resolve().parents[2]
_LOOKING = 0.7
"""Share of the time for pictures in which another one is begun."""
_OF_PICTURES = frozenset({"pdf-scan", "pdf-pages-scanned", "pdf-without-letters", "pdf-letters-wrong"})
"""What is said of pages whose text is lost, wrong or none: they are read from what they show."""
_LETTERS, _SCAN, _PICTURE, _STAMPS = "letters", "scan", "picture", "stamps"


def read_pdf_apart(data: bytes, name: str) -> Content:
    """The content of a PDF; pages without text are read from their pictures where the program for it is installed.

    Raises Fault: those of read_pdf, took-too-long, file-unpacks-too-large, ocr-failed.
    """
    try:
        content = _apart(_LETTERS, data, name, PDF_SECONDS)
    except Fault as fault:
        if fault.code not in _OF_PICTURES or tesseract_program() is None:
            raise
    else:
        if tesseract_program() is None or all(found.code not in _OF_PICTURES for found in content.diagnostics):
            return content
    return _apart(_SCAN, data, name, OCR_SECONDS)


def read_picture_apart(data: bytes, name: str) -> Content:
    """The content of a page's picture. Raises Fault: picture-scan where no program can read it, and those above."""
    if tesseract_program() is None:
        raise Fault("picture-scan")
    return _apart(_PICTURE, data, name, OCR_SECONDS)


def read_stamps_apart(data: bytes, name: str) -> Content:
    """What is read in the pictures of an office file, as edges. Raises Fault: ocr-failed where no program can, and those above."""
    if tesseract_program() is None:
        raise Fault("ocr-failed")
    return _apart(_STAMPS, data, name, STAMP_SECONDS)


def _apart(how: str, data: bytes, name: str, seconds: int) -> Content:
    command = [sys.executable, "-m", "scheduler.documents.pdf_process", how, name]
    paths = os.pathsep.join(p for p in (str(_ROOT), os.environ.get("PYTHONPATH", "")) if p)
    environment = os.environ | {"PYTHONPATH": paths, "PYTHONIOENCODING": "utf-8"}
    status, written = run_to_its_end(command, data, environment, seconds)
    if status:
        raise Fault("file-damaged")
    return unpacked(written)


def main(how: str, name: str) -> None:
    """Reads a file from the standard input and writes what it holds to the standard output."""
    _hold_to_memory()
    try:
        found = packed(_read(how, sys.stdin.buffer.read(), name))
    except Fault as fault:
        found = packed_fault(fault)
    except MemoryError:
        found = packed_fault(Fault("file-unpacks-too-large"))
    sys.stdout.buffer.write(found)


def _read(how: str, data: bytes, name: str) -> Content:
    from scheduler.documents import pdf

    if how == _LETTERS:
        content = pdf.read_pdf(data, name)
        again = tesseract_program() is not None and any(d.code in _OF_PICTURES for d in content.diagnostics)
        return content if again else _with_shown(content, data, name)
    if how == _STAMPS:
        from scheduler.documents.scans import pasted

        looked = pasted.of_pictures(pasted.stamp_like(opened(data)), time.monotonic() + STAMP_SECONDS * _LOOKING)
        return Content((), tuple(looked.lines), unseen_pictures(looked.unseen, name))
    from scheduler.documents.scans import pages, stamps

    if how == _SCAN:
        content = pdf.read_pdf(data, name, pages.of_pdf)
        stamped = stamps.of_pdf(data, sorted(content.recognised))
    else:
        content = pdf.content_of_pictures(pages.of_picture(data), name)
        stamped = stamps.of_picture(data)
    content = replace(content, edges=(*content.edges, *stamped))
    return _with_shown(content, data, name) if how == _SCAN else content


def _with_shown(content: Content, data: bytes, name: str) -> Content:
    """The content of a PDF with what is read in its pictures and curves; pictures-unseen where any could not be looked at."""
    from scheduler.documents.scans import pasted, shown

    looked = pasted.Looked(time.monotonic() + STAMP_SECONDS * _LOOKING)
    if tesseract_program() is None:
        looked.unseen = shown.count_of(data)
    else:
        shown.look_at(data, content.recognised, looked)
    said = (*content.diagnostics, *unseen_pictures(looked.unseen, name))
    return replace(content, edges=(*content.edges, *looked.lines), diagnostics=said)


def unseen_pictures(count: int, name: str) -> tuple[Diagnostic, ...]:
    """pictures-unseen, where there are any."""
    return (Diagnostic("pictures-unseen", Severity.WARNING, Location(name), values(count=count)),) if count else ()


def _hold_to_memory() -> None:
    """Where the system knows how (not on Windows)."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (PDF_MEMORY, PDF_MEMORY))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
