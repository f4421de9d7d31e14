"""Running text: lines of the readers that know no paragraphs, and sentences that somebody broke, put together again."""

import re
from collections.abc import Iterable
from dataclasses import replace

from scheduler.documents.document import Block, Paragraph
from scheduler.documents.labels import starts_item

_CLOSED = re.compile(r"[.;:!?…/]\W*$")
_LONGEST = 6000


def run_on(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """The blocks, with each paragraph that starts in lower case behind an open one joined to it."""
    found: list[Block] = []
    for block in blocks:
        last = found[-1] if found else None
        if isinstance(block, Paragraph) and isinstance(last, Paragraph) and goes_on(last, block):
            found[-1] = replace(last, text=f"{last.text} {block.text}", bold=last.bold and block.bold)
        else:
            found.append(block)
    return tuple(found)


def goes_on(last: Paragraph, new: Paragraph) -> bool:
    """Whether the second is the rest of the first: it starts in lower case and no item, and the first is not closed.

    A line in capitals is a heading or a mark of its own.
    """
    if new.level or last.level or starts_item(new.text) or len(last.text) > _LONGEST or last.text.isupper():
        return False
    return (new.text[:1].islower() or new.text[:1] in ",;)") and not _CLOSED.search(last.text)
