"""What makes reading a web page cost more than its length: comments and tags that are never closed, each looked for to the end."""

import re
import time
from dataclasses import dataclass, field

from scheduler.documents.faults import Fault

SECONDS = 60
"""Processor time for one page; common plans take less than a tenth of a second."""
_BARE = re.compile(r"<(?![a-zA-Z/!?])")
_OPENS = re.compile(r"<[a-zA-Z/!?]")


def without_open_ends(text: str) -> str:
    """The page without its comments, and without what follows the beginning of a comment or tag that nothing closes.

    So do browsers; the parser of the standard library searches the rest of the page anew for each.
    A sign that opens nothing is text.
    """
    bare = _BARE.sub("&lt;", "".join(_outside_comments(text)))
    unclosed = _OPENS.search(bare, bare.rfind(">") + 1)
    return bare[: unclosed.start()] if unclosed else bare


def _outside_comments(text: str) -> list[str]:
    pieces: list[str] = []
    at = 0
    while (start := text.find("<!--", at)) >= 0:
        pieces.append(text[at:start])
        end = text.find("-->", start + 2)
        at = end + 3 if end >= 0 else len(text)
    return [*pieces, text[at:]]


@dataclass(slots=True)
class Deadline:
    """The processor time that reading may take. Raises Fault took-too-long where it is over."""

    begun: float = field(default_factory=time.process_time)

    def hold(self) -> None:
        """Ends reading where its time is over."""
        if time.process_time() - self.begun > SECONDS:
            raise Fault("took-too-long", minutes=SECONDS // 60)
