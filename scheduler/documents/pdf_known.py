"""Tables without lines that go on over pages: where their columns stand is known from the pages before."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from scheduler.documents.document import Paragraph
from scheduler.documents.labels import starts_item
from scheduler.documents.pdf_banded import Banded, banded_at
from scheduler.documents.pdf_columns import Columns, Header, columns_at, columns_on, header_of
from scheduler.documents.pdf_lines import Line

_SECTION = re.compile(r"^[IVX]{1,5}\s+\S")

_HEADING = 3
"""Lines of the title of a section between two parts of a table."""


@dataclass(slots=True)
class KnownTables:
    """Gathers while pages are read. headers: of all tables so far; last: the table that may go on with the next line.

    unplaced: lines that may be of a table and stand in none of its rows, each with its page. by_space: pages with rows that
    nothing but white space tells apart. by_number: pages with tables whose rows no line parts, but their numbers.
    at_dashes: paragraphs that may be the rest of a name, as the line above them is full.
    """

    headers: list[Header] = field(default_factory=list)
    last: Columns | None = None
    unplaced: list[tuple[int, str]] = field(default_factory=list)
    banded: Banded | None = None
    by_space: list[int] = field(default_factory=list)
    by_number: list[int] = field(default_factory=list)
    at_dashes: list[Paragraph] = field(default_factory=list)

    def banded_at(self, lines: Sequence[Line], at: int, between: Sequence[Line], page: int) -> Banded | None:
        """The table without lines that begins here, or the rest of one on the page before; its rows are taken note of."""
        goes_on = len(between) <= _HEADING and all(map(_is_heading, between))
        before = self.banded.columns if self.banded is not None and goes_on else None
        found = banded_at(lines, at, before, self.headers)
        if found is None:
            return None
        if not found.goes_on:
            self.headers.append(found.header)
        if not found.is_numbered and page not in self.by_space:
            self.by_space.append(page)
        if found.unplaced:
            self.unplaced.append((page, found.unplaced))
        self.banded, self.last = found, None
        return found

    def columns_at(self, lines: Sequence[Line], at: int, between: Sequence[Line]) -> Columns | None:
        """The lines from `at` on that stand in columns: those of a table before them, where as many stand in these.

        between: the lines since the last table, or since the page began.
        """
        own = columns_at(lines, at)
        if self.last is None or (own is None and between):
            return own
        on = columns_on(lines, at, self.last)
        return on if on is not None and len(on.lines) >= (len(own.lines) if own else 0) else own

    def take(self, columns: Columns, between: Sequence[Line], page: int) -> None:
        """These lines were made a table; `between` are those that stand above it, since the one before."""
        if not columns.goes_on:
            self.headers.append(header_of(columns))
            self._doubt(between[:1], page)
        else:
            self.unplaced += ((page, text_of(line)) for line in between if not _is_heading(line))
        if len(columns.gaps) > 1:
            self.last, self.banded = columns, None

    def end_page(self, held: Sequence[Line], page: int) -> None:
        """A page is over; held: what stands below its last table."""
        self._doubt(held[:1], page)
        if held:
            self.last = None
        if len(held) > _HEADING or not all(map(_is_heading, held)):
            self.banded = None

    def _doubt(self, below: Sequence[Line], page: int) -> None:
        """The line below a table may be the rest of a row: it begins in small letters, or as rows do."""
        if self.last is not None or self.banded is not None:
            self.unplaced += ((page, text_of(line)) for line in below if line[0].text[0].islower() or _is_row(line))


def text_of(line: Line) -> str:
    """The text of a line."""
    return " ".join(segment.text for segment in line)


def _is_heading(line: Line) -> bool:
    text = text_of(line)
    return text.isupper() or (starts_item(text) and not text[:1].islower()) or bool(_SECTION.match(text))


def _is_row(line: Line) -> bool:
    return len(line) > 2 and line[0].text.rstrip(".)").isdigit()
