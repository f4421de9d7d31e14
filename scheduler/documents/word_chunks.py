"""Pages that a Word file takes in as they are (w:altChunk), as programs write that make a Word file out of a web page."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from scheduler.diagnostics import Diagnostic, Location, Severity, values
from scheduler.documents.content import Content
from scheduler.documents.document import Block
from scheduler.documents.faults import Fault
from scheduler.documents.html import read_html
from scheduler.documents.kinds import Kind, kind_of
from scheduler.documents.mhtml import read_mhtml
from scheduler.documents.zipped import Zipped


@dataclass(slots=True)
class Chunks:
    """Reads them where the body takes them in. targets: the part of each, by the id of its relation; `read`: what they held."""

    package: Zipped
    targets: Mapping[str, str]
    name: str
    read: list[Content] = field(default_factory=list)
    unread: int = 0

    def blocks(self, relation: str) -> tuple[Block, ...]:
        """The blocks of one, () of a kind that is not read. Raises Fault as read_html does."""
        target = self.targets.get(relation, "")
        found = _content(self.package.part(target) or b"", target, self.name)
        if found is None:
            self.unread += 1
            return ()
        self.read.append(found)
        return found.blocks

    def edges(self) -> Iterator[str]:
        """The lines beside their texts, which may bear a mark of secrecy."""
        return (edge for content in self.read for edge in content.edges)

    def said(self) -> Iterator[Diagnostic]:
        """What is to be said of them; parts-unread where any was not read."""
        yield from (d for content in self.read for d in content.diagnostics)
        if self.unread:
            yield Diagnostic("parts-unread", Severity.WARNING, Location(self.name), values(count=self.unread))


def _content(data: bytes, part: str, name: str) -> Content | None:
    try:
        kind, _ = kind_of(data, part)
    except Fault:
        return None
    if kind is Kind.HTML:
        return read_html(data, name)
    return read_mhtml(data, name)[0] if kind is Kind.MHTML else None
