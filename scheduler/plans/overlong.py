"""Paragraphs and cells far longer than any item of a plan: they are read up to a bound, so that reading takes bounded time."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from scheduler.diagnostics import Diagnostic, Severity, values
from scheduler.documents import Block, Document, Paragraph, Row
from scheduler.documents.document import texts
from scheduler.text import shortened

LONGEST = 10_000
"""Letters of one paragraph or cell that are read; the longest paragraphs of plans have about two thousand."""
_MOST_SAID = 5


def within_bounds(document: Document) -> Document:
    """The document with what is longer cut short, and text-overlong for each place where that was so."""
    if not any(_is_long(block) for block in document.blocks):
        return document
    said = tuple(d for d, _ in zip(_said(document.blocks, document.name), range(_MOST_SAID), strict=False))
    blocks = tuple(map(_bounded, document.blocks))
    return replace(document, blocks=blocks, diagnostics=(*document.diagnostics, *said))


def _is_long(block: Block) -> bool:
    if isinstance(block, Paragraph):
        return len(block.text) > LONGEST
    return any(len(cell.text) > LONGEST for row in block.rows for cell in row.cells)


def _bounded(block: Block) -> Block:
    if isinstance(block, Paragraph):
        return replace(block, text=block.text[:LONGEST])
    return replace(block, rows=tuple(map(_bounded_row, block.rows))) if _is_long(block) else block


def _bounded_row(row: Row) -> Row:
    return replace(row, cells=tuple(replace(cell, text=cell.text[:LONGEST]) for cell in row.cells))


def _said(blocks: Iterable[Block], file: str) -> Iterator[Diagnostic]:
    for block in filter(_is_long, blocks):
        text, place = next(iter(texts(block)))
        facts = values(most=LONGEST, text=shortened(text[:200], 80))
        yield Diagnostic("text-overlong", Severity.WARNING, place.within(file), facts)
