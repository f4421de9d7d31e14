"""Word files (.docx, .docm, .dotx) → what they show; macros are never looked at."""

from collections.abc import Callable, Iterator
from typing import TypeAlias
from xml.etree.ElementTree import Element

from scheduler.diagnostics import Diagnostic, Location, Severity, values
from scheduler.documents.content import Content
from scheduler.documents.faults import Fault
from scheduler.documents.office_asides import asides_of
from scheduler.documents.word_body import Body
from scheduler.documents.word_chunks import Chunks
from scheduler.documents.word_numbering import Numbering, read_numbering
from scheduler.documents.word_styles import Styles, read_styles
from scheduler.documents.zipped import Zipped, child, children, local
from scheduler.text import shortened

_MAIN = "officeDocument"
_EDGES = frozenset({"header", "footer", "footnotes", "endnotes"})
"""Parts beside the body, where a mark of secrecy may stand."""
_NOTES = ("footnotes", "endnotes")
_LONGEST_SHOWN = 160
"""Signs of what was set apart, as it is shown."""


Mending: TypeAlias = Callable[[Element, Styles, Numbering], None]
"""Changes a body before it is read."""


def read_docx(package: Zipped, name: str, mend: Mending | None = None) -> Content:
    """The content of a Word file. Raises Fault: file-damaged, file-unpacks-too-large, xml-entities, too-many-cells.

    mend: what another program that made the file did to its body is undone by.
    """
    main = next(iter(_targets(package, "").get(_MAIN, ())), "word/document.xml")
    root = package.xml(main)
    if root is None or local(root) != "document":
        raise Fault("file-damaged")
    parts = _targets(package, main)
    chunks = Chunks(package, {r.id: r.target for r in package.relations(main) if r.kind == "aFChunk"}, name)
    reader = _reader(package, parts, chunks)
    if mend is not None:
        mend(root, reader.styles, reader.numbering)
    body = reader.blocks(child(root, "body"))
    of_kinds = {
        kind: [line for part in parts.get(kind, ()) for line in _lines(package, part, reader)] for kind in _EDGES
    }
    beside = tuple(line for lines in of_kinds.values() for line in lines)
    notes = "; ".join(line for kind in _NOTES for line in of_kinds[kind])
    edges = (*beside, *chunks.edges(), *reader.boxes, *reader.apart, *reader.hidden, *asides_of(package))
    return Content(body, edges, (*_left_out(reader, notes, name), *chunks.said()))


def _left_out(reader: Body, notes: str, name: str) -> Iterator[Diagnostic]:
    """What is not in the blocks, or not as it is shown: tracked changes, footnotes, small tables."""
    if reader.tracked:
        yield Diagnostic("changes-taken", Severity.INFO, Location(name), values(count=reader.tracked))
    if reader.struck:
        facts = values(count=len(reader.struck), text=shortened("; ".join(reader.struck), _LONGEST_SHOWN))
        yield Diagnostic("text-struck", Severity.WARNING, Location(name), facts)
    if reader.notes:
        facts = values(count=reader.notes, text=shortened(notes, _LONGEST_SHOWN))
        yield Diagnostic("footnotes-apart", Severity.INFO, Location(name), facts)
    if reader.apart:
        text = shortened("; ".join(reader.apart), _LONGEST_SHOWN)
        yield Diagnostic("nested-table-apart", Severity.WARNING, Location(name), values(text=text))


def _reader(package: Zipped, parts: dict[str, tuple[str, ...]], chunks: Chunks) -> Body:
    def one(kind: str) -> Element | None:
        return package.xml(parts[kind][0]) if kind in parts else None

    return Body(read_styles(one("styles"), one("theme")), read_numbering(one("numbering")), chunks.blocks)


def _lines(package: Zipped, part: str, reader: Body) -> tuple[str, ...]:
    """The lines of a header, a footer or notes: they may bear a mark of secrecy."""
    root = package.xml(part)
    apart = Body(reader.styles, read_numbering(None))
    notes = (*children(root, "footnote"), *children(root, "endnote"))
    lines = tuple(line for one in (notes or (root,)) for line in apart.lines(one))
    reader.hidden += apart.hidden
    return (*lines, *apart.boxes)


def _targets(package: Zipped, part: str) -> dict[str, tuple[str, ...]]:
    """The parts that a part refers to, by what they are to it."""
    found: dict[str, tuple[str, ...]] = {}
    for one in package.relations(part):
        found[one.kind] = (*found.get(one.kind, ()), one.target)
    return found
