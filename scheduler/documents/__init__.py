"""Files → Document: paragraphs, tables, rows and cells, each with its place; no knowledge of plans."""

from scheduler.documents.document import Block, Cell, Document, Paragraph, Place, Row, Table, texts
from scheduler.documents.pieces import is_cut_last_word, with_next
from scheduler.documents.reading import file_bytes, parse_document, read_document

__all__ = [
    "Block",
    "Cell",
    "Document",
    "Paragraph",
    "Place",
    "Row",
    "Table",
    "file_bytes",
    "is_cut_last_word",
    "parse_document",
    "read_document",
    "texts",
    "with_next",
]
