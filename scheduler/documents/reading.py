"""A path or bytes → Document; every fault of the file is a Diagnostic in it, never an exception."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from stat import S_ISREG
from typing import assert_never

from scheduler.diagnostics import Diagnostic, Location, Severity, values
from scheduler.documents.bounds import hold_blocks, hold_text
from scheduler.documents.code_pages import text_of
from scheduler.documents.content import Content
from scheduler.documents.dashed_names import with_dashed_names
from scheduler.documents.document import Block, Cell, Document, Paragraph, Table, texts
from scheduler.documents.faults import Fault
from scheduler.documents.kinds import Kind, is_compound, kind_of, office_suffix
from scheduler.documents.legacy_fonts import seems_undecoded
from scheduler.documents.limits import MOST_BYTES
from scheduler.documents.line_rows import of_line_rows
from scheduler.documents.macros import has_macros
from scheduler.documents.marked import found_in, found_in_text, is_internal, misread_in, softened
from scheduler.documents.nameless_fonts import with_letters
from scheduler.documents.notes import with_notes_apart, with_notes_said
from scheduler.documents.numbers import numbered
from scheduler.documents.parted_words import parted_words
from scheduler.documents.running import run_on
from scheduler.documents.text import blocks_of
from scheduler.documents.unsure import with_answer
from scheduler.documents.zipped import Zipped, opened

_WITH_MACROS = frozenset({Kind.WORD, Kind.SHEETS, Kind.OFFICE_TEXT, Kind.OFFICE_SHEETS})


def read_document(path: Path) -> Document:
    """The document in a file. Codes of faults: those of file_bytes and of parse_document."""
    found = file_bytes(path)
    return found if isinstance(found, Document) else parse_document(found, str(path))


def file_bytes(path: Path) -> bytes | Document:
    """What a file holds, or the document that says why not: file-missing, file-is-folder, file-no-file, file-unreadable.

    A pipe or a device is never waited for, and no more is read than a plan may have.
    """
    name = str(path)
    try:
        if path.is_dir():  # which Windows does not open at all
            return _failed("file-is-folder", name)
        with open(path, "rb", opener=_without_waiting) as file:
            if not S_ISREG(os.fstat(file.fileno()).st_mode):
                return _failed("file-no-file", name)
            return file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        return _failed("file-missing", name)
    except (OSError, ValueError):
        return _failed("file-unreadable", name)


def _without_waiting(path: str, flags: int) -> int:
    """Opens a file without waiting for a writer, as a named pipe would have us do."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0))


def parse_document(data: bytes, name: str) -> Document:
    """The document in these bytes; their content tells the type, the end of `name` only which kind of plain text it is.

    Codes of faults: file-type-unknown, file-too-large, file-empty, file-binary, file-not-utf8, text-letters-lost, file-damaged,
    file-encrypted, file-is-picture, file-picture-misnamed, picture-scan, picture-too-large, file-is-archive,
    file-is-mail, file-is-link, file-is-lock, file-is-slides, file-of-iwork,
    file-unpacks-too-large, xml-entities, too-many-cells, text-too-long, too-many-pages, too-many-scans,
    took-too-long, pdf-scan, pdf-without-letters, ocr-failed, office-missing, office-failed,
    office-too-slow, table-lost, file-only-pictures, document-secret.
    After a fault there is no content. Others than ERRORs: document-internal,
    secrecy-mentioned, stamp-unsure, sheets-hidden, cells-hidden, macros-left-out, nested-table-apart, footnotes-apart, note-apart,
    table-row-per-line, changes-taken, parts-unread, text-struck,
    pictures-unseen, pdf-pages-scanned, pdf-text-of-scan, pdf-text-struck, pdf-text-overlaid, pdf-text-unplaced,
    pdf-rows-by-space, pdf-rows-by-number, pdf-pages-joined, pdf-pages-wide, pdf-two-on-sheet, pdf-letters-unread,
    pdf-letters-wrong, pdf-read-as-picture, scan-columns-slipped,
    pdf-text-cut, pdf-words-parted, pdf-rows-together,
    pdf-table-half-ruled, formulas-uncomputed, text-decoded, text-recoded, text-mended,
    text-not-unicode, text-words-parted.
    """
    if len(data) > MOST_BYTES:
        return _failed("file-too-large", name)
    try:
        kind, package = kind_of(data, name)
        if kind is Kind.TEXT:
            return with_answer(_read_text(data, name), data)
        content = _with_macros_said(_guarded(kind, package, data, name), kind, package, data, name)
        return with_answer(_checked(content, name), data)
    except Fault as fault:
        return _failed_with(fault.diagnostic(name), name)


def _with_macros_said(content: Content, kind: Kind, package: Zipped | None, data: bytes, name: str) -> Content:
    """The content, with macros-left-out where the file of Word or Excel holds any."""
    if kind not in _WITH_MACROS or not has_macros(package, data):
        return content
    found = Diagnostic("macros-left-out", Severity.WARNING, Location(name))
    return replace(content, diagnostics=(*content.diagnostics, found))


def _guarded(kind: Kind, package: Zipped | None, data: bytes, name: str) -> Content:
    """The content; where a reader or a library meets what its author did not think of, the file counts as damaged."""
    try:
        return _content(kind, package, data, name)
    except Fault:
        raise
    except Exception as error:
        raise Fault("file-damaged") from error


def _content(kind: Kind, package: Zipped | None, data: bytes, name: str) -> Content:
    """The content by the reader for its kind; each is loaded only when such a file comes."""
    match kind:
        case Kind.WORD:
            from scheduler.documents.docx import read_docx

            package = package or opened(data)
            return _with_pasted(read_docx(package, name), package, data, name)
        case Kind.SHEETS:
            from scheduler.documents.xlsx import read_xlsx

            package = package or opened(data)
            return _with_pasted(read_xlsx(package, data, name), package, data, name)
        case Kind.PDF:
            from scheduler.documents.pdf_process import read_pdf_apart

            return read_pdf_apart(data, name)
        case Kind.PICTURE:
            from scheduler.documents.pdf_process import read_picture_apart

            return read_picture_apart(data, name)
        case Kind.CSV:
            from scheduler.documents.csv import read_csv

            return read_csv(data, name)
        case Kind.HTML:
            from scheduler.documents.html import read_html

            return _with_written_in(read_html(data, name), data, name)
        case Kind.MHTML:
            from scheduler.documents.mhtml import read_mhtml

            content, pictures = read_mhtml(data, name)
            return _with_written_in(content, pictures, name)
        case Kind.OFFICE_TEXT if is_compound(data):
            from scheduler.documents.old_word import read_old_word

            return read_old_word(data, name)
        case Kind.OFFICE_TEXT | Kind.OFFICE_SHEETS:
            return _converted(kind, data, name)
        case Kind.TEXT:
            raise Fault("file-damaged")
        case _:
            assert_never(kind)


def _with_pasted(content: Content, package: Zipped, data: bytes, name: str) -> Content:
    if not any("media/" in part for part in package.names):
        return content
    from scheduler.documents.pasted_pictures import with_pasted

    return with_pasted(content, package, data, name)


def _with_written_in(content: Content, data: bytes, name: str) -> Content:
    if not any(sign in data for sign in (b"<im", b"<IM", b"<ob", b"<em", b"data:image", b"<\0i\0m")):
        return content
    from scheduler.documents.pasted_pictures import with_written_in

    return with_written_in(content, data, name)


def _converted(kind: Kind, data: bytes, name: str) -> Content:
    """The content of an older kind of file, by the file that LibreOffice makes of it."""
    from scheduler.documents.office import converted

    to, made = ("docx", Kind.WORD) if kind is Kind.OFFICE_TEXT else ("xlsx", Kind.SHEETS)
    return _content(made, None, converted(data, office_suffix(data, kind), to), name)


def _checked(content: Content, name: str) -> Document:
    """The document, unless it bears a mark of secrecy anywhere, or holds nothing. Marks are looked for before lines are joined."""
    lines = [line for block in content.blocks for text, _ in texts(block) for line in text.splitlines()]
    hold_blocks(content.blocks, lines)
    content = with_letters(content, name)
    lines = [line for block in content.blocks for text, _ in texts(block) for line in text.splitlines()]
    found = found_in((*content.blocks, *content.unseen), content.edges, name)
    beside = [line for edge in content.edges for line in edge.splitlines()]
    by_machine = content.recognised or any(d.code == "pdf-text-of-scan" for d in content.diagnostics)
    misread = misread_in((*beside, *lines), name) if by_machine else ()
    if by_machine:
        misread, found = (softened(one, (*beside, *lines), name) for one in (misread, found))
    refused = [d for d in (*misread, *found) if d.severity is Severity.ERROR]
    if refused:
        return _failed_with(refused[0], name)
    found = (*misread, *(d for d in found if d not in misread))
    if not any(line.strip() for line in lines):
        return _failed("file-empty", name)
    if seems_undecoded("\n".join(lines)):
        found = (*found, Diagnostic("text-not-unicode", Severity.WARNING, Location(name)))
    found = (*found, *_of_parted_words(lines, name))
    blocks = with_dashed_names(numbered(run_on(with_notes_apart(tuple(_unstamped(content.blocks))))))
    blocks, notes = with_notes_said(blocks, name)
    said = (*found, *content.diagnostics, *notes, *of_line_rows(blocks, name))
    return Document(name, blocks, said, content.recognised)


def _of_parted_words(lines: Iterable[str], name: str) -> Iterator[Diagnostic]:
    if (text := parted_words(lines)) is not None:
        yield Diagnostic("text-words-parted", Severity.WARNING, Location(name), values(text=text))


def _unstamped(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks without the stamp «Lưu hành nội bộ», which would be taken for a line of the title."""
    for block in blocks:
        if not isinstance(block, Paragraph):
            yield Table(tuple(replace(r, cells=tuple(map(_unstamped_cell, r.cells))) for r in block.rows), block.place)
        elif not is_internal(block.text):
            yield block


def _unstamped_cell(cell: Cell) -> Cell:
    return replace(cell, text="\n".join(line for line in cell.text.split("\n") if not is_internal(line)))


def _read_text(data: bytes, name: str) -> Document:
    read = text_of(data, name)
    if isinstance(read, Diagnostic):
        return _failed_with(read, name)
    text, decoded = read
    hold_text(text)
    found = (*found_in_text(text, name), *decoded, *_of_parted_words(text.split("\n"), name))
    if any(d.severity is Severity.ERROR for d in found):
        return _failed_with(found[0], name)
    kept = "\n".join("" if is_internal(line) else line for line in text.split("\n"))
    return Document(name, with_dashed_names(blocks_of(kept)), found)


def _failed(code: str, name: str) -> Document:
    return _failed_with(Diagnostic(code, Severity.ERROR, Location(name)), name)


def _failed_with(fault: Diagnostic, name: str) -> Document:
    return Document(name, (), (fault,))
