"""What kind of file these bytes are, told by their content; the end of the name only decides between kinds of plain text."""

import re
from enum import Enum, auto
from pathlib import PurePath

from scheduler.documents.compound import is_cut_off
from scheduler.documents.faults import Fault
from scheduler.documents.flat_package import is_flat
from scheduler.documents.flat_package import zipped as zipped_flat
from scheduler.documents.zipped import Zipped, opened, require_harmless


class Kind(Enum):
    """Kinds of files that a reader stands for."""

    TEXT = auto()
    CSV = auto()
    HTML = auto()
    MHTML = auto()
    WORD = auto()
    SHEETS = auto()
    PDF = auto()
    PICTURE = auto()
    OFFICE_TEXT = auto()
    OFFICE_SHEETS = auto()


_BY_SUFFIX = {
    ".txt": Kind.TEXT,
    ".text": Kind.TEXT,
    ".md": Kind.TEXT,
    ".markdown": Kind.TEXT,
    "": Kind.TEXT,
    ".csv": Kind.CSV,
    ".tsv": Kind.CSV,
    ".html": Kind.HTML,
    ".htm": Kind.HTML,
    ".xhtml": Kind.HTML,
    ".xht": Kind.HTML,
}
_OTHERS = (".docx", ".docm", ".xlsx", ".xlsm", ".pdf", ".odt", ".ods", ".rtf", ".doc", ".xls", ".mht", ".mhtml")
_SHEETS = (".xls", ".xlsx", ".xlsm", ".ods")
_MAIL, _LINKS = (".eml", ".msg", ".emlx"), (".url", ".lnk", ".webloc", ".gdoc", ".gsheet")
_LOCK, _LONGEST_LOCK = "~$", 200
"""What Word and Excel put beside an open file, and how long that is at most."""
_IWORK = (".pages", ".numbers", ".key")
_FEWEST_SIGNS = 3
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*", b"RIFF", b"\0\0\0\x0cjP")
_READ_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"II*\0", b"MM\0*")
_PICTURE_SUFFIXES = (".png", ".jpg", ".jpeg", ".tif", ".tiff")
_PHONE_PICTURE = b"ftyphei"
_ARCHIVES = (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"\xfd7zXZ", b"BZh")
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_READ_OF_OPEN = ("content.xml", "styles.xml")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,500}?-->\s*)*<(?:!doctype\s+html|html|head|body|table|meta|title|style|div|p|center|font|span|h[1-6])\b",
    re.IGNORECASE | re.DOTALL,
)
_WORD_XML = re.compile(rb"\s*<\?xml[^>]{0,200}>.{0,2000}?<w:wordDocument\b", re.DOTALL)
_SHEET_XML = re.compile(rb"\s*<\?xml[^>]{0,200}>.{0,2000}?<(?:\w+:)?Workbook\b", re.DOTALL)
_OPEN_XML = re.compile(rb"\s*<\?xml[^>]{0,200}>.{0,3500}?<office:document\b", re.DOTALL)
_OPEN_SHEETS = b"opendocument.spreadsheet"
_MIME = re.compile(rb"(?:\A|\n)MIME-Version:", re.IGNORECASE)
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f]")
_WIDE = (b"\xff\xfe", b"\xfe\xff")
_BOM = b"\xef\xbb\xbf"


def known_suffixes() -> str:
    """The ends of names that can be read, for a sentence."""
    return ", ".join(sorted((*(s for s in _BY_SUFFIX if s), *_OTHERS, *_PICTURE_SUFFIXES)))


def kind_of(data: bytes, name: str) -> tuple[Kind, Zipped | None]:
    """The kind, and the opened package of a zipped file, or of one written as XML.

    Raises Fault: file-type-unknown, file-is-picture, file-picture-misnamed, file-is-archive, file-is-mail, file-is-link,
    file-is-lock, file-is-slides, file-of-iwork, file-encrypted, and those of zipped.opened.
    """
    head = data[:4096].removeprefix(_BOM)
    if head.startswith(_ZIP):
        package = opened(data)
        return _packaged(package, name), package
    if PurePath(name).name.startswith(_LOCK) and len(data) < _LONGEST_LOCK:
        raise Fault("file-is-lock")
    if is_flat(head):
        package = opened(zipped_flat(data))
        return _packaged(package, name), package
    if head.startswith(_OLE):
        return _compound(data), None
    if _OPEN_XML.match(head):
        require_harmless(data)
    return _plain(_narrow(head), name), None


def is_compound(data: bytes) -> bool:
    """Whether it is a file of Word or Excel from before 2007."""
    return data.startswith(_OLE)


def office_suffix(data: bytes, kind: Kind) -> str:
    """The end of the name that LibreOffice knows such a file by, told by the content."""
    if data.startswith(_OLE):
        return ".doc" if kind is Kind.OFFICE_TEXT else ".xls"
    if data.startswith(_ZIP):
        return ".odt" if kind is Kind.OFFICE_TEXT else ".xlsb" if b"xl/workbook.bin" in data else ".ods"
    if _OPEN_XML.match(data[:4096]):
        return ".fodt" if kind is Kind.OFFICE_TEXT else ".fods"
    return ".rtf" if data.removeprefix(_BOM).startswith(b"{\\rtf") else ".xml"


def _narrow(head: bytes) -> bytes:
    """The beginning of a file; text of two bytes a letter, as Excel saves «Unicode text», as UTF-8."""
    return head.decode("utf-16", "ignore").encode() if head.startswith(_WIDE) else head


def _plain(head: bytes, name: str) -> Kind:
    suffix = PurePath(name).suffix.casefold()
    if (head.startswith(_PICTURES) and not head.isascii()) or head[4:11] == _PHONE_PICTURE:
        if suffix in _PICTURE_SUFFIXES and head.startswith(_READ_PICTURES):
            return Kind.PICTURE
        if head.startswith(_READ_PICTURES):
            raise Fault("file-picture-misnamed", suffix=suffix)
        raise Fault("file-is-picture")
    if head.startswith(_ARCHIVES):
        raise Fault("file-is-archive")
    if b"%PDF-" in head[:1024]:
        return Kind.PDF
    if head.startswith(b"{\\rtf") or _WORD_XML.match(head):
        return Kind.OFFICE_TEXT
    if _OPEN_XML.match(head):
        return Kind.OFFICE_SHEETS if _OPEN_SHEETS in head else Kind.OFFICE_TEXT
    if _SHEET_XML.match(head) and suffix in (*_SHEETS, ".xml"):
        return Kind.OFFICE_SHEETS
    if _MIME.search(head[:2000]) and suffix in _OTHERS:
        return Kind.MHTML
    if suffix in _BY_SUFFIX and _BY_SUFFIX[suffix] is not Kind.TEXT:
        return _BY_SUFFIX[suffix]
    if suffix in _OTHERS and _HTML.match(head):
        return Kind.HTML
    if suffix in _BY_SUFFIX:
        return _BY_SUFFIX[suffix]
    if suffix in _SHEETS and _is_rows(head):
        return Kind.CSV
    if suffix in _MAIL:
        raise Fault("file-is-mail")
    if suffix in _LINKS:
        raise Fault("file-is-link")
    if suffix in _OTHERS:
        raise Fault("file-damaged" if head.strip() else "file-empty")
    raise Fault("file-type-unknown", suffix=suffix, known=known_suffixes())


def _is_rows(head: bytes) -> bool:
    """Whether it is plain text in which signs part cells, as Excel and programs of accounts name .xls."""
    text = head.decode("utf-8", "replace")
    return not _CONTROLS.search(text) and max(text.count(sign) for sign in "\t;,") >= _FEWEST_SIGNS


def _packaged(package: Zipped, name: str) -> Kind:
    names = package.names
    if any(part.startswith("word/") for part in names):
        return Kind.WORD
    if "xl/workbook.bin" in names:
        return Kind.OFFICE_SHEETS
    if any(part.startswith("xl/") for part in names):
        return Kind.SHEETS
    if "mimetype" in names and (mimetype := package.part("mimetype")) is not None:
        return _open_document(package, mimetype)
    if PurePath(name).suffix.casefold() in _IWORK and any(part.endswith(".iwa") for part in names):
        raise Fault("file-of-iwork")
    raise Fault("file-is-slides" if any(part.startswith("ppt/") for part in names) else "file-is-archive")


def _open_document(package: Zipped, mimetype: bytes) -> Kind:
    manifest = package.part("META-INF/manifest.xml") or b""
    if b"encryption-data" in manifest:
        raise Fault("file-encrypted")
    for name in _READ_OF_OPEN:
        require_harmless(package.part(name) or b"<x/>")
    if mimetype.startswith(b"application/vnd.oasis.opendocument.text"):
        return Kind.OFFICE_TEXT
    if mimetype.startswith(b"application/vnd.oasis.opendocument.spreadsheet"):
        return Kind.OFFICE_SHEETS
    raise Fault("file-is-archive")


def _compound(data: bytes) -> Kind:
    """Files of Word and Excel from before 2007, and encrypted ones of today, by the names of their streams."""
    if _stream("EncryptedPackage") in data:
        raise Fault("file-encrypted")
    if is_cut_off(data):
        raise Fault("file-damaged")
    if _stream("__substg1.0_") in data:  # a letter of Outlook, whatever it has attached
        raise Fault("file-is-mail")
    if _stream("WordDocument") in data:
        return Kind.OFFICE_TEXT
    if _stream("Workbook") in data or _stream("Book") in data:
        return Kind.OFFICE_SHEETS
    raise Fault("file-is-slides" if _stream("PowerPoint Document") in data else "file-damaged")


def _stream(name: str) -> bytes:
    return name.encode("utf-16-le")
