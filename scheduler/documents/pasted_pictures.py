"""Whether a picture pasted into an office file is a stamp of secrecy: it is read where a program can, else that is said."""

from dataclasses import replace

from scheduler.diagnostics import Diagnostic, Location, Severity
from scheduler.documents.content import Content
from scheduler.documents.document import texts
from scheduler.documents.faults import Fault
from scheduler.documents.pdf_process import read_stamps_apart
from scheduler.documents.zipped import Zipped

_DRAWN = (".emf", ".wmf")


def with_pasted(content: Content, package: Zipped, data: bytes, name: str) -> Content:
    """The content with what is read in the file's pictures beside it; pictures-unseen where nobody could read them.

    data: the bytes of the package. Raises Fault file-only-pictures where it holds no text.
    """
    from scheduler.documents.scans.pasted import stamp_like

    names = [one for one in package.names if "media/" in one]
    if not names:
        return content
    if not any(text.strip() for block in content.blocks for text, _ in texts(block)):
        raise Fault("file-only-pictures")
    found = tuple(stamp_like(package))
    drawn = any(one.lower().endswith(_DRAWN) for one in names)
    if not found and not drawn:
        return content
    try:
        lines = read_stamps_apart(data, name).edges if found else ()
    except Fault:
        return _unseen(content, name)
    seen = replace(content, edges=(*content.edges, *lines))
    return _unseen(seen, name) if drawn else seen


def _unseen(content: Content, name: str) -> Content:
    said = Diagnostic("pictures-unseen", Severity.WARNING, Location(name))
    return replace(content, diagnostics=(*content.diagnostics, said))
