"""Word files of plans that tests make: a head, paragraphs, tables with lines; the bytes of what was made."""

from collections.abc import Sequence
from io import BytesIO

from docx import Document
from docx.document import Document as Made
from docx.table import Table
from openpyxl import Workbook


def word_plan(number: str, day: str, title: str, *after: str) -> Made:
    """A plan of the commune of our own: its head with the number and the day it was signed, its title, paragraphs."""
    document = Document()
    head = ("UBND XÃ MẪU", f"Số: {number}/KH-UBND", f"Mẫu, {day}", "", "KẾ HOẠCH")
    for line in (*head, title, "Ủy ban nhân dân xã ban hành Kế hoạch như sau:", *after):
        document.add_paragraph(line)
    return document


def word_table(document: Made, rows: Sequence[Sequence[str]]) -> Table:
    """A table with lines at the document's end, a text for each cell."""
    table = document.add_table(rows=len(rows), cols=len(rows[0]))
    table.style = "Table Grid"
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            table.cell(r, c).text = text
    return table


def as_bytes(made: Made | Workbook) -> bytes:
    """The file."""
    out = BytesIO()
    made.save(out)
    return out.getvalue()
