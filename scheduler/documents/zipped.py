"""Zipped office files: their parts, read within limits; XML without entities and without depth to drown in."""

import posixpath
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from xml.etree import ElementTree
from xml.etree.ElementTree import Element
from xml.parsers import expat

from scheduler.documents.faults import Fault
from scheduler.documents.limits import MOST_NESTED, MOST_OF_PART, MOST_PARTS, MOST_UNPACKED

_CHUNK = 1 << 16
_ENCRYPTED = 0x1


@dataclass(frozen=True, slots=True)
class Relation:
    """That one part refers to another. kind: the last word of the relation's type; target: the name of the other part."""

    id: str
    kind: str
    target: str


@dataclass(frozen=True, slots=True)
class Zipped:
    """An opened package. Its directory was checked: how many parts, how large they say they are, none encrypted."""

    archive: zipfile.ZipFile

    @property
    def names(self) -> frozenset[str]:
        """The names of all parts."""
        return frozenset(self.archive.namelist())

    def part(self, name: str) -> bytes | None:
        """The bytes of a part, None where there is none. Raises Fault: file-damaged, file-unpacks-too-large."""
        if name not in self.names:
            return None
        try:
            with self.archive.open(name) as stream:
                data = stream.read(MOST_OF_PART + 1)
        except (
            Exception
        ) as error:  # BadZipFile, zlib.error, lzma.LZMAError …: what the packers raise has no common base
            raise Fault("file-damaged") from error
        if len(data) > MOST_OF_PART:
            raise Fault("file-unpacks-too-large")
        return data

    def xml(self, name: str) -> Element | None:
        """The root of an XML part, None where there is none. Raises Fault as part() and parsed() do."""
        data = self.part(name)
        return parsed(data) if data else None

    def relations(self, name: str) -> tuple[Relation, ...]:
        """What a part (the package itself: "") refers to inside of the file; targets may be missing."""
        folder, file = posixpath.split(name)
        root = self.xml(posixpath.join(folder, "_rels", f"{file}.rels"))
        return tuple(
            Relation(
                attribute(one, "Id") or "", (attribute(one, "Type") or "").rpartition("/")[2], _target(one, folder)
            )
            for one in children(root, "Relationship")
            if attribute(one, "TargetMode") != "External"
        )


def opened(data: bytes) -> Zipped:
    """The package in these bytes. Raises Fault: file-damaged, file-encrypted, file-unpacks-too-large."""
    try:
        archive = zipfile.ZipFile(BytesIO(data))
        entries = archive.infolist()
    except Exception as error:  # a broken directory is found by struct, by codecs or by zipfile itself
        raise Fault("file-damaged") from error
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise Fault("file-encrypted")
    if len(entries) > MOST_PARTS or sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise Fault("file-unpacks-too-large")
    return Zipped(archive)


def with_parts(package: Zipped, changed: Mapping[str, bytes]) -> bytes:
    """The package in bytes, some of its parts changed. Raises Fault as Zipped.part does."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name in package.names:
            archive.writestr(zipfile.ZipInfo(name), changed.get(name) or package.part(name) or b"")
    return out.getvalue()


def parsed(data: bytes) -> Element:
    """The root element. Raises Fault: xml-entities for a document type, file-damaged for anything that is no XML."""
    require_harmless(data)
    try:
        return ElementTree.fromstring(data)
    except ElementTree.ParseError as error:
        raise Fault("file-damaged") from error


def local(element: Element) -> str:
    """The name of an element without its namespace (transitional and strict files differ in it)."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Element | None, name: str) -> str | None:
    """The attribute with this local name, whatever its namespace."""
    if element is None:
        return None
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), None)


def child(element: Element | None, name: str) -> Element | None:
    """The first child with this local name."""
    return next(children(element, name), None)


def children(element: Element | None, name: str) -> Iterator[Element]:
    """The children with this local name."""
    return (one for one in (element if element is not None else ()) if local(one) == name)


def _target(relation: Element, folder: str) -> str:
    target = attribute(relation, "Target") or ""
    return target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))


def require_harmless(data: bytes) -> None:
    """Goes through the XML once without keeping it: no document type (so no entities), no bottomless nesting."""
    depth = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > MOST_NESTED:
            raise Fault("file-damaged")

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1

    def doctype(*about: object) -> None:
        raise Fault("xml-entities")

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.StartDoctypeDeclHandler = doctype
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise Fault("file-damaged") from error
